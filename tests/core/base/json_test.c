/* json_test.c  proves  core/base/json.c, json_load.c, json_print.c, json_read.c, json_write.c */
#include "proof.h"

#include "dms/json.h"

static struct dms_json *
load(const char *text)
{
    struct dms_json *json = NULL;
    struct dms_error error = { 0 };
    char *copy = exact_copy(text, strlen(text));
    assert_int_equal(dms_json_load(copy, strlen(text), &json, &error), DMS_OK);
    free(copy);
    return json;
}

static void
assert_round(const char *from, const char *to)
{
    struct dms_json *json = load(from);
    char *text = dms_json_print(json);
    assert_string_equal(text, to);
    free(text);
    dms_json_destroy(json);
}

static void
assert_refused(const char *bytes, size_t size, const char *key, const char *line)
{
    struct dms_json *json = (struct dms_json *)(uintptr_t)1;
    struct dms_error error = { 0 };
    char *copy = exact_copy(bytes, size);
    assert_int_equal(dms_json_load(copy, size, &json, &error), DMS_INVALID);
    assert_null(json);
    assert_string_equal(dms_error_key(&error), key);
    assert_string_equal(dms_error_value(&error, "line"), line);
    free(copy);
}

static void
equal_values_give_equal_text(void **state)
{
    (void)state;
    assert_round(" {\"b\" : [1, 2.5, true, null ] , \"a\":{}, \"车\":\"辆\"} ",
                 "{\"a\":{},\"b\":[1,2.5,true,null],\"车\":\"辆\"}");
    assert_round("\"\\u8f66\\n\\u0001\\\"\\\\\\/\\t\"", "\"车\\n\\u0001\\\"\\\\/\\t\"");
    assert_round("9223372036854775807", "9223372036854775807");
    assert_round("-9223372036854775808", "-9223372036854775808");
    assert_round("0.1", "0.1");
    assert_round("2.0", "2.0");
    assert_round("1e300", "1e+300");
    assert_round("-0.0", "-0.0");
    assert_round("0.30000000000000004", "0.30000000000000004");
    assert_round("null", "null");
    assert_round("[]", "[]");
}

static void
many_members_are_sorted_too(void **state)
{
    (void)state;
    struct dms_json *json = dms_json_create_object();
    for (int i = 999; i >= 0; i--) {
        char key[16];
        snprintf(key, sizeof key, "k%03d", i);
        dms_json_set_integer(json, key, i);
    }
    char *text = dms_json_print(json);
    assert_int_equal(strncmp(text, "{\"k000\":0,\"k001\":1,", 19), 0);
    assert_string_equal(dms_json_key_at(json, 0), "k999");
    assert_int_equal(dms_json_integer(dms_json_value_at(json, 999)), 0);
    assert_null(dms_json_key_at(json, 1000));
    free(text);
    dms_json_destroy(json);
}

static void
pretty_text_is_indented_by_two(void **state)
{
    (void)state;
    struct dms_json *json = load("{\"b\":[1,{\"c\":2}],\"a\":[],\"d\":{}}");
    char *text = dms_json_print_pretty(json);
    assert_string_equal(text,
                        "{\n  \"a\": [],\n  \"b\": [\n    1,\n    {\n      \"c\": 2\n"
                        "    }\n  ],\n  \"d\": {}\n}");
    free(text);
    dms_json_destroy(json);
}

static void
what_is_no_json_is_refused_with_its_line(void **state)
{
    (void)state;
    assert_refused("", 0, "json.unfinished", "1");
    assert_refused("{\"a\":1,\n\"b\":", 12, "json.unfinished", "2");
    assert_refused("{\"a\":\"x", 7, "json.unfinished", "1");
    assert_refused("{\"a\":1,\n\n\"a\":2}", 15, "json.duplicate_key", "3");
    assert_refused("[1,\n2,]", 7, "json.syntax", "2");
    assert_refused("1 2", 3, "json.more_follows", "1");
    assert_refused("{}\n\nx", 5, "json.more_follows", "3");
    assert_refused("\"\xC4\xE3\"", 4, "json.not_utf8", "1");
    assert_refused("[9223372036854775808]", 21, "json.number_too_big", "1");
    assert_refused("[1e999]", 7, "json.number_too_big", "1");
    assert_refused("\"a\\u0000b\"", 10, "json.zero_byte", "1");
    assert_refused("[1]\0", 4, "json.more_follows", "1");
    assert_refused("nul", 3, "json.syntax", "1");
    assert_refused("\xEF\xBB\xBF{}", 5, "json.syntax", "1");
}

static void
nesting_ends_at_sixty_four(void **state)
{
    (void)state;
    char text[2 * 65 + 1] = "";
    memset(text, '[', 64);
    memset(text + 64, ']', 64);
    assert_round(text, text);
    memset(text, '[', 65);
    memset(text + 65, ']', 65);
    text[0] = '\n';
    text[129] = ' ';
    assert_round(text,
                 "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                 "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]");
    memset(text, '[', 65);
    memset(text + 65, ']', 65);
    assert_refused(text, 130, "json.too_deep", "1");
    char endless[100000];
    memset(endless, '[', sizeof endless);
    endless[0] = '\n';
    assert_refused(endless, sizeof endless, "json.too_deep", "2");
    assert_round("[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                 "[[\\\"[\"]",
                 "[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["
                 "[[\\\"[\"]");
}

static void
text_that_is_not_utf8_is_no_value(void **state)
{
    (void)state;
    assert_null(dms_json_create_text("\xC4\xE3"));
    assert_null(dms_json_create_text_sized("a\0b", 3));
    struct dms_json *json = dms_json_create_text(NULL);
    assert_int_equal(dms_json_kind(json), DMS_JSON_NULL);
    dms_json_destroy(json);
    json = dms_json_create_text_sized("abc", 2);
    assert_string_equal(dms_json_text(json), "ab");
    dms_json_destroy(json);
}

static void
nothing_counts_as_null(void **state)
{
    (void)state;
    char *text = dms_json_print(NULL);
    assert_string_equal(text, "null");
    free(text);
    assert_int_equal(dms_json_kind(NULL), DMS_JSON_NULL);
    assert_int_equal(dms_json_count(NULL), 0);
    assert_null(dms_json_at(NULL, 0));
    assert_null(dms_json_at_key(NULL, "a"));
    assert_null(dms_json_key_at(NULL, 0));
    assert_null(dms_json_text_at(NULL, "a"));
    assert_false(dms_json_boolean(NULL));
    assert_int_equal(dms_json_integer(NULL), 0);
    dms_json_destroy(NULL);
    struct dms_json *object = dms_json_create_object();
    dms_json_take_key(object, "a", NULL);
    dms_json_take_key(object, "b", dms_json_copy(NULL));
    text = dms_json_print(object);
    assert_string_equal(text, "{\"a\":null,\"b\":null}");
    free(text);
    dms_json_destroy(object);
}

static void
members_are_set_read_and_removed(void **state)
{
    (void)state;
    struct dms_json *object = dms_json_create_object(), *array = dms_json_create_array();
    dms_json_take(array, dms_json_create_integer(INT64_MIN));
    dms_json_take(array, dms_json_create_boolean(true));
    struct dms_json *again = dms_json_copy(array);
    dms_json_take_key(object, "list", array);
    dms_json_set_text(object, "t", "字");
    dms_json_set_integer(object, "i", 42);
    dms_json_set_boolean(object, "b", true);
    assert_string_equal(dms_json_text_at(object, "t"), "字");
    assert_int_equal(dms_json_integer_at(object, "i"), 42);
    assert_true(dms_json_real(dms_json_at_key(object, "i")) > 41.9);
    assert_true(dms_json_boolean_at(object, "b"));
    assert_false(dms_json_boolean_at(object, "i"));
    dms_json_remove_key(object, "t");
    dms_json_remove_key(object, "t");
    assert_null(dms_json_text_at(object, "t"));
    assert_int_equal(dms_json_count(object), 3);
    dms_json_destroy(object);
    assert_int_equal(dms_json_integer(dms_json_at(again, 0)), INT64_MIN);
    assert_null(dms_json_at(again, 2));
    dms_json_destroy(again);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_values_give_equal_text),
        cmocka_unit_test(many_members_are_sorted_too),
        cmocka_unit_test(pretty_text_is_indented_by_two),
        cmocka_unit_test(what_is_no_json_is_refused_with_its_line),
        cmocka_unit_test(nesting_ends_at_sixty_four),
        cmocka_unit_test(text_that_is_not_utf8_is_no_value),
        cmocka_unit_test(nothing_counts_as_null),
        cmocka_unit_test(members_are_set_read_and_removed),
    };
    return PROVE(tests);
}
