/* http_house.c - see http_house.h. */
#include "support/http_house.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#define PATIENCE_MS 60000 /* a busy machine under a sanitizer */

static _Atomic int64_t moment = INT64_C(1798765200000);

static int64_t
clock_of_test(void *data)
{
    (void)data;
    return moment;
}

void
http_house_later(int64_t ms)
{
    moment += ms;
}

static void
write_settings(const struct http_house *house, const char *settings)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/store/dms.ini", house->dir);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "[http]\nlisten = 127.0.0.1:0\n%s", settings);
    assert_int_equal(fclose(file), 0);
}

static void
read_port(struct http_house *house)
{
    char path[128], url[160] = "";
    snprintf(path, sizeof(path), "%s/store/http.address", house->dir);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    assert_non_null(fgets(url, sizeof(url), file));
    fclose(file);
    house->port = (unsigned)strtoul(strrchr(url, ':') + 1, NULL, 10);
    assert_true(house->port > 0);
}

static void
must(struct http_house *house, enum dms_status status, const struct dms_error *error)
{
    if (status == DMS_OK)
        return;
    char *sentence =
        house->house != NULL ? dms_house_error_text(house->house, "en", error) : NULL;
    fail_msg("%s: %s", dms_error_key(error), sentence != NULL ? sentence : "");
}

static void
open_store(struct http_house *house, const char *plugins)
{
    char store[96], scripts[96];
    struct dms_error *error = dms_error_create();
    snprintf(store, sizeof(store), "%s/store", house->dir);
    snprintf(scripts, sizeof(scripts), "%s/scripts", house->dir);
    const struct dms_house_options options = { .size = sizeof(options),
                                               .plugin_path = plugins,
                                               .script_path = scripts,
                                               .clock = clock_of_test };
    house->house = NULL;
    must(house, dms_house_open(store, &options, &house->house, error), error);
    must(house, dms_house_serve(house->house, error), error);
    dms_error_destroy(error);
    read_port(house);
}

void
http_house_open_again(struct http_house *house)
{
    open_store(house, TEST_BUILD_DIR "/plugins");
}

void
http_house_open_with(struct http_house *house, const char *plugins, const char *settings)
{
    char store[96];
    struct dms_error *error = dms_error_create();
    *house = (struct http_house){ .dir = "/tmp/dms-http-XXXXXX" };
    assert_non_null(mkdtemp(house->dir));
    snprintf(store, sizeof(store), "%s/store", house->dir);
    must(house, dms_house_create(store, error), error);
    dms_error_destroy(error);
    write_settings(house, settings);
    open_store(house, plugins);
}

void
http_house_open(struct http_house *house, const char *settings)
{
    http_house_open_with(house, TEST_BUILD_DIR "/plugins", settings);
}

void
http_house_close(struct http_house *house)
{
    char command[96];
    dms_house_close(house->house);
    snprintf(command, sizeof(command), "rm -rf %s", house->dir);
    assert_int_equal(system(command), 0);
}

struct dms_json *
http_house_ask(struct http_house *house, const char *user, enum dms_status *status,
               const char *format, ...)
{
    char *text = NULL;
    va_list values;
    struct dms_json *question = NULL, *answer = NULL;
    struct dms_error *error = dms_error_create();
    const struct dms_request request = { .size = sizeof(request),
                                         .user = user,
                                         .flags = user == NULL ? DMS_AS_HOUSE : 0,
                                         .language = "en" };
    va_start(values, format);
    assert_true(vasprintf(&text, format, values) >= 0);
    va_end(values);
    must(house, dms_json_load(text, strlen(text), &question, error), error);
    enum dms_status st = dms_house_ask(house->house, &request, question, &answer, error);
    if (status != NULL)
        *status = st;
    else
        must(house, st, error);
    free(text);
    dms_json_destroy(question);
    dms_error_destroy(error);
    return answer;
}

int64_t
http_house_create(struct http_house *house, const char *store, const char *entity,
                  struct dms_json *fields, char *why)
{
    struct dms_json *question = dms_json_create_object(), *answer = NULL;
    struct dms_error *error = dms_error_create();
    const struct dms_request request = {
        .size = sizeof(request), .flags = DMS_AS_HOUSE, .store = store, .language = "en"
    };
    dms_json_set_text(question, "do", "create");
    dms_json_set_text(question, "entity", entity);
    dms_json_take_key(question, "fields", fields);
    enum dms_status st = dms_house_ask(house->house, &request, question, &answer, error);
    int64_t id = dms_json_integer_at(dms_json_at_key(answer, "record"), "id");
    if (st != DMS_OK && why != NULL) {
        char *sentence = dms_house_error_text(house->house, "en", error);
        snprintf(why, 256, "%s", sentence);
        free(sentence);
    }
    dms_json_destroy(question);
    dms_json_destroy(answer);
    dms_error_destroy(error);
    return st == DMS_OK ? id : 0;
}

void
http_house_token(struct http_house *house, const char *user, char secret[static 128])
{
    struct dms_json *wish = dms_json_create_object(), *answer = NULL;
    struct dms_error *error = dms_error_create();
    const struct dms_request request = { .size = sizeof(request), .user = user };
    dms_json_set_text(wish, "name", "test");
    dms_json_set_integer(wish, "days", 1);
    must(house, dms_house_token(house->house, &request, wish, &answer, error), error);
    snprintf(secret, 128, "%s", dms_json_text_at(answer, "token"));
    dms_json_destroy(wish);
    dms_json_destroy(answer);
    dms_error_destroy(error);
}

static char *
make_request(const struct http_house *house, const char *token, const char *method,
             const char *path, const char *body)
{
    char *text = NULL;
    int size =
        asprintf(&text,
                 "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s%s%s%s"
                 "Content-Length: %zu\r\n\r\n%s",
                 method, path, house->port, token != NULL ? "Authorization: Bearer " : "",
                 token != NULL ? token : "", token != NULL ? "\r\n" : "",
                 body != NULL ? "Content-Type: application/json\r\n" : "",
                 body != NULL ? strlen(body) : 0, body != NULL ? body : "");
    assert_true(size > 0);
    return text;
}

/* The server may have closed a line that lay idle: then once again on a new one. */
void
http_house_call(struct http_house *house, struct http_line *line, const char *token,
                const char *method, const char *path, const char *body,
                struct http_reply *reply)
{
    char *text = make_request(house, token, method, path, body);
    bool head = strcmp(method, "HEAD") == 0, answered = false;
    for (int tries = 0; tries < 2 && !answered; tries++) {
        if (line->ended) {
            http_close(line);
            assert_true(http_open(line, house->port));
        }
        answered = http_send(line, text, strlen(text)) &&
                   http_receive(line, PATIENCE_MS, head, reply);
        line->ended = line->ended || !answered;
    }
    free(text);
    if (!answered)
        fail_msg("%s %s was not answered", method, path);
    char connection[16];
    http_reply_header(reply, "Connection", connection, sizeof(connection));
    line->ended = line->ended || strcmp(connection, "close") == 0;
}

void
http_house_open_shop(struct http_house *house, const char *settings,
                     char token[static 128])
{
    static const char *const questions[] = {
        "{\"do\":\"create\",\"entity\":\"core.store\",\"fields\":{\"code\":\"A01\","
        "\"name\":\"One\"}}",
        "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":\"boss\","
        "\"roles\":[\"sales_manager\"],\"stores\":[\"A01\"]}}",
        "{\"do\":\"create\",\"entity\":\"crm.lead\",\"fields\":{\"name\":\"王五\","
        "\"phone\":\"13800138000\",\"source\":\"phone\"}}",
    };
    http_house_open(house, settings);
    for (size_t i = 0; i < 3; i++)
        dms_json_destroy(
            http_house_ask(house, i < 2 ? NULL : "boss", NULL, "%s", questions[i]));
    http_house_token(house, "boss", token);
}
