/* manifest_test.c  proves  core/plugin/manifest.c, version.c and find.c */
#include "zoo.h"

#include "plugin/find.h"

static void
a_sound_manifest_is_read(void **state)
{
    struct zoo *zoo = *state;
    zoo_manifest(zoo, "mine",
                 "{\"id\":\"mine\",\"version\":\"1.2\",\"abi\":\"1.0\",\n"
                 " \"requires\":{\"crm\":\">=1.0 <2\"},\"capabilities\":[\"network\"],\n"
                 " \"summary\":{\"zh\":\"我的\",\"en\":\"mine\"}}");
    struct plugin_item *item = zoo_item(zoo, "mine");
    assert_string_equal(dms_error_key(&item->reason), "");
    assert_string_equal(item->id, "mine");
    assert_string_equal(item->version, "1.2");
    assert_int_equal(item->need_count, 1);
    assert_string_equal(item->needs[0].id, "crm");
    assert_null(item->sha256);
}

static void
refuses(struct zoo *zoo, const char *text, const char *key, int64_t line)
{
    zoo_manifest(zoo, "mine", text);
    struct plugin_item *item = zoo_item(zoo, "mine");
    assert_string_equal(dms_error_key(&item->reason), key);
    assert_non_null(strstr(dms_error_file(&item->reason), "/mine/plugin.json"));
    assert_int_equal(dms_error_line(&item->reason), line);
    assert_string_equal(item->id, "mine");
}

static void
an_unsound_manifest_is_refused_with_file_and_line(void **state)
{
    struct zoo *zoo = *state;
    refuses(zoo, "{\"id\":\"mine\",\n\"version\":\"1\",\n\"abi\":\"1.0\",\n\"colour\":1}",
            "plugin.unknown_key", 4);
    refuses(zoo, "{\"id\":\"mine\",\n\"askz\":[]}", "plugin.unknown_key_near", 2);
    refuses(zoo, "{\"id\":\"other\",\"version\":\"1\",\"abi\":\"1.0\"}",
            "plugin.other_folder", 1);
    refuses(zoo, "{\"id\":\"Mine\",\"version\":\"1\",\"abi\":\"1.0\"}", "plugin.bad_id",
            1);
    refuses(zoo, "{\"id\":\"mine\",\n\"version\":\"one\",\"abi\":\"1.0\"}",
            "plugin.bad_version", 2);
    refuses(zoo, "{\"id\":\"mine\",\"version\":\"1\"}", "plugin.missing_key", 0);
    refuses(zoo, "{\"id\":\"mine\",\"version\":\"1\",\"abi\":1}", "plugin.bad_abi", 1);
    refuses(zoo, "{\"id\":\"mine\",\"version\":\"1\",\"abi\":\"2.0\"}",
            "plugin.other_abi", 1);
    refuses(zoo, "{\"id\":\"mine\",\"version\":\"1\",\"abi\":\"1.0\",\"requires\":[]}",
            "plugin.bad_requires", 1);
    refuses(
        zoo,
        "{\"id\":\"mine\",\"version\":\"1\",\"abi\":\"1.0\",\"requires\":{\"a\":\"~1\"}}",
        "plugin.bad_requires", 1);
    refuses(zoo, "{\"id\":\"mine\",\"version\":\"1\",\"abi\":\"1.0\",\"sha256\":\"ab\"}",
            "plugin.bad_sha256", 1);
    refuses(zoo, "{\"id\":\"mine\",\"version\":\"1\",\"abi\":\"1.0\",\"summary\":\"x\"}",
            "plugin.bad_summary", 1);
    refuses(zoo,
            "{\"id\":\"mine\",\"version\":\"1\",\"abi\":\"1.0\",\"capabilities\":[1]}",
            "plugin.bad_capabilities", 1);
    refuses(zoo, "[]", "plugin.no_object", 0);
}

static void
a_broken_manifest_tells_the_line(void **state)
{
    struct zoo *zoo = *state;
    zoo_manifest(zoo, "mine", "{\"id\": \"mine\",\n  \"version\" 1}");
    struct plugin_item *item = zoo_item(zoo, "mine");
    assert_int_equal(dms_error_status(&item->reason), DMS_INVALID);
    assert_int_equal(dms_error_line(&item->reason), 2);
    zoo_run("rm %s/mine/plugin.json", zoo->dir);
    assert_string_equal(dms_error_key(&zoo_item(zoo, "mine")->reason),
                        "plugin.no_manifest");
    zoo_run("head -c 100000 /dev/zero > %s/mine/plugin.json", zoo->dir);
    assert_string_equal(dms_error_key(&zoo_item(zoo, "mine")->reason),
                        "plugin.no_manifest");
}

static void
versions_compare_as_numbers(void **state)
{
    (void)state;
    assert_true(plugin_version_compare("1.10", "1.9") > 0);
    assert_int_equal(plugin_version_compare("1", "1.0.0"), 0);
    assert_true(plugin_version_compare("1.0.1", "1") > 0);
    static const char *const bad[] = { "",        "v1",     "1.", ".1",
                                       "1.2.3.4", "1-beta", "1 ", "12345678901" };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        assert_false(plugin_version_valid(bad[i]));
    assert_true(plugin_range_holds(">=1.0", "1.0.0"));
    assert_false(plugin_range_holds(">1.0", "1.0.0"));
    assert_true(plugin_range_holds(">=1.0 <2", "1.99"));
    assert_false(plugin_range_holds(">=1.0, <2", "2.0"));
    assert_true(plugin_range_holds("=1.4", "1.4.0"));
    assert_true(plugin_range_holds("1.4", "1.4"));
    assert_true(plugin_range_holds("*", "0.1"));
    assert_false(plugin_range_valid("=>1"));
    assert_false(plugin_range_valid(">=1x"));
}

static void
plugins_are_found_by_name_and_twins_refused(void **state)
{
    struct zoo *zoo = *state;
    char path[256];
    struct list items = { 0 }, off = { 0 };
    zoo_manifest(zoo, "b", "{\"id\":\"b\",\"version\":\"1\",\"abi\":\"1.0\"}");
    zoo_manifest(zoo, "a", "{\"id\":\"a\",\"version\":\"1\",\"abi\":\"1.0\"}");
    zoo_manifest(zoo, ".hidden", "{}");
    zoo_run("mkdir -p %s/nothing %s/more && cp -r %s/b %s/more/b", zoo->dir, zoo->dir,
            zoo->dir, zoo->dir);
    snprintf(path, sizeof(path), "%s:%s/more:/no/such/place", zoo->dir, zoo->dir);
    plugin_find(path, zoo->memory, &items);
    assert_int_equal(items.count, 3);
    const struct plugin_item *a = items.items[0], *b = items.items[1],
                             *twin = items.items[2];
    assert_string_equal(a->id, "a");
    assert_string_equal(dms_error_key(&a->reason), "");
    assert_string_equal(dms_error_key(&b->reason), "plugin.twice");
    assert_string_equal(dms_error_value(&b->reason, "other"), twin->dir);
    assert_string_equal(dms_error_value(&twin->reason, "other"), b->dir);
    zoo_run("printf '# not now\\n  b # later\\n' > %s/plugins.off", zoo->dir);
    snprintf(path, sizeof(path), "%s/plugins.off", zoo->dir);
    plugin_switch_off(path, &items, &off);
    assert_int_equal(items.count, 1);
    assert_int_equal(off.count, 2);
    list_clear(&items, NULL);
    list_clear(&off, NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ZOO_TEST(a_sound_manifest_is_read),
        ZOO_TEST(an_unsound_manifest_is_refused_with_file_and_line),
        ZOO_TEST(a_broken_manifest_tells_the_line),
        cmocka_unit_test(versions_compare_as_numbers),
        ZOO_TEST(plugins_are_found_by_name_and_twins_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
