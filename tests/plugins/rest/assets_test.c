/* timeout: 60
 * assets_test.c - files for browsers: which, with what headers, and never one from outside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include "support/http_house.h"

static struct http_house shop;
static struct http_line line = { .file = -1, .ended = true };
static struct http_reply reply;
static char plugins[] = "/tmp/dms-assets-XXXXXX";

/* One request with further header lines; leaves the answer in `reply`. */
static void
ask(const char *method, const char *path, const char *headers)
{
    char text[2048];
    snprintf(text, sizeof(text), "%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n", method, path,
             headers);
    http_reply_clear(&reply);
    if (line.ended)
        assert_true(http_open(&line, shop.port));
    assert_true(http_send(&line, text, strlen(text)));
    assert_true(http_receive(&line, 20000, strcmp(method, "HEAD") == 0, &reply));
}

static void
expect_header(const char *name, const char *wanted)
{
    char value[512];
    http_reply_header(&reply, name, value, sizeof(value));
    assert_string_equal(value, wanted);
}

static void
expect_body(int status, const char *body)
{
    assert_int_equal(reply.status, status);
    assert_string_equal(reply.body, body);
}

static void
the_page_and_its_files_come_with_headers_that_protect(void **state)
{
    (void)state;
    ask("GET", "/ui/", "");
    expect_body(200, "page\n");
    expect_header("Content-Type", "text/html; charset=utf-8");
    expect_header("Cache-Control", "no-cache");
    expect_header("X-Content-Type-Options", "nosniff");
    expect_header("Referrer-Policy", "no-referrer");
    assert_non_null(strstr(reply.head, "default-src 'none'; script-src 'self';"));
    assert_null(strstr(reply.head, "unsafe"));
    ask("GET", "/ui/assets/app-1a2b.js", "");
    expect_body(200, "script\n");
    expect_header("Content-Type", "text/javascript; charset=utf-8");
    expect_header("Cache-Control", "public, max-age=31536000, immutable");
    ask("GET", "/ui/%E5%AD%97.svg", "");
    expect_body(200, "picture\n");
    expect_header("Content-Type", "image/svg+xml");
}

static void
the_root_and_the_bare_name_lead_to_the_page(void **state)
{
    (void)state;
    ask("GET", "/", "");
    assert_int_equal(reply.status, 302);
    expect_header("Location", "/ui/");
    ask("GET", "/ui", "");
    assert_int_equal(reply.status, 302);
    expect_header("Location", "/ui/");
}

static void
a_place_of_the_pages_own_making_is_the_page_and_a_missing_file_is_not(void **state)
{
    (void)state;
    ask("GET", "/ui/list/crm.leads/7/more?view=3&sort=-id", "");
    expect_body(200, "page\n");
    ask("GET", "/ui/crm.leads", "");
    expect_body(200, "page\n");
    ask("GET", "/ui/a/b/c/d/e/f/g/h/i/j", "");
    expect_body(200, "page\n");
    ask("GET", "/ui/assets/gone-1a2b.js", "");
    assert_int_equal(reply.status, 404);
    expect_header("Content-Type", "application/problem+json");
    ask("GET", "/other/", "");
    assert_int_equal(reply.status, 404);
}

static void
what_is_packed_beforehand_goes_to_who_takes_it(void **state)
{
    (void)state;
    ask("GET", "/ui/assets/app-1a2b.js", "Accept-Encoding: gzip\r\n");
    expect_body(200, "packed\n");
    expect_header("Content-Encoding", "gzip");
    expect_header("Vary", "Accept-Encoding");
    expect_header("Content-Type", "text/javascript; charset=utf-8");
    ask("GET", "/ui/assets/app-1a2b.js", "Accept-Encoding: gzip;q=0\r\n");
    expect_body(200, "script\n");
    ask("GET", "/ui/", "Accept-Encoding: gzip\r\n");
    expect_body(200, "page\n");
}

static void
a_file_that_is_known_is_not_sent_again(void **state)
{
    (void)state;
    char tag[128], headers[256], packed[128];
    ask("GET", "/ui/assets/app-1a2b.js", "");
    http_reply_header(&reply, "ETag", tag, sizeof(tag));
    snprintf(headers, sizeof(headers), "If-None-Match: %s\r\n", tag);
    ask("GET", "/ui/assets/app-1a2b.js", headers);
    expect_body(304, "");
    ask("GET", "/ui/assets/app-1a2b.js", "Accept-Encoding: gzip\r\n");
    http_reply_header(&reply, "ETag", packed, sizeof(packed));
    assert_string_not_equal(tag, packed);
    ask("HEAD", "/ui/", "");
    assert_int_equal(reply.status, 200);
    expect_header("Content-Length", "5");
    ask("POST", "/ui/", "Content-Length: 0\r\n");
    assert_int_equal(reply.status, 405);
    expect_header("Allow", "GET, HEAD, OPTIONS");
}

static void
nothing_outside_the_folder_is_served_whatever_the_path(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "/ui/../plugin.json",    "/ui/%2e%2e/plugin.json", "/ui/..%2fplugin.json",
        "/ui/link.txt",          "/ui/out/plugin.json",    "/ui/.hidden.txt",
        "/ui//plugin.json",      "//ui/index.html",        "/ui/assets/../../plugin.json",
        "/ui/%2fetc/passwd.txt", "/ui/assets%5c..%5cx.js", "/ui/assets/pipe.js",
        "/ui/index.html/x.txt",  "/ui/assets/dir.js"
    };
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        ask("GET", paths[i], "");
        if (reply.status != 400 && reply.status != 404)
            fail_msg("%s answers %d %s", paths[i], reply.status, reply.body);
    }
}

static void
a_page_that_was_not_built_is_said_in_the_askers_language(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof(command), "mv %s/web/ui %s/web/away", plugins, plugins);
    assert_int_equal(system(command), 0);
    ask("GET", "/ui/", "Accept-Language: en\r\n");
    assert_int_equal(reply.status, 404);
    assert_non_null(strstr(reply.body, "npm was not there"));
    ask("GET", "/ui/crm/leads", "Accept-Language: zh\r\n");
    assert_non_null(strstr(reply.body, "网页界面"));
    expect_header("Content-Type", "text/html; charset=utf-8");
    ask("GET", "/healthz", "");
    assert_int_equal(reply.status, 200);
}

static int
begin(void **state)
{
    (void)state;
    char command[2048];
    assert_non_null(mkdtemp(plugins));
    snprintf(command, sizeof(command),
             "set -e; cd %s; cp -r " TEST_BUILD_DIR "/plugins/rest " TEST_BUILD_DIR
             "/plugins/web .; rm -rf web/ui; mkdir -p web/ui/assets/dir.js; cd web/ui; "
             "echo page >index.html; echo script >assets/app-1a2b.js; "
             "echo packed >assets/app-1a2b.js.gz; echo picture >字.svg; "
             "echo hidden >.hidden.txt; ln -s ../plugin.json link.txt; ln -s .. out; "
             "mkfifo assets/pipe.js",
             plugins);
    assert_int_equal(system(command), 0);
    http_house_open_with(&shop, plugins, "");
    return 0;
}

static int
end(void **state)
{
    (void)state;
    char command[64];
    http_reply_clear(&reply);
    http_close(&line);
    http_house_close(&shop);
    snprintf(command, sizeof(command), "rm -rf %s", plugins);
    return system(command);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_and_its_files_come_with_headers_that_protect),
        cmocka_unit_test(the_root_and_the_bare_name_lead_to_the_page),
        cmocka_unit_test(
            a_place_of_the_pages_own_making_is_the_page_and_a_missing_file_is_not),
        cmocka_unit_test(what_is_packed_beforehand_goes_to_who_takes_it),
        cmocka_unit_test(a_file_that_is_known_is_not_sent_again),
        cmocka_unit_test(nothing_outside_the_folder_is_served_whatever_the_path),
        cmocka_unit_test(a_page_that_was_not_built_is_said_in_the_askers_language),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
