/* plugins_test.c - a house full of unsound plugins opens all the same, degraded, and says so.
 * timeout: 90 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <dms/house.h>

#define ZOO TEST_SOURCE_DIR "/tests/core/plugin/zoo/"

struct place {
    char dir[64]; /* store/ and plugins/ are in it */
    char store[96], plugins[96];
    struct dms_error *error;
};

static void
run(const char *format, ...)
{
    char *command = NULL;
    va_list arguments;
    va_start(arguments, format);
    int size = vasprintf(&command, format, arguments);
    va_end(arguments);
    assert_true(size > 0);
    int status = system(command);
    free(command);
    assert_int_equal(status, 0);
}

static int
open_place(void **state)
{
    struct place *place = calloc(1, sizeof(*place));
    umask(022);
    strcpy(place->dir, "/tmp/dms-fault-XXXXXX");
    assert_non_null(mkdtemp(place->dir));
    snprintf(place->store, sizeof(place->store), "%s/store", place->dir);
    snprintf(place->plugins, sizeof(place->plugins), "%s/plugins", place->dir);
    mkdir(place->plugins, 0755);
    place->error = dms_error_create();
    assert_int_equal(dms_house_create(place->store, place->error), DMS_OK);
    *state = place;
    return 0;
}

static int
close_place(void **state)
{
    struct place *place = *state;
    run("rm -rf %s", place->dir);
    dms_error_destroy(place->error);
    free(place);
    return 0;
}

static void
add(struct place *place, const char *id, const char *source, const char *flags,
    const char *requires)
{
    run("mkdir -p %s/%s && printf '{\"id\":\"%s\",\"version\":\"1.0.0\",\"abi\":\"1.0\","
        "\"requires\":{%s}}' > %s/%s/plugin.json",
        place->plugins, id, id, requires, place->plugins, id);
    run("cc -std=c11 -shared -fPIC -fvisibility=hidden -I%s/include -DNAME='\"%s\"' %s "
        "-o %s/%s/%s.so " ZOO "%s",
        TEST_SOURCE_DIR, id, flags, place->plugins, id, id, source);
}

/* Opens the house; the notices are the caller's to destroy. */
static struct dms_json *
notices_of(struct place *place, struct dms_house **house)
{
    struct dms_house_options options = { .size = sizeof(options),
                                         .plugin_path = place->plugins };
    struct timespec begin, end;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    assert_int_equal(dms_house_open(place->store, &options, house, place->error), DMS_OK);
    clock_gettime(CLOCK_MONOTONIC, &end);
    assert_true(end.tv_sec - begin.tv_sec <= 5);
    return dms_house_notices(*house, "en");
}

static void
assert_noticed(const struct dms_json *notices, const char *plugin, const char *what)
{
    for (size_t i = 0; i < dms_json_count(notices); i++) {
        const struct dms_json *notice = dms_json_at(notices, i);
        const char *name = dms_json_text_at(notice, "plugin");
        if (name == NULL || strcmp(name, plugin) != 0)
            continue;
        char *text = dms_json_print(notice);
        bool told = strstr(text, what) != NULL;
        if (!told)
            print_error("%s\n", text);
        free(text);
        assert_true(told);
        return;
    }
    print_error("no notice of %s\n", plugin);
    fail();
}

static bool
is_loaded(struct dms_house *house, const char *id)
{
    const char *name;
    for (size_t i = 0; (name = dms_house_plugin_name(house, i)) != NULL; i++)
        if (strcmp(name, id) == 0)
            return true;
    return false;
}

static void
the_house_opens_degraded_and_names_each_file_and_reason(void **state)
{
    struct place *place = *state;
    struct dms_house *house = NULL;
    add(place, "good", "good.c", "", "");
    add(place, "better", "good.c", "", "\"good\":\">=1.0 <2\"");
    add(place, "crash", "wild.c", "-DHARM='*(volatile int *)0 = 1'", "");
    add(place, "exits", "wild.c", "-DHARM='exit(0)'", "");
    add(place, "hangs", "wild.c", "-DHARM='for (;;) pause()'", "");
    add(place, "cut", "good.c", "", "");
    run("truncate -s 5000 %s/cut/cut.so", place->plugins);
    add(place, "newer", "good.c", "-DCARD=.abi_major=2", "");
    add(place, "lacks", "good.c", "", "\"nowhere\":\"*\"");
    add(place, "a", "good.c", "", "\"b\":\"*\"");
    add(place, "b", "good.c", "", "\"a\":\"*\"");
    add(place, "open", "good.c", "", "");
    run("chmod o+w %s/open/open.so", place->plugins);
    add(place, "link", "good.c", "", "");
    run("mv %s/link/link.so %s/link.so && ln -s ../../link.so %s/link/link.so",
        place->plugins, place->dir, place->plugins);
    add(place, "fails", "good.c", "-DRETURN=DMS_LIMIT", "");
    add(place, "behind", "good.c", "", "\"fails\":\"*\"");
    struct dms_json *notices = notices_of(place, &house);
    assert_noticed(notices, "crash", "SIGSEGV");
    assert_noticed(notices, "exits", "code 0");
    assert_noticed(notices, "hangs", "3 seconds");
    assert_noticed(notices, "cut", "cut.so");
    assert_noticed(notices, "newer", "ABI 2.");
    assert_noticed(notices, "lacks", "nowhere");
    assert_noticed(notices, "a", "a → b → a");
    assert_noticed(notices, "open", "chmod go-w");
    assert_noticed(notices, "link", "link.so");
    assert_noticed(notices, "fails", "limit");
    assert_noticed(notices, "behind", "fails");
    assert_true(is_loaded(house, "good") && is_loaded(house, "better"));
    assert_false(is_loaded(house, "crash") || is_loaded(house, "behind"));
    dms_json_destroy(notices);
    dms_house_close(house);
}

static void
a_plugin_switched_off_takes_its_dependents_along(void **state)
{
    struct place *place = *state;
    struct dms_house *house = NULL;
    add(place, "good", "good.c", "", "");
    add(place, "better", "good.c", "", "\"good\":\">=1.0\"");
    run("echo 'good # until Monday' > %s/plugins.off", place->store);
    struct dms_json *notices = notices_of(place, &house);
    assert_noticed(notices, "better", "good");
    assert_false(is_loaded(house, "good") || is_loaded(house, "better"));
    dms_json_destroy(notices);
    dms_house_close(house);
}

int
main(void)
{
    const char *program = getenv("DMS");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            the_house_opens_degraded_and_names_each_file_and_reason, open_place,
            close_place),
        cmocka_unit_test_setup_teardown(a_plugin_switched_off_takes_its_dependents_along,
                                        open_place, close_place),
    };
    if (program == NULL || access(program, X_OK) != 0)
        return 77;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
