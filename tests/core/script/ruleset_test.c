/* tests/core/script/ruleset_test.c  proves  core/script/ruleset.c, compile*.c, run.c,
 * effects.c: what a script declares becomes cards, layers replace each other, and a rule
 * run on a record gives the answer it gave before. */
#include "rules.h"

#include "script/compile.h"

static const char order_process[] =
    "local dms <const> = require('dms')\n"
    "dms.workflow {\n"
    "  entity = 'sales.order', initial = 'draft',\n"
    "  states = {\n"
    "    draft = { canonical = 'offer', deadline = dms.days(7), on_deadline = 'expire',\n"
    "              escalate = 'sales_manager' },\n"
    "    signed = {},\n"
    "    delivered = { final = true },\n"
    "    cancelled = { final = true },\n"
    "  },\n"
    "  transitions = {\n"
    "    { 'sign', from = 'draft', to = 'signed', roles = { 'sales_advisor' },\n"
    "      needs = { 'customer', 'price' } },\n"
    "    { 'deliver', from = 'signed', to = 'delivered' },\n"
    "    { 'cancel', from = { 'draft', 'signed' }, to = 'cancelled' },\n"
    "    { 'expire', from = 'draft', to = 'cancelled' },\n"
    "  },\n"
    "}\n";

static const struct dms_transition *
transition_of(const struct flow *flow, const char *name)
{
    for (uint32_t i = 0; i < flow->card.transition_count; i++)
        if (strcmp(flow->card.transitions[i].name, name) == 0)
            return &flow->card.transitions[i];
    return NULL;
}

static void
a_workflow_becomes_tables(void **state)
{
    (void)state;
    const struct file files[] = { { LAYER_PLUGIN, "sales", "plugins/sales/process.lua",
                                    order_process },
                                  { 0, NULL, NULL, NULL } };
    struct ruleset *rules = rules_of(files);
    assert_sound(rules);
    assert_int_equal(rules->flow_count, 1);
    const struct dms_workflow *card = &rules->flows[0]->card;
    assert_string_equal(card->name, "sales.order");
    assert_null(card->brand);
    assert_int_equal(card->state_count, 4);
    assert_string_equal(card->states[0].name, "draft");
    assert_int_equal(card->states[0].flags, DMS_INITIAL);
    assert_int_equal(card->states[0].deadline, 7 * DMS_DAY);
    assert_string_equal(card->states[0].deadline_transition, "expire");
    assert_string_equal(card->states[1].name, "signed");
    assert_string_equal(card->states[3].name, "cancelled");
    assert_int_equal(card->transition_count, 5);
    assert_string_equal(card->transitions[0].required[1], "price");
    assert_null(card->transitions[0].guard);
    ruleset_destroy(rules);
}

static void
a_brand_extends_what_lies_below(void **state)
{
    (void)state;
    const struct file files[] = {
        { LAYER_PLUGIN, "sales", "plugins/sales/process.lua", order_process },
        { LAYER_BRAND, "aurora", "brands/aurora/sales.lua",
          "local dms <const> = require('dms')\n"
          "dms.workflow { entity = 'sales.order', extends = true, remove = { 'expire' "
          "},\n"
          "  states = { draft = {}, checked = { canonical = 'won' } },\n"
          "  transitions = {\n"
          "    { 'check', from = 'signed', to = 'checked' },\n"
          "    { 'deliver', from = 'checked', to = 'delivered',\n"
          "      guard = function(order, user)\n"
          "        if not order.car_checked then return dms.deny('aurora.not_checked') "
          "end\n"
          "      end },\n"
          "  } }\n" },
        { 0, NULL, NULL, NULL }
    };
    struct ruleset *rules = rules_of(files);
    assert_sound(rules);
    assert_int_equal(rules->flow_count, 2);
    const struct flow *flow = rules->flows[1];
    assert_string_equal(flow->card.name, "aurora/sales.order");
    assert_string_equal(flow->card.brand, "aurora");
    assert_int_equal(flow->card.state_count, 5);
    assert_int_equal(flow->card.states[0].deadline, 0);
    assert_int_equal(flow->card.states[0].flags, DMS_INITIAL);
    assert_null(transition_of(flow, "expire"));
    const struct dms_transition *deliver = transition_of(flow, "deliver");
    assert_string_equal(deliver->from, "checked");
    assert_string_equal(deliver->guard_name, "aurora/sales.order.deliver");
    struct desk *desk = desk_open();
    struct dms_error error = { 0 };
    assert_int_equal(
        deliver->guard(&desk->unit, desk->record, deliver->guard_data, &error),
        DMS_DENIED);
    assert_string_equal(error.key, "aurora.not_checked");
    assert_string_equal(error.rule, "aurora/sales.order.deliver");
    dms_record_set_int(desk->record, "car_checked", 1, NULL);
    error = (struct dms_error){ 0 };
    assert_int_equal(
        deliver->guard(&desk->unit, desk->record, deliver->guard_data, &error), DMS_OK);
    desk_close(desk);
    ruleset_destroy(rules);
}

static void
a_later_layer_replaces_by_name_for_its_brand_or_store_only(void **state)
{
    (void)state;
    const struct file files[] = {
        { LAYER_COMMON, "", "common/sales.lua",
          "local dms <const> = require('dms') dms.rule { name = 'sales/x', "
          "on = 'sales.order.sign', run = function() return dms.deny('common.no') end "
          "}" },
        { LAYER_BRAND, "aurora", "brands/aurora/sales.lua",
          "local dms <const> = require('dms') dms.rule { name = 'sales/x', "
          "on = 'sales.order.sign', run = function() return dms.deny('aurora.no') end "
          "}" },
        { LAYER_STORE, "A02", "stores/A02/sales.lua",
          "local dms <const> = require('dms') dms.rule { name = 'sales/x', "
          "on = 'sales.order.sign', run = function() end }" },
        { 0, NULL, NULL, NULL }
    };
    struct ruleset *rules = rules_of(files);
    struct desk *desk = desk_open();
    struct dms_error error;
    assert_sound(rules);
    assert_int_equal(rules->group_count, 1);
    assert_int_equal(run_rule(rules, "sales/x", desk, &error), DMS_DENIED);
    assert_string_equal(error.key, "aurora.no");
    desk->unit.brand = "tianhe";
    assert_int_equal(run_rule(rules, "sales/x", desk, &error), DMS_DENIED);
    assert_string_equal(error.key, "common.no");
    desk->unit.store_code = "A02";
    assert_int_equal(run_rule(rules, "sales/x", desk, &error), DMS_OK);
    desk_close(desk);
    ruleset_destroy(rules);
}

static void
a_rule_reads_the_record_and_answers_with_effects(void **state)
{
    (void)state;
    struct ruleset *rules = rules_of_brand(
        "local dms <const> = require('dms')\n"
        "dms.rule { name = 'r', on = 'sales.order.sign', run = function(order, user)\n"
        "  assert(order.price == 12980000 and order.customer == '王芳')\n"
        "  assert(order.discount_rate == nil and order.state == 'draft')\n"
        "  assert(order.car_checked == true and order.details.gifts[2] == 'mat')\n"
        "  assert(user:has_role('sales_advisor') and not user:has_role('admin'))\n"
        "  assert(user.name == 'li' and user.id == 7 and user.brand == 'aurora')\n"
        "  assert(dms.today() == dms.date_of(dms.now()))\n"
        "  return { dms.set('discount_rate', 250), dms.set('signed_on', dms.today()),\n"
        "           dms.set('customer', nil), dms.set('price', '99.50') }\n"
        "end }\n"
        "dms.rule { name = 'deny', on = 'sales.order.sign', run = function(order, user)\n"
        "  return dms.deny('aurora.no', { percent = '3%|x', amount = "
        "dms.yuan(order.price) })\n"
        "end }\n");
    struct desk *desk = desk_open();
    struct dms_error error;
    assert_sound(rules);
    dms_record_set_int(desk->record, "price", 12980000, NULL);
    dms_record_set_text(desk->record, "customer", "王芳", NULL);
    dms_record_set_int(desk->record, "car_checked", 1, NULL);
    dms_record_set_text(desk->record, "details", "{\"gifts\":[\"film\",\"mat\"]}", NULL);
    assert_int_equal(run_rule(rules, "deny", desk, &error), DMS_DENIED);
    assert_string_equal(dms_error_value(&error, "percent"), "3%/x");
    assert_string_equal(dms_error_value(&error, "amount"), "129800.00");
    enum dms_status st = run_rule(rules, "r", desk, &error);
    if (st != DMS_OK)
        fail_msg("%s %s line %d", error.key, dms_error_value(&error, "text"),
                 (int)error.line);
    assert_int_equal(dms_record_int(desk->record, "discount_rate"), 250);
    assert_int_equal(dms_record_int(desk->record, "signed_on"),
                     dms_time_date(desk->unit.now, 480));
    assert_int_equal(dms_record_int(desk->record, "price"), 9950);
    assert_false(dms_record_has(desk->record, "customer"));
    desk_close(desk);
    ruleset_destroy(rules);
}

static void
decisions_answer_with_their_rule_file_and_line(void **state)
{
    (void)state;
    const struct file files[] = {
        { LAYER_PLUGIN, "sales", "plugins/sales/process.lua",
          "local dms <const> = require('dms')\n"
          "dms.decision { name = 'sales.authority', run = function(input)\n"
          "  return { limit = input.rate * 2 } end }" },
        { LAYER_BRAND, "aurora", "brands/aurora/sales.lua",
          "local dms <const> = require('dms')\nlocal lib <const> = require('lib/rates')\n"
          "dms.decision { name = 'sales.authority', run = function(input, user)\n"
          "  return { limit = lib.best(input.rates), reason = user.name } end }" },
        { LAYER_LIBRARY, "", "lib/rates.lua",
          "local function best(list) local most = 0\n"
          "  for _, rate in ipairs(list) do most = math.max(most, rate) end return most "
          "end\n"
          "return { best = best }" },
        { 0, NULL, NULL, NULL }
    };
    struct ruleset *rules = rules_of(files);
    struct desk *desk = desk_open();
    struct dms_error error = { 0 };
    struct dms_json *input = NULL, *answer = NULL;
    assert_sound(rules);
    const char *text = "{\"rates\":[100,300,200],\"rate\":5}";
    dms_json_load(text, strlen(text), &input, NULL);
    void *group =
        (void *)(uintptr_t)ruleset_group(rules, DECLARED_DECISION, "sales.authority");
    assert_int_equal(run_decision(&desk->unit, input, group, &answer, &error), DMS_OK);
    assert_int_equal(dms_json_integer_at(answer, "limit"), 300);
    assert_string_equal(dms_json_text_at(answer, "reason"), "li");
    assert_string_equal(dms_json_text_at(answer, "rule"), "sales.authority");
    assert_string_equal(dms_json_text_at(answer, "file"), "brands/aurora/sales.lua");
    assert_int_equal(dms_json_integer_at(answer, "line"), 3);
    dms_json_destroy(answer);
    desk->unit.brand = "tianhe";
    assert_int_equal(run_decision(&desk->unit, input, group, &answer, &error), DMS_OK);
    assert_int_equal(dms_json_integer_at(answer, "limit"), 10);
    dms_json_destroy(answer);
    dms_json_destroy(input);
    desk_close(desk);
    ruleset_destroy(rules);
}

static void
follow_ups_and_fields_are_read(void **state)
{
    (void)state;
    struct ruleset *rules = rules_of_brand(
        "local dms <const> = require('dms')\n"
        "dms.field { entity = 'crm.lead', name = 'x_club', type = 'choice',\n"
        "  choices = { 'gold', 'silver' }, index = true, label = { zh = '俱乐部', en = "
        "'Club' } }\n"
        "dms.follow_up { name = 'aurora/first_call', on = 'crm.lead.created',\n"
        "  where = { source = { ['in'] = { 'web', 'phone' } } },\n"
        "  when = function(lead, event) return lead.phone ~= nil end, once = "
        "'first_call',\n"
        "  task = { kind = 'first_call', role = 'caller', title = 'aurora.call',\n"
        "           due = dms.hours(24) },\n"
        "  overdue = { after = dms.hours(2), role = 'sales_manager' } }\n"
        "dms.follow_up { name = 'aurora/birthdays', every = 'day', at = '09:30',\n"
        "  find = { entity = 'crm.customer', where = { kind = 'person' } },\n"
        "  once = function(customer) return 'birthday' end,\n"
        "  message = function(customer) return nil end }\n");
    assert_sound(rules);
    assert_int_equal(rules->field_count, 1);
    assert_int_equal(rules->fields[0].card.type, DMS_CHOICE);
    assert_string_equal(rules->fields[0].card.choices[1], "silver");
    assert_string_equal(rules->fields[0].label_zh, "俱乐部");
    const struct follow_up *call =
        ruleset_group(rules, DECLARED_FOLLOW_UP, "aurora/first_call")
            ->items[0]
            ->follow_up;
    struct span due = span_read(dms_json_at_key(call->task, "due"));
    assert_int_equal(due.amount, 24 * DMS_HOUR);
    assert_true(call->when > 0);
    const struct rule *birthdays =
        ruleset_group(rules, DECLARED_FOLLOW_UP, "aurora/birthdays")->items[0];
    struct desk *desk = desk_open();
    int64_t nine = 0;
    dms_time_load("2026-11-02 09:00", 480, &nine, NULL);
    assert_int_equal(schedule_next(&desk->unit, birthdays, nine), nine + DMS_HOUR / 2);
    assert_int_equal(schedule_next(&desk->unit, birthdays, nine + DMS_HOUR),
                     nine + DMS_HOUR / 2 + DMS_DAY);
    desk_close(desk);
    ruleset_destroy(rules);
}

static void
the_digest_tells_versions_apart(void **state)
{
    (void)state;
    struct ruleset *one = rules_of_brand("local x <const> = 1");
    struct ruleset *same = rules_of_brand("local x <const> = 1");
    struct ruleset *other = rules_of_brand("local x <const> = 2");
    assert_string_equal(one->digest, same->digest);
    assert_string_not_equal(one->digest, other->digest);
    ruleset_destroy(one);
    ruleset_destroy(same);
    ruleset_destroy(other);
}

static void
the_scripts_of_the_project_are_sound(void **state)
{
    (void)state;
    static const char *const plugins[] = { "crm", "sales", "after_sales", "parts" };
    struct source_list sources = { 0 };
    struct dms_error error = { 0 };
    for (size_t i = 0; i < 4; i++) {
        char folder[500];
        snprintf(folder, sizeof(folder), TEST_SOURCE_DIR "/plugins/%s", plugins[i]);
        assert_int_equal(source_read_plugin(&sources, folder, plugins[i], &error),
                         DMS_OK);
    }
    assert_int_equal(source_read_all(&sources, NULL, TEST_SOURCE_DIR "/scripts", &error),
                     DMS_OK);
    assert_true(sources.count > 8);
    struct ruleset *rules = ruleset_create(NULL, &sources);
    assert_sound(rules);
    assert_true(rules->flow_count > 3);
    struct yard *yards[3];
    for (size_t i = 0; i < 3; i++)
        assert_non_null(yards[i] = ruleset_take(rules, &error));
    for (size_t i = 0; i < 3; i++)
        ruleset_give(rules, yards[i]);
    ruleset_destroy(rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_workflow_becomes_tables),
        cmocka_unit_test(a_brand_extends_what_lies_below),
        cmocka_unit_test(a_later_layer_replaces_by_name_for_its_brand_or_store_only),
        cmocka_unit_test(a_rule_reads_the_record_and_answers_with_effects),
        cmocka_unit_test(decisions_answer_with_their_rule_file_and_line),
        cmocka_unit_test(follow_ups_and_fields_are_read),
        cmocka_unit_test(the_digest_tells_versions_apart),
        cmocka_unit_test(the_scripts_of_the_project_are_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
