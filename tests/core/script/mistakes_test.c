/* tests/core/script/mistakes_test.c  proves  core/script/compile*.c, ruleset.c: each mistake in a
 * declaration is found where it is, and hides no other. */
#include "rules.h"

static void
mistakes_in_declarations_are_found_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *key;
        int line;
    } cases[] = {
        { "dms.workflow { entity = 'sales.order', initial = 'draft',\n states = { draft "
          "= {}, "
          "done = { final = true } },\n transitions = { { 'end_it', from = 'draft',\n"
          " to = 'dnoe' } } }",
          "script.unknown_state_near", 4 },
        { "dms.workflow { entity = 'sales.order', intial = 'draft',\n states = {} }",
          "script.unknown_key_near", 1 },
        { "dms.workflow { entity = 'sales.order', initial = 'draft', states = {\n draft "
          "= {},\n"
          " lost = {},\n done = { final = true } },\n transitions = { { 'go', from = "
          "'draft',"
          " to = 'done' },\n { 'lose', from = 'draft', to = 'lost' } } }",
          "script.dead_end", 3 },
        { "dms.workflow { entity = 'sales.order', initial = 'draft', states = {\n draft "
          "= {},\n"
          " lost = { final = true },\n done = { final = true } },\n"
          " transitions = { { 'go', from = 'draft', to = 'done' } } }",
          "script.unreached_state", 3 },
        { "dms.workflow { entity = 'sales.order', extends = true }",
          "script.nothing_to_extend", 1 },
        { "dms.rule { name = 'a/b', on = 'sales.order.sign' }", "script.missing", 1 },
        { "dms.rule { name = 'a/b', on = 'sales.order.sign',\n run = 5 }",
          "script.wrong_type", 2 },
        { "dms.rule { name = 'a/b', on = 'sign', run = function() end }", "script.bad_on",
          1 },
        { "dms.rule { name = 'a/b', on = 'sales.order.sign', phase = 'later',\n"
          " run = function() end }",
          "script.bad_phase", 1 },
        { "dms.rule { name = 'a/b', on = 'sales.order.sign', run = function() end }\n"
          "dms.rule { name = 'a/b', on = 'sales.order.sign', run = function() end }",
          "script.declared_twice", 2 },
        { "dms.follow_up { name = 'a/b', on = 'crm.lead.created' }",
          "script.does_nothing", 1 },
        { "dms.follow_up { name = 'a/b', task = { kind = 'x', role = 'y', title = 'z' } "
          "}",
          "script.event_or_schedule", 1 },
        { "dms.follow_up { name = 'a/b', on = 'crm.lead.created',\n"
          " task = { kind = 'x', rol = 'y', title = 'z' } }",
          "script.unknown_key_near", 2 },
        { "dms.follow_up { name = 'a/b', every = 'fortnight', find = { entity = "
          "'crm.lead' },"
          " task = { kind = 'x', role = 'y', title = 'z' } }",
          "script.bad_every", 1 },
        { "dms.follow_up { name = 'a/b', every = 'day', at = '25:00', find = { entity ="
          " 'crm.lead' }, task = { kind = 'x', role = 'y', title = 'z' } }",
          "script.bad_time", 1 },
        { "dms.decision { name = 'sales.floor' }", "script.missing", 1 },
        { "dms.decision { 'sales.floor', run = function() end }", "script.unnamed_value",
          1 },
        { "dms.field { entity = 'crm.lead', name = 'club', type = 'text',\n"
          " label = { zh = 'a', en = 'b' } }",
          "script.not_x", 1 },
        { "dms.field { entity = 'crm.lead', name = 'x_club', type = 'choise',\n"
          " label = { zh = 'a', en = 'b' } }",
          "script.bad_type", 1 },
        { "dms.field { entity = 'crm.lead', name = 'x_club', type = 'choice',\n"
          " label = { zh = 'a', en = 'b' } }",
          "script.missing", 1 },
        { "dms.workflow(nil)", "script.failed", 1 },
        { "local x\ndms.rule { name = 'a', on = x.y }", "script.failed", 2 },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[2000];
        snprintf(text, sizeof(text), "local dms <const> = require('dms') %s",
                 cases[i].text);
        struct ruleset *rules = rules_of_brand(text);
        assert_problem(rules, cases[i].key, cases[i].line);
        ruleset_destroy(rules);
    }
}

static void
one_broken_file_does_not_hide_the_mistakes_of_another(void **state)
{
    (void)state;
    const struct file files[] = { { LAYER_COMMON, "", "common/a.lua", "local x = = 1" },
                                  { LAYER_COMMON, "", "common/b.lua", "return y" },
                                  { LAYER_COMMON, "", "common/i18n/zh.json",
                                    "{ \"a\": 1 }" },
                                  { 0, NULL, NULL, NULL } };
    struct ruleset *rules = rules_of(files);
    assert_problem(rules, "script.syntax", 1);
    assert_problem(rules, "script.unknown_name", 1);
    assert_problem(rules, "script.words_no_text", 1);
    struct dms_error error = { 0 };
    assert_int_not_equal(ruleset_verdict(rules, &error), DMS_OK);
    assert_string_not_equal(error.file, "");
    ruleset_destroy(rules);
}

/* A table gives its members in another order in each yard. */
static void
problems_come_from_top_to_bottom(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        struct ruleset *rules = rules_of_brand("local dms <const> = require('dms')\n"
                                               "dms.rule {\n"
                                               "  nmae = 'a',\n"
                                               "  onn = 'b',\n"
                                               "  runn = 'c',\n"
                                               "  zz = 1, yy = 2 }\n");
        assert_true(rules->problem_count >= 5);
        for (size_t k = 1; k < rules->problem_count; k++)
            assert_true(dms_error_line(rules->problems[k - 1]) <=
                        dms_error_line(rules->problems[k]));
        ruleset_destroy(rules);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_in_declarations_are_found_with_their_line),
        cmocka_unit_test(one_broken_file_does_not_hide_the_mistakes_of_another),
        cmocka_unit_test(problems_come_from_top_to_bottom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
