/* timeout: 180
 * injection_test.c - SQL in every part of every path, in every parameter, header and member: it
 * is a value, or refused, and the database is as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include "support/http_house.h"
#include "support/route_table.h"

static struct http_house shop;
static struct http_line line = { .file = -1, .ended = true };
static struct route_line routes[100];
static size_t route_count;
static char token[128];
static unsigned asked;

static const char *const injections[] = {
    "' OR '1'='1",
    "1 OR 1=1",
    "1; DROP TABLE crm_lead; --",
    "'; DELETE FROM \"crm.lead\"; --",
    "\" OR \"\"=\"",
    "1) OR (1=1",
    "' UNION SELECT password_hash FROM core_user --",
    "name\" DESC; --",
    "id/**/",
    "%' OR name LIKE '%",
    "?99977",
    "\\'; --",
    "'||(SELECT 1)||'",
    "NEAR(a b) OR *",
    "\"a\" AND \"b\" OR c*",
};
#define INJECTIONS (sizeof(injections) / sizeof(injections[0]))

/* Nothing of ours fails by it, and nothing is found by it. */
static void
expect_harmless(const char *method, const char *path, const char *body,
                const char *header)
{
    char with[400];
    struct http_reply reply;
    struct dms_json *answer = NULL;
    snprintf(with, sizeof(with), "%s%s", token, header);
    http_house_call(&shop, &line, with, method, path, body, &reply);
    dms_json_load(reply.body, reply.body_size, &answer, NULL);
    const struct dms_json *records = dms_json_at_key(answer, "records"),
                          *hits = dms_json_at_key(answer, "hits");
    bool found = strstr(path, "titles") == NULL && strstr(path, "fields") == NULL &&
                 header[0] == '\0' && dms_json_count(records) + dms_json_count(hits) > 0;
    if (reply.status >= 500 || reply.status == 401 || found ||
        strstr(reply.body, "$argon2") != NULL)
        fail_msg("%s %s %s %s: %d %.600s", method, path, body != NULL ? body : "", header,
                 reply.status, reply.body);
    dms_json_destroy(answer);
    http_reply_clear(&reply);
    asked++;
}

/* The pattern with TEXT as its part number HERE, and sound parts elsewhere; false: it has no
 * such part. */
static bool
fill_part(const char *pattern, unsigned here, const char *text, char *path, size_t size)
{
    unsigned part = 0;
    size_t at = 0;
    while (*pattern != '\0' && at < size - 1) {
        if (*pattern != '{') {
            path[at++] = *pattern++;
            continue;
        }
        const char *sound = strncmp(pattern, "{entity}", 8) == 0 ? "crm.lead"
                            : strncmp(pattern, "{id}", 4) == 0   ? "1"
                                                                 : "name";
        at += (size_t)snprintf(path + at, size - at, "%s", part++ == here ? text : sound);
        pattern += strcspn(pattern, "}") + 1;
    }
    path[at] = '\0';
    return here < part;
}

static const char *
body_of(const struct route_line *route)
{
    return strcmp(route->method, "POST") == 0 || strcmp(route->method, "PATCH") == 0
               ? "{}"
               : NULL;
}

static void
in_every_part_of_every_path(void **state)
{
    (void)state;
    char path[600];
    for (size_t i = 0; i < route_count; i++)
        for (size_t k = 0; k < INJECTIONS; k++) {
            char *text = http_encode(injections[k]);
            for (unsigned part = 0;
                 fill_part(routes[i].pattern, part, text, path, sizeof(path)); part++)
                expect_harmless(routes[i].method, path, body_of(&routes[i]), "");
            free(text);
        }
}

static void
in_every_parameter(void **state)
{
    (void)state;
    char path[900], base[200];
    for (size_t i = 0; i < route_count; i++) {
        fill_part(routes[i].pattern, 99, "", base, sizeof(base));
        for (const char *at = routes[i].parameters; *at != '\0'; at += strspn(at, " ")) {
            size_t size = strcspn(at, " ");
            for (size_t k = 0; k < INJECTIONS; k++) {
                char *text = http_encode(injections[k]);
                snprintf(path, sizeof(path), "%s?%.*s=%s", base, (int)size, at, text);
                expect_harmless(routes[i].method, path, body_of(&routes[i]), "");
                free(text);
            }
            at += size;
        }
    }
}

/* TEXT as a JSON value; to be freed. */
static char *
quoted(const char *text)
{
    struct dms_json *json = dms_json_create_text(text);
    char *printed = dms_json_print(json);
    dms_json_destroy(json);
    return printed;
}

static void
in_filters_as_value_name_and_word(void **state)
{
    (void)state;
    static const char *const forms[] = { "{\"name\":%s}",
                                         "{%s:1}",
                                         "{\"name\":{%s:1}}",
                                         "{\"name\":{\"contains\":%s}}",
                                         "{\"name\":{\"in\":[%s]}}",
                                         "{\"id\":%s}",
                                         "{\"received_at\":{\"gte\":%s}}",
                                         "{\"customer.name\":%s}" };
    char where[400], path[1500];
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
        for (size_t k = 0; k < INJECTIONS; k++) {
            char *text = quoted(injections[k]);
            snprintf(where, sizeof(where), forms[i], text);
            char *encoded = http_encode(where);
            snprintf(path, sizeof(path), "/api/v1/crm.lead?where=%s", encoded);
            expect_harmless("GET", path, NULL, "");
            free(encoded);
            free(text);
        }
}

static void
in_every_header_that_is_read(void **state)
{
    (void)state;
    static const char *const names[] = { "DMS-Store",     "If-Match",
                                         "If-None-Match", "Accept-Language",
                                         "X-Request-Id",  "Idempotency-Key",
                                         "Cookie: dms",   "Origin" };
    char header[300];
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        for (size_t k = 0; k < INJECTIONS; k++) {
            snprintf(header, sizeof(header), "\r\n%s%s%s", names[i],
                     strchr(names[i], ':') != NULL ? "=" : ": ", injections[k]);
            expect_harmless("GET", "/api/v1/crm.lead/1", NULL, header);
            expect_harmless("PATCH", "/api/v1/crm.lead/1", "{\"rev\":1}", header);
        }
}

static void
in_every_member(void **state)
{
    (void)state;
    static const struct {
        const char *method, *path, *form;
    } forms[] = {
        { "POST", "/api/v1/crm.lead", "{%s:1}" },
        { "POST", "/api/v1/crm.lead", "{\"name\":\"x\",\"source\":%s}" },
        { "PATCH", "/api/v1/crm.lead/1", "{\"owner\":%s}" },
        { "PATCH", "/api/v1/crm.lead/1", "{\"customer\":%s}" },
        { "POST", "/api/v1/crm.lead/batch", "{\"items\":[{\"id\":%s,\"fields\":{}}]}" },
        { "POST", "/api/v1/crm.lead/batch",
          "{\"items\":[{\"id\":1,\"transition\":%s}]}" },
        { "POST", "/api/v1/crm.lead/1/transitions/follow", "{%s:1}" },
        { "POST", "/api/v1/calls/crm.check", "{\"kind\":%s,\"value\":\"1\"}" },
        { "POST", "/api/v1/calls/crm.check", "{\"kind\":\"phone\",\"value\":%s}" },
        { "POST", "/api/v1/tokens", "{\"name\":\"x\",\"scope\":[%s]}" },
        { "POST", "/api/v1/tokens", "{\"name\":\"x\",\"expires_at\":%s}" },
    };
    char body[500];
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
        for (size_t k = 0; k < INJECTIONS; k++) {
            char *text = quoted(injections[k]);
            snprintf(body, sizeof(body), forms[i].form, text);
            expect_harmless(forms[i].method, forms[i].path, body, "");
            free(text);
        }
}

/* A value that looks like SQL is kept as it is. */
static void
and_what_was_kept_is_what_was_said(void **state)
{
    (void)state;
    struct dms_json *answer = http_house_ask(
        &shop, NULL, NULL, "{\"do\":\"list\",\"entity\":\"crm.lead\",\"limit\":1000}");
    const struct dms_json *records = dms_json_at_key(answer, "records");
    assert_int_equal(dms_json_count(records), 1);
    assert_string_equal(dms_json_text_at(dms_json_at(records, 0), "name"), "王五");
    dms_json_destroy(answer);
    answer = http_house_ask(&shop, NULL, NULL, "{\"do\":\"check\"}");
    assert_true(dms_json_boolean_at(answer, "sound"));
    dms_json_destroy(answer);
    printf("%u questions\n", asked);
    assert_true(asked > 1000);
}

static int
begin(void **state)
{
    (void)state;
    http_house_open_shop(&shop, "", token);
    route_count = route_table_read(routes, sizeof(routes) / sizeof(routes[0]));
    return 0;
}

static int
end(void **state)
{
    (void)state;
    http_close(&line);
    http_house_close(&shop);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(in_every_part_of_every_path),
        cmocka_unit_test(in_every_parameter),
        cmocka_unit_test(in_filters_as_value_name_and_word),
        cmocka_unit_test(in_every_header_that_is_read),
        cmocka_unit_test(in_every_member),
        cmocka_unit_test(and_what_was_kept_is_what_was_said),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
