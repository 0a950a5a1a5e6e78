/* judge_email_test.c  proves  plugins/crm/judge_email.c */
#include "judging.h"

static void
addresses_have_one_at_and_a_domain(void **state)
{
    /* What a person may type. */
    static const struct expectation rows[] = {
        { "lead@example.com", CRM_RIGHT, NULL },
        { "test+jdjd@example.com", CRM_RIGHT, NULL },
        { "a.b@mail.example.com.cn", CRM_RIGHT, NULL },
        { "", CRM_REFUSED, NULL },
        { "lead", CRM_REFUSED, NULL },
        { "lead@", CRM_REFUSED, NULL },
        { "@example.com", CRM_REFUSED, NULL },
        { "a@@b.com", CRM_REFUSED, NULL },
        { "a b@example.com", CRM_REFUSED, NULL },
        { "lead@example", CRM_REFUSED, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_email, rows);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_have_one_at_and_a_domain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
