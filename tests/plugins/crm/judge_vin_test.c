/* judge_vin_test.c  proves  plugins/crm/judge_vin.c */
#include "judging.h"

static void
vins_of_iso_3779_are_judged_by_their_check_digit(void **state)
{
    /* ISO 3779 by hand; a VIN of China with a wrong digit is refused, of elsewhere doubted. */
    static const struct expectation rows[] = {
        { "1M8GDM9AXKP042788", CRM_RIGHT, NULL },
        { "11111111111111111", CRM_RIGHT, NULL },
        { "LJCPCBLCX11000237", CRM_RIGHT, NULL },
        { "5GZCZ43D13S812715", CRM_RIGHT, NULL },
        { "LGXC16DF0A0000001", CRM_RIGHT, NULL },
        { "ljcpcblcx11000237", CRM_RIGHT, "LJCPCBLCX11000237" },
        { "LSVAA49J032047587", CRM_REFUSED, NULL },
        { "LFV2A21K0A3000001", CRM_REFUSED, NULL },
        { "LBV5S3101KSJ12345", CRM_REFUSED, NULL },
        { "LJCPCBLCX1100023", CRM_REFUSED, NULL },
        { "LJCPCBLCX110002370", CRM_REFUSED, NULL },
        { "LJCPCBLCX1100O237", CRM_REFUSED, NULL },
        { "1M8GDM9A1KP042788", CRM_DOUBTFUL, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_vin, rows);
}

static void
vins_of_other_test_suites_are_judged_alike(void **state)
{
    /* hutool (Mulan PSL v2), vininfo (BSD-3), sunrise-php/vin (MIT), nhtsa-vin-decoder (MIT). */
    static const struct expectation rows[] = {
        { "LSJA24U62JG269225", CRM_RIGHT, NULL },
        { "LBV5S3102ESJ25655", CRM_RIGHT, NULL },
        { "LOC613P23A1305189", CRM_REFUSED, NULL },
        { "1\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n\\n1", CRM_REFUSED, NULL },
        { "AAAAAAAIAAAAAAAAA", CRM_REFUSED, NULL },
        { "JSA12345678901234", CRM_DOUBTFUL, NULL },
        { "TM912345678901234", CRM_DOUBTFUL, NULL },
        { "200BL8EV9AX604020", CRM_DOUBTFUL, NULL },
        { "ZZZZZZ1KZ6W612305", CRM_DOUBTFUL, NULL },
        { "WVWZZZ1KZYW612305", CRM_DOUBTFUL, NULL },
        { "AAAAAAAAAAAAAAAAAA", CRM_REFUSED, NULL },
        { "AAAAAAAAAAAAAAAAI", CRM_REFUSED, NULL },
        { "4JGDA5HB7JB158144", CRM_RIGHT, NULL },
        { "WDDZF4KB1JA398744", CRM_DOUBTFUL, NULL },
        { "WDB9061131N590143", CRM_DOUBTFUL, NULL },
        { "1FM5K8GC6LGA15889", CRM_DOUBTFUL, NULL },
        { "1GYS4NKL4KR237088", CRM_DOUBTFUL, NULL },
        { "JTDKARFU1J3073485", CRM_DOUBTFUL, NULL },
        { "4T1B11HK5JU597547", CRM_DOUBTFUL, NULL },
        { "5YJ3E1EA5JF037274", CRM_DOUBTFUL, NULL },
        { "5UXKR0C58H0V58774", CRM_DOUBTFUL, NULL },
        { "1N4AL3AP1FC273695", CRM_RIGHT, NULL },
        { "JN1AZ4EH9DM430111", CRM_DOUBTFUL, NULL },
        { "3VWD17AJ5EM267503", CRM_DOUBTFUL, NULL },
        { "WAUFFAFL5CN002974", CRM_DOUBTFUL, NULL },
        { "1FVACYDC39HAJ2405", CRM_DOUBTFUL, NULL },
        { "1HGCM82633A004353", CRM_DOUBTFUL, NULL },
        { "1HGCM82633AOIQ352", CRM_REFUSED, NULL },
        { "1HGCM82633A00435", CRM_REFUSED, NULL },
        { "1HGCM82633A0043522", CRM_REFUSED, NULL },
        { "1HGCM82633A12345I", CRM_REFUSED, NULL },
        { "5J6RW2H89KA000000", CRM_DOUBTFUL, NULL },
    };
    (void)state;
    JUDGE_ALL(crm_judge_vin, rows);
}

static void
the_tenth_letter_is_one_of_two_model_years(void **state)
{
    /* cardog-ai/corgi (ISC): VINs with the year they were sold as. */
    static const struct {
        const char *vin;
        int year;
    } rows[] = {
        { "1FTFW5L86RFB45612", 2024 }, { "1FTEX1CM8EFB88051", 2014 },
        { "1FTFW1E59NKD69096", 2022 }, { "1FTEW3LP3SKE46696", 2025 },
        { "1M8GDM9AXKP042788", 1989 }, { "11111111111111111", 2001 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int year = crm_vin_year(rows[i].vin);
        assert_true(year == rows[i].year || year + 30 == rows[i].year);
    }
    assert_int_equal(crm_vin_year("LJCPCBLCXU1000237"), 0);
    assert_int_equal(crm_vin_year("LJCPCBLCX0100"), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vins_of_iso_3779_are_judged_by_their_check_digit),
        cmocka_unit_test(the_tenth_letter_is_one_of_two_model_years),
        cmocka_unit_test(vins_of_other_test_suites_are_judged_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
