/* tests/core/script/versions_test.c  proves  core/script/activate.c, activate_person.c,
 * fall_back.c, switch.c, version_*.c, diff.c: who switches which version on, when, and back, is kept for ever, and what
 * a person decided is not undone by files that only lie there. */
#include "shop.h"
#include "script/source.h"
#include "script/version.h"

#define SALES "brands/aurora/sales.lua"

static void
write_limit(const struct shop *shop, int limit)
{
    char text[300];
    snprintf(text, sizeof(text),
             "local dms <const> = require('dms')\n"
             "dms.decision { name = 'sales.authority',\n"
             "  run = function() return { limit = %d } end }\n",
             limit);
    shop_write(shop, SALES, text);
}

static enum dms_status
ask_limit(struct dms_unit *unit, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    struct dms_json *decided = NULL;
    (void)answer;
    enum dms_status st = dms_call(unit, "sales.authority", NULL, &decided, error);
    *(int64_t *)data = dms_json_integer_at(decided, "limit");
    dms_json_destroy(decided);
    return st;
}

static int64_t
limit(struct shop *shop)
{
    int64_t found = 0;
    shop_must(shop, shop_do(shop, ask_limit, &found));
    return found;
}

static struct script_host *
host(const struct shop *shop)
{
    return host_of(shop->house);
}

static int64_t
active(const struct shop *shop)
{
    return host_active(host(shop))->version;
}

static void
saved(struct shop *shop, int number)
{
    write_limit(shop, number);
    shop_must(shop, host_activate(host(shop), "file", NULL, &shop->error));
}

static enum dms_status
set_mode(struct dms_unit *unit, void *data, struct dms_json **answer,
         struct dms_error *error)
{
    struct dms_record *setting = NULL;
    (void)answer;
    enum dms_status st = dms_unit_new(unit, "core.setting", &setting, error);
    if (st == DMS_OK)
        st = dms_record_set_text(setting, "name", "rules.activation", error);
    if (st == DMS_OK)
        st = dms_record_set_text(setting, "value", data, error);
    return st == DMS_OK ? dms_unit_save(unit, setting, error) : st;
}

static void
want(struct shop *shop, const char *mode)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    shop_must(shop, dms_house_write(shop->house, &request, set_mode,
                                    (void *)(uintptr_t)mode, &answer, &shop->error));
}

/* The status of the answer is STATUS; "" when the wish must be refused. */
static void
assert_wish(struct shop *shop, bool back, struct activation wish, const char *status)
{
    struct dms_json *answer = NULL;
    shop->error = (struct dms_error){ 0 };
    enum dms_status st =
        back ? host_rollback(host(shop), &wish, &answer, &shop->error)
             : host_activate_version(host(shop), &wish, &answer, &shop->error);
    if (status[0] != 0)
        shop_must(shop, st);
    else
        assert_int_not_equal(st, DMS_OK);
    if (status[0] != 0)
        assert_string_equal(dms_json_text_at(answer, "status"), status);
    dms_json_destroy(answer);
}

static void
reopen(struct shop *shop)
{
    shop_close(shop);
    shop_open(shop);
    shop_must(shop, script_activate(shop->house, &shop->error));
}

static void
going_back_holds_over_a_restart_though_the_files_are_still_there(void **state)
{
    struct shop *shop = *state;
    saved(shop, 1);
    int64_t first = active(shop);
    saved(shop, 2);
    assert_int_equal(limit(shop), 2);
    assert_wish(shop, true, (struct activation){ .by = "li", .reason = "too dear" },
                "active");
    assert_int_equal(limit(shop), 1);
    assert_int_equal(active(shop), first);
    reopen(shop);
    assert_int_equal(limit(shop), 1);
    saved(shop, 2);
    assert_int_equal(limit(shop), 1);
    saved(shop, 3);
    assert_int_equal(limit(shop), 3);
}

static void
every_switch_needs_a_reason_and_another_version(void **state)
{
    struct shop *shop = *state;
    saved(shop, 1);
    assert_wish(shop, false, (struct activation){ .by = "li", .reason = " " }, "");
    assert_string_equal(shop->error.key, "script.reason_needed");
    assert_wish(shop, false,
                (struct activation){ .version = active(shop), .by = "li", .reason = "x" },
                "");
    assert_string_equal(shop->error.key, "script.active_already");
    assert_wish(shop, false,
                (struct activation){ .version = 999, .by = "li", .reason = "x" }, "");
    assert_string_equal(shop->error.key, "script.no_version");
    assert_wish(shop, true, (struct activation){ .by = "li", .reason = "x" }, "");
    assert_string_equal(shop->error.key, "script.nothing_before");
    assert_int_equal(limit(shop), 1);
}

static void
where_a_person_switches_an_edited_file_is_only_kept(void **state)
{
    struct shop *shop = *state;
    saved(shop, 1);
    want(shop, "person");
    saved(shop, 2);
    assert_int_equal(limit(shop), 1);
    struct dms_json *notices = dms_house_notices(shop->house, "en");
    char *text = dms_json_print(notices);
    assert_non_null(strstr(text, "script.waits"));
    free(text);
    dms_json_destroy(notices);
    reopen(shop);
    assert_int_equal(limit(shop), 1);
    assert_wish(shop, false, (struct activation){ .by = "li", .reason = "spring" },
                "active");
    assert_int_equal(limit(shop), 2);
    reopen(shop);
    assert_int_equal(limit(shop), 2);
}

static void
a_folder_without_any_rules_does_not_take_them_away(void **state)
{
    struct shop *shop = *state;
    char file[300];
    saved(shop, 1);
    snprintf(file, sizeof(file), "%s/" SALES, shop->scripts);
    assert_int_equal(unlink(file), 0);
    assert_int_not_equal(host_activate(host(shop), "file", NULL, &shop->error), DMS_OK);
    assert_string_equal(shop->error.key, "script.no_files");
    assert_int_equal(limit(shop), 1);
    shop_close(shop);
    shop_open(shop);
    assert_int_not_equal(script_activate(shop->house, &shop->error), DMS_OK);
    assert_int_equal(limit(shop), 1);
}

static void
the_setting_holds_for_the_house_whichever_store_it_was_made_in(void **state)
{
    struct shop *shop = *state;
    saved(shop, 1);
    shop_must(shop, shop_do(shop, set_mode, (void *)(uintptr_t) "person"));
    saved(shop, 2);
    assert_int_equal(limit(shop), 1);
}

static void
where_two_persons_are_wanted_the_first_only_proposes(void **state)
{
    struct shop *shop = *state;
    saved(shop, 1);
    want(shop, "two");
    write_limit(shop, 2);
    const struct activation li = { .by = "li", .reason = "spring" };
    const struct activation wang = { .by = "wang", .reason = "seen" };
    assert_wish(shop, false, li, "proposed");
    assert_int_equal(limit(shop), 1);
    assert_wish(shop, false, li, "");
    assert_string_equal(shop->error.key, "script.second_person");
    assert_wish(shop, false, wang, "active");
    assert_int_equal(limit(shop), 2);
    assert_wish(shop, true, li, "active"); /* going back needs one */
    assert_int_equal(limit(shop), 1);
}

static void
a_version_is_switched_on_when_its_time_comes_unless_it_is_given_up(void **state)
{
    struct shop *shop = *state;
    saved(shop, 1);
    want(shop, "person");
    write_limit(shop, 2);
    struct activation wish = { .by = "li",
                               .reason = "December",
                               .from_at = shop->now + DMS_HOUR };
    assert_wish(shop, false, wish, "planned");
    host_keep_plans(host(shop));
    assert_int_equal(limit(shop), 1);
    shop->now += DMS_HOUR;
    reopen(shop); /* it also fell due while the house was closed */
    assert_int_equal(limit(shop), 2);

    write_limit(shop, 3);
    wish.from_at = shop->now + DMS_HOUR;
    assert_wish(shop, false, wish, "planned");
    struct version_plan plan;
    shop_must(shop, version_next_plan(host(shop), &plan, &shop->error));
    version_plan_clear(&plan);
    assert_wish(
        shop, true,
        (struct activation){ .version = plan.version, .by = "li", .reason = "no" },
        "cancelled");
    shop->now += 2 * DMS_HOUR;
    host_keep_plans(host(shop));
    assert_int_equal(limit(shop), 2);
}

/* VERSION does not load any more: there is a file of it that is no Lua. */
static enum dms_status
spoil(struct dms_unit *unit, void *data, struct dms_json **answer,
      struct dms_error *error)
{
    static const char *const texts[][2] = { { "layer", "common" },
                                            { "path", "common/bad.lua" },
                                            { "digest", "0" },
                                            { "source", "{\"text\":\"local =\"}" } };
    struct dms_record *file = NULL;
    (void)answer;
    enum dms_status st = dms_unit_new(unit, "core.rule_file", &file, error);
    if (st == DMS_OK)
        st = dms_record_set_int(file, "ruleset", *(int64_t *)data, error);
    for (size_t i = 0; i < 4 && st == DMS_OK; i++)
        st = dms_record_set_text(file, texts[i][0], texts[i][1], error);
    return st == DMS_OK ? dms_unit_save(unit, file, error) : st;
}

static void
assert_notice(const struct shop *shop, const char *key)
{
    struct dms_json *notices = dms_house_notices(shop->house, "en");
    char *text = dms_json_print(notices);
    if (strstr(text, key) == NULL)
        fail_msg("no %s in %s", key, text);
    free(text);
    dms_json_destroy(notices);
}

static void
where_persons_switch_files_do_not_take_the_place_of_a_version_that_does_not_load(
    void **state)
{
    struct shop *shop = *state;
    int64_t versions[3];
    saved(shop, 1);
    versions[0] = active(shop);
    want(shop, "person");
    for (int i = 1; i < 3; i++) {
        write_limit(shop, i + 1);
        assert_wish(shop, false, (struct activation){ .by = "li", .reason = "x" },
                    "active");
        versions[i] = active(shop);
    }
    write_limit(shop, 99);
    shop_must(shop, shop_do(shop, spoil, &versions[2]));
    reopen(shop);
    assert_int_equal(limit(shop), 2);
    assert_notice(shop, "script.fell_back");
    shop_must(shop, shop_do(shop, spoil, &versions[1]));
    shop_must(shop, shop_do(shop, spoil, &versions[0]));
    reopen(shop);
    assert_null(host_active(host(shop)));
    assert_notice(shop, "script.none_loads");
    assert_wish(shop, true,
                (struct activation){ .version = versions[0], .by = "li", .reason = "x" },
                "");
    assert_wish(shop, false,
                (struct activation){ .by = "li", .reason = "x", .stores = "S-aurora" },
                "");
    assert_string_equal(shop->error.key, "script.pilot_of_nothing");
    assert_wish(shop, false, (struct activation){ .by = "li", .reason = "x" }, "active");
    assert_int_equal(limit(shop), 99);
}

static void
what_somebody_went_back_from_is_not_fallen_back_to(void **state)
{
    struct shop *shop = *state;
    saved(shop, 1);
    saved(shop, 2);
    want(shop, "person");
    assert_wish(shop, true, (struct activation){ .by = "li", .reason = "x" }, "active");
    int64_t first = active(shop);
    shop_must(shop, shop_do(shop, spoil, &first));
    reopen(shop);
    assert_null(host_active(host(shop)));
    assert_notice(shop, "script.none_loads");
}

static enum dms_status
count_steps(struct dms_unit *unit, void *data, struct dms_json **answer,
            struct dms_error *error)
{
    (void)answer;
    return dms_unit_count(unit, "core.activation", "", NULL, data, error);
}

static void
the_log_keeps_each_switch_and_no_start(void **state)
{
    struct shop *shop = *state;
    int64_t count = 0;
    saved(shop, 1);
    saved(shop, 2);
    assert_wish(shop, true, (struct activation){ .by = "li", .reason = "no" }, "active");
    reopen(shop);
    reopen(shop);
    shop_must(shop, shop_do(shop, count_steps, &count));
    assert_int_equal(count, 3);
}

static void
a_difference_shows_the_lines_that_went_and_came(void **state)
{
    struct source_list from = { 0 }, to = { 0 };
    (void)state;
    static const char old[] = "a\nb\nc\nd\n", new[] = "a\nB\nc\nx\nd\n";
    source_add(&from, LAYER_COMMON, "", "common/a.lua", old, strlen(old));
    source_add(&from, LAYER_COMMON, "", "common/same.lua", old, strlen(old));
    source_add(&from, LAYER_COMMON, "", "common/gone.lua", "g\n", 2);
    source_add(&to, LAYER_COMMON, "", "common/a.lua", new, strlen(new));
    source_add(&to, LAYER_COMMON, "", "common/same.lua", old, strlen(old));
    struct dms_json *list = version_diff(&from, &to);
    assert_int_equal(dms_json_count(list), 2);
    assert_string_equal(dms_json_text_at(dms_json_at(list, 0), "lines"),
                        "@@ -1 +1 @@\n a\n-b\n+B\n c\n+x\n d\n");
    assert_string_equal(dms_json_text_at(dms_json_at(list, 1), "change"), "removed");
    dms_json_destroy(list);
    source_list_clear(&from);
    source_list_clear(&to);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            going_back_holds_over_a_restart_though_the_files_are_still_there, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(every_switch_needs_a_reason_and_another_version,
                                        shop_setup, shop_teardown),
        cmocka_unit_test_setup_teardown(
            where_a_person_switches_an_edited_file_is_only_kept, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_folder_without_any_rules_does_not_take_them_away, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            the_setting_holds_for_the_house_whichever_store_it_was_made_in, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            where_two_persons_are_wanted_the_first_only_proposes, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_version_is_switched_on_when_its_time_comes_unless_it_is_given_up,
            shop_setup, shop_teardown),
        cmocka_unit_test_setup_teardown(the_log_keeps_each_switch_and_no_start,
                                        shop_setup, shop_teardown),
        cmocka_unit_test_setup_teardown(
            where_persons_switch_files_do_not_take_the_place_of_a_version_that_does_not_load,
            shop_setup, shop_teardown),
        cmocka_unit_test_setup_teardown(
            what_somebody_went_back_from_is_not_fallen_back_to, shop_setup,
            shop_teardown),
        cmocka_unit_test(a_difference_shows_the_lines_that_went_and_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
