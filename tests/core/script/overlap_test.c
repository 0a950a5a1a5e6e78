/* tests/core/script/overlap_test.c  proves  core/script/overlap*.c, sample*.c, cost.c: the check shows a
 * record of which two rules say different things, and what each rule costs. */
#include "shop.h"

#define BRAND "brands/aurora/crm.lua"

/* What rules.check finds in TEXT; yours to destroy. */
static struct dms_json *
check(struct shop *shop, const char *text)
{
    struct dms_json *question = dms_json_create_object(), *answer = NULL;
    const struct dms_request request = { .size = sizeof(request),
                                         .flags = DMS_AS_HOUSE,
                                         .language = "en",
                                         .store = "S-aurora" };
    shop_write(shop, BRAND, text);
    dms_json_set_text(question, "do", "call");
    dms_json_set_text(question, "name", "rules.check");
    dms_json_take_key(question, "arguments", dms_json_create_object());
    shop_must(shop,
              dms_house_ask(shop->house, &request, question, &answer, &shop->error));
    struct dms_json *found = dms_json_copy(dms_json_at_key(answer, "answer"));
    dms_json_destroy(question);
    dms_json_destroy(answer);
    return found;
}

static const struct dms_json *
finding(const struct dms_json *found, const char *key)
{
    for (size_t i = 0; i < dms_json_count(found); i++)
        if (strcmp(dms_json_text_at(dms_json_at(found, i), "key"), key) == 0)
            return dms_json_at(found, i);
    return NULL;
}

static void
assert_found(struct shop *shop, const char *text, const char *key, int line,
             const char *const *parts)
{
    struct dms_json *found = check(shop, text);
    const struct dms_json *item = finding(found, key);
    if (item == NULL)
        print_message("%s\n", dms_json_print(found));
    assert_non_null(item);
    assert_string_equal(dms_json_text_at(item, "severity"), "warning");
    assert_string_equal(dms_json_text_at(item, "file"), BRAND);
    assert_int_equal(dms_json_integer_at(item, "line"), line);
    for (; *parts != NULL; parts++)
        if (strstr(dms_json_text_at(item, "text"), *parts) == NULL)
            fail_msg("no %s in %s", *parts, dms_json_text_at(item, "text"));
    dms_json_destroy(found);
}

static void
assert_not_found(struct shop *shop, const char *text, const char *key)
{
    struct dms_json *found = check(shop, text);
    if (finding(found, key) != NULL)
        fail_msg("%s", dms_json_text_at(finding(found, key), "text"));
    dms_json_destroy(found);
}

#define HOOKS(LIMIT, AFTER)                                                              \
    "local dms <const> = require('dms')\n"                                               \
    "local RICH <const> = 20000000\n"                                                    \
    "dms.rule { name = 'aurora/web', on = 'crm.lead.create',\n"                          \
    "  run = function(lead)\n"                                                           \
    "    if lead.source == 'web' then return dms.set('phone', '13800000001') end\n"      \
    "  end }\n"                                                                          \
    "dms.rule { name = 'aurora/rich', on = 'crm.lead.create'," AFTER "\n"                \
    "  run = function(lead)\n"                                                           \
    "    if lead.budget and lead.budget " LIMIT " and lead.source ~= 'phone' then\n"     \
    "      return dms.set('phone', '13800000002') end\n"                                 \
    "  end }\n"

static void
two_hooks_that_set_a_field_differently_come_with_a_record(void **state)
{
    static const char *const parts[] = { "aurora/web",
                                         "aurora/rich",
                                         "phone",
                                         "source = \"web\"",
                                         "budget = \"200000.01\"",
                                         NULL };
    assert_found(*state, HOOKS("> RICH", ""), "script.set_by_two", 3, parts);
}

static void
hooks_in_a_settled_order_or_of_different_records_are_left_alone(void **state)
{
    struct shop *shop = *state;
    assert_not_found(shop, HOOKS("> RICH", " after = { 'aurora/web' },"),
                     "script.set_by_two");
    assert_not_found(shop, HOOKS("> RICH and lead.source ~= 'web'", ""),
                     "script.set_by_two");
}

#define CALLS(WHERE, KIND)                                                               \
    "local dms <const> = require('dms')\n"                                               \
    "dms.follow_up { name = 'aurora/one', on = 'crm.lead.created',\n"                    \
    "  where = { budget = { gt = 1000 } },\n"                                            \
    "  task = { kind = 'call', role = 'admin', title = 'task.state_overdue',\n"          \
    "           due = dms.hours(1) } }\n"                                                \
    "dms.follow_up { name = 'aurora/two', on = 'crm.lead.created',\n"                    \
    "  where = { " WHERE " },\n"                                                         \
    "  when = function(lead) return lead.phone == nil end,\n"                            \
    "  task = { kind = '" KIND "', role = 'admin', title = 'task.state_overdue',\n"      \
    "           due = dms.hours(2) } }\n"

static void
two_follow_ups_that_make_the_same_task_come_with_a_record(void **state)
{
    static const char *const parts[] = {
        "aurora/one",           "aurora/two",           "call",
        "source = \"walk_in\"", "budget = \"1001.00\"", NULL
    };
    assert_found(*state, CALLS("source = 'walk_in', budget = { lt = 1002 }", "call"),
                 "script.made_by_two", 2, parts);
}

static void
follow_ups_of_other_records_or_other_tasks_are_left_alone(void **state)
{
    struct shop *shop = *state;
    assert_not_found(shop, CALLS("budget = { lt = 1001 }", "call"), "script.made_by_two");
    assert_not_found(shop, CALLS("source = 'web'", "visit"), "script.made_by_two");
}

#define SAYS(TO)                                                                         \
    "dms.follow_up { name = 'aurora/" TO "', on = 'crm.lead.created',\n"                 \
    "  where = { source = 'web' },\n"                                                    \
    "  message = { channel = 'sms', text = 'task.state_overdue', to_field = '" TO        \
    "' } }\n"

static void
two_follow_ups_that_write_to_the_same_person_come_with_a_record(void **state)
{
    static const char *const parts[] = { "aurora/phone", "aurora/two", "sms",
                                         "source = \"web\"", NULL };
    static const char twice[] = "local dms <const> = require('dms')\n" SAYS(
        "phone") "dms.follow_up { name = 'aurora/two', on = 'crm.lead.created',\n"
                 "  message = { channel = 'sms', text = 'task.state_overdue', to_field = "
                 "'phone' } }\n";
    assert_found(*state, twice, "script.sent_by_two", 2, parts);
    assert_not_found(*state,
                     "local dms <const> = require('dms')\n" SAYS("phone") SAYS("name"),
                     "script.sent_by_two");
}

/* ROLES of the second way; HOOK beside the guard. */
#define WAYS(ROLES, GUARD, HOOK)                                                         \
    "local dms <const> = require('dms')\n"                                               \
    "dms.workflow { entity = 'crm.lead', initial = 'new',\n"                             \
    "  states = { new = {}, won = { final = true } },\n"                                 \
    "  transitions = {\n"                                                                \
    "    { 'win', from = 'new', to = 'won', \n"                                          \
    "      guard = function(lead)\n"                                                     \
    "        if not lead.budget or lead.budget < 5000 then\n"                            \
    "          return dms.deny('task.state_overdue') end end },\n"                       \
    "    { 'take', from = 'new', to = 'won'" ROLES GUARD " } } }\n" HOOK

static void
a_transition_that_leads_around_a_guard_comes_with_a_record(void **state)
{
    static const char *const parts[] = { "aurora/crm.lead.win", "take", "budget", NULL };
    struct shop *shop = *state;
    assert_found(shop, WAYS("", "", ""), "script.way_around", 6, parts);
    assert_not_found(shop, WAYS(", roles = { 'admin' }", "", ""), "script.way_around");
    assert_not_found(shop, WAYS(", needs = { 'phone' }", "", ""), "script.way_around");
    assert_not_found(shop,
                     WAYS("",
                          ", guard = function(lead) if (lead.budget or 0) < 5000 then "
                          "return dms.deny('task.state_overdue') end end",
                          ""),
                     "script.way_around");
}

static void
a_hook_that_refuses_as_the_guard_does_comes_with_a_record(void **state)
{
    static const char *const parts[] = { "aurora/crm.lead.win", "aurora/again", "budget",
                                         NULL };
    struct shop *shop = *state;
    assert_found(shop,
                 WAYS(", roles = { 'admin' }", "",
                      "dms.rule { name = 'aurora/again', on = 'crm.lead.win',\n"
                      "  run = function(lead) if (lead.budget or 0) < 4000 then\n"
                      "    return dms.deny('task.state_overdue') end end }\n"),
                 "script.refused_by_two", 6, parts);
}

static void
what_a_decision_costs_is_measured_with_what_it_asks_for(void **state)
{
    static const char text[] =
        "local dms <const> = require('dms')\n"
        "dms.decision { name = 'aurora.limit',\n"
        "  run = function(deal)\n"
        "    local sum = 0\n"
        "    if deal.model == 'A5' then for i = 1, 500 do sum = sum + i end end\n"
        "    return { sum = sum + deal.count }\n"
        "  end }\n";
    struct dms_json *found = check(*state, text);
    const struct dms_json *item = finding(found, "script.costs");
    assert_non_null(item);
    assert_int_equal(dms_json_integer_at(item, "line"), 2);
    assert_true(dms_json_integer_at(item, "steps") > 1000);
    dms_json_destroy(found);
}

static void
what_a_rule_costs_is_measured_and_too_much_is_a_warning(void **state)
{
    static const char text[] =
        "local dms <const> = require('dms')\n"
        "dms.rule { name = 'aurora/cheap', on = 'crm.lead.create',\n"
        "  run = function(lead) if lead.budget then return end end }\n"
        "dms.rule { name = 'aurora/dear', on = 'crm.lead.create',\n"
        "  run = function(lead)\n"
        "    local sum = 0\n"
        "    for i = 1, 600000 do sum = sum + i end\n"
        "  end }\n";
    struct shop *shop = *state;
    struct dms_json *found = check(shop, text);
    const struct dms_json *cheap = finding(found, "script.costs");
    const struct dms_json *dear = finding(found, "script.costs_much");
    assert_non_null(cheap);
    assert_non_null(dear);
    assert_string_equal(dms_json_text_at(cheap, "severity"), "info");
    assert_string_equal(dms_json_text_at(dear, "severity"), "warning");
    assert_true(dms_json_integer_at(cheap, "steps") > 1);
    assert_true(dms_json_integer_at(cheap, "steps") < 100);
    assert_true(dms_json_integer_at(dear, "steps") > 1000000);
    dms_json_destroy(found);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            two_hooks_that_set_a_field_differently_come_with_a_record, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            hooks_in_a_settled_order_or_of_different_records_are_left_alone, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            two_follow_ups_that_make_the_same_task_come_with_a_record, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            follow_ups_of_other_records_or_other_tasks_are_left_alone, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            two_follow_ups_that_write_to_the_same_person_come_with_a_record, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_transition_that_leads_around_a_guard_comes_with_a_record, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_hook_that_refuses_as_the_guard_does_comes_with_a_record, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            what_a_decision_costs_is_measured_with_what_it_asks_for, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            what_a_rule_costs_is_measured_and_too_much_is_a_warning, shop_setup,
            shop_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
