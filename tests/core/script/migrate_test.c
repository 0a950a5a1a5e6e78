/* tests/core/script/migrate_test.c  proves  core/door/migrate.c and core/unit/migrate.c: running
 * records go to the workflow of now all together or not at all, with their deadlines, and a run that
 * was stopped goes on. */
#include "shop.h"

#define FLOW "brands/aurora/crm.lua"

static void
use(struct shop *shop, const char *middle, const char *deadline)
{
    char text[900];
    snprintf(text, sizeof(text),
             "local dms <const> = require('dms')\n"
             "dms.workflow { entity = 'crm.lead', initial = 'new', states = { new = {},\n"
             "  %s = { deadline = dms.days(%s), escalate = 'admin' }, won = { final = "
             "true } },\n"
             "  transitions = { { 'call', from = 'new', to = '%s' },\n"
             "    { 'win', from = '%s', to = 'won' } } }\n",
             middle, deadline, middle, middle);
    shop_write(shop, FLOW, text);
    shop_must(shop, host_activate(host_of(shop->house), "file", NULL, &shop->error));
}

static enum dms_status
add_leads(struct dms_unit *unit, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    (void)answer;
    for (int i = 0; i < *(const int *)data && st == DMS_OK; i++) {
        struct dms_record *record = NULL;
        st = dms_unit_new(unit, "crm.lead", &record, error);
        if (st == DMS_OK)
            st = dms_record_set_text(record, "name", "Li", error);
        if (st == DMS_OK)
            st = dms_unit_save(unit, record, error);
        if (st == DMS_OK)
            st = dms_unit_transition(unit, record, "call", NULL, error);
        if (st == DMS_OK && i == 0)
            st = dms_unit_transition(unit, record, "win", NULL, error);
    }
    return st;
}

/* Of the answer to {"do":"migrate",…MORE}. */
static struct dms_json *
migrate(struct shop *shop, const char *more, enum dms_status expected)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *question = NULL, *answer = NULL;
    char text[300];
    snprintf(text, sizeof(text), "{\"do\":\"migrate\",\"entity\":\"crm.lead\"%s}", more);
    assert_int_equal(dms_json_load(text, strlen(text), &question, NULL), DMS_OK);
    shop->error = (struct dms_error){ 0 };
    enum dms_status st =
        dms_house_ask(shop->house, &request, question, &answer, &shop->error);
    dms_json_destroy(question);
    if (expected == DMS_OK)
        shop_must(shop, st);
    else
        assert_int_equal(st, expected);
    return answer;
}

static void
assert_plan(struct shop *shop, const char *more, int records, int stranded)
{
    struct dms_json *plan = migrate(shop, more, DMS_OK);
    assert_int_equal(dms_json_integer_at(plan, "records"), records);
    assert_int_equal(dms_json_integer_at(plan, "stranded"), stranded);
    dms_json_destroy(plan);
}

static enum dms_status
add_lead(struct dms_unit *unit, void *data, struct dms_json **answer,
         struct dms_error *error)
{
    struct dms_record *record = NULL;
    (void)data, (void)answer;
    enum dms_status st = dms_unit_new(unit, "crm.lead", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", "Li", error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static enum dms_status
try_win(struct dms_unit *unit, void *data, struct dms_json **answer,
        struct dms_error *error)
{
    struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st =
        dms_unit_edit(unit, "crm.lead", *(int64_t *)data, &record, error);
    return st == DMS_OK ? dms_unit_transition(unit, record, "win", NULL, error) : st;
}

static void
a_renamed_state_strands_records_until_it_is_mapped(void **state)
{
    struct shop *shop = *state;
    int count = 4;
    use(shop, "following", "3");
    shop_must(shop, shop_do(shop, add_leads, &count)); /* one of them is won */
    use(shop, "contacted", "3");
    assert_plan(shop, "", 3, 3);
    dms_json_destroy(migrate(shop, ",\"apply\":true,\"reason\":\"x\"", DMS_DENIED));
    assert_string_equal(shop->error.key, "door.stranded");
    assert_plan(shop, "", 3, 3);
    dms_json_destroy(migrate(shop, ",\"map\":{\"following\":\"contactd\"}", DMS_INVALID));
    assert_plan(shop, ",\"map\":{\"following\":\"contacted\"}", 3, 0);
    struct dms_json *done = migrate(
        shop, ",\"map\":{\"following\":\"contacted\"},\"apply\":true,\"reason\":\"x\"",
        DMS_OK);
    assert_int_equal(dms_json_integer_at(done, "moved"), 3);
    dms_json_destroy(done);
    assert_plan(shop, "", 0, 0);
    int64_t id = 2;
    shop_must(shop, shop_do(shop, try_win, &id));
}

static void
a_run_that_was_stopped_goes_on_and_a_reason_is_needed(void **state)
{
    struct shop *shop = *state;
    int count = 10;
    use(shop, "following", "3");
    shop_must(shop, shop_do(shop, add_leads, &count));
    use(shop, "following", "4");
    dms_json_destroy(migrate(shop, ",\"apply\":true", DMS_INVALID));
    dms_json_destroy(
        migrate(shop, ",\"apply\":true,\"reason\":\"x\",\"limit\":4", DMS_OK));
    assert_plan(shop, "", 5, 0);
    dms_json_destroy(migrate(shop, ",\"apply\":true,\"reason\":\"x\"", DMS_OK));
    assert_plan(shop, "", 0, 0);
}

static void
what_was_made_without_a_workflow_begins_it(void **state)
{
    struct shop *shop = *state;
    int64_t id = 1;
    shop_must(shop, shop_do(shop, add_lead, NULL));
    use(shop, "following", "3");
    assert_int_equal(shop_do(shop, try_win, &id), DMS_DENIED);
    assert_plan(shop, "", 1, 0);
    dms_json_destroy(migrate(shop, ",\"apply\":true,\"reason\":\"x\"", DMS_OK));
    assert_plan(shop, "", 0, 0);
    struct dms_json *map =
        migrate(shop, ",\"map\":{\"new\":\"following\"}", DMS_OK); /* it is new now */
    assert_int_equal(dms_json_integer_at(map, "records"), 0);
    dms_json_destroy(map);
}

static enum dms_status
count_tasks(struct dms_unit *unit, void *data, struct dms_json **answer,
            struct dms_error *error)
{
    (void)answer;
    return dms_unit_count(unit, "core.task", "", NULL, data, error);
}

static void
a_deadline_goes_on_from_when_the_state_was_entered(void **state)
{
    struct shop *shop = *state;
    int count = 2;
    int64_t tasks = 0, ran = 0;
    use(shop, "following", "9");
    shop_must(shop, shop_do(shop, add_leads, &count));
    shop->now += DMS_DAY;
    use(shop, "contacted", "3");
    dms_json_destroy(migrate(
        shop, ",\"map\":{\"following\":\"contacted\"},\"apply\":true,\"reason\":\"x\"",
        DMS_OK));
    shop->now += DMS_DAY;
    shop_must(shop, dms_house_run_timers(shop->house, shop->now, &ran, &shop->error));
    shop_must(shop, shop_do(shop, count_tasks, &tasks));
    assert_int_equal(tasks, 0);
    shop->now += DMS_DAY; /* the third since it was entered */
    shop_must(shop, dms_house_run_timers(shop->house, shop->now, &ran, &shop->error));
    shop_must(shop, shop_do(shop, count_tasks, &tasks));
    assert_int_equal(tasks, 1);
    shop->now += 10 * DMS_DAY;
    shop_must(shop, dms_house_run_timers(shop->house, shop->now, &ran, &shop->error));
    shop_must(shop, shop_do(shop, count_tasks, &tasks));
    assert_int_equal(tasks, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_renamed_state_strands_records_until_it_is_mapped, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_run_that_was_stopped_goes_on_and_a_reason_is_needed, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(what_was_made_without_a_workflow_begins_it,
                                        shop_setup, shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_deadline_goes_on_from_when_the_state_was_entered, shop_setup,
            shop_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
