/* tests/core/script/scale_test.c  proves  core/script/compile_scale.c: stages of different
 * brands stand on one scale in one order, and templates are in force where they are extended. */
#include "rules.h"

static void
stages_that_cannot_be_compared_are_found_with_their_line(void **state)
{
    (void)state;
    static const char scale[] = "dms.workflow { entity = 'sales.order', initial = 'draft',"
                                " scale = { 'offer', 'won' },\n aside = { 'lost' },";
    static const struct {
        const char *text, *key;
        int line;
    } cases[] = {
        { "states = { draft = { canonical = 'offer' },\n done = { final = true } },"
          " transitions = { { 'go', from = 'draft', to = 'done' } } }",
          "script.off_scale", 3 },
        { "states = { draft = { canonical = 'offer' },\n done = { final = true,\n"
          " canonical = 'wun' } }, transitions = { { 'go', from = 'draft', to = 'done' } } }",
          "script.unknown_step", 3 },
        { "states = { draft = { canonical = 'won' },\n done = { final = true, canonical ="
          " 'offer' } },\n transitions = { { 'go', from = 'draft', to = 'done' } } }",
          "script.down_the_scale", 4 },
        { "keeps = { 'delivered' },\n states = { draft = { canonical = 'offer' }, done = {"
          " final = true, canonical = 'won' } }, transitions = { { 'go', from = 'draft',"
          " to = 'done' } } }", "script.state_kept", 3 },
        { "template = 'short',\n states = { draft = { canonical = 'offer' }, done = {"
          " final = true, canonical = 'won' } }, transitions = { { 'go', from = 'draft',"
          " to = 'done' } } }", "script.bare_stage", 3 },
        { "states = { draft = { canonical = 'offer' }, done = { final = true, canonical ="
          " 'won' } }, transitions = { { 'go', from = 'draft', to = 'done' } } }\n"
          "dms.workflow { entity = 'sales.order', extends = 'long' }",
          "script.no_template", 3 },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[2000];
        snprintf(text, sizeof(text), "local dms <const> = require('dms') %s %s", scale,
                 cases[i].text);
        struct ruleset *rules = rules_of_brand(text);
        assert_problem(rules, cases[i].key, cases[i].line);
        ruleset_destroy(rules);
    }
}

static void
a_template_is_in_force_only_where_it_is_extended(void **state)
{
    (void)state;
    struct ruleset *rules = rules_of_brand(
        "local dms <const> = require('dms')\n"
        "dms.workflow { entity = 'sales.order', template = 'short', initial = 'draft',\n"
        " scale = { 'offer', 'won' }, back = { 'again' }, states = {\n"
        " draft = { canonical = 'offer', deadline = dms.days(1), work = { 'a.b' } },\n"
        " won = { canonical = 'won', deadline = dms.days(1), work = { 'a.b' } } },\n"
        " transitions = { { 'go', from = 'draft', to = 'won' },\n"
        " { 'again', from = 'won', to = 'draft' } } }\n"
        "dms.workflow { entity = 'sales.order', extends = 'short' }\n");
    assert_sound(rules);
    assert_int_equal(rules->flow_count, 2);
    assert_non_null(rules->flows[0]->replaced_by);
    assert_null(rules->flows[1]->replaced_by);
    assert_string_equal(rules->flows[1]->card.states[0].work[0], "a.b");
    assert_int_equal(rules->flows[1]->card.transition_count, 2);
    ruleset_destroy(rules);
}

static const struct flow *
template_of(const struct ruleset *rules, const char *name)
{
    for (size_t i = 0; i < rules->flow_count; i++)
        if (rules->flows[i]->template != NULL &&
            strcmp(rules->flows[i]->template, name) == 0)
            return rules->flows[i];
    return NULL;
}

/* The template of row 8: eight stages, won and lost; the last leads to the first. */
static void
the_circle_of_the_core_process_closes(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    struct source_list sources = { 0 };
    assert_int_equal(source_read_plugin(&sources, TEST_SOURCE_DIR "/plugins/sales", "sales",
                                        &error),
                     DMS_OK);
    struct ruleset *rules = ruleset_create(NULL, &sources);
    const struct dms_workflow *circle = &template_of(rules, "process")->card;
    const struct dms_transition *again = NULL;
    for (uint32_t i = 0; i < circle->transition_count; i++)
        if (strcmp(circle->transitions[i].name, "begin_again") == 0)
            again = &circle->transitions[i];
    assert_int_equal(circle->state_count, 10);
    assert_string_equal(again->from, "keep_contact");
    assert_string_equal(again->to, circle->states[0].name);
    assert_non_null(template_of(rules, "simple"));
    assert_non_null(template_of(rules, "management"));
    assert_non_null(template_of(rules, "consultative"));
    ruleset_destroy(rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stages_that_cannot_be_compared_are_found_with_their_line),
        cmocka_unit_test(a_template_is_in_force_only_where_it_is_extended),
        cmocka_unit_test(the_circle_of_the_core_process_closes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
