/* judge_id_card_test.c  proves  plugins/crm/judge_id_card.c */
#include "judging.h"

static void
cards_of_gb_11643_are_judged_by_their_check_digit(void **state)
{
    /* GB 11643; the last place may be a small x. */
    static const struct expectation rows[] = {
        { "360426199101010071", CRM_RIGHT, NULL },
        { "11010519491231002X", CRM_RIGHT, NULL },
        { "11010519491231002x", CRM_RIGHT, "11010519491231002X" },
        { "110105194912310020", CRM_REFUSED, NULL },
        { "11010519491331002X", CRM_REFUSED, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_id_card, rows);
}

static void
cards_of_other_test_suites_are_judged_alike(void **state)
{
    /* validator.js (MIT), id-validator (MIT), hutool (Mulan PSL v2). */
    static const struct expectation rows[] = {
        { "520323197806058856", CRM_RIGHT, NULL },
        { "110101491001001", CRM_RIGHT, NULL },
        { "010101491001001", CRM_REFUSED, NULL },
        { "110101491041001", CRM_REFUSED, NULL },
        { "160101491001001", CRM_REFUSED, NULL },
        { "110101940231001", CRM_REFUSED, NULL },
        { "123456789546", CRM_REFUSED, NULL },
        { "12345678A", CRM_REFUSED, NULL },
        { "12345", CRM_REFUSED, NULL },
        { "12345 678Z", CRM_REFUSED, NULL },
        { "1234*6789", CRM_REFUSED, NULL },
        { "GE9800as98", CRM_REFUSED, NULL },
        { "X231071922", CRM_REFUSED, NULL },
        { "44030819990110", CRM_REFUSED, NULL },
        { "111111199901101512", CRM_REFUSED, NULL },
        { "440308199902301512", CRM_REFUSED, NULL },
        { "11010119900307867X", CRM_REFUSED, NULL },
        { "500154199804106120", CRM_RIGHT, NULL },
        { "810000199408230021", CRM_RIGHT, NULL },
        { "830000199201300022", CRM_RIGHT, NULL },
        { "44040119580101000X", CRM_RIGHT, NULL },
        { "362324198001010014", CRM_RIGHT, NULL },
        { "362324198201010019", CRM_RIGHT, NULL },
        { "430302199312194239", CRM_RIGHT, NULL },
        { "321083197812162119", CRM_RIGHT, NULL },
        { "932682198501010017", CRM_RIGHT, NULL },
        { "360198910283844", CRM_REFUSED, NULL },
        { "201511221897205960", CRM_REFUSED, NULL },
        { "815727834224151", CRM_REFUSED, NULL },
        { "3301022011022000D6", CRM_REFUSED, NULL },
        { "33010219200403064x", CRM_RIGHT, NULL },
        { "820000200009100032", CRM_RIGHT, NULL },
        { "830000200209060065", CRM_RIGHT, NULL },
        { "P174468(6)", CRM_RIGHT, NULL },
        { "B221690311", CRM_RIGHT, NULL },
        { "M517086311", CRM_REFUSED, NULL },
        { "B2216903112", CRM_REFUSED, NULL },
        { "H01487002", CRM_REFUSED, NULL },
        { "110101199003074477", CRM_RIGHT, NULL },
        { "410001910101123", CRM_RIGHT, NULL },
        { "U193683453", CRM_RIGHT, NULL },
        { "１１０１０５１９４９１２３１００２ｘ", CRM_RIGHT, "11010519491231002X" },
    };
    (void)state;
    JUDGE_ALL(crm_judge_id_card, rows);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_of_gb_11643_are_judged_by_their_check_digit),
        cmocka_unit_test(cards_of_other_test_suites_are_judged_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
