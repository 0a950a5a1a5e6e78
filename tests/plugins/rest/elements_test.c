/* timeout: 60
 * elements_test.c  proves  core/door/elements.c: a plugin's custom element is there when its module is
 * what the manifest promises, and on when an admin says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include "support/http_house.h"

#define CLOCK  "/api/v1/elements/web/x-clock"
#define MODULE "export default class extends HTMLElement {}\n"

static struct http_house shop;
static struct http_line line = { .file = -1, .ended = true };
static struct http_reply reply;
static char admin[128], plugins[] = "/tmp/dms-elements-XXXXXX";

static void
get(const char *path)
{
    http_reply_clear(&reply);
    http_house_call(&shop, &line, admin, "GET", path, NULL, &reply);
}

static void
expect(int status, const char *text)
{
    if (reply.status != status || strstr(reply.body, text) == NULL)
        fail_msg("%d without \"%s\": %s", reply.status, text, reply.body);
}

static void
shell(const char *format, ...)
{
    char command[1000];
    va_list values;
    va_start(values, format);
    vsnprintf(command, sizeof(command), format, values);
    va_end(values);
    assert_int_equal(system(command), 0);
}

static void
write_module(const char *text)
{
    char path[100];
    snprintf(path, sizeof(path), "%s/web/x-clock.js", plugins);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void
an_element_is_off_until_an_admin_says_so(void **state)
{
    (void)state;
    get("/api/v1/elements");
    expect(200, "{\"elements\":[{\"name\":\"x-clock\",\"on\":false,\"plugin\":\"web\","
                "\"url\":\"" CLOCK "\"}]}");
    get(CLOCK);
    expect(404, "door.no_element");
    dms_json_destroy(http_house_ask(
        &shop, "root", NULL,
        "{\"do\":\"create\",\"entity\":\"core.setting\",\"fields\":{\"name\":"
        "\"web.elements\",\"value\":\"other/x-thing web/x-clock\"}}"));
    get("/api/v1/elements");
    expect(200, "\"on\":true");
    get(CLOCK);
    expect(200, MODULE);
    char type[80];
    http_reply_header(&reply, "Content-Type", type, sizeof(type));
    assert_string_equal(type, "text/javascript; charset=utf-8");
}

static void
a_module_that_is_not_what_was_promised_is_not_there_and_that_is_told(void **state)
{
    (void)state;
    write_module("alert(1)\n");
    get(CLOCK);
    expect(404, "door.no_element");
    get("/api/v1/elements");
    expect(200, "{\"elements\":[]}");
    get("/api/v1/admin/plugins");
    expect(200, "door.element_digest");
    write_module(MODULE);
    get(CLOCK);
    expect(200, MODULE);
    get("/api/v1/admin/plugins");
    assert_null(strstr(reply.body, "door.element_digest"));
}

static int
begin(void **state)
{
    (void)state;
    assert_non_null(mkdtemp(plugins));
    shell("cp -rL %s/plugins/rest %s/plugins/web %s", TEST_BUILD_DIR, TEST_BUILD_DIR,
          plugins);
    write_module(MODULE);
    shell("cd %s/web && chmod u+w . plugin.json && sed -i '0,/{/s/{/{ \"elements\": "
          "[{ \"name\": \"x-clock\", \"module\": \"x-clock.js\", \"sha256\": "
          "\"'$(sha256sum x-clock.js | cut -c1-64)'\" }],/' plugin.json",
          plugins);
    http_house_open_with(&shop, plugins, "");
    dms_json_destroy(http_house_ask(
        &shop, NULL, NULL,
        "{\"do\":\"create\",\"entity\":\"core.store\",\"fields\":{\"code\":\"A01\","
        "\"name\":\"One\"}}"));
    dms_json_destroy(http_house_ask(
        &shop, NULL, NULL,
        "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":"
        "{\"name\":\"root\",\"roles\":[\"admin\"],\"stores\":[\"A01\"]}}"));
    http_house_token(&shop, "root", admin);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    http_reply_clear(&reply);
    http_close(&line);
    http_house_close(&shop);
    shell("rm -rf %s", plugins);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_element_is_off_until_an_admin_says_so),
        cmocka_unit_test(
            a_module_that_is_not_what_was_promised_is_not_there_and_that_is_told),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
