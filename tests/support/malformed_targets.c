/* malformed_targets.c - paths and queries that lead nowhere, or should not. */
#include <string.h>

#include "support/malformed.h"

#define LEADS "/api/v1/crm.lead"

static void
get(struct malformed_source *source, FILE *out, const char *target)
{
    malformed_begin(source, out, "GET", target);
    fputs("\r\n", out);
}

static void
get_one(struct malformed_source *source, FILE *out, const char *const *targets)
{
    get(source, out, malformed_choice(source, targets));
}

static void
wrong_utf8(struct malformed_source *source, FILE *out)
{
    static const char *const targets[] = {
        LEADS "/%ff",         LEADS "/%c0%af",        LEADS "/%ed%a0%80",
        LEADS "/\xff\xfe",    LEADS "?q=%c3%28",      LEADS "?q=\xe4\xbd",
        LEADS "?%fe=1",       "/api/v1/crm\xc0.lead", LEADS "?q=%f4%90%80%80",
        LEADS "?q=%e2%28%a1", LEADS "/1/reveal/%80",  NULL
    };
    get_one(source, out, targets);
}

static void
bad_percents(struct malformed_source *source, FILE *out)
{
    static const char *const targets[] = {
        LEADS "/%",   LEADS "/%1",     LEADS "/%zz",       LEADS "/%00",
        LEADS "?q=%", LEADS "?q=%4",   LEADS "?q=%g1",     LEADS "?q=a%00b",
        LEADS "?%=1", LEADS "/%u0041", LEADS "?where=%0a", LEADS "?q=%7f",
        NULL
    };
    get_one(source, out, targets);
}

static void
traversal(struct malformed_source *source, FILE *out)
{
    static const char *const targets[] = { "/../../etc/passwd",
                                           "/api/v1/../../etc/passwd",
                                           "/api/v1/%2e%2e/%2e%2e/x",
                                           "/api/v1/..%2f..%2fetc%2fpasswd",
                                           "/api/v1/..\\..\\windows",
                                           "/api/v1/..%5c..%5cx",
                                           "//etc/passwd",
                                           "/api//v1/crm.lead",
                                           "/api/v1/crm.lead/../core.user",
                                           "/api/v1/./crm.lead",
                                           "/api/v1/crm.lead/1/%2e%2e/2",
                                           "/api/v1/crm.lead%2f1",
                                           "/api/v1/%252e%252e/x",
                                           "/api/v1/crm.lead/1/",
                                           "/api/v1/crm.lead//",
                                           "/API/V1/crm.lead",
                                           "/api/v1/....//....//x",
                                           "/.%00./x",
                                           NULL };
    get_one(source, out, targets);
}

static void
odd_forms(struct malformed_source *source, FILE *out)
{
    static const char *const targets[] = { "*",
                                           "http://",
                                           "http://other.example",
                                           "http:///api/v1/crm.lead/x/y/z/w",
                                           "https://other.example/nowhere",
                                           "ftp://other.example/api/v1/crm.lead",
                                           "other.example:443",
                                           "api/v1/crm.lead",
                                           "?q=1",
                                           "file:///etc/passwd",
                                           "javascript:alert(1)",
                                           NULL };
    get_one(source, out, targets);
}

static void
odd_methods(struct malformed_source *source, FILE *out)
{
    static const char *const methods[] = { "CONNECT", "TRACE",    "PUT", "get",   "GETT",
                                           "QUERY",   "PROPFIND", "!",   "%47ET", NULL };
    malformed_begin(source, out, malformed_choice(source, methods),
                    malformed_number(source, 2) == 0 ? "other.example:443" : LEADS);
    fputs("\r\n", out);
}

#define LONGEST 8192 /* bytes of path and query that are still read */

static void
huge_queries(struct malformed_source *source, FILE *out)
{
    static char target[200000];
    unsigned size = LONGEST + malformed_number(source, 100000);
    size_t start = (size_t)snprintf(target, sizeof(target), LEADS "?q=");
    memset(target + start, 'a', size);
    target[start + size] = '\0';
    get(source, out, target);
}

static void
with_parameters(struct malformed_source *source, FILE *out, unsigned count)
{
    fputs("GET " LEADS "?", out);
    for (unsigned i = 0; i < count; i++)
        fprintf(out, "p%u=%u&", i, i);
    fprintf(out, " HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer %s\r\n\r\n",
            source->token);
}

static void
many_parameters(struct malformed_source *source, FILE *out)
{
    with_parameters(source, out, 17 + malformed_number(source, 30));
}

/* More than the library keeps of one request. */
static void
too_many_parameters(struct malformed_source *source, FILE *out)
{
    with_parameters(source, out, 60 + malformed_number(source, 500));
}

static void
wrong_parameters(struct malformed_source *source, FILE *out)
{
    static const char *const targets[] = {
        LEADS "?q=a&q=b",
        LEADS "?limit=-1",
        LEADS "?limit=99999999999999999999",
        LEADS "?limit=0x10",
        LEADS "?nosuch=1",
        LEADS "?fields=nosuch",
        LEADS "?sort=nosuch",
        LEADS "?cursor=nosuch",
        LEADS "?where=%7B",
        LEADS "?where=1e999",
        LEADS "?where=%5B%5D",
        LEADS "?titles=perhaps",
        LEADS "?where=%7B%22name%22%3A%7B%22nosuch%22%3A1%7D%7D",
        LEADS "?where=%7B%22a%22%3A1%2C%22a%22%3A2%7D",
        "/api/v1/tasks?due_by=never",
        "/api/v1/search?q=",
        "/api/v1/search?q=a&entity=no.such",
        LEADS "/99999999999999999999",
        LEADS "/-1",
        LEADS "/1?fields=nosuch",
        NULL
    };
    get_one(source, out, targets);
}

/* "not not not…", and lists within lists. */
static void
deep_filters(struct malformed_source *source, FILE *out)
{
    unsigned depth = 40 + malformed_number(source, 400);
    fputs("GET " LEADS "?where=", out);
    for (unsigned i = 0; i < depth; i++)
        fputs("%7B%22not%22%3A", out);
    fputs("%7B%7D", out);
    for (unsigned i = 0; i < depth; i++)
        fputs("%7D", out);
    fprintf(out, " HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer %s\r\n\r\n",
            source->token);
}

const struct malformed_kind malformed_targets[] = {
    { "wrong UTF-8", MALFORMED_PLAIN, wrong_utf8 },
    { "bad percents", 0, bad_percents },
    { "traversal", 0, traversal },
    { "odd forms", 0, odd_forms },
    { "odd methods", MALFORMED_PLAIN, odd_methods },
    { "huge queries", MALFORMED_PLAIN | MALFORMED_SILENT, huge_queries },
    { "many parameters", 0, many_parameters },
    { "too many parameters", MALFORMED_PLAIN | MALFORMED_SILENT, too_many_parameters },
    { "wrong parameters", 0, wrong_parameters },
    { "deep filters", 0, deep_filters },
    { NULL, 0, NULL },
};
