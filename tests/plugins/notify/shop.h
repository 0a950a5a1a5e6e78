/* shop.h - a house with one store and an admin, whose clock the test turns, and a receiver. */
#ifndef TESTS_NOTIFY_SHOP_H
#define TESTS_NOTIFY_SHOP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <inttypes.h>
#include <sys/stat.h>
#include <time.h>

#include <dms/dms.h>
#include <dms/house.h>

#include "receiver.h"

static char dir[64];
static struct dms_house *house;
static struct receiver receiver;
static _Atomic int64_t moment = INT64_C(1798765200000);

static inline int64_t
clock_of_test(void *data)
{
    (void)data;
    return atomic_load(&moment);
}

/* Nothing here needs the business of a whole shop. */
static inline void
shop_without(const char *store, const char *plugins)
{
    char path[120];
    snprintf(path, sizeof(path), "%s/plugins.off", store);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(plugins, file);
    assert_int_equal(fclose(file), 0);
}

static inline void
shop_open(void)
{
    char store[100], scripts[100], plugins[500];
    struct dms_error *error = dms_error_create();
    snprintf(store, sizeof(store), "%s/store", dir);
    snprintf(scripts, sizeof(scripts), "%s/scripts", dir);
    snprintf(plugins, sizeof(plugins), "%s/plugins", getenv("BUILD_DIR"));
    struct dms_house_options options = { .size = sizeof(options),
                                         .plugin_path = plugins,
                                         .script_path = scripts,
                                         .clock = clock_of_test };
    if (access(store, F_OK) != 0) {
        assert_int_equal(dms_house_create(store, error), DMS_OK);
        shop_without(store, "after_sales\nparts\nsales\nrest\n");
    }
    if (dms_house_open(store, &options, &house, error) != DMS_OK)
        fail_msg("open: %s", dms_error_key(error));
    dms_error_destroy(error);
}

/* Asks as USER (NULL: the house) and returns the answer, to be destroyed; fails the test unless
 * it ends with STATUS. */
static inline struct dms_json *
ask_as(const char *user, enum dms_status status, const char *format, ...)
{
    char text[3000];
    va_list values;
    struct dms_json *question = NULL, *answer = NULL;
    struct dms_error *error = dms_error_create();
    const struct dms_request request = { .size = sizeof(request),
                                         .user = user,
                                         .flags = user == NULL ? DMS_AS_HOUSE : 0,
                                         .language = "en" };
    va_start(values, format);
    vsnprintf(text, sizeof(text), format, values);
    va_end(values);
    assert_int_equal(dms_json_load(text, strlen(text), &question, error), DMS_OK);
    enum dms_status st = dms_house_ask(house, &request, question, &answer, error);
    if (st != status) {
        char *sentence = dms_house_error_text(house, "en", error);
        print_error("%s\n%s: %s\n", text, dms_status_name(st), sentence);
        free(sentence);
    }
    assert_int_equal(st, status);
    dms_json_destroy(question);
    dms_error_destroy(error);
    return answer;
}

#define ask(...)    dms_json_destroy(ask_as("boss", DMS_OK, __VA_ARGS__))
#define refuse(...) dms_json_destroy(ask_as("boss", __VA_ARGS__))

static inline int64_t
made(const char *format, ...)
{
    char text[2000];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof(text), format, values);
    va_end(values);
    struct dms_json *answer = ask_as("boss", DMS_OK, "%s", text);
    int64_t id = dms_json_integer_at(dms_json_at_key(answer, "record"), "id");
    dms_json_destroy(answer);
    assert_true(id > 0);
    return id;
}

static inline void
shop_begin(void)
{
    char scripts[100];
    strcpy(dir, "/tmp/dms-notify-XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(scripts, sizeof(scripts), "%s/scripts", dir);
    assert_int_equal(mkdir(scripts, 0755), 0);
    shop_open();
    dms_json_destroy(ask_as(NULL, DMS_OK, "{\"do\":\"create\",\"entity\":\"core.store\","
                                          "\"fields\":{\"code\":\"A01\",\"name\":\"One\"}}"));
    dms_json_destroy(ask_as(NULL, DMS_OK, "{\"do\":\"create\",\"entity\":\"core.store\","
                                          "\"fields\":{\"code\":\"B01\",\"name\":\"Two\"}}"));
    dms_json_destroy(ask_as(NULL, DMS_OK,
                            "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":"
                            "\"boss\",\"roles\":[\"admin\"],\"stores\":[1,2]}}"));
}

static inline void
shop_end(void)
{
    char command[100];
    dms_house_close(house);
    house = NULL;
    snprintf(command, sizeof(command), "rm -rf %s", dir);
    assert_int_equal(system(command), 0);
}

static inline void
serve(void)
{
    assert_int_equal(dms_house_serve(house, NULL), DMS_OK);
}

/* Of the webhook made last. */
static char secret[100];

static inline int64_t
webhook(const char *name, const char *event, const char *host, const char *path)
{
    int64_t id = made("{\"do\":\"create\",\"entity\":\"notify.webhook\",\"fields\":{\"name\":"
                      "\"%s\",\"event\":\"%s\",\"url\":\"http://%s:%u%s\"}}",
                      name, event, host, receiver.port, path);
    struct dms_json *answer = ask_as("boss", DMS_OK,
                                     "{\"do\":\"call\",\"name\":\"notify.rotate_secret\","
                                     "\"arguments\":{\"webhook\":%" PRId64 "}}",
                                     id);
    const char *shown =
        dms_json_text_at(dms_json_at_key(answer, "answer"), "secret");
    assert_non_null(shown);
    snprintf(secret, sizeof(secret), "%s", shown);
    dms_json_destroy(answer);
    return id;
}

static inline int64_t
list_address(const char *host)
{
    return made("{\"do\":\"create\",\"entity\":\"notify.address\",\"fields\":{\"host\":\"%s\","
                "\"ports\":\"1024-65535\"}}",
                host);
}

static inline int64_t
lead(const char *name)
{
    return made("{\"do\":\"create\",\"entity\":\"crm.lead\",\"fields\":{\"name\":\"%s\","
                "\"phone\":\"13800138000\",\"source\":\"phone\"}}",
                name);
}

/* Turns the clock and lets the sender look: any change of the list does. */
static inline void
later(int64_t ms)
{
    static int64_t line;
    static char of[64];
    if (strcmp(of, dir) != 0) {
        line = list_address("turns-the-clock.example");
        strcpy(of, dir);
    }
    atomic_fetch_add(&moment, ms);
    ask("{\"do\":\"set\",\"entity\":\"notify.address\",\"id\":%" PRId64
        ",\"fields\":{\"note\":\"%" PRId64 "\"}}",
        line, atomic_load(&moment));
}

/* How many deliveries are as WHERE says. */
static inline int64_t
deliveries(const char *where)
{
    struct dms_json *answer = ask_as(NULL, DMS_OK,
                                     "{\"do\":\"list\",\"entity\":\"notify.delivery\","
                                     "\"where\":{%s},\"limit\":1000}",
                                     where);
    int64_t count = (int64_t)dms_json_count(dms_json_at_key(answer, "records"));
    dms_json_destroy(answer);
    return count;
}

/* A field of the first delivery that is as WHERE says, as text; to be freed. */
static inline char *
of_delivery(const char *where, const char *field)
{
    struct dms_json *answer = ask_as(NULL, DMS_OK,
                                     "{\"do\":\"list\",\"entity\":\"notify.delivery\","
                                     "\"where\":{%s},\"sort\":\"event\",\"limit\":1}",
                                     where);
    char *text = dms_json_print(
        dms_json_at_key(dms_json_at(dms_json_at_key(answer, "records"), 0), field));
    dms_json_destroy(answer);
    return text;
}

static inline int64_t
number_of_delivery(const char *where, const char *field)
{
    char *text = of_delivery(where, field);
    int64_t number = strtoll(text, NULL, 10);
    free(text);
    return number;
}

/* For what other threads do; the limit is for a machine that is busy with other things. */
#define wait_for(condition)                                              \
    do {                                                                 \
        int left = 6000;                                                 \
        while (!(condition) && left-- > 0)                               \
            usleep(10000);                                               \
        if (left < 0)                                                    \
            fail_msg("waited in vain for " #condition);                  \
    } while (0)

#endif
