/* alike_test.c  proves  plugins/crm/alike.c: like complaints are like, others are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka wants some of the above. */
#include <cmocka.h>

#include "../../../plugins/crm/alike.c"

static void
the_same_words_are_the_same_however_they_are_spaced(void **state)
{
    (void)state;
    assert_int_equal(crm_alike("刹车异响", "刹车异响"), 100);
    assert_int_equal(crm_alike("刹车 异响。", "刹车异响。"), 100);
    assert_int_equal(crm_alike("Brakes squeal!", "brakes SQUEAL"), 100);
}

static void
like_words_are_more_alike_than_others(void **state)
{
    (void)state;
    const char *said = "刹车异响修了两次还没好，等了三个小时没人管";
    int like = crm_alike(said, "刹车异响，修了两次也没修好，等了两个小时");
    int other = crm_alike(said, "优惠没有兑现");
    assert_true(like >= 40);
    assert_true(other < 10);
    assert_int_equal(like, crm_alike("刹车异响，修了两次也没修好，等了两个小时", said));
}

static void
nothing_said_is_like_nothing(void **state)
{
    (void)state;
    assert_int_equal(crm_alike("", ""), 0);
    assert_int_equal(crm_alike(NULL, "刹车"), 0);
    assert_int_equal(crm_alike("刹", "刹"), 0);
    assert_int_equal(crm_alike("123", "123"), 0);
}

/* Bytes that end in the middle of a character, and a text longer than is looked at. */
static void
broken_and_endless_text_ends(void **state)
{
    (void)state;
    static char endless[60001];
    for (size_t i = 0; i + 3 < sizeof(endless); i += 3)
        memcpy(endless + i, i % 2 == 0 ? "刹" : "车", 3);
    assert_int_equal(crm_alike(endless, endless), 100);
    assert_true(crm_alike("刹车\xE5", "刹车\xE5\x88") >= 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_words_are_the_same_however_they_are_spaced),
        cmocka_unit_test(like_words_are_more_alike_than_others),
        cmocka_unit_test(nothing_said_is_like_nothing),
        cmocka_unit_test(broken_and_endless_text_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
