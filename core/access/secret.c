/* secret.c - makes secrets and tells them from other text. */
#include "access/secret.h"

#include <stdio.h>
#include <string.h>

#define RANDOM 32 /* bytes */

/* A beginning that scanners of source code and of logs can be taught to look for. */
static const char *const beginnings[] = {
    [DMS_VISITOR_SESSION] = "dms_s_", [DMS_VISITOR_TOKEN] = "dms_t_"
};

void
secret_make(enum dms_visitor_kind kind, char secret[SECRET_SIZE])
{
    char random[2 * RANDOM + 1];
    random_text(random, RANDOM);
    snprintf(secret, SECRET_SIZE, "%s%s", beginnings[kind], random);
}

enum dms_visitor_kind
secret_kind(const char *secret)
{
    if (strlen(secret) != SECRET_SIZE - 1 ||
        strspn(secret + 6, "0123456789abcdef") != 2 * RANDOM)
        return 0;
    for (enum dms_visitor_kind kind = DMS_VISITOR_SESSION; kind <= DMS_VISITOR_TOKEN;
         kind++)
        if (strncmp(secret, beginnings[kind], 6) == 0)
            return kind;
    return 0;
}

void
secret_digest(const char *secret, char digest[DIGEST_TEXT_SIZE])
{
    dms_digest(secret, strlen(secret), digest);
}

void
secret_csrf(const char *secret, char csrf[CSRF_SIZE])
{
    static const char purpose[] = "csrf of ";
    struct digest_state state;
    unsigned char digest[DIGEST_SIZE];
    char text[DIGEST_TEXT_SIZE];
    digest_begin(&state);
    digest_add(&state, purpose, sizeof(purpose));
    digest_add(&state, secret, strlen(secret));
    digest_end(&state, digest);
    digest_print(digest, text);
    snprintf(csrf, CSRF_SIZE, "%.*s", CSRF_SIZE - 1, text);
}
