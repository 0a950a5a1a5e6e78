/* secret.c - secrets and signatures, by GnuTLS; notify.rotate_secret shows a secret once. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "notify.h"

#define BYTES 32

static void
print_hexadecimal(const unsigned char *bytes, size_t count, char *text)
{
    for (size_t i = 0; i < count; i++)
        snprintf(text + 2 * i, 3, "%02x", bytes[i]);
}

/* A machine without randomness or SHA-256 must not go on with a guessable secret. */
static void
need(int code)
{
    if (code >= 0)
        return;
    fprintf(stderr, "notify: GnuTLS: %s\n", gnutls_strerror(code));
    abort();
}

void
notify_secret_make(char text[NOTIFY_SECRET_SIZE])
{
    static const char prefix[] = "whsec_";
    unsigned char bytes[BYTES];
    need(gnutls_rnd(GNUTLS_RND_KEY, bytes, sizeof(bytes)));
    memcpy(text, prefix, sizeof(prefix));
    print_hexadecimal(bytes, sizeof(bytes), text + sizeof(prefix) - 1);
}

int64_t
notify_random(int64_t limit)
{
    uint64_t number;
    if (limit <= 0)
        return 0;
    need(gnutls_rnd(GNUTLS_RND_NONCE, &number, sizeof(number)));
    return (int64_t)(number % (uint64_t)limit);
}

void
notify_sign(const char *secret, int64_t timestamp, const char *body, char text[65])
{
    unsigned char digest[BYTES];
    char prefix[32];
    gnutls_hmac_hd_t hmac;
    int size = snprintf(prefix, sizeof(prefix), "%" PRId64 ".", timestamp);
    need(gnutls_hmac_init(&hmac, GNUTLS_MAC_SHA256, secret, strlen(secret)));
    need(gnutls_hmac(hmac, prefix, (size_t)size));
    need(gnutls_hmac(hmac, body, strlen(body)));
    gnutls_hmac_deinit(hmac, digest);
    print_hexadecimal(digest, sizeof(digest), text);
}

static enum dms_status
rotate(struct dms_unit *unit, const struct dms_json *arguments, void *data,
       struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct dms_record *webhook = NULL;
    char secret[NOTIFY_SECRET_SIZE];
    notify_secret_make(secret);
    enum dms_status st = dms_unit_edit(
        unit, WEBHOOK, dms_json_integer_at(arguments, "webhook"), &webhook, error);
    if (st == DMS_OK)
        st = dms_record_set_text(webhook, "secret", secret, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, webhook, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "secret", secret);
    return DMS_OK;
}

static const struct dms_argument arguments[] = {
    { .name = "webhook", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card notify_rotate_secret_call =
    DMS_CALL(.flags = DMS_CALL_EXPOSED, .name = "notify.rotate_secret",
             DMS_ARGUMENTS(arguments), .permission = "notify.webhook:update",
             .run = rotate);
