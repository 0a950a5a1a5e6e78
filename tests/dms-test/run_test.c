/* run_test.c  proves  dms-test/: what holds passes, and what does not hold cannot. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <dms-test/test.h>

DMS_TEST(holds_fields_events_and_time)
{
    int64_t begin = dms_test_now(test);
    int64_t id = dms_test_create(
        test, "core.task", "kind=call|note=a|b|subject_entity=core.store|subject=1");
    EXPECT_FIELD(test, "core.task", id, "note", "a|b");
    EXPECT_TASK(test, "call", "core.store", 1);
    EXPECT_EVENT(test, "core.task.created", id);
    EXPECT_NO_EVENT(test, "core.task.done", id);
    dms_test_until(test, "2026-11-24 10:30");
    EXPECT_NUMBER(test, dms_test_now(test) - begin, DMS_HOUR);
    dms_test_task_done(test, "call", "core.store", 1, "reached");
    EXPECT_STATE(test, "core.task", id, "done");
    EXPECT_NO_TASK(test, "call", "core.store", 1);
}

DMS_TEST(holds_a_refusal_with_its_field)
{
    EXPECT_REFUSED(test, "entity.required", "kind",
                   dms_test_create(test, "core.task", "note=a"));
}

DMS_TEST(holds_that_somebody_else_may_less)
{
    dms_test_create(test, "core.role", "name=cleaner");
    dms_test_create(test, "core.role", "name=guest");
    dms_test_as(test, "cleaner,guest");
    EXPECT_REFUSED(test, "access.forbidden", NULL,
                   dms_test_create(test, "core.setting", "name=a|value=1"));
    dms_test_as(test, NULL);
    dms_test_remove(test, "core.setting",
                    dms_test_create(test, "core.setting", "name=a|value=1"));
}

DMS_TEST(breaks_when_a_step_is_refused)
{
    dms_test_create(test, "core.task", "note=a");
}

DMS_TEST(breaks_when_nobody_refuses)
{
    EXPECT_REFUSED(test, "entity.required", "kind",
                   dms_test_create(test, "core.task", "kind=a"));
}

DMS_TEST(breaks_when_refused_for_another_reason)
{
    EXPECT_REFUSED(test, "entity.out_of_range", "kind",
                   dms_test_create(test, "core.task", "note=a"));
}

DMS_TEST(breaks_when_told_of_another_field)
{
    EXPECT_REFUSED(test, "entity.required", "note",
                   dms_test_create(test, "core.task", "note=a"));
}

DMS_TEST(breaks_when_a_text_differs)
{
    int64_t id = dms_test_create(test, "core.task", "kind=a");
    EXPECT_FIELD(test, "core.task", id, "kind", "b");
}

DMS_TEST(breaks_when_there_is_no_task)
{
    EXPECT_TASK(test, "call", "core.store", 1);
}

DMS_TEST(breaks_when_no_event_was_told)
{
    EXPECT_EVENT(test, "core.task.created", 0);
}

DMS_TEST(breaks_when_a_name_is_unknown_in_no_task)
{
    EXPECT_NO_TASK(test, "call", "core.stroe", 1);
}

DMS_TEST(breaks_when_a_name_is_unknown_in_a_field)
{
    int64_t id = dms_test_create(test, "core.task", "kind=a");
    EXPECT_FIELD(test, "core.task", id, "kidn", "");
}

DMS_TEST(breaks_when_no_sentence_is_named)
{
    EXPECT_REFUSED(test, NULL, "kind", dms_test_create(test, "core.task", "note=a"));
}

DMS_TEST(breaks_when_a_row_is_rejected)
{
    EXPECT_NUMBER(test, dms_test_import(test, "core.setting", "name,value\n,1\n"), 1);
}

DMS_TEST(breaks_when_time_goes_back)
{
    dms_test_until(test, "2026-11-23 10:30");
}

/* Runs those whose sentence has WORDS, on a house whose folder of plugins has none. */
static int
run(const char *words)
{
    char program[] = "run", folders[] = TEST_SOURCE_DIR "/tests/dms-test", chosen[64];
    char *arguments[] = { program, folders, chosen, NULL };
    strncpy(chosen, words, sizeof(chosen) - 1);
    return dms_test_run(3, arguments);
}

static void
what_holds_passes(void **state)
{
    (void)state;
    assert_int_equal(run("holds"), 0);
}

static void
each_thing_that_does_not_hold_is_a_fault(void **state)
{
    static const char *const breaking[] = {
        "step is refused",    "nobody refuses",     "another reason", "another field",
        "text differs",       "is no task",         "no event",       "time goes back",
        "unknown in no task", "unknown in a field", "no sentence",    "row is rejected",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(breaking) / sizeof(breaking[0]); i++)
        assert_int_equal(run(breaking[i]), 1);
}

static void
a_program_without_tests_is_no_proof(void **state)
{
    (void)state;
    assert_int_equal(run("nothing like it"), 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_holds_passes),
        cmocka_unit_test(each_thing_that_does_not_hold_is_a_fault),
        cmocka_unit_test(a_program_without_tests_is_no_proof),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
