/* csv_test.c  proves  core/exchange/csv.c and rows.c */
#include "files.h"

#include "exchange/csv.h"

static void
quotes_breaks_and_separators_inside_cells_stay(void **state)
{
    (void)state;
    EXPECT_ROWS("a,b\r\n\"1,\"\"x\"\"\",\"two\r\nlines\"\r\n3,4\r\n",
                "1:a|b\n2:1,\"x\"|two\r\nlines\n4:3|4\n");
    EXPECT_ROWS("a,b\n1,5\" screen\n\"x\"y,z\n", "1:a|b\n2:1|5\" screen\n3:xy|z\n");
    EXPECT_ROWS("a,b\n1,2", "1:a|b\n2:1|2\n");
    EXPECT_ROWS("a,b\n,\n1,\n", "1:a|b\n3:1|\n");
    EXPECT_ROWS("", "");
    EXPECT_ROWS("\n\r\n \n", "");
}

static void
lines_end_with_lf_crlf_or_cr(void **state)
{
    (void)state;
    EXPECT_ROWS("a;b\r1;2,5\r\r\"x\ry\";3\rz;4", "1:a|b\n2:1|2,5\n4:x\ry|3\n6:z|4\n");
    EXPECT_ROWS("a,b\r1,\"open\r2,3", "1:a|b\n!exchange.open_quote");
}

static void
the_separator_is_found_in_the_header(void **state)
{
    (void)state;
    EXPECT_ROWS("a\tb,c\td\n1\t2\t3\n", "1:a|b,c|d\n2:1|2|3\n");
    EXPECT_ROWS("\n\na;b\n1,5;2\n", "3:a|b\n4:1,5|2\n");
    EXPECT_ROWS(";;\na;b;c\n", "2:a|b|c\n");
    EXPECT_ROWS("\"a,b,c\";d\n1;2\n", "1:a,b,c|d\n2:1|2\n");
    EXPECT_ROWS("a|b\n1|2\n", "1:a|b\n2:1|2\n");
}

static void
a_quote_that_never_closes_is_told_with_its_line(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    static const char bytes[] = "a,b\n\"two\nlines\",1\n2,\"open\n3,4\n";
    char *said = test_rows(test_file(bytes, sizeof(bytes) - 1), NULL, &error);
    assert_string_equal(error.key, "exchange.open_quote");
    assert_int_equal(error.line, 4);
    assert_string_equal(error.file, "file");
    free(said);
}

static void
zero_bytes_and_broken_encodings_are_told_with_their_line(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    static const char zero[] = "a,b\r1,2\r3,\0\r";
    char *said = test_rows(test_file(zero, sizeof(zero) - 1), NULL, &error);
    assert_string_equal(error.key, "exchange.zero_byte");
    assert_int_equal(error.line, 3);
    free(said);
    dms_error_clear(&error);
    static const char wrong[] = "姓名,电话,地址\r\n张三,1\xFF,2\r\n";
    said = test_rows(test_file(wrong, sizeof(wrong) - 1), NULL, &error);
    assert_string_equal(error.key, "exchange.wrong_byte");
    assert_int_equal(error.line, 2);
    free(said);
}

static void
cells_of_ten_megabytes_are_taken_and_longer_ones_refused(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    struct text file = { 0 };
    text_add(&file, "a,b\n");
    for (int i = 0; i < CSV_FIELD_LIMIT / 16; i++)
        text_add(&file, "0123456789abcdef");
    char *said = test_rows(test_file(file.data, file.size), NULL, &error);
    assert_int_equal(error.status, DMS_OK);
    assert_int_equal(strlen(said), CSV_FIELD_LIMIT + strlen("1:a|b\n2:\n"));
    free(said);
    text_add(&file, "x\n");
    said = test_rows(test_file(file.data, file.size), NULL, &error);
    assert_string_equal(error.key, "exchange.cell_too_long");
    assert_int_equal(error.line, 2);
    free(said);
    text_clear(&file);
}

static void
rows_of_too_many_cells_are_refused(void **state)
{
    (void)state;
    char bytes[ROW_CELL_LIMIT + 2];
    memset(bytes, ',', sizeof(bytes));
    expect_rows(bytes, ROW_CELL_LIMIT, NULL, "!exchange.too_many_cells");
    char *said = NULL;
    struct dms_error error = { 0 };
    bytes[0] = 'x';
    said = test_rows(test_file(bytes, ROW_CELL_LIMIT - 1), NULL, &error);
    assert_int_equal(error.status, DMS_OK);
    free(said);
}

static void
what_is_written_guarded_is_read_as_it_was(void **state)
{
    (void)state;
    static const char *const cells[] = { "=1+1",  "+8613800138000", "-5",       "@x",
                                         "plain", "a\"b,c\nd",      "'quoted'", "" };
    struct text file = { 0 }, expected = { 0 };
    text_add(&expected, "1:");
    for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++) {
        text_add(&file, i > 0 ? "," : "");
        csv_add_cell(&file, cells[i], ',', true);
        text_printf(&expected, "%s%s", i > 0 ? "|" : "", cells[i]);
    }
    assert_non_null(strstr(file.data, "'=1+1,'+86"));
    text_add(&expected, "\n");
    expect_rows(file.data, file.size, NULL, expected.data);
    text_clear(&file);
    text_clear(&expected);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_breaks_and_separators_inside_cells_stay),
        cmocka_unit_test(lines_end_with_lf_crlf_or_cr),
        cmocka_unit_test(the_separator_is_found_in_the_header),
        cmocka_unit_test(a_quote_that_never_closes_is_told_with_its_line),
        cmocka_unit_test(zero_bytes_and_broken_encodings_are_told_with_their_line),
        cmocka_unit_test(cells_of_ten_megabytes_are_taken_and_longer_ones_refused),
        cmocka_unit_test(rows_of_too_many_cells_are_refused),
        cmocka_unit_test(what_is_written_guarded_is_read_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, test_forget_file);
}
