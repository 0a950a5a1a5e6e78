/* judge_plate_test.c  proves  plugins/crm/judge_plate.c */
#include "judging.h"

static void
plates_of_ga_36_are_right_or_refused(void **state)
{
    /* GA 36; lower case is written in upper case first. */
    static const struct expectation rows[] = {
        { "京A12345", CRM_RIGHT, NULL },    { "粤B12345", CRM_RIGHT, NULL },
        { "京AD12345", CRM_RIGHT, NULL },   { "沪ADA1234", CRM_RIGHT, NULL },
        { "苏EDD1234", CRM_RIGHT, NULL },   { "京A12345D", CRM_RIGHT, NULL },
        { "粤B12345F", CRM_RIGHT, NULL },   { "沪A1234挂", CRM_RIGHT, NULL },
        { "粤A1234领", CRM_RIGHT, NULL },   { "京a12345", CRM_RIGHT, "京A12345" },
        { "京AI2345", CRM_REFUSED, NULL },  { "京A1234", CRM_REFUSED, NULL },
        { "沪ADAB123", CRM_REFUSED, NULL }, { "粤BD1234O", CRM_REFUSED, NULL },
        { "", CRM_REFUSED, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_plate, rows);
}

static void
plates_of_other_test_suites_are_judged_alike(void **state)
{
    /* hutool (Mulan PSL v2), any-rule (MIT). */
    static const struct expectation rows[] = {
        { "闽20401领", CRM_RIGHT, NULL }, { "粤AP20000", CRM_RIGHT, NULL },
        { "粤AP40000", CRM_RIGHT, NULL }, { "京AD92035", CRM_RIGHT, NULL },
        { "京A12345D", CRM_RIGHT, NULL }, { "宁AD1234555555", CRM_REFUSED, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_plate, rows);
}

static void
plates_are_written_with_dots_blanks_and_wide_letters(void **state)
{
    static const struct expectation rows[] = {
        { "京A·12345", CRM_RIGHT, "京A12345" },
        { "京A 12345", CRM_RIGHT, "京A12345" },
        { "京A-12345", CRM_RIGHT, "京A12345" },
        { "京a•d1234 5", CRM_RIGHT, "京AD12345" },
        { "京Ａ１２３４５", CRM_RIGHT, "京A12345" },
        { "京·A12345", CRM_RIGHT, "京A12345" },
        { "·", CRM_REFUSED, NULL },
        { "", CRM_REFUSED, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_plate, rows);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plates_of_ga_36_are_right_or_refused),
        cmocka_unit_test(plates_are_written_with_dots_blanks_and_wide_letters),
        cmocka_unit_test(plates_of_other_test_suites_are_judged_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
