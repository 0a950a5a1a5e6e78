/* timeout: 180
 * doors_test.c - every route, without a login and with one that is over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include "support/grounds.h"
#include "support/http_house.h"

#define MS_OF_A_DAY INT64_C(86400000)

static struct http_house shop;
static struct http_line line = { .file = -1, .ended = true };
static struct route_line routes[100];
static size_t route_count;

static const char *
body_of(const struct route_line *route)
{
    return strcmp(route->method, "POST") == 0 || strcmp(route->method, "PATCH") == 0
               ? "{}"
               : NULL;
}

/* Everything but the open routes answers 401 to whoever holds TOKEN. */
static void
expect_closed(const char *who, const char *token)
{
    struct http_reply reply;
    char path[200];
    for (size_t i = 0; i < route_count; i++) {
        if (ground_of(&routes[i]) == OPEN_TO_ALL)
            continue;
        ground_path(&routes[i], "crm.lead", 1, "phone", path, sizeof(path));
        http_house_call(&shop, &line, token, routes[i].method, path, body_of(&routes[i]),
                        &reply);
        if (reply.status != 401)
            fail_msg("%s: %s answers %d %.300s", who, routes[i].name, reply.status,
                     reply.body);
        http_reply_clear(&reply);
    }
}

static void
make_admin(const char *name, char token[static 128])
{
    dms_json_destroy(
        http_house_ask(&shop, NULL, NULL,
                       "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":"
                       "{\"name\":\"%s\",\"roles\":[\"admin\"],\"stores\":"
                       "[\"A01\"]}}",
                       name));
    http_house_token(&shop, name, token);
}

static void
nobody_gets_in_without_a_login_nor_with_one_that_is_over(void **state)
{
    (void)state;
    char token[128], gone[128];
    expect_closed("nobody", NULL);
    expect_closed("made up",
                  "dms_t_0000000000000000000000000000000000000000000000000000");
    make_admin("boss", token);
    make_admin("gone", gone);
    dms_json_destroy(
        http_house_ask(&shop, NULL, NULL,
                       "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"gone\","
                       "\"fields\":{\"active\":false}}"));
    expect_closed("switched off", gone);
    http_house_later(2 * MS_OF_A_DAY);
    expect_closed("expired", token);
    http_house_token(&shop, "boss", token);
    dms_json_destroy(http_house_ask(
        &shop, "boss", NULL, "{\"do\":\"remove\",\"entity\":\"core.token\",\"id\":3}"));
    expect_closed("revoked", token);
}

static int
begin(void **state)
{
    (void)state;
    http_house_open(&shop, "");
    dms_json_destroy(
        http_house_ask(&shop, NULL, NULL,
                       "{\"do\":\"create\",\"entity\":\"core.store\",\"fields\":"
                       "{\"code\":\"A01\",\"name\":\"One\"}}"));
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
        cmocka_unit_test(nobody_gets_in_without_a_login_nor_with_one_that_is_over),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
