/* rejects_test.c  proves  core/exchange/rejects.c: what it writes is read back whole. */
#include "files.h"

#include "dms/json.h"
#include "exchange/rejects.h"

static const char *const awkward[] = { "=HYPERLINK(\"x\")", "a,b",        "two\nlines",
                                       "+86 138",           "say \"hi\"", "" };

static struct dms_json *
row_of(const char *const *cells, size_t count)
{
    struct dms_json *row = dms_json_create_array();
    for (size_t i = 0; i < count; i++)
        dms_json_take(row, dms_json_create_text(cells[i]));
    return row;
}

static void
a_rejected_row_comes_back_as_it_was_with_line_field_and_reason(void **state)
{
    (void)state;
    static const char *const names[] = { "a", "b", "c", "d", "e", "f" };
    struct messages *messages = messages_create();
    struct dms_error reason = { 0 }, error = { 0 };
    struct dms_json *headers = row_of(names, 6), *cells = row_of(awkward, 6);
    struct rejects *rejects = rejects_create(test_path(), "en", messages);
    dms_fail_field(&reason, DMS_INVALID, "phone", "no.such.sentence", "");
    dms_error_at_file(&reason, "file", 17);
    rejects_add(rejects, 17, headers, cells, &reason);
    assert_int_equal(rejects_close(rejects, &error), DMS_OK);
    char *said = test_rows(test_path(), NULL, &error);
    assert_non_null(strstr(said, "|a|b|c|d|e|f\n2:17|phone|"));
    assert_non_null(
        strstr(said, "|=HYPERLINK(\"x\")|a,b|two\nlines|+86 138|say \"hi\"|\n"));
    free(said);
    dms_json_destroy(headers);
    dms_json_destroy(cells);
    messages_destroy(messages);
}

static void
rows_with_other_members_have_each_value_under_its_name(void **state)
{
    (void)state;
    static const char *const rows[] = { "{\"hook\":7,\"plate\":\"B,\\\"\\n1\"}",
                                        "{\"tag\":\"A3\",\"hook\":2}",
                                        "{\"plate\":\"B2\"}" };
    struct messages *messages = messages_create();
    struct dms_error reason = { 0 }, error = { 0 };
    struct rejects *rejects = rejects_create(test_path(), "en", messages);
    dms_fail_field(&reason, DMS_INVALID, "tag", "no.such.sentence", "");
    for (int i = 0; i < 3; i++) {
        struct dms_json *row = NULL;
        assert_int_equal(dms_json_load(rows[i], strlen(rows[i]), &row, NULL), DMS_OK);
        rejects_add(rejects, i + 2, NULL, row, &reason);
        dms_json_destroy(row);
    }
    assert_int_equal(rejects_close(rejects, &error), DMS_OK);
    char *said = test_rows(test_path(), NULL, &error);
    assert_non_null(strstr(said, "|hook|plate|tag\n2:2|tag|"));
    assert_non_null(strstr(said, "|7|B,\"\n1|\n"));
    assert_non_null(strstr(said, "|2||A3\n"));
    assert_non_null(strstr(said, "||B2|"));
    free(said);
    messages_destroy(messages);
}

static void
without_a_bad_row_there_is_no_file(void **state)
{
    (void)state;
    unlink(test_path());
    struct rejects *rejects = rejects_create(test_path(), "en", NULL);
    assert_int_equal(rejects_close(rejects, NULL), DMS_OK);
    assert_int_equal(access(test_path(), F_OK), -1);
}

static void
a_file_that_cannot_be_written_is_told_at_the_end(void **state)
{
    (void)state;
    struct dms_error reason = { 0 }, error = { 0 };
    struct messages *messages = messages_create();
    struct dms_json *cells = row_of(awkward, 1);
    struct rejects *rejects = rejects_create("/nowhere/rejects.csv", "en", messages);
    dms_fail(&reason, DMS_INVALID, "x", "");
    rejects_add(rejects, 1, NULL, cells, &reason);
    assert_int_equal(rejects_close(rejects, &error), DMS_STORAGE);
    assert_string_equal(error.key, "exchange.cannot_write");
    dms_json_destroy(cells);
    messages_destroy(messages);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rejected_row_comes_back_as_it_was_with_line_field_and_reason),
        cmocka_unit_test(rows_with_other_members_have_each_value_under_its_name),
        cmocka_unit_test(without_a_bad_row_there_is_no_file),
        cmocka_unit_test(a_file_that_cannot_be_written_is_told_at_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, test_forget_file);
}
