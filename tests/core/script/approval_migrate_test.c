/* tests/core/script/approval_migrate_test.c  proves  core/door/migrate_approvals.c: an approval
 * follows its record to another workflow, or nothing moves. */
#include "people.h"

/* MORE: further members of the question. The answer, or NULL when it was refused. */
static struct dms_json *
migrate(struct shop *shop, const char *more)
{
    char text[300];
    struct dms_request house = { .size = sizeof(house), .flags = DMS_AS_HOUSE };
    struct dms_json *question = NULL, *answer = NULL;
    snprintf(text, sizeof(text),
             "{\"do\":\"migrate\",\"entity\":\"crm.lead\",\"reason\":\"new\"%s}", more);
    shop_must(shop, dms_json_load(text, strlen(text), &question, NULL));
    shop->error = (struct dms_error){ 0 };
    enum dms_status st =
        dms_house_ask(shop->house, &house, question, &answer, &shop->error);
    dms_json_destroy(question);
    if (st == DMS_OK)
        return answer;
    dms_json_destroy(answer);
    return NULL;
}

static void
an_open_request_goes_on_when_its_record_is_migrated(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'manager' }", 1000);
    use(shop, "by = { 'manager', 'director' }");
    struct dms_json *answer = migrate(shop, ",\"apply\":true");
    assert_non_null(answer);
    dms_json_destroy(answer);
    refused(shop, "li", WIN, "approval.waits");
    vote(shop, "wang", true, "granted");
    must(shop, "li", WIN);
}

#define SELL "{'do':'transition','entity':'crm.lead','id':1,'transition':'sell'}"

/* The plan says so and nothing moves, until it is said what the transition is called now. */
static void
a_request_for_a_transition_that_was_renamed_strands_its_record(void **state)
{
    static const char other[] =
        "local dms <const> = require('dms')\n"
        "dms.workflow { entity = 'crm.lead', initial = 'new',\n"
        "  states = { new = {}, won = { final = true } },\n"
        "  transitions = { { 'sell', from = 'new', to = 'won',\n"
        "    roles = { 'advisor' }, approval = { by = { 'manager' } } } } }\n";
    struct shop *shop = *state;
    request(shop, "by = { 'manager' }", 1000);
    shop_write(shop, "brands/aurora/crm.lua", other);
    shop_must(shop, host_activate(host_of(shop->house), "test", NULL, &shop->error));
    struct dms_json *plan = migrate(shop, "");
    const struct dms_json *row = dms_json_at(dms_json_at_key(plan, "approvals"), 0);
    assert_int_equal(dms_json_integer_at(plan, "stranded"), 0);
    assert_int_equal(dms_json_integer_at(plan, "approvals_stranded"), 1);
    assert_string_equal(dms_json_text_at(row, "transition"), "win");
    assert_null(dms_json_text_at(row, "to"));
    dms_json_destroy(plan);
    assert_null(migrate(shop, ",\"apply\":true"));
    assert_string_equal(shop->error.key, "door.stranded_approvals");
    assert_null(migrate(shop, ",\"transitions\":{\"win\":\"sel\"}"));
    assert_string_equal(shop->error.field, "transitions");
    struct dms_json *done =
        migrate(shop, ",\"apply\":true,\"transitions\":{\"win\":\"sell\"}");
    assert_int_equal(dms_json_integer_at(done, "moved"), 1);
    dms_json_destroy(done);
    refused(shop, "li", SELL, "approval.waits");
    vote(shop, "wang", true, "granted");
    must(shop, "li", SELL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_open_request_goes_on_when_its_record_is_migrated),
        TEST(a_request_for_a_transition_that_was_renamed_strands_its_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
