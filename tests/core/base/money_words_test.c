/* money_words_test.c  proves  core/base/money_words.c */
#include "proof.h"

#include <stdint.h>

#include "base/money_words.h"

static void
amounts_are_written_in_capitals(void **state)
{
    static const struct {
        int64_t fen;
        const char *words;
    } amounts[] = {
        { 0, "零元整" },
        { 1, "壹分" },
        { 10, "壹角整" },
        { 12, "壹角贰分" },
        { 100, "壹元整" },
        { 101, "壹元零壹分" },
        { 110, "壹元壹角整" },
        { 123, "壹元贰角叁分" },
        { 1000, "壹拾元整" },
        { 1005, "壹拾元零伍分" },
        { 10010, "壹佰元壹角整" },
        { 101000, "壹仟零壹拾元整" },
        { 100100, "壹仟零壹元整" },
        { 168032, "壹仟陆佰捌拾元叁角贰分" },
        { 1000000, "壹万元整" },
        { 1000100, "壹万零壹元整" },
        { 1010000, "壹万零壹佰元整" },
        { 1200000, "壹万贰仟元整" },
        { 10700053, "壹拾万柒仟元伍角叁分" },
        { 12980005, "壹拾贰万玖仟捌佰元零伍分" },
        { 100000000, "壹佰万元整" },
        { 100010000, "壹佰万零壹佰元整" },
        { INT64_C(10000000000), "壹亿元整" },
        { INT64_C(10000000100), "壹亿零壹元整" },
        { INT64_C(10010000000), "壹亿零壹拾万元整" },
        { INT64_C(12000050000), "壹亿贰仟万零伍佰元整" },
        { INT64_C(100000000000000), "壹万亿元整" },
        { INT64_C(100000000000001), "壹万亿元零壹分" },
        { INT64_C(123456789012345), "壹万贰仟叁佰肆拾伍亿陆仟柒佰捌拾玖万零壹佰贰拾叁元"
                                    "肆角伍分" },
        { -12345, "负壹佰贰拾叁元肆角伍分" },
        { -1, "负壹分" },
        { INT64_MAX,
          "玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元零"
          "柒分" },
        { INT64_MIN,
          "负玖亿贰仟贰佰叁拾叁万柒仟贰佰零叁亿陆仟捌佰伍拾肆万柒仟柒佰伍拾捌元"
          "零捌分" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof(amounts) / sizeof(amounts[0]); i++) {
        struct text words = { 0 };
        money_words(amounts[i].fen, &words);
        assert_string_equal(words.data, amounts[i].words);
        text_clear(&words);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_written_in_capitals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
