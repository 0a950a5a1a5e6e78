/* tests/core/script/explain_test.c  proves  core/door/explain.c with the rule host: what a rule has
 * set names its rule, version, file and line; so does a task, and a transition that is refused. */
#include "shop.h"

static const char rules[] =
    "local dms <const> = require('dms')\n"
    "dms.workflow { entity = 'crm.lead', initial = 'new',\n"
    "  states = { new = {}, won = { final = true } },\n"
    "  transitions = { { 'win', from = 'new', to = 'won', guard = function(lead)\n"
    "    if lead.budget > 3000 then return dms.deny('aurora.no') end end } } }\n"
    "dms.rule { name = 'aurora/cap', on = 'crm.lead.save', run = function(lead)\n"
    "  if lead.budget > 5000 then return dms.set('budget', 5000) end end }\n"
    "dms.follow_up { name = 'aurora/call', on = 'crm.lead.created',\n"
    "  task = { kind = 'call', role = 'admin', title = 'task.call', due = dms.days(1) } "
    "}\n";

static enum dms_status
add_lead(struct dms_unit *unit, void *data, struct dms_json **answer,
         struct dms_error *error)
{
    struct dms_record *record = NULL;
    (void)answer;
    (void)data;
    enum dms_status st = dms_unit_new(unit, "crm.lead", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", "Li", error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "budget", 9000, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static void
live(struct shop *shop)
{
    static const char words[] = "{\"aurora.no\":\"No.\",\"task.call\":\"Call\"}";
    shop_write(shop, "brands/aurora/crm.lua", rules);
    shop_write(shop, "brands/aurora/i18n/en.json", words);
    shop_write(shop, "brands/aurora/i18n/zh.json", words);
    shop_must(shop, script_activate(shop->house, &shop->error));
    shop_must(shop, shop_do(shop, add_lead, NULL));
    shop_must(shop, dms_house_settle(shop->house, &shop->error));
}

static struct dms_json *
explain(struct shop *shop, const char *entity, const char *field)
{
    struct dms_request request = { .size = sizeof(request),
                                   .flags = DMS_AS_HOUSE,
                                   .language = "en" };
    struct dms_json *question = dms_json_create_object(), *answer = NULL;
    dms_json_set_text(question, "do", "explain");
    dms_json_set_text(question, "entity", entity);
    dms_json_set_integer(question, "id", 1);
    dms_json_set_text(question, "field", field);
    shop_must(shop,
              dms_house_ask(shop->house, &request, question, &answer, &shop->error));
    dms_json_destroy(question);
    return answer;
}

static void
assert_place(const struct dms_json *place, int line)
{
    assert_string_equal(dms_json_text_at(place, "file"), "brands/aurora/crm.lua");
    assert_int_equal(dms_json_integer_at(place, "line"), line);
    assert_int_equal(dms_json_integer_at(place, "version"), 1);
}

static void
what_a_rule_has_set_names_the_rule_and_its_line(void **state)
{
    struct shop *shop = *state;
    live(shop);
    struct dms_json *answer = explain(shop, "crm.lead", "budget");
    const struct dms_json *change = dms_json_at(dms_json_at_key(answer, "changes"), 0);
    const struct dms_json *because = dms_json_at_key(change, "because");
    assert_string_equal(dms_json_text_at(change, "new"), "50.00");
    assert_string_equal(dms_json_text_at(because, "rule"), "aurora/cap");
    assert_place(because, 6);
    dms_json_destroy(answer);
}

static void
a_task_names_the_follow_up_that_made_it_and_its_occasion(void **state)
{
    struct shop *shop = *state;
    live(shop);
    struct dms_json *answer = explain(shop, "core.task", "due_at");
    const struct dms_json *decision = dms_json_at_key(answer, "decision");
    assert_string_equal(dms_json_text_at(decision, "rule"), "aurora/call");
    assert_non_null(strstr(dms_json_text_at(decision, "occasion"), "crm.lead|1"));
    assert_place(dms_json_at_key(decision, "place"), 8);
    dms_json_destroy(answer);
}

static void
a_refused_transition_names_its_guard_and_says_why(void **state)
{
    struct shop *shop = *state;
    live(shop);
    struct dms_json *answer = explain(shop, "crm.lead", "win");
    assert_false(dms_json_boolean_at(dms_json_at_key(answer, "transition"), "allowed"));
    assert_non_null(strstr(dms_json_text_at(answer, "text"), "No."));
    assert_place(dms_json_at_key(answer, "place"), 4);
    dms_json_destroy(answer);
}

#define SCORE(ABOVE)                                                                     \
    "local dms <const> = require('dms')\n" ABOVE                                         \
    "dms.decision { name = 'aurora.score', run = function() return { score = 3 } end "   \
    "}\n"                                                                                \
    "local function field(name, type)\n"                                                 \
    "  dms.field { entity = 'crm.lead', name = name, type = type,\n"                     \
    "    label = { zh = name, en = name } }\n"                                           \
    "end\n"                                                                              \
    "field('x_score', 'integer') field('x_score_rule', 'text')\n"                        \
    "field('x_score_reasons', 'structured')\n"

static enum dms_status
add_scored(struct dms_unit *unit, void *data, struct dms_json **answer,
           struct dms_error *error)
{
    struct dms_record *record = NULL;
    (void)answer;
    (void)data;
    enum dms_status st = dms_unit_new(unit, "crm.lead", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", "Li", error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "x_score", 3, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "x_score_rule", "aurora.score", error);
    if (st == DMS_OK)
        st =
            dms_record_set_text(record, "x_score_reasons",
                                "[{\"key\":\"task.state_overdue\",\"points\":3}]", error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

/* Which does not keep the version: the one that was active then has decided. */
static void
a_figure_names_the_rule_of_its_time_and_its_reasons_in_words(void **state)
{
    struct shop *shop = *state;
    shop_write(shop, "common/crm.lua", SCORE(""));
    shop_must(shop, script_activate(shop->house, &shop->error));
    shop->now += DMS_MINUTE;
    shop_must(shop, shop_do(shop, add_scored, NULL));
    shop->now += DMS_MINUTE;
    shop_write(shop, "common/crm.lua", SCORE("-- moved\n"));
    shop_must(shop, script_activate(shop->house, &shop->error));
    struct dms_json *answer = explain(shop, "crm.lead", "x_score");
    const struct dms_json *decision = dms_json_at_key(answer, "decision");
    const struct dms_json *place = dms_json_at_key(decision, "place");
    const struct dms_json *reason = dms_json_at(dms_json_at_key(decision, "reasons"), 0);
    assert_int_equal(dms_json_integer_at(place, "version"), 1);
    assert_int_equal(dms_json_integer_at(place, "line"), 2);
    assert_non_null(dms_json_text_at(reason, "text"));
    assert_int_equal(dms_json_integer_at(reason, "points"), 3);
    dms_json_destroy(answer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_a_rule_has_set_names_the_rule_and_its_line,
                                        shop_setup, shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_task_names_the_follow_up_that_made_it_and_its_occasion, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_figure_names_the_rule_of_its_time_and_its_reasons_in_words, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(a_refused_transition_names_its_guard_and_says_why,
                                        shop_setup, shop_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
