/* tests/core/unit/quick_find_test.c  proves  core/unit/quick_find.c and core/base/initials.c: what
 * is typed at the counter leads to the record, and tells nobody more than they may see. */
#include "core/unit/dealer.h"

#include "base/initials.h"

static void
find(struct dealer *dealer, const char *user, const char *text)
{
    dealer_must(dealer, user, "S1", "{\"do\":\"find\",\"text\":\"%s\"}", text);
}

static size_t
found(struct dealer *dealer, const char *user, const char *text)
{
    find(dealer, user, text);
    return dms_json_count(dms_json_at_key(dealer->answer, "hits"));
}

static void
expect_initials(const char *text, const char *wanted)
{
    struct text words = { 0 };
    text_add(&words, "");
    initials_add(&words, text);
    assert_string_equal(words.data, wanted);
    text_clear(&words);
}

static void
initials_are_those_of_all_usual_readings(void **state)
{
    (void)state;
    expect_initials("李四", "ls ");
    expect_initials("单伟", "dw cw sw ");
    expect_initials("Anna 王小明 x", "wxm ");
    expect_initials("王", "");
    expect_initials("13812345678", "");
    expect_initials("上海市浦东新区世纪大道八百号", ""); /* no name is so long */
    expect_initials("", "");
}

static void
a_customer_is_found_by_name_initials_and_the_tail_of_a_phone(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"李四\",\"phone\":\"13812345678\"}");
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"单伟\",\"phone\":\"13900001111\"}");
    find(dealer, "anna", "LS");
    assert_true(dealer_says(dealer, "\"title\":\"李四\"") &&
                dealer_says(dealer, "\"matched\":\"name\"") &&
                dealer_says(dealer, "\"detail\":\"13812345678\""));
    assert_int_equal(found(dealer, "anna", "ls"), 1);
    assert_int_equal(found(dealer, "anna", "sw"), 1);
    assert_int_equal(found(dealer, "anna", "李"), 1);
    assert_int_equal(found(dealer, "anna", "5678"), 1);
    assert_true(dealer_says(dealer, "\"matched\":\"phone\""));
    assert_int_equal(found(dealer, "anna", "zz"), 0);
    assert_int_equal(found(dealer, "anna", "\\\"* OR"), 0);
}

static void
exact_ones_come_first_and_then_the_newest(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.deal", "{\"car\":\"A5\"}");
    for (int i = 0; i < 30; i++) {
        char fields[60];
        snprintf(fields, sizeof(fields), "{\"car\":\"A5%02d\"}", i);
        dealer_create(dealer, "anna", "S1", "lot.deal", fields);
    }
    find(dealer, "anna", "a5");
    const struct dms_json *hits = dms_json_at_key(dealer->answer, "hits");
    assert_int_equal(dms_json_count(hits), 20);
    assert_string_equal(dms_json_text_at(dms_json_at(hits, 0), "title"), "A5");
    assert_string_equal(dms_json_text_at(dms_json_at(hits, 1), "title"), "A529");
}

static void
who_sees_a_masked_name_does_not_find_it_by_what_is_covered(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"李四光\",\"phone\":\"13812345678\"}");
    assert_int_equal(found(dealer, "cleo", "lsg"), 0);
    assert_int_equal(found(dealer, "cleo", "1234"), 0);
    assert_int_equal(found(dealer, "cleo", "5678"), 1);
    assert_false(dealer_says(dealer, "13812345678") || dealer_says(dealer, "李四光"));
    assert_int_equal(found(dealer, "bert", "lsg"), 0); /* somebody else's */
    assert_int_equal(found(dealer, "anna", "lsg"), 1);
}

static void
a_name_that_changes_is_found_by_its_new_initials_alone(void **state)
{
    struct dealer *dealer = *state;
    int64_t id =
        dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"李四\"}");
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":%" PRId64
                ",\"fields\":{\"name\":\"王五\"}}",
                id);
    assert_int_equal(found(dealer, "anna", "ls"), 0);
    assert_int_equal(found(dealer, "anna", "ww"), 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(initials_are_those_of_all_usual_readings),
        DEALER_TEST(a_customer_is_found_by_name_initials_and_the_tail_of_a_phone),
        DEALER_TEST(exact_ones_come_first_and_then_the_newest),
        DEALER_TEST(who_sees_a_masked_name_does_not_find_it_by_what_is_covered),
        DEALER_TEST(a_name_that_changes_is_found_by_its_new_initials_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
