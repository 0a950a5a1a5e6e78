/* probe_test.c  proves  core/plugin/{probe,probe_cache,door,check}.c
 * timeout: 60 */
#include "zoo.h"

#include "base/clock.h"
#include "plugin/plugin.h"

#define SECOND   INT64_C(1000000000)
#define SLEEPERS 12

static const char *
probe(struct zoo *zoo, const char *id)
{
    struct plugin_item *item = zoo_item(zoo, id);
    plugin_probe(NULL, &item, 1, NULL);
    return dms_error_key(&item->reason);
}

static void
a_sound_plugin_lives_through_the_probe(void **state)
{
    struct zoo *zoo = *state;
    zoo_add(zoo, "good", "good.c", "", "");
    assert_string_equal(probe(zoo, "good"), "");
}

static void
what_harms_the_process_only_harms_the_child(void **state)
{
    struct zoo *zoo = *state;
    zoo_add(zoo, "crash", "wild.c", "-DHARM='*(volatile int *)0 = 1'", "");
    zoo_add(zoo, "aborts", "wild.c", "-DHARM='abort()'", "");
    zoo_add(zoo, "exits", "wild.c", "-DHARM='_exit(3)'", "");
    zoo_add(zoo, "kills", "wild.c",
            "-DHARM='kill(getpid(), 9)' -D_GNU_SOURCE -include signal.h", "");
    struct plugin_item *item = zoo_item(zoo, "crash");
    plugin_probe(NULL, &item, 1, NULL);
    assert_string_equal(dms_error_key(&item->reason), "plugin.probe_crashed");
    assert_string_equal(dms_error_value(&item->reason, "signal"), "SIGSEGV");
    assert_string_equal(probe(zoo, "aborts"), "plugin.probe_crashed");
    item = zoo_item(zoo, "exits");
    plugin_probe(NULL, &item, 1, NULL);
    assert_string_equal(dms_error_key(&item->reason), "plugin.probe_exited");
    assert_string_equal(dms_error_value(&item->reason, "code"), "3");
    assert_string_equal(dms_error_file(&item->reason), item->file);
    item = zoo_item(zoo, "kills");
    plugin_probe(NULL, &item, 1, NULL);
    assert_string_equal(dms_error_value(&item->reason, "signal"), "SIGKILL");
}

static void
those_that_hang_are_ended_together(void **state)
{
    struct plugin_item *items[SLEEPERS + 2];
    struct zoo *zoo = *state;
    zoo_add(zoo, "spins", "wild.c", "-DHARM='for (volatile int i = 0;; i++)'", "");
    zoo_add(zoo, "sleeps", "wild.c", "-DHARM='for (;;) pause()'", "");
    zoo_add(zoo, "good", "good.c", "", "");
    items[0] = zoo_item(zoo, "good");
    items[1] = zoo_item(zoo, "spins");
    for (size_t i = 0; i < SLEEPERS; i++)
        items[i + 2] = zoo_item(zoo, "sleeps");
    int64_t begin = clock_ticks();
    plugin_probe(NULL, items, SLEEPERS + 2, NULL);
    /* One after the other they would take longer than a busy machine is given for all. */
    assert_true(clock_ticks() - begin < SLEEPERS * 3 * SECOND);
    assert_string_equal(dms_error_key(&items[0]->reason), "");
    for (size_t i = 1; i < SLEEPERS + 2; i++)
        assert_string_equal(dms_error_key(&items[i]->reason), "plugin.probe_hung");
}

static void
a_card_that_is_not_ours_is_told_apart(void **state)
{
    static const struct {
        const char *flags, *key;
    } cards[] = {
        { "-DCARD=.magic=7", "plugin.bad_magic" },
        { "-DCARD=.size=0", "plugin.bad_size" },
        { "-DCARD=.size=100000", "plugin.bad_size" },
        { "-DCARD=.abi_major=2", "plugin.other_abi" },
        { "-DCARD=.abi_minor=DMS_ABI_MINOR+9", "plugin.other_abi" },
        { "-DCARD='.abi_minor=DMS_ABI_MINOR+9,.abi_back=8'", "plugin.other_abi" },
        { "-DCARD='.abi_minor=DMS_ABI_MINOR+9,.abi_back=9'", "" },
        { "-DCARD=.name=\\\"other\\\"", "plugin.other_name" },
        { "-DCARD=.name=0", "plugin.other_name" },
        { "-DVERSION=\\\"1.0.1\\\"", "plugin.different_version" },
        { "-DCARD=.start=0", "plugin.no_start" },
    };
    struct zoo *zoo = *state;
    for (size_t i = 0; i < sizeof(cards) / sizeof(cards[0]); i++) {
        zoo_add(zoo, "animal", "good.c", cards[i].flags, "");
        assert_string_equal(probe(zoo, "animal"), cards[i].key);
    }
    zoo_add(zoo, "animal", "doorless.c", "", "");
    assert_string_equal(probe(zoo, "animal"), "plugin.no_door");
    zoo_add(zoo, "animal", "wild.c", "-DHARM='extern void nowhere(void); nowhere()'", "");
    assert_string_equal(probe(zoo, "animal"), "plugin.cannot_load");
}

static void
a_sound_probe_is_remembered_until_the_file_changes(void **state)
{
    struct zoo *zoo = *state;
    char cache[128];
    snprintf(cache, sizeof(cache), "%s/plugin-probe.json", zoo->dir);
    zoo_add(zoo, "good", "wild.c", "-DHARM='usleep(200000)' -D_GNU_SOURCE", "");
    struct plugin_item *item = zoo_item(zoo, "good");
    plugin_probe(NULL, &item, 1, cache);
    assert_string_equal(dms_error_key(&item->reason), "");
    assert_int_equal(access(cache, R_OK), 0);
    /* Twenty more would take four seconds. */
    int64_t begin = clock_ticks();
    for (int i = 0; i < 20; i++)
        plugin_probe(NULL, &item, 1, cache);
    assert_true(clock_ticks() - begin < SECOND);
    /* Once more after a crash: it may have been this one's. */
    zoo_run("echo 1000 SIGSEGV - >%s/crashes", zoo->dir);
    begin = clock_ticks();
    plugin_probe(NULL, &item, 1, cache);
    assert_true(clock_ticks() - begin >= SECOND / 5);
    begin = clock_ticks();
    for (int i = 0; i < 20; i++)
        plugin_probe(NULL, &item, 1, cache);
    assert_true(clock_ticks() - begin < SECOND);
    zoo_add(zoo, "good", "wild.c", "-DHARM='_exit(3)'", "");
    item = zoo_item(zoo, "good");
    plugin_probe(NULL, &item, 1, cache);
    assert_string_equal(dms_error_key(&item->reason), "plugin.probe_exited");
    zoo_run("echo nonsense > %s", cache);
    zoo_add(zoo, "good", "good.c", "", "");
    item = zoo_item(zoo, "good");
    plugin_probe(NULL, &item, 1, cache);
    assert_string_equal(dms_error_key(&item->reason), "");
}

static void
check(const char *path, bool sound, size_t checks, const char *last_key)
{
    struct dms_json *report = NULL;
    assert_int_equal(plugin_check(path, &report, NULL), DMS_OK);
    assert_int_equal(dms_json_boolean_at(report, "sound"), sound);
    const struct dms_json *rows = dms_json_at_key(report, "checks");
    assert_int_equal(dms_json_count(rows), checks);
    const struct dms_json *last = dms_json_at(rows, checks - 1);
    const char *key = dms_json_text_at(dms_json_at_key(last, "reason"), "key");
    assert_string_equal(key == NULL ? "" : key, last_key);
    assert_non_null(dms_json_text_at(last, "zh"));
    assert_non_null(dms_json_text_at(last, "en"));
    dms_json_destroy(report);
}

static void
a_check_tells_each_examination_up_to_the_first_that_fails(void **state)
{
    struct zoo *zoo = *state;
    char path[128];
    struct dms_error error = { 0 };
    struct dms_json *report = NULL;
    zoo_add(zoo, "good", "good.c", "", "");
    snprintf(path, sizeof(path), "%s/good/good.so", zoo->dir);
    check(path, true, 6, "");
    zoo_run("chmod g+w %s", path);
    check(path, false, 3, "plugin.writable");
    snprintf(path, sizeof(path), "%s/good/other.so", zoo->dir);
    check(path, false, 2, "plugin.other_library");
    assert_int_equal(plugin_check("README", &report, &error), DMS_INVALID);
    assert_null(report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        ZOO_TEST(a_sound_plugin_lives_through_the_probe),
        ZOO_TEST(what_harms_the_process_only_harms_the_child),
        ZOO_TEST(those_that_hang_are_ended_together),
        ZOO_TEST(a_card_that_is_not_ours_is_told_apart),
        ZOO_TEST(a_sound_probe_is_remembered_until_the_file_changes),
        ZOO_TEST(a_check_tells_each_examination_up_to_the_first_that_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
