/* workflow_test.c  proves  core/workflow/{workflow,check,step,graph}.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "dms/amount.h"
#include "workflow/calendar.h"
#include "workflow/workflow.h"

#define NAMES(...)   ((const char *const[]){ __VA_ARGS__, NULL })
#define COUNT(array) ((uint32_t)(sizeof(array) / sizeof((array)[0])))

static struct dms_state states[] = {
    { .name = "draft", .flags = DMS_INITIAL },
    { .name = "signed" },
    { .name = "end", .flags = DMS_FINAL },
    { .name = "cancelled", .flags = DMS_FINAL },
};
static struct dms_transition rows[] = {
    { .name = "sign", .from = "draft", .to = "signed" },
    { .name = "deliver", .from = "signed", .to = "end" },
    { .name = "cancel", .from = "*", .to = "cancelled" },
    { .name = "cancel", .from = "signed", .to = "draft" },
};

static struct dms_workflow
card(void)
{
    return (struct dms_workflow){ .size = sizeof(struct dms_workflow),
                                  .state_size = sizeof(struct dms_state),
                                  .transition_size = sizeof(struct dms_transition),
                                  .state_count = COUNT(states),
                                  .transition_count = COUNT(rows),
                                  .name = "sales.order",
                                  .entity = "sales.order",
                                  .states = states,
                                  .transitions = rows };
}

static void
add(struct workflow_set *set, const char *name, const char *brand, int64_t version)
{
    struct dms_workflow workflow = card();
    workflow.name = name, workflow.brand = brand, workflow.version = version;
    assert_int_equal(workflow_set_add(set, &workflow, "sales", NULL), DMS_OK);
}

static void
the_brands_own_newest_workflow_is_taken(void **state)
{
    (void)state;
    struct workflow_set *set = workflow_set_create();
    add(set, "all", NULL, 0);
    add(set, "aurora1", "aurora", 1);
    add(set, "aurora3", "aurora", 3);
    add(set, "all2", NULL, 2);
    assert_string_equal(workflow_for(set, "sales.order", "aurora", NULL)->name,
                        "aurora3");
    assert_string_equal(workflow_for(set, "sales.order", "zenith", NULL)->name, "all2");
    assert_string_equal(workflow_for(set, "sales.order", NULL, NULL)->name, "all2");
    assert_string_equal(workflow_for(set, "sales.order", "", NULL)->name, "all2");
    assert_null(workflow_for(set, "crm.lead", "aurora", NULL));
    assert_string_equal(workflow_version(set, "sales.order", "aurora", 1)->name,
                        "aurora1");
    assert_string_equal(workflow_version(set, "sales.order", "aurora", 0)->name, "all");
    assert_null(workflow_version(set, "sales.order", "zenith", 3));
    assert_int_equal(workflow_count(set), 4);
    assert_null(workflow_at(set, 4));
    struct dms_workflow again = card();
    struct dms_error error = { 0 };
    assert_int_equal(workflow_set_add(set, &again, "other", &error), DMS_INVALID);
    assert_string_equal(dms_error_key(&error), "workflow.twice");
    workflow_set_destroy(set);
}

static void
a_workflow_of_some_stores_is_taken_there_and_nowhere_else(void **state)
{
    (void)state;
    static const char *const pilot[] = { "A01", "A03", NULL };
    struct workflow_set *set = workflow_set_create();
    struct dms_workflow tried = card();
    add(set, "all", NULL, 4);
    add(set, "own", "aurora", 4);
    tried.name = "tried", tried.version = 3, tried.stores = pilot;
    assert_int_equal(workflow_set_add(set, &tried, "sales", NULL), DMS_OK);
    assert_string_equal(workflow_for(set, "sales.order", "zenith", "A03")->name, "tried");
    assert_string_equal(workflow_for(set, "sales.order", "aurora", "A01")->name, "tried");
    assert_string_equal(workflow_for(set, "sales.order", "aurora", "A02")->name, "own");
    assert_string_equal(workflow_for(set, "sales.order", "zenith", NULL)->name, "all");
    assert_string_equal(workflow_version(set, "sales.order", "zenith", 3)->name, "tried");
    workflow_set_destroy(set);
}

static void
what_is_absent_is_forbidden(void **state)
{
    (void)state;
    struct workflow_set *set = workflow_set_create();
    struct text allowed = { 0 };
    add(set, "sales.order", NULL, 0);
    const struct workflow *workflow = workflow_for(set, "sales.order", NULL, NULL);
    assert_string_equal(workflow->initial, "draft");
    assert_string_equal(workflow_transition(workflow, "draft", "sign")->card.to,
                        "signed");
    assert_null(workflow_transition(workflow, "draft", "deliver"));
    assert_null(workflow_transition(workflow, "end", "cancel"));
    assert_null(workflow_transition(workflow, "nowhere", "cancel"));
    /* The row for all states, but the one that names the state goes first. */
    assert_string_equal(workflow_transition(workflow, "draft", "cancel")->card.to,
                        "cancelled");
    assert_string_equal(workflow_transition(workflow, "signed", "cancel")->card.to,
                        "draft");
    workflow_allowed(workflow, "signed", &allowed);
    assert_string_equal(
        allowed.data, "@transition.sales.order.deliver, @transition.sales.order.cancel");
    text_clear(&allowed);
    workflow_allowed(workflow, "end", &allowed);
    assert_null(allowed.data);
    workflow_set_destroy(set);
}

static void
refuses(struct dms_workflow workflow, const char *key)
{
    struct dms_error error = { 0 };
    struct workflow_set *set = workflow_set_create();
    assert_int_equal(workflow_set_add(set, &workflow, "sales", &error), DMS_INVALID);
    assert_string_equal(dms_error_key(&error), key);
    assert_int_equal(workflow_count(set), 0);
    workflow_set_destroy(set);
}

static void
refuses_row(struct dms_transition row, const char *key)
{
    struct dms_transition all[COUNT(rows) + 1];
    struct dms_workflow workflow = card();
    memcpy(all, rows, sizeof(rows));
    all[COUNT(rows)] = row;
    workflow.transitions = all;
    workflow.transition_count++;
    refuses(workflow, key);
}

static void
refuses_state(struct dms_state more, const char *key)
{
    struct dms_state all[COUNT(states) + 1];
    struct dms_workflow workflow = card();
    memcpy(all, states, sizeof(states));
    all[COUNT(states)] = more;
    workflow.states = all;
    workflow.state_count++;
    refuses(workflow, key);
}

static void
a_definition_that_contradicts_itself_is_refused(void **state)
{
    (void)state;
    struct dms_workflow workflow = card();
    workflow.size = 8;
    refuses(workflow, "workflow.bad_card");
    workflow = card(), workflow.state_size = 1;
    refuses(workflow, "workflow.bad_card");
    workflow = card(), workflow.entity = NULL;
    refuses(workflow, "workflow.bad_card");
    refuses_state((struct dms_state){ .name = "Draft" }, "workflow.bad_state");
    refuses_state((struct dms_state){ .name = NULL }, "workflow.bad_state");
    refuses_state((struct dms_state){ .name = "draft" }, "workflow.state_twice");
    refuses_state((struct dms_state){ .name = "b", .flags = DMS_INITIAL },
                  "workflow.initial");
    refuses_state((struct dms_state){ .name = "b", .deadline_kind = 9, .deadline = 1 },
                  "workflow.bad_deadline");
    refuses_state((struct dms_state){ .name = "b", .deadline_kind = 1 },
                  "workflow.bad_deadline");
    refuses_state(
        (struct dms_state){
            .name = "b", .flags = DMS_FINAL, .deadline_kind = 1, .deadline = 1 },
        "workflow.bad_deadline");
    refuses_state((struct dms_state){ .name = "b",
                                      .deadline_kind = 1,
                                      .deadline = 1,
                                      .deadline_transition = "sign" },
                  "workflow.deadline_transition");
    refuses_row((struct dms_transition){ "sign", "draft", "end", 0, 0, 0, 0, 0, 0 },
                "workflow.transition_twice");
    refuses_row((struct dms_transition){ "a", "nowhere", "end", 0, 0, 0, 0, 0, 0 },
                "workflow.unknown_state");
    refuses_row((struct dms_transition){ "a", "draft", "nowhere", 0, 0, 0, 0, 0, 0 },
                "workflow.unknown_state");
    refuses_row((struct dms_transition){ "a", "end", "draft", 0, 0, 0, 0, 0, 0 },
                "workflow.leaves_final");
    refuses_row((struct dms_transition){ "a", NULL, "draft", 0, 0, 0, 0, 0, 0 },
                "workflow.no_ends");
    refuses_row((struct dms_transition){ "save", "draft", "end", 0, 0, 0, 0, 0, 0 },
                "workflow.bad_transition");
}

static struct entity_set *
orders(void)
{
    static const struct dms_field fields[] = { { .name = "customer", .type = DMS_TEXT } };
    static const struct dms_entity order =
        DMS_ENTITY(.name = "sales.order", DMS_FIELDS(fields));
    struct entity_set *entities = entity_set_create();
    assert_int_equal(entity_set_add(entities, &order, "sales", NULL), DMS_OK);
    assert_int_equal(entity_set_freeze(entities, NULL), DMS_OK);
    return entities;
}

static void
required_fields_must_exist(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    struct entity_set *entities = orders();
    for (int round = 0; round < 3; round++) {
        struct workflow_set *set = workflow_set_create();
        struct dms_workflow workflow = card();
        struct dms_transition row = rows[0];
        row.required = round == 0 ? NAMES("customer", "owner") : NAMES("custmer");
        workflow.transitions = &row, workflow.transition_count = 1;
        workflow.entity = round == 2 ? "sales.ordre" : "sales.order";
        assert_int_equal(workflow_set_add(set, &workflow, "sales", &error), DMS_OK);
        workflow_set_freeze(set, entities, NULL, &error);
        assert_string_equal(dms_error_key(&error), round == 0 ? ""
                                                   : round == 1
                                                       ? "workflow.required_unknown"
                                                       : "workflow.entity_unknown");
        dms_error_clear(&error);
        workflow_set_destroy(set);
    }
    entity_set_destroy(entities);
}

static void
islands_and_dead_ends_are_noticed(void **state)
{
    (void)state;
    struct entity_set *entities = orders();
    struct workflow_set *set = workflow_set_create();
    struct dms_json *notices = dms_json_create_array();
    struct dms_state more[] = { states[0], states[1], { .name = "island" }, states[2] };
    struct dms_workflow workflow = card();
    workflow.states = more, workflow.state_count = COUNT(more);
    workflow.transition_count = 1;
    assert_int_equal(workflow_set_add(set, &workflow, "sales", NULL), DMS_OK);
    assert_int_equal(workflow_set_freeze(set, entities, notices, NULL), DMS_OK);
    char *text = dms_json_print(notices);
    /* signed and island have no way out; island and end no way in. */
    assert_int_equal(dms_json_count(notices), 4);
    assert_non_null(strstr(text, "workflow.dead_end"));
    assert_non_null(strstr(text, "workflow.unreached"));
    free(text);
    dms_json_destroy(notices);
    workflow_set_destroy(set);
    entity_set_destroy(entities);
}

static void
deadlines_count_elapsed_opening_or_working_time(void **state)
{
    (void)state;
    struct calendar calendar = {
        .offset = 480, .opens = 9 * DMS_HOUR, .closes = 18 * DMS_HOUR, .weekdays = 0x1f
    };
    /* Friday 2024-03-08 17:00 in China. */
    int64_t friday = dms_date_make(2024, 3, 8) * DMS_DAY + 9 * DMS_HOUR;
    struct dms_state none = { .name = "a" };
    struct dms_state day = { .name = "a", .deadline_kind = 1, .deadline = DMS_DAY };
    struct dms_state open = { .name = "a", .deadline_kind = 2, .deadline = 2 * DMS_HOUR };
    struct dms_state days = { .name = "a", .deadline_kind = 3, .deadline = 2 };
    assert_int_equal(workflow_deadline(&none, &calendar, friday), 0);
    assert_int_equal(workflow_deadline(&day, &calendar, friday), friday + DMS_DAY);
    assert_int_equal(workflow_deadline(&open, &calendar, friday),
                     friday + 3 * DMS_DAY - 7 * DMS_HOUR);
    assert_int_equal(workflow_deadline(&days, &calendar, friday),
                     friday + 4 * DMS_DAY + DMS_HOUR);
    assert_int_equal(workflow_deadline(&days, NULL, friday), friday + 2 * DMS_DAY);
}

static void
graphs_show_every_way_and_escape_what_is_not_ours(void **state)
{
    (void)state;
    struct workflow_set *set = workflow_set_create();
    struct text dot = { 0 }, mermaid = { 0 };
    struct dms_workflow workflow = card();
    struct dms_transition own[COUNT(rows)];
    memcpy(own, rows, sizeof(rows));
    own[0].guard_name = "a \"b\"\\;%:c";
    own[0].roles = NAMES("seller", "manager");
    workflow.transitions = own;
    workflow.name = "sales\"order";
    assert_int_equal(workflow_set_add(set, &workflow, "sales", NULL), DMS_OK);
    workflow_graph_dot(workflow_at(set, 0), &dot);
    workflow_graph_mermaid(workflow_at(set, 0), &mermaid);
    assert_non_null(strstr(dot.data, "digraph \"sales\\\"order\" {"));
    assert_non_null(
        strstr(dot.data, "[label=\"sign [a \\\"b\\\"\\\\;%:c] (seller, manager)\"]"));
    assert_non_null(strstr(dot.data, "\"draft\" -> \"cancelled\" [label=\"cancel\"]"));
    assert_null(strstr(dot.data, "\"signed\" -> \"cancelled\""));
    assert_non_null(strstr(mermaid.data, "stateDiagram-v2"));
    assert_non_null(strstr(mermaid.data, "s_signed --> s_end : deliver"));
    assert_non_null(strstr(mermaid.data, "s_end --> [*]"));
    assert_non_null(strstr(mermaid.data, "#34;b#34;#92;#59;#37;#58;c"));
    text_clear(&dot);
    text_clear(&mermaid);
    workflow_set_destroy(set);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_brands_own_newest_workflow_is_taken),
        cmocka_unit_test(a_workflow_of_some_stores_is_taken_there_and_nowhere_else),
        cmocka_unit_test(what_is_absent_is_forbidden),
        cmocka_unit_test(a_definition_that_contradicts_itself_is_refused),
        cmocka_unit_test(required_fields_must_exist),
        cmocka_unit_test(islands_and_dead_ends_are_noticed),
        cmocka_unit_test(deadlines_count_elapsed_opening_or_working_time),
        cmocka_unit_test(graphs_show_every_way_and_escape_what_is_not_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
