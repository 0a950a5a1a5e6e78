/* house.c - a store of its own for a test: opened with its plugins, its clock moved, thrown away. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "inside.h"

#define BEGIN  INT64_C(1795483800000) /* 2026-11-24 09:30 in China */
#define CHINA  480
#define ROUNDS 1000

static int64_t
tell_time(void *data)
{
    return __atomic_load_n((int64_t *)data, __ATOMIC_RELAXED);
}

static int
remove_one(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info, (void)kind, (void)place;
    return remove(path);
}

/* A plugin that is off would make every step fail for a reason that nobody sees. One that needs
 * others needs their folder, too. */
static void
need_all_loaded(struct dms_test *test)
{
    struct dms_json *notices = dms_house_notices(test->house, "en");
    const struct dms_json *notice = dms_json_at(notices, 0);
    const char *plugin = notice != NULL ? dms_json_text_at(notice, "plugin") : NULL;
    char text[2048] = "";
    if (notice != NULL)
        snprintf(
            text, sizeof(text),
            "%s%s%s\n  the plugins are looked for in %s: the test's first argument, or "
            "DMS_PLUGIN_PATH, names the folders with ':' between",
            plugin != NULL ? plugin : "",
            plugin != NULL && plugin[0] != '\0' ? " is off: " : "",
            dms_json_text_at(notice, "text"), dms_house_plugin_path(test->house));
    dms_json_destroy(notices);
    if (text[0] != '\0')
        test_fail(test, "%s", text);
}

static void
add_shop(struct dms_test *test)
{
    static const char *const questions[] = {
        "{\"do\":\"create\",\"entity\":\"core.brand\","
        "\"fields\":{\"code\":\"test\",\"name\":\"Test\"}}",
        "{\"do\":\"create\",\"entity\":\"core.store\","
        "\"fields\":{\"code\":\"T01\",\"name\":\"Test\",\"brand\":1}}",
    };
    for (size_t i = 0; i < 2; i++) {
        struct dms_json *question = NULL;
        dms_json_load(questions[i], strlen(questions[i]), &question, test->error);
        test_ask(test, question);
    }
    test->shop = 1;
}

void
test_open(struct dms_test *test, const char *folders)
{
    char store[96], scripts[96];
    struct dms_house_options options = { .size = sizeof(options),
                                         .plugin_path = folders };
    test->now = BEGIN;
    snprintf(test->dir, sizeof(test->dir), "/tmp/dms-test-XXXXXX");
    if (mkdtemp(test->dir) == NULL) {
        test->dir[0] = '\0';
        test_fail(test, "no temporary folder");
    }
    snprintf(store, sizeof(store), "%s/store", test->dir);
    snprintf(scripts, sizeof(scripts), "%s/scripts", test->dir);
    mkdir(scripts, 0755);
    options.script_path = scripts;
    options.clock = tell_time;
    options.clock_data = &test->now;
    if (dms_house_create(store, test->error) != DMS_OK ||
        dms_house_open(store, &options, &test->house, test->error) != DMS_OK)
        test_refuse(test);
    need_all_loaded(test);
    add_shop(test);
}

void
test_close(struct dms_test *test)
{
    dms_json_destroy(test->answer);
    free(test->text);
    free(test->rejected);
    dms_house_close(test->house);
    if (test->dir[0] != '\0')
        nftw(test->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

struct dms_house *
dms_test_house(struct dms_test *test)
{
    return test->house;
}

int64_t
dms_test_now(struct dms_test *test)
{
    return tell_time(&test->now);
}

/* What a timer does may set the next one: until none is left. */
static void
go_to(struct dms_test *test, int64_t now)
{
    int64_t ran = 1;
    enum dms_status st = DMS_OK;
    dms_error_clear(test->error);
    for (int i = 0; st == DMS_OK && ran > 0 && i < ROUNDS; i++) {
        st = dms_house_settle(test->house, test->error);
        if (st == DMS_OK)
            st = dms_house_run_timers(test->house, now, &ran, test->error);
    }
    if (st == DMS_OK)
        st = dms_house_settle(test->house, test->error);
    __atomic_store_n(&test->now, now, __ATOMIC_RELAXED);
    if (st != DMS_OK)
        test_refuse(test);
}

void(dms_test_pass)(struct dms_test *test, int64_t ms)
{
    if (ms < 0)
        test_fail(test, "time does not go back");
    go_to(test, dms_test_now(test) + ms);
}

void(dms_test_until)(struct dms_test *test, const char *clock)
{
    int64_t ms = 0;
    dms_error_clear(test->error);
    if (dms_time_load(clock, CHINA, &ms, test->error) != DMS_OK)
        test_refuse(test);
    if (ms < dms_test_now(test))
        test_fail(test, "%s has passed", clock);
    go_to(test, ms);
}
