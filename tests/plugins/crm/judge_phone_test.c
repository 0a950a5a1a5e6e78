/* judge_phone_test.c  proves  plugins/crm/judge_phone.c */
#include "judging.h"

static void
numbers_are_kept_in_one_form(void **state)
{
    /* Written in many ways, kept as digits. */
    static const struct expectation rows[] = {
        { "138 0013 8000", CRM_RIGHT, "13800138000" },
        { "+86 138-0013-8000", CRM_RIGHT, "13800138000" },
        { "8613800138000", CRM_RIGHT, "13800138000" },
        { "0086 13800138000", CRM_RIGHT, "13800138000" },
        { "010-88993108", CRM_RIGHT, "01088993108" },
        { "0755-7654321", CRM_RIGHT, "07557654321" },
        { "400-860-8608", CRM_RIGHT, "4008608608" },
        { "010 12345678", CRM_RIGHT, "01012345678" },
        { "+15555550100", CRM_DOUBTFUL, "+15555550100" },
        { "(555) 010-0428", CRM_DOUBTFUL, "5550100428" },
        { "393-999-3922", CRM_DOUBTFUL, "3939993922" },
        { "A20-9999999", CRM_REFUSED, NULL },
        { "1380013800", CRM_DOUBTFUL, NULL },
        { "138001380000", CRM_REFUSED, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_phone, rows);
}

static void
mobiles_of_other_test_suites_are_judged_alike(void **state)
{
    /* validator.js (MIT), hutool (Mulan PSL v2), any-rule (MIT). Separators and landlines, which validator.js refuses, are right here: the number is what counts. Numbers from 9 are doubted. */
    static const struct expectation rows[] = {
        { "13523333233", CRM_RIGHT, NULL },
        { "13838389438", CRM_RIGHT, NULL },
        { "14899230918", CRM_RIGHT, NULL },
        { "14999230918", CRM_RIGHT, NULL },
        { "15052052020", CRM_RIGHT, NULL },
        { "16565600001", CRM_RIGHT, NULL },
        { "17469427292", CRM_RIGHT, NULL },
        { "19651751717", CRM_RIGHT, NULL },
        { "+8613238234822", CRM_RIGHT, NULL },
        { "+8613487234567", CRM_RIGHT, NULL },
        { "+8617823492338", CRM_RIGHT, NULL },
        { "+8616637108167", CRM_RIGHT, NULL },
        { "+8619812341234", CRM_RIGHT, NULL },
        { "+8619512341234", CRM_RIGHT, NULL },
        { "+8619212341234", CRM_RIGHT, NULL },
        { "008618812341234", CRM_RIGHT, NULL },
        { "008617269427292", CRM_RIGHT, NULL },
        { "92138389438", CRM_DOUBTFUL, NULL },
        { "008692138389438", CRM_RIGHT, "092138389438" },
        { "98199649964", CRM_DOUBTFUL, NULL },
        { "008698099649964", CRM_RIGHT, "098099649964" },
        { "12345", CRM_REFUSED, NULL },
        { "12838389438", CRM_REFUSED, NULL },
        { "013838389438", CRM_REFUSED, NULL },
        { "+86-13838389438", CRM_RIGHT, NULL },
        { "+08613811211114", CRM_REFUSED, NULL },
        { "+008613811211114", CRM_REFUSED, NULL },
        { "08613811211114", CRM_REFUSED, NULL },
        { "0086-13811211114", CRM_RIGHT, NULL },
        { "0086-138-1121-1114", CRM_RIGHT, NULL },
        { "010-38238383", CRM_RIGHT, NULL },
        { "+8618600221432", CRM_RIGHT, NULL },
        { "136123456781", CRM_REFUSED, NULL },
        { "008618311006933", CRM_RIGHT, NULL },
        { "19119255642", CRM_RIGHT, NULL },
        { "19519255642", CRM_RIGHT, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_phone, rows);
}

static void
what_input_methods_and_letterheads_write_is_understood(void **state)
{
    static const struct expectation rows[] = {
        { "１３８００１３８０００", CRM_RIGHT, "13800138000" },
        { "138－0013－8000", CRM_RIGHT, "13800138000" },
        { "　13800138000　", CRM_RIGHT, "13800138000" },
        { "（０１０）88993108", CRM_RIGHT, "01088993108" },
        { "+86 10 8899 3108", CRM_RIGHT, "01088993108" },
        { "+86 (755) 8888-8888", CRM_RIGHT, "075588888888" },
        { "+86 400 860 8608", CRM_RIGHT, "4008608608" },
        { "010-88993108转8001", CRM_RIGHT, "01088993108-8001" },
        { "010-88993108-8001", CRM_RIGHT, "01088993108-8001" },
        { "400-860-8608 分机 12", CRM_RIGHT, "4008608608-12" },
        { "01088993108-8001", CRM_RIGHT, "01088993108-8001" },
        { "010-88993108转", CRM_REFUSED, NULL },
        { "13800138000/13900139000", CRM_REFUSED, NULL },
        { "13800138000-13900139000", CRM_REFUSED, NULL },
        { "转8001", CRM_REFUSED, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_phone, rows);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_kept_in_one_form),
        cmocka_unit_test(what_input_methods_and_letterheads_write_is_understood),
        cmocka_unit_test(mobiles_of_other_test_suites_are_judged_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
