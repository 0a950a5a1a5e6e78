/* new_test.c  proves  core/plugin/new.c and the template
 *
 * That the result builds and tests green against an installed house alone is proved by
 * tests/packaging/plugin_new_test.sh. */
#include "zoo.h"

#include "plugin/plugin.h"

static void
a_new_plugin_is_whole_and_compiles(void **state)
{
    struct zoo *zoo = *state;
    struct dms_error error = { 0 };
    assert_int_equal(plugin_new("tow_truck", zoo->dir, &error), DMS_OK);
    zoo_run("cd %s/tow_truck && for file in plugin.json plugin.c reminder.c due.c "
            "tow_truck.h "
            "process.lua CMakeLists.txt README.md i18n/zh.json i18n/en.json "
            "tests/tow_truck_test.c; do test -s $file || exit 1; done",
            zoo->dir);
    zoo_run("! grep -r '@[A-Z]*@' %s/tow_truck", zoo->dir);
    zoo_run("cd %s/tow_truck && cc -std=gnu11 -Wall -Wextra -Werror -shared -fPIC "
            "-fvisibility=hidden -I%s/include -o tow_truck.so *.c",
            zoo->dir, TEST_SOURCE_DIR);
    zoo_run("cd %s/tow_truck && cc -std=gnu11 -Wall -Wextra -Werror -fsyntax-only "
            "-I%s/include "
            "tests/tow_truck_test.c",
            zoo->dir, TEST_SOURCE_DIR);
    struct plugin_item *item = zoo_item(zoo, "tow_truck");
    assert_string_equal(dms_error_key(&item->reason), "");
    assert_string_equal(item->version, "1.0.0");
}

static void
what_is_there_is_never_overwritten(void **state)
{
    struct zoo *zoo = *state;
    struct dms_error error = { 0 };
    zoo_run("mkdir %s/mine && echo precious > %s/mine/plugin.c", zoo->dir, zoo->dir);
    assert_int_equal(plugin_new("mine", zoo->dir, &error), DMS_INVALID);
    assert_string_equal(dms_error_key(&error), "plugin.new_exists");
    zoo_run("grep -q precious %s/mine/plugin.c && test ! -e %s/mine/plugin.json",
            zoo->dir, zoo->dir);
    dms_error_clear(&error);
    assert_int_equal(plugin_new("mine", "/no/such/place", &error), DMS_INVALID);
    assert_string_equal(dms_error_key(&error), "plugin.new_failed");
}

static void
an_impossible_name_is_refused(void **state)
{
    struct zoo *zoo = *state;
    static const char *const names[] = { "", "Mine", "my-plugin", "../mine", "9lives" };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        struct dms_error error = { 0 };
        assert_int_equal(plugin_new(names[i], zoo->dir, &error), DMS_INVALID);
        assert_string_equal(dms_error_key(&error), "plugin.new_name");
    }
}

static void
a_name_that_somebody_has_is_refused_as_such(void **state)
{
    struct zoo *zoo = *state;
    struct dms_error error = { 0 };
    assert_int_equal(plugin_new("rules", zoo->dir, &error), DMS_INVALID);
    assert_string_equal(dms_error_key(&error), "plugin.new_ours");
    dms_error_clear(&error);
    setenv("DMS_PLUGIN_PATH", zoo->dir, 1);
    zoo_manifest(zoo, "tow_truck", "{}");
    assert_int_equal(plugin_new("tow_truck", "/no/such/place", &error), DMS_CONFLICT);
    assert_string_equal(dms_error_key(&error), "plugin.new_twin");
    assert_non_null(strstr(dms_error_file(&error), "/tow_truck/plugin.json"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ZOO_TEST(a_new_plugin_is_whole_and_compiles),
        ZOO_TEST(what_is_there_is_never_overwritten),
        ZOO_TEST(an_impossible_name_is_refused),
        ZOO_TEST(a_name_that_somebody_has_is_refused_as_such),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
