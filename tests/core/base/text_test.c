/* text_test.c  proves  core/base/text.c, utf8.c and names.c */
#include "proof.h"

#include "base/text.h"

static void
text_grows_and_is_given_away(void **state)
{
    (void)state;
    struct text text = { 0 };
    for (int i = 0; i < 1000; i++)
        text_add_char(&text, 'x');
    text_printf(&text, "%d-%s", 7, "车");
    text_add_sized(&text, NULL, 0);
    assert_int_equal(text.size, 1005);
    assert_string_equal(text.data + 1000, "7-车");
    char *taken = text_take(&text);
    assert_null(text.data);
    free(taken);
    taken = text_take(&text);
    assert_string_equal(taken, "");
    free(taken);
}

static void
an_empty_piece_still_ends_the_text(void **state)
{
    (void)state;
    struct text text = { 0 };
    text_printf(&text, "%s", "");
    assert_non_null(text.data);
    assert_string_equal(text.data, "");
    text_clear(&text);
}

static bool
valid(const char *bytes, size_t size)
{
    char *copy = exact_copy(bytes, size);
    bool answer = utf8_valid(copy, size);
    free(copy);
    return answer;
}

static void
malformed_utf8_is_refused(void **state)
{
    (void)state;
    assert_true(valid("", 0));
    assert_true(valid("plain ascii, rather long", 24));
    assert_true(valid("车辆 \xF0\x9F\x9A\x97 ok", 14));
    assert_true(valid("\xEF\xBF\xBD", 3));
    assert_true(valid("\xF4\x8F\xBF\xBF", 4));
    assert_false(valid("\xC3", 1));
    assert_false(valid("\xC3(", 2));
    assert_false(valid("\xC0\x80", 2));
    assert_false(valid("\xE0\x80\x80", 3));
    assert_false(valid("\xED\xA0\x80", 3));
    assert_false(valid("\xF0\x80\x80\x80", 4));
    assert_false(valid("\xF4\x90\x80\x80", 4));
    assert_false(valid("\xF5\x80\x80\x80", 4));
    assert_false(valid("\x80", 1));
    assert_false(valid("\xFF", 1));
    assert_false(valid("a\0b", 3));
    assert_false(valid("abcdefg\0", 8));
    assert_false(valid("abcdefgh\xE8\xBD", 10));
}

static void
code_points_are_walked_and_bad_bytes_stand_in(void **state)
{
    (void)state;
    const char *at = "a车\xFF\xE8\xBD";
    assert_int_equal(utf8_next(&at), 'a');
    assert_int_equal(utf8_next(&at), 0x8F66);
    assert_int_equal(utf8_next(&at), 0xFFFD);
    assert_int_equal(utf8_next(&at), 0xFFFD);
    assert_int_equal(utf8_next(&at), 0xFFFD);
    assert_int_equal(utf8_next(&at), 0);
    assert_int_equal(utf8_next(&at), 0);
    at = "\xEF\xBF\xBDz";
    assert_int_equal(utf8_next(&at), 0xFFFD);
    assert_int_equal(utf8_next(&at), 'z');
}

static void
characters_and_columns_are_counted(void **state)
{
    (void)state;
    assert_int_equal(utf8_length("沪A·12345"), 8);
    assert_int_equal(utf8_columns("沪A12345"), 8);
    assert_int_equal(utf8_columns("（车）"), 6);
    assert_int_equal(utf8_columns("e\xCC\x81"), 1);
    assert_int_equal(utf8_columns("ｱ"), 1);
    assert_int_equal(utf8_columns(""), 0);
}

static void
scripts_without_spaces_are_known(void **state)
{
    (void)state;
    assert_true(utf8_is_cjk(0x8F66));
    assert_true(utf8_is_cjk(0x3042));
    assert_true(utf8_is_cjk(0xD55C));
    assert_true(utf8_is_cjk(0x20000));
    assert_true(utf8_is_cjk(0x3007));
    assert_true(utf8_is_cjk(0xFF71));
    assert_false(utf8_is_cjk('a'));
    assert_false(utf8_is_cjk(0x3002));
    assert_false(utf8_is_cjk(0xFF0C));
    assert_false(utf8_is_cjk(0x1F697));
}

static void
names_follow_one_shape(void **state)
{
    (void)state;
    assert_true(name_valid("lead_2", 48));
    assert_true(name_valid("abc", 3));
    assert_false(name_valid("abcd", 3));
    assert_false(name_valid("", 48));
    assert_false(name_valid(NULL, 48));
    assert_false(name_valid("2nd", 48));
    assert_false(name_valid("_x", 48));
    assert_false(name_valid("Lead", 48));
    assert_false(name_valid("a-b", 48));
    assert_false(name_valid("车", 48));
}

static void
a_slip_finds_the_name_that_was_meant(void **state)
{
    (void)state;
    static const char *const names[] = { "phone", "name", "created_at", "grade", NULL };
    char endless[300];
    memset(endless, 'x', sizeof endless - 1);
    endless[sizeof endless - 1] = '\0';
    assert_string_equal(name_nearest("phnoe", names), "phone");
    assert_string_equal(name_nearest("nmae", names), "name");
    assert_string_equal(name_nearest("create_at", names), "created_at");
    assert_null(name_nearest("colour", names));
    assert_null(name_nearest("abc", names));
    assert_null(name_nearest("", names));
    assert_null(name_nearest(endless, names));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_grows_and_is_given_away),
        cmocka_unit_test(an_empty_piece_still_ends_the_text),
        cmocka_unit_test(malformed_utf8_is_refused),
        cmocka_unit_test(code_points_are_walked_and_bad_bytes_stand_in),
        cmocka_unit_test(characters_and_columns_are_counted),
        cmocka_unit_test(scripts_without_spaces_are_known),
        cmocka_unit_test(names_follow_one_shape),
        cmocka_unit_test(a_slip_finds_the_name_that_was_meant),
    };
    return PROVE(tests);
}
