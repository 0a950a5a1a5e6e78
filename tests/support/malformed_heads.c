/* malformed_heads.c - heads with lengths that lie, bytes that do not belong, and too much of
 * everything. */
#include <stdbool.h>
#include <string.h>

#include "support/malformed.h"

#define LEADS "/api/v1/crm.lead"

unsigned
malformed_number(struct malformed_source *source, unsigned limit)
{
    source->state ^= source->state << 13;
    source->state ^= source->state >> 7;
    source->state ^= source->state << 17;
    return (unsigned)(source->state >> 33) % limit;
}

const char *
malformed_choice(struct malformed_source *source, const char *const *list)
{
    unsigned count = 0;
    while (list[count] != NULL)
        count++;
    return list[malformed_number(source, count)];
}

void
malformed_begin(struct malformed_source *source, FILE *out, const char *method,
                const char *target)
{
    fprintf(out, "%s %s HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer %s\r\n", method,
            target, source->token);
}

void
malformed_post(struct malformed_source *source, FILE *out, const char *target,
               const char *body, size_t size)
{
    malformed_begin(source, out, "POST", target);
    fprintf(out, "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n", size);
    fwrite(body, 1, size, out);
}

static void
post_with(struct malformed_source *source, FILE *out, const char *headers,
          const char *body)
{
    malformed_begin(source, out, "POST", LEADS);
    fprintf(out, "Content-Type: application/json\r\n%s\r\n%s", headers, body);
}

static void
length_too_short(struct malformed_source *source, FILE *out)
{
    char header[40];
    snprintf(header, sizeof(header), "Content-Length: %u\r\n",
             1 + malformed_number(source, 9));
    post_with(source, out, header, "{\"name\":\"x\",\"source\":\"phone\"}");
}

static void
length_too_long(struct malformed_source *source, FILE *out)
{
    char header[40];
    snprintf(header, sizeof(header), "Content-Length: %u\r\n",
             20 + malformed_number(source, 1000000));
    post_with(source, out, header, "{\"name\":\"x\"}");
}

static void
length_no_number(struct malformed_source *source, FILE *out)
{
    static const char *const lengths[] = { "-1",   "0x10",
                                           "1e3",  "5,5",
                                           "+5",   "99999999999999999999",
                                           "5 5",  "18446744073709551616",
                                           "five", "\t",
                                           "2;2",  NULL };
    char header[60];
    snprintf(header, sizeof(header), "Content-Length: %s\r\n",
             malformed_choice(source, lengths));
    post_with(source, out, header, "{}");
}

static void
length_and_chunks(struct malformed_source *source, FILE *out)
{
    bool first = malformed_number(source, 2) == 0;
    post_with(source, out,
              first ? "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"
                    : "Transfer-Encoding: chunked\r\nContent-Length: 30\r\n",
              "2\r\n{}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: here\r\n\r\n");
}

static void
chunks_that_are_none(struct malformed_source *source, FILE *out)
{
    static const char *const chunks[] = { "zz\r\n{}\r\n0\r\n\r\n",
                                          "-2\r\n{}\r\n0\r\n\r\n",
                                          "fffffffffffffffff\r\n{}\r\n",
                                          "2\r\n{}0\r\n\r\n",
                                          "7fffffff\r\n{}",
                                          "\r\n{}\r\n0\r\n\r\n",
                                          "2 2\r\n{}\r\n0\r\n\r\n",
                                          "1\r\n{}\r\n0\r\n\r\n",
                                          "2\r\n{}\r\n",
                                          "0x2\r\n{}\r\n0\r\n\r\n",
                                          "2;a=\"\r\n{}\r\n0\r\n\r\n",
                                          NULL };
    post_with(source, out, "Transfer-Encoding: chunked\r\n",
              malformed_choice(source, chunks));
}

static void
codings_nobody_knows(struct malformed_source *source, FILE *out)
{
    static const char *const codings[] = { "gzip, chunked",
                                           "chunked, chunked",
                                           "identity",
                                           "\vchunked",
                                           "chunked;q=1",
                                           "x",
                                           NULL };
    char header[60];
    snprintf(header, sizeof(header), "Transfer-Encoding: %s\r\n",
             malformed_choice(source, codings));
    post_with(source, out, header, "2\r\n{}\r\n0\r\n\r\n");
}

/* A NUL in the first line, in a name, in a value, in the body. */
static void
nul_bytes(struct malformed_source *source, FILE *out)
{
    static const char *const parts[] = {
        "GET ",  LEADS "?q=a", " HTTP/1.1\r\nHost: ", "here\r\nX-Thing: ",
        "value", "\r\n\r\n"
    };
    unsigned where = malformed_number(source, 4) + 1;
    for (unsigned i = 0; i < 6; i++) {
        fputs(parts[i], out);
        if (i == where)
            fputc('\0', out);
    }
}

static void
control_characters(struct malformed_source *source, FILE *out)
{
    malformed_begin(source, out, "GET", LEADS);
    fprintf(out, "X-CSRF-Token: a%cb\r\n\r\n", (char)(1 + malformed_number(source, 8)));
}

static void
a_megabyte_of_header(struct malformed_source *source, FILE *out)
{
    malformed_begin(source, out, "GET", LEADS);
    fprintf(out, "X-Thing: %0*d\r\n\r\n", 1 << 20, 0);
}

static void
ten_thousand_headers(struct malformed_source *source, FILE *out)
{
    malformed_begin(source, out, "GET", LEADS);
    for (int i = 0; i < 10000; i++)
        fprintf(out, "X-%d: %d\r\n", i, i);
    fputs("\r\n", out);
}

static void
odd_header_lines(struct malformed_source *source, FILE *out)
{
    static const char *const lines[] = { "X-Thing: a\r\n b\r\n",
                                         "X-Thing: a\r\n\tContent-Length: 5\r\n",
                                         "no colon at all\r\n",
                                         "X-Thing : a\r\n",
                                         ": nameless\r\n",
                                         "X-Thing: a\nContent-Length: 5\n",
                                         "X-Thing: a\rX-Other: b\r\n",
                                         "\r\r\n",
                                         " leading: blank\r\n",
                                         "Content-Length : 5\r\n",
                                         "X(Thing): a\r\n",
                                         NULL };
    malformed_begin(source, out, "GET", "/healthz");
    fprintf(out, "%s\r\n", malformed_choice(source, lines));
}

static void
repeated_headers(struct malformed_source *source, FILE *out)
{
    static const char *const lines[] = { "Host: there\r\n",
                                         "Authorization: Bearer other\r\n",
                                         "Cookie: dms=a\r\nCookie: dms=b\r\n",
                                         "If-Match: \"1\"\r\nif-match: \"2\"\r\n",
                                         "Origin: http://a\r\nORIGIN: http://b\r\n",
                                         "Idempotency-Key: a\r\nIdempotency-Key: b\r\n",
                                         "DMS-Store: A01\r\nDMS-Store: B01\r\n",
                                         NULL };
    malformed_begin(source, out, "GET", LEADS);
    fprintf(out, "%s\r\n", malformed_choice(source, lines));
}

static void
repeated_lengths(struct malformed_source *source, FILE *out)
{
    post_with(source, out,
              malformed_number(source, 2) == 0
                  ? "Content-Length: 2\r\nContent-Length: 2\r\n"
                  : "Content-Length: 2\r\nContent-Length: 30\r\n",
              "{}");
}

static void
other_protocols(struct malformed_source *source, FILE *out)
{
    static const char *const starts[] = {
        "GET /healthz\r\n",
        "GET /healthz HTTP/0.9\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /healthz HTTP/9.9\r\nHost: here\r\n\r\n",
        "GET /healthz http/1.1\r\nHost: here\r\n\r\n",
        "GET  /healthz  HTTP/1.1\r\n\r\n",
        "GET /healthz HTTP/1.1 extra\r\nHost: a\r\n\r\n",
        "GET\t/healthz\tHTTP/1.1\r\n\r\n",
        "\x16\x03\x01\x02\x01\x01\xfc\x03\x03",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "\r\n\r\n\r\n\r\n",
        "\xff\xfe\xfd\xfc\r\n\r\n",
        "GET /healthz HTTP/1.1\r\n\r\n",
        NULL
    };
    fputs(malformed_choice(source, starts), out);
}

const struct malformed_kind malformed_heads[] = {
    { "length too short", MALFORMED_PLAIN, length_too_short },
    { "length too long", MALFORMED_SILENT | MALFORMED_PLAIN, length_too_long },
    { "length no number", MALFORMED_PLAIN, length_no_number },
    { "length and chunks", MALFORMED_PLAIN, length_and_chunks },
    { "no chunks", MALFORMED_PLAIN | MALFORMED_SILENT, chunks_that_are_none },
    { "unknown coding", MALFORMED_PLAIN | MALFORMED_SILENT, codings_nobody_knows },
    { "NUL", MALFORMED_PLAIN, nul_bytes },
    { "control characters", 0, control_characters },
    { "1 MB header", MALFORMED_PLAIN | MALFORMED_SILENT, a_megabyte_of_header },
    { "10,000 headers", MALFORMED_PLAIN | MALFORMED_SILENT, ten_thousand_headers },
    { "odd header lines", MALFORMED_PLAIN | MALFORMED_PASSES, odd_header_lines },
    { "repeated headers", 0, repeated_headers },
    { "repeated lengths", MALFORMED_PLAIN, repeated_lengths },
    { "other protocols",
      MALFORMED_PLAIN | MALFORMED_SILENT | MALFORMED_PASSES | MALFORMED_VERSION,
      other_protocols },
    { NULL, 0, NULL },
};
