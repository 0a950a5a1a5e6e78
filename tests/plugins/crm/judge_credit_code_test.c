/* judge_credit_code_test.c  proves  plugins/crm/judge_credit_code.c */
#include "judging.h"

static void
codes_of_gb_32100_are_judged_by_their_check_digit(void **state)
{
    /* GB 32100; an old registration number of 15 digits is doubted. */
    static const struct expectation rows[] = {
        { "91110000600037341L", CRM_RIGHT, NULL },
        { "91110000600037341l", CRM_RIGHT, "91110000600037341L" },
        { "911100006000373411", CRM_REFUSED, NULL },
        { "91110000600037341I", CRM_REFUSED, NULL },
        { "110108009741123", CRM_DOUBTFUL, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_credit_code, rows);
}

static void
codes_of_other_test_suites_are_judged_alike(void **state)
{
    /* hutool (Mulan PSL v2), any-rule (MIT). */
    static const struct expectation rows[] = {
        { "91310110666007217T", CRM_RIGHT, NULL },
        { "91310115591693856A", CRM_RIGHT, NULL },
        { "91350211M00013FA1N", CRM_REFUSED, NULL },
        { "91230184MA1BUFLT44", CRM_RIGHT, NULL },
        { "92371000MA3MXH0E3W", CRM_RIGHT, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_credit_code, rows);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_of_gb_32100_are_judged_by_their_check_digit),
        cmocka_unit_test(codes_of_other_test_suites_are_judged_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
