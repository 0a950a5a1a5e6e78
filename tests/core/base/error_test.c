/* error_test.c  proves  core/base/error.c, error_json.c, values.c and status.c */
#include "proof.h"

#include "base/text.h"
#include "dms/json.h"

static void
an_error_keeps_key_and_values(void **state)
{
    (void)state;
    struct dms_error *error = dms_error_create();
    assert_int_equal(dms_error_status(error), DMS_OK);
    assert_string_equal(dms_error_key(error), "");
    assert_int_equal(dms_fail(error, DMS_DENIED, "t.short", "part=%s|free=%d", "机油", 3),
                     DMS_DENIED);
    assert_int_equal(dms_error_status(error), DMS_DENIED);
    assert_string_equal(dms_error_key(error), "t.short");
    assert_string_equal(dms_error_value(error, "part"), "机油");
    assert_string_equal(dms_error_value(error, "free"), "3");
    assert_string_equal(dms_error_value(error, "fre"), "");
    assert_string_equal(dms_error_value(error, "none"), "");
    dms_error_destroy(error);
    dms_error_destroy(NULL);
}

static void
the_first_error_wins_and_clear_makes_room(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    dms_fail(&error, DMS_NOT_FOUND, "t.cause", "");
    assert_int_equal(dms_fail(&error, DMS_STORAGE, "t.symptom", "a=1"), DMS_STORAGE);
    assert_string_equal(dms_error_key(&error), "t.cause");
    assert_int_equal(dms_error_status(&error), DMS_NOT_FOUND);
    assert_string_equal(dms_error_value(&error, "a"), "");
    dms_error_clear(&error);
    assert_int_equal(dms_error_status(&error), DMS_OK);
    dms_fail(&error, DMS_FULL, "t.next", "");
    assert_string_equal(dms_error_key(&error), "t.next");
}

static void
nobody_has_to_listen(void **state)
{
    (void)state;
    assert_int_equal(dms_fail(NULL, DMS_BUSY, "t.busy", "a=%d", 1), DMS_BUSY);
    dms_error_at_field(NULL, "f");
    dms_error_at_rule(NULL, "r");
    dms_error_at_file(NULL, "f", 1);
    dms_error_clear(NULL);
    assert_int_equal(dms_error_status(NULL), DMS_OK);
    assert_string_equal(dms_error_value(NULL, "a"), "");
}

static void
two_values_can_be_held_at_once(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    dms_fail(&error, DMS_INVALID, "t.range", "low=%d|high=%d", 1, 9);
    const char *low = dms_error_value(&error, "low");
    const char *high = dms_error_value(&error, "high");
    assert_string_equal(low, "1");
    assert_string_equal(high, "9");
}

static void
a_value_cannot_forge_another(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    dms_fail(&error, DMS_INVALID, "t.k", "name=%s|rule=%s", "a|rule=b", "real");
    assert_string_equal(dms_error_value(&error, "name"), "a|rule=b");
    assert_string_equal(dms_error_value(&error, "rule"), "real");
    dms_error_clear(&error);
    dms_fail(&error, DMS_INVALID, "t.k", "name=%s|rule=%s", "a\x1frule=b", "real");
    assert_string_equal(dms_error_value(&error, "name"), "a rule=b");
    assert_string_equal(dms_error_value(&error, "rule"), "real");
}

static void
control_characters_and_broken_bytes_are_made_harmless(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    dms_fail(&error, DMS_INVALID, "t.k", "a=%s|b=%s|c=%s", "x\n\x1b[31m\x7f", "\xC2\x9Bm",
             "\xC4\xE3ok");
    assert_string_equal(dms_error_value(&error, "a"), "x  [31m ");
    assert_string_equal(dms_error_value(&error, "b"), " m");
    assert_string_equal(dms_error_value(&error, "c"), "??ok");
    dms_error_at_field(&error, "f\nx");
    assert_string_equal(dms_error_field(&error), "f x");
}

static void
long_values_end_between_two_characters(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    char wide[3001];
    for (size_t i = 0; i < 1000; i++)
        memcpy(wide + 3 * i, "车", 3);
    wide[3000] = '\0';
    dms_fail(&error, DMS_INVALID, "t.k", "a=%s|b=%s", wide, "lost");
    const char *kept = dms_error_value(&error, "a");
    assert_true(strlen(kept) > 900);
    assert_true(utf8_valid(kept, strlen(kept)));
    dms_error_at_file(&error, wide, 1);
    assert_true(utf8_valid(error.file, strlen(error.file)));
    dms_error_clear(&error);
    dms_fail(&error, DMS_INVALID, "t.k", "a=%.4s|b=%s", wide, "kept");
    assert_string_equal(dms_error_value(&error, "a"), "车");
    assert_string_equal(dms_error_value(&error, "b"), "kept");
}

static void
the_first_place_stays(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    dms_error_at_field(&error, "stale");
    dms_fail(&error, DMS_INVALID, "t.k", "");
    assert_string_equal(dms_error_field(&error), "");
    dms_error_at_field(&error, "phone");
    dms_error_at_field(&error, "person");
    dms_error_at_rule(&error, "a/b");
    dms_error_at_rule(&error, "c/d");
    dms_error_at_file(&error, "a.csv", 7);
    dms_error_at_file(&error, "b.csv", 9);
    assert_string_equal(dms_error_field(&error), "phone");
    assert_string_equal(dms_error_rule(&error), "a/b");
    assert_string_equal(dms_error_file(&error), "a.csv");
    assert_int_equal(dms_error_line(&error), 7);
}

static void
a_copy_fills_only_what_is_empty(void **state)
{
    (void)state;
    struct dms_error from = { 0 }, to = { 0 };
    error_copy(&to, &from);
    assert_int_equal(to.status, DMS_OK);
    dms_fail(&from, DMS_LIMIT, "t.one", "a=1");
    error_copy(&to, &from);
    assert_string_equal(dms_error_value(&to, "a"), "1");
    dms_error_clear(&from);
    dms_fail(&from, DMS_BUSY, "t.two", "");
    error_copy(&to, &from);
    assert_string_equal(dms_error_key(&to), "t.one");
    error_copy(NULL, &from);
}

static void
an_error_crosses_a_socket(void **state)
{
    (void)state;
    struct dms_error error = { 0 }, other = { 0 };
    dms_fail(&error, DMS_CONFLICT, "t.k", "a=%s|b=%s", "甲", "x|y=z");
    dms_error_at_field(&error, "phone");
    dms_error_at_rule(&error, "aurora/sales/x");
    dms_error_at_file(&error, "a.lua", 12);
    struct dms_json *json = error_json(&error);
    char *text = dms_json_print(json);
    assert_string_equal(
        text, "{\"field\":\"phone\",\"file\":\"a.lua\",\"key\":\"t.k\",\"line\":12,"
              "\"rule\":\"aurora/sales/x\",\"status\":\"conflict\","
              "\"values\":{\"a\":\"甲\",\"b\":\"x|y=z\"}}");
    error_from_json(&other, json);
    assert_memory_equal(&other.status, &error.status, sizeof error.status);
    assert_string_equal(dms_error_value(&other, "b"), "x|y=z");
    assert_string_equal(other.rule, error.rule);
    assert_int_equal(other.line, 12);
    free(text);
    dms_json_destroy(json);
}

static void
a_strange_answer_is_a_bug_and_no_answer_is_no_error(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "status", "melted");
    error_from_json(&error, json);
    assert_int_equal(error.status, DMS_BUG);
    dms_error_clear(&error);
    dms_json_set_text(json, "status", "ok");
    error_from_json(&error, json);
    assert_int_equal(error.status, DMS_OK);
    dms_json_destroy(json);
}

static void
every_status_has_its_stable_name(void **state)
{
    (void)state;
    assert_string_equal(dms_status_name(DMS_OK), "ok");
    assert_string_equal(dms_status_name(DMS_NOT_FOUND), "not_found");
    assert_string_equal(dms_status_name(DMS_BUG), "bug");
    assert_string_equal(dms_status_name((enum dms_status)99), "unknown");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_keeps_key_and_values),
        cmocka_unit_test(the_first_error_wins_and_clear_makes_room),
        cmocka_unit_test(nobody_has_to_listen),
        cmocka_unit_test(two_values_can_be_held_at_once),
        cmocka_unit_test(a_value_cannot_forge_another),
        cmocka_unit_test(control_characters_and_broken_bytes_are_made_harmless),
        cmocka_unit_test(long_values_end_between_two_characters),
        cmocka_unit_test(the_first_place_stays),
        cmocka_unit_test(a_copy_fills_only_what_is_empty),
        cmocka_unit_test(an_error_crosses_a_socket),
        cmocka_unit_test(a_strange_answer_is_a_bug_and_no_answer_is_no_error),
        cmocka_unit_test(every_status_has_its_stable_name),
    };
    return PROVE(tests);
}
