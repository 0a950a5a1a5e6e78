/* since_1_0_test.c - plugins of strangers (examples_1_0/) do what they promise: as they were built with
 * an earlier minor (built/, by build.sh), and compiled now against the headers of every minor.
 * timeout: 120 */
#include "abi/sets.h"

DMS_TEST(an_entity_is_declared)
{
    int64_t id = dms_test_create(
        test, "an_entity.umbrella",
        "code=U1|spokes=8|price=12.50|weight=0.45|wet=true|colour=red|remarks=[1,2]|"
        "lent_at=2026-11-24T09:00:00+08:00|owner_phone=13900139000");
    EXPECT_FIELD(test, "an_entity.umbrella", id, "price", "12.50");
    EXPECT_FIELD(test, "an_entity.umbrella", id, "bought_on", "2026-11-24");
    EXPECT_REFUSED(test, "entity.out_of_range", "spokes",
                   dms_test_create(test, "an_entity.umbrella", "code=U2|spokes=99"));
    EXPECT_REFUSED(test, "storage.duplicate", "code",
                   dms_test_create(test, "an_entity.umbrella", "code=U1"));
    dms_test_create(test, "an_entity.repair", "umbrella=1|what=a spoke");
    dms_test_as(test, "an_entity_keeper");
    const struct dms_json *answer =
        dms_test_ask(test, "{\"do\":\"get\",\"entity\":\"an_entity.umbrella\",\"id\":1}");
    EXPECT(test,
           dms_json_at_key(dms_json_at_key(answer, "record"), "owner_phone") == NULL);
}

DMS_TEST(a_hook_refuses_corrects_and_makes_records)
{
    int64_t id = dms_test_create(test, "a_hook.visit", "guest= Li Lei|seats=2");
    EXPECT_FIELD(test, "a_hook.visit", id, "guest", "Li Lei");
    EXPECT_FIELD(test, "a_hook.note", 1, "words", "Li Lei came");
    EXPECT_REFUSED(test, "a_hook.too_many", "seats",
                   dms_test_set(test, "a_hook.visit", id, "seats=9"));
}

DMS_TEST(a_call_answers_and_asks_another)
{
    EXPECT_TEXT(test,
                dms_json_text_at(
                    dms_test_call(test, "a_call.net", "price=250.00|points=500"), "net"),
                "237.50");
    EXPECT_TEXT(test,
                dms_json_text_at(dms_test_call(test, "a_call.example", "%s", ""), "net"),
                "90.00");
    EXPECT_REFUSED(test, "a_call.points", "points",
                   dms_test_call(test, "a_call.net", "price=1|points=10001"));
}

DMS_TEST(a_workflow_is_written_in_lua_and_in_c)
{
    int64_t id =
        dms_test_create(test, "a_workflow.loan", "book=Dream of the Red Chamber");
    EXPECT_STATE(test, "a_workflow.loan", id, "asked");
    dms_test_do_with(test, "a_workflow.loan", id, "lend", "reader=Han Meimei");
    EXPECT_EVENT(test, "a_workflow.loan.lent", id);
    EXPECT_TASK(test, "a_workflow_remind", "a_workflow.loan", id);
    dms_test_task_done(test, "a_workflow_remind", "a_workflow.loan", id, "reached");
    EXPECT_NO_TASK(test, "a_workflow_remind", "a_workflow.loan", id);
    int64_t fine =
        dms_test_create(test, "a_workflow.fine", "book=Dream of the Red Chamber");
    EXPECT_REFUSED(test, "a_workflow.whose", "reader",
                   dms_test_do(test, "a_workflow.fine", fine, "pay"));
    dms_test_do_with(test, "a_workflow.fine", fine, "pay", "reader=Han Meimei");
    EXPECT_STATE(test, "a_workflow.fine", fine, "paid");
}

DMS_TEST(an_importer_takes_each_line_once)
{
    EXPECT_NUMBER(test, dms_test_import(test, "bottles", "milk 2\nwine 3\nnothing\n"), 2);
    EXPECT_NUMBER(test, dms_test_import(test, "bottles", "milk 2\ntea 5000\nwater 1\n"),
                  1);
    EXPECT_FIELD(test, "an_importer.bottle", 2, "amount", "3");
}

DMS_TEST(a_report_reckons_on_any_storage)
{
    dms_test_create(test, "a_report.sale", "kind=tea|amount=12.00");
    dms_test_create(test, "a_report.sale", "kind=tea|amount=8.50");
    dms_test_create(test, "a_report.sale", "kind=cake|amount=30.00|sold_on=2026-10-01");
    const struct dms_json *answer =
        dms_test_call(test, "a_report.by_kind", "since=2026-11-01");
    const struct dms_json *tea = dms_json_at_key(answer, "tea");
    EXPECT_TEXT(test, dms_json_text_at(tea, "sum"), "20.50");
    EXPECT_NUMBER(test, dms_json_integer_at(tea, "count"), 2);
    EXPECT_NUMBER(test, dms_json_integer_at(answer, "top"), 3);
}

DMS_TEST(a_subscriber_hears_and_a_timer_rings)
{
    int64_t id = dms_test_create(test, "a_subscriber.bell", "door=front");
    dms_test_pass(test, 59 * DMS_MINUTE);
    EXPECT_FIELD(test, "a_subscriber.bell", id, "answered", "false");
    dms_test_pass(test, DMS_MINUTE);
    EXPECT_FIELD(test, "a_subscriber.bell", id, "answered", "true");
    EXPECT_EVENT(test, "a_subscriber.bell.answered", id);
}

int
main(void)
{
    char place[] = "/tmp/dms-abi-XXXXXX";
    int faults = 0, no = begin(place);
    if (no != 0)
        return no;
    faults += try_set(place, "now", "examples_1_0",
                      ABI "/build.sh " TEST_SOURCE_DIR "/include $id");
#ifdef __x86_64__
    faults +=
        try_set(place, "built-1.0", "examples_1_0", "cp " ABI "/built/1.0/$id.so $id/");
    /* What these were made from still makes them, wherever the compiler is the one of then. */
    faults += lay_out(place, "source-1.0", "examples_1_0",
                      ABI "/build.sh " ABI "/headers/1.0 $id");
#else
    faults += try_set(place, "source-1.0", "examples_1_0",
                      ABI "/build.sh " ABI "/headers/1.0 $id");
#endif
    run("rm -rf %s", place);
    return faults == 0 ? 0 : 1;
}
