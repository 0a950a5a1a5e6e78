/* tls.h - a TLS server whose certificate nobody has vouched for: it counts who tells it more
 * than hello, and answers 200. */
#ifndef TESTS_NOTIFY_TLS_H
#define TESTS_NOTIFY_TLS_H

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "plugins/notify/receiver.h"

struct tls {
    int listener;
    uint16_t port;
    pthread_t thread;
    atomic_int hellos, talks;
    gnutls_certificate_credentials_t credentials;
};

static inline void
tls_need(int code)
{
    if (code >= 0)
        return;
    fprintf(stderr, "%s\n", gnutls_strerror(code));
    abort();
}

/* For 127.0.0.1, valid today, signed by itself; also written to FILE. */
static inline void
tls_certificate(gnutls_certificate_credentials_t credentials, const char *file)
{
    static const unsigned char address[4] = { 127, 0, 0, 1 };
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t certificate;
    tls_need(gnutls_x509_privkey_init(&key));
    tls_need(gnutls_x509_privkey_generate(
        key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
    tls_need(gnutls_x509_crt_init(&certificate));
    tls_need(gnutls_x509_crt_set_version(certificate, 3));
    tls_need(gnutls_x509_crt_set_serial(certificate, "\1", 1));
    tls_need(gnutls_x509_crt_set_activation_time(certificate, time(NULL) - 3600));
    tls_need(gnutls_x509_crt_set_expiration_time(certificate, time(NULL) + 3600));
    tls_need(gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_IPADDRESS, address, 4,
                                                  GNUTLS_FSAN_SET));
    tls_need(gnutls_x509_crt_set_key(certificate, key));
    tls_need(gnutls_x509_crt_sign2(certificate, certificate, key, GNUTLS_DIG_SHA256, 0));
    tls_need(gnutls_certificate_set_x509_key(credentials, &certificate, 1, key));
    gnutls_datum_t text;
    tls_need(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &text));
    FILE *out = fopen(file, "w");
    if (out == NULL || fwrite(text.data, text.size, 1, out) != 1 || fclose(out) != 0)
        abort();
    gnutls_free(text.data);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
}

static inline void
tls_visit(struct tls *tls, int file)
{
    gnutls_session_t session;
    static const char ok[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    char text[8192];
    tls_need(gnutls_init(&session, GNUTLS_SERVER));
    tls_need(gnutls_set_default_priority(session));
    tls_need(gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, tls->credentials));
    gnutls_transport_set_int(session, file);
    gnutls_handshake_set_timeout(session, 10000);
    atomic_fetch_add(&tls->hellos, 1);
    if (gnutls_handshake(session) == 0 && gnutls_record_recv(session, text, sizeof(text)) > 0) {
        atomic_fetch_add(&tls->talks, 1);
        gnutls_record_send(session, ok, sizeof(ok) - 1);
        gnutls_bye(session, GNUTLS_SHUT_WR);
    }
    gnutls_deinit(session);
    close(file);
}

static inline void *
tls_serve(void *context)
{
    struct tls *tls = context;
    for (;;) {
        int file = accept4(tls->listener, NULL, NULL, SOCK_CLOEXEC);
        if (file < 0)
            return NULL;
        tls_visit(tls, file);
    }
}

static inline void
tls_start(struct tls *tls, const char *file)
{
    memset(tls, 0, sizeof(*tls));
    tls_need(gnutls_certificate_allocate_credentials(&tls->credentials));
    tls_certificate(tls->credentials, file);
    tls->listener = receiver_listen(&tls->port);
    if (pthread_create(&tls->thread, NULL, tls_serve, tls) != 0)
        abort();
}

static inline void
tls_stop(struct tls *tls)
{
    shutdown(tls->listener, SHUT_RDWR);
    pthread_join(tls->thread, NULL);
    close(tls->listener);
    gnutls_certificate_free_credentials(tls->credentials);
}

#endif
