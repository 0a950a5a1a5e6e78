/* tests/core/script/suspend_test.c  proves  core/script/run.c and contact.c: a rule that runs into its
 * limits five times is run no more and the admin is told; quiet hours and whoever is asked decide
 * whether and when a customer is contacted. */
#include "shop.h"
#include "script/compile.h"
#include "script/follow_up.h"

static void
use(struct shop *shop, const char *rule)
{
    char text[900];
    snprintf(text, sizeof(text), "local dms <const> = require('dms')\n%s\n", rule);
    shop_write(shop, "brands/aurora/crm.lua", text);
    shop_write(shop, "brands/aurora/i18n/en.json", "{\"task.call\":\"Call\"}");
    shop_write(shop, "brands/aurora/i18n/zh.json", "{\"task.call\":\"回访\"}");
    shop_must(shop, host_activate(host_of(shop->house), "test", NULL, &shop->error));
}

static enum dms_status
add_lead(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st = dms_unit_new(unit, "crm.lead", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", data, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static void
after_five_kills_a_rule_says_no_at_once_until_its_file_changes(void **state)
{
    struct shop *shop = *state;
    char name[] = "Li";
    use(shop, "dms.rule { name = 'aurora/busy', on = 'crm.lead.create', run = function()\n"
              "  while true do end end }");
    for (int i = 0; i < 5; i++) {
        assert_int_equal(shop_do(shop, add_lead, name), DMS_LIMIT);
        assert_string_not_equal(shop->error.key, "script.suspended");
    }
    assert_int_equal(shop_do(shop, add_lead, name), DMS_LIMIT);
    assert_string_equal(shop->error.key, "script.suspended");
    struct dms_json *notices = dms_house_notices(shop->house, "en");
    char *text = dms_json_print(notices);
    assert_non_null(strstr(text, "aurora/busy"));
    free(text);
    dms_json_destroy(notices);
    use(shop, "dms.rule { name = 'aurora/busy', on = 'crm.lead.create', run = function()\n"
              "  return nil end }");
    shop_must(shop, shop_do(shop, add_lead, name));
}

static enum dms_status
find_task(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    (void)answer;
    enum dms_status st = dms_unit_find(unit, "core.task", "", NULL, &list, error);
    int64_t *due = data;
    *due = st == DMS_OK && dms_list_count(list) > 0
               ? dms_record_int(dms_list_at(list, 0), "due_at")
               : 0;
    return st;
}

static int64_t
due_after_lead(struct shop *shop, const char *name)
{
    char copy[20];
    int64_t due = 0;
    snprintf(copy, sizeof(copy), "%s", name);
    shop_must(shop, shop_do(shop, add_lead, copy));
    shop_must(shop, dms_house_settle(shop->house, &shop->error));
    shop_must(shop, shop_do(shop, find_task, &due));
    return due;
}

static void
what_falls_into_quiet_hours_waits_for_the_morning(void **state)
{
    struct shop *shop = *state;
    int64_t morning;
    dms_time_load("2026-11-03 09:30", 480, &morning, NULL);
    use(shop, "dms.follow_up { name = 'aurora/call', on = 'crm.lead.created',\n"
              "  quiet = { '20:00', '09:30' }, task = { kind = 'call', role = 'admin',\n"
              "  title = 'task.call', due = dms.hours(12) } }");
    assert_int_equal(due_after_lead(shop, "Li"), morning); /* 21:00 else */
}

static void
who_may_not_be_contacted_is_not(void **state)
{
    struct shop *shop = *state;
    use(shop, "dms.decision { name = 'aurora.may', run = function(about)\n"
              "  local lead = dms.get('crm.lead', about.id)\n"
              "  return { allowed = lead.name ~= 'Li', after = dms.now() + 3600000 } end }\n"
              "dms.follow_up { name = 'aurora/call', on = 'crm.lead.created', ask = 'aurora.may',\n"
              "  task = { kind = 'call', role = 'admin', title = 'task.call' } }");
    assert_int_equal(due_after_lead(shop, "Li"), 0);
    assert_int_equal(due_after_lead(shop, "Wang"), shop->now + DMS_HOUR);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            after_five_kills_a_rule_says_no_at_once_until_its_file_changes, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(what_falls_into_quiet_hours_waits_for_the_morning,
                                        shop_setup, shop_teardown),
        cmocka_unit_test_setup_teardown(who_may_not_be_contacted_is_not, shop_setup,
                                        shop_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
