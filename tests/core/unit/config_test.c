/* tsan - config_test.c  proves  core/unit/config.c and what belongs to it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "unit/house.h"

struct shop {
    char dir[64];
    struct dms_house *house;
    struct dms_registrar *door;
    int changes;
};

static const struct dms_config_key keys[] = {
    { .name = "listen",
      .type = DMS_CONFIG_TEXT,
      .restart = 1,
      .usual = "127.0.0.1:8080" },
    { .name = "threads",
      .type = DMS_CONFIG_NUMBER,
      .usual = "4",
      .minimum = 1,
      .maximum = 64 },
    { .name = "gzip", .type = DMS_CONFIG_BOOLEAN, .usual = "yes" },
    { .name = "tls_key", .type = DMS_CONFIG_FILE },
    { .name = "origins", .type = DMS_CONFIG_LIST },
    { .name = "secret", .type = DMS_CONFIG_SECRET },
    { .name = "busy", .type = DMS_CONFIG_NUMBER, .usual = "4" },
};

/* busy may not be more than threads. */
static enum dms_status
check(const struct dms_config *candidate, void *data, struct dms_error *error)
{
    (void)data;
    int64_t busy = dms_config_number(candidate, "door", "busy");
    if (busy <= dms_config_number(candidate, "door", "threads"))
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "busy", "test.too_busy", "busy=%lld",
                          (long long)busy);
}

static void
changed(struct dms_house *house, void *data)
{
    const struct dms_config *config = dms_config_hold(house);
    ((struct shop *)data)->changes++;
    dms_config_release(house, config);
}

static void
say(const struct shop *shop, const char *text)
{
    char path[128];
    snprintf(path, sizeof(path), "%s/dms.ini", shop->dir);
    FILE *stream = fopen(path, "w");
    assert_non_null(stream);
    fputs(text, stream);
    fclose(stream);
    chmod(path, 0644);
}

static void
open_house(struct shop *shop)
{
    struct dms_error error = { 0 };
    struct dms_house_options options = { .size = sizeof(options),
                                         .script_path = shop->dir,
                                         .plugin_path = shop->dir };
    struct dms_config_section section =
        DMS_CONFIG_SECTION(.name = "door", DMS_CONFIG_KEYS(keys), .check = check,
                           .changed = changed, .data = shop);
    assert_int_equal(house_open(shop->dir, &options, &shop->house, &error), DMS_OK);
    shop->door = registrar_create(shop->house, "door");
    assert_int_equal(dms_register_config(shop->door, &section, &error), DMS_OK);
    house_add(shop->house, shop->door);
    assert_int_equal(house_ready(shop->house, &error), DMS_OK);
}

static int
set_up(void **state)
{
    struct shop *shop = calloc(1, sizeof(*shop));
    snprintf(shop->dir, sizeof(shop->dir), "/tmp/config.XXXXXX");
    assert_non_null(mkdtemp(shop->dir));
    assert_int_equal(dms_house_create(shop->dir, NULL), DMS_OK);
    *state = shop;
    return 0;
}

static int
tear_down(void **state)
{
    struct shop *shop = *state;
    char command[128];
    house_close(shop->house);
    snprintf(command, sizeof(command), "rm -rf %s", shop->dir);
    assert_int_equal(system(command), 0);
    free(shop);
    return 0;
}

static int64_t
number(const struct shop *shop, const char *key)
{
    const struct dms_config *config = dms_config_hold(shop->house);
    int64_t value = dms_config_number(config, "door", key);
    dms_config_release(shop->house, config);
    return value;
}

/* Notices whose key is KEY. */
static size_t
notices(const struct shop *shop, const char *key)
{
    struct dms_json *list = dms_house_notices(shop->house, "en");
    size_t count = 0;
    for (size_t i = 0; i < dms_json_count(list); i++)
        count += strcmp(dms_json_text_at(dms_json_at(list, i), "key"), key) == 0;
    dms_json_destroy(list);
    return count;
}

static void
without_files_the_usual_values_hold(void **state)
{
    struct shop *shop = *state;
    open_house(shop);
    const struct dms_config *config = dms_config_hold(shop->house);
    assert_string_equal(dms_config_text(config, "door", "listen"), "127.0.0.1:8080");
    assert_int_equal(dms_config_number(config, "door", "threads"), 4);
    assert_true(dms_config_boolean(config, "door", "gzip"));
    assert_null(dms_config_text(config, "door", "tls_key"));
    assert_null(dms_config_text(config, "door", "unheard"));
    assert_int_equal(dms_config_number(config, "unheard", "of"), 0);
    dms_config_release(shop->house, config);
}

static void
files_say_what_holds(void **state)
{
    struct shop *shop = *state;
    char path[160];
    say(shop, "[door]\nlisten = 0.0.0.0:80\nthreads = 8\ngzip = OFF\ntls_key = dms.ini\n"
              "origins = https://a,\n   https://b\nsecret = s3cret\n");
    open_house(shop);
    const struct dms_config *config = dms_config_hold(shop->house);
    assert_string_equal(dms_config_text(config, "door", "listen"), "0.0.0.0:80");
    assert_int_equal(dms_config_number(config, "door", "threads"), 8);
    assert_false(dms_config_boolean(config, "door", "gzip"));
    snprintf(path, sizeof(path), "%s/dms.ini", shop->dir);
    assert_string_equal(dms_config_text(config, "door", "tls_key"), path);
    assert_string_equal(dms_config_text(config, "door", "origins"),
                        "https://a https://b");
    assert_string_equal(dms_config_text(config, "door", "secret"), "s3cret");
    dms_config_release(shop->house, config);
    struct dms_json *shown = config_show(shop->house->config, "en");
    char *text = dms_json_print(shown);
    assert_null(strstr(text, "s3cret"));
    assert_non_null(strstr(text, "0.0.0.0:80"));
    free(text);
    dms_json_destroy(shown);
}

static void
a_house_with_wrong_values_opens_and_tells(void **state)
{
    struct shop *shop = *state;
    say(shop, "[door]\nthreads = many\ngzip = maybe\ntls_key = nowhere\nthread = 1\n"
              "listen = a\n  b\n[dor]\nx = 1\ny = 1\n[quite_other]\nx = 1\n");
    open_house(shop);
    assert_int_equal(number(shop, "threads"), 4);
    assert_int_equal(notices(shop, "config.bad_range"), 1);
    assert_int_equal(notices(shop, "config.bad_boolean"), 1);
    assert_int_equal(notices(shop, "config.bad_file"), 1);
    assert_int_equal(notices(shop, "config.continued"), 1);
    assert_int_equal(notices(shop, "config.unknown_key_near"), 1);
    assert_int_equal(notices(shop, "config.unknown_section_near"), 1);
    assert_int_equal(notices(shop, "config.unknown_section"), 1);
}

static void
a_section_that_contradicts_itself_keeps_its_usual_values(void **state)
{
    struct shop *shop = *state;
    say(shop, "[door]\nthreads = 2\nbusy = 3\n");
    open_house(shop);
    assert_int_equal(notices(shop, "test.too_busy"), 1);
    assert_int_equal(number(shop, "threads"), 4);
    assert_int_equal(number(shop, "busy"), 4);
}

static void
a_reload_takes_all_or_nothing(void **state)
{
    struct shop *shop = *state;
    struct dms_error error = { 0 };
    open_house(shop);
    say(shop, "[door]\nthreads = 8\nbusy = 9\n");
    assert_int_equal(dms_house_reload_config(shop->house, &error), DMS_INVALID);
    assert_string_equal(dms_error_key(&error), "test.too_busy");
    assert_int_equal(dms_error_line(&error), 3);
    assert_int_equal(number(shop, "threads"), 4);
    assert_int_equal(notices(shop, "test.too_busy"), 1);
    say(shop, "[door]\nthreads = 8\nbusy = x\n");
    assert_int_equal(dms_house_reload_config(shop->house, NULL), DMS_INVALID);
    assert_int_equal(number(shop, "threads"), 4);
    assert_int_equal(shop->changes, 0);
    say(shop, "[door]\nthreads = 8\nbusy = 7\n");
    assert_int_equal(dms_house_reload_config(shop->house, NULL), DMS_OK);
    assert_int_equal(number(shop, "threads"), 8);
    assert_int_equal(shop->changes, 1);
    assert_int_equal(notices(shop, "config.bad_number"), 0);
}

static void
who_holds_the_old_values_keeps_them(void **state)
{
    struct shop *shop = *state;
    say(shop, "[door]\nthreads = 8\n");
    open_house(shop);
    const struct dms_config *old = dms_config_hold(shop->house);
    say(shop, "[door]\nthreads = 9\n");
    assert_int_equal(dms_house_reload_config(shop->house, NULL), DMS_OK);
    assert_int_equal(dms_config_number(old, "door", "threads"), 8);
    assert_int_equal(number(shop, "threads"), 9);
    dms_config_release(shop->house, old);
}

static void
what_needs_a_restart_waits_for_it(void **state)
{
    struct shop *shop = *state;
    open_house(shop);
    say(shop, "[door]\nlisten = 0.0.0.0:80\nthreads = 8\n");
    assert_int_equal(dms_house_reload_config(shop->house, NULL), DMS_OK);
    assert_int_equal(number(shop, "threads"), 8);
    const struct dms_config *config = dms_config_hold(shop->house);
    assert_string_equal(dms_config_text(config, "door", "listen"), "127.0.0.1:8080");
    dms_config_release(shop->house, config);
    assert_int_equal(notices(shop, "config.waits"), 1);
    assert_int_equal(dms_house_reload_config(shop->house, NULL), DMS_OK);
    assert_int_equal(notices(shop, "config.waits"), 1);
    house_close(shop->house);
    open_house(shop);
    config = dms_config_hold(shop->house);
    assert_string_equal(dms_config_text(config, "door", "listen"), "0.0.0.0:80");
    dms_config_release(shop->house, config);
    assert_int_equal(notices(shop, "config.waits"), 0);
}

static void
a_check_changes_nothing_and_tells_everything(void **state)
{
    struct shop *shop = *state;
    struct list faults = { 0 }, files = { 0 };
    char path[128];
    say(shop, "[door]\nthreads = 0\nbusy = x\nlisten\n");
    open_house(shop);
    snprintf(path, sizeof(path), "%s/dms.ini", shop->dir);
    config_check(shop->house->config, NULL, &faults);
    assert_int_equal(faults.count, 3);
    list_clear(&faults, free);
    list_add(&files, path);
    config_check(shop->house->config, &files, &faults);
    assert_int_equal(faults.count, 3);
    list_clear(&faults, free);
    list_clear(&files, NULL);
}

static enum dms_status
register_again(struct shop *shop, struct dms_config_section section)
{
    struct dms_registrar *other = registrar_create(shop->house, "other");
    enum dms_status st = dms_register_config(other, &section, NULL);
    registrar_destroy(other);
    return st;
}

static void
a_section_declared_wrongly_is_refused(void **state)
{
    struct shop *shop = *state;
    static const struct dms_config_key twice[] = {
        { .name = "a", .type = DMS_CONFIG_TEXT }, { .name = "a", .type = DMS_CONFIG_TEXT }
    };
    static const struct dms_config_key odd[] = { { .name = "a", .type = 99 } };
    static const struct dms_config_key unusual[] = { { .name = "a",
                                                       .type = DMS_CONFIG_NUMBER,
                                                       .usual = "70",
                                                       .minimum = 1,
                                                       .maximum = 64 } };
    static const struct dms_config_key plain[] = { { .name = "a",
                                                     .type = DMS_CONFIG_TEXT } };
    open_house(shop);
#define SECTION(title, rows)                                                             \
    (struct dms_config_section) DMS_CONFIG_SECTION(.name = title, DMS_CONFIG_KEYS(rows))
    assert_int_equal(register_again(shop, SECTION("door", plain)), DMS_INVALID);
    assert_int_equal(register_again(shop, SECTION("Other", plain)), DMS_INVALID);
    assert_int_equal(register_again(shop, SECTION("other", twice)), DMS_INVALID);
    assert_int_equal(register_again(shop, SECTION("other", odd)), DMS_INVALID);
    assert_int_equal(register_again(shop, SECTION("other", unusual)), DMS_INVALID);
    assert_int_equal(register_again(shop, SECTION("other", plain)), DMS_OK);
    /* Its registrar is gone, and with it the section. */
    assert_int_equal(register_again(shop, SECTION("other", plain)), DMS_OK);
}

struct reader {
    struct shop *shop;
    _Atomic int stop;
};

static void *
keep_reading(void *context)
{
    struct reader *reader = context;
    while (!atomic_load(&reader->stop)) {
        const struct dms_config *config = dms_config_hold(reader->shop->house);
        int64_t threads = dms_config_number(config, "door", "threads");
        int64_t busy = dms_config_number(config, "door", "busy");
        dms_config_release(reader->shop->house, config);
        if (threads != busy)
            return reader;
    }
    return NULL;
}

static void
readers_see_all_of_the_old_or_all_of_the_new(void **state)
{
    struct shop *shop = *state;
    struct reader reader = { .shop = shop };
    pthread_t threads[3];
    open_house(shop);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, keep_reading, &reader), 0);
    for (int i = 0; i < 200; i++) {
        char text[80];
        snprintf(text, sizeof(text), "[door]\nthreads = %d\nbusy = %d\n", i % 60 + 1,
                 i % 60 + 1);
        say(shop, i % 3 == 2 ? "[door]\nthreads = 1\nbusy = 50\n" : text);
        assert_int_equal(dms_house_reload_config(shop->house, NULL),
                         i % 3 == 2 ? DMS_INVALID : DMS_OK);
    }
    atomic_store(&reader.stop, 1);
    for (size_t i = 0; i < 3; i++) {
        void *torn = NULL;
        pthread_join(threads[i], &torn);
        assert_null(torn);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define ONE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
        ONE(without_files_the_usual_values_hold),
        ONE(files_say_what_holds),
        ONE(a_house_with_wrong_values_opens_and_tells),
        ONE(a_section_that_contradicts_itself_keeps_its_usual_values),
        ONE(a_reload_takes_all_or_nothing),
        ONE(who_holds_the_old_values_keeps_them),
        ONE(what_needs_a_restart_waits_for_it),
        ONE(a_check_changes_nothing_and_tells_everything),
        ONE(a_section_declared_wrongly_is_refused),
        ONE(readers_see_all_of_the_old_or_all_of_the_new),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
