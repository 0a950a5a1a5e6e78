/* encoding_test.c  proves  core/exchange/encoding.c and source.c */
#include "files.h"

#include <iconv.h>

/* TEXT in ENCODING behind MARK, read back. */
static void
expect_read(const char *text, const char *encoding, const char *mark, size_t mark_size)
{
    static char bytes[400000];
    memcpy(bytes, mark, mark_size);
    char *from = (char *)(uintptr_t)text, *to = bytes + mark_size;
    size_t from_left = strlen(text), to_left = sizeof(bytes) - mark_size;
    iconv_t converter = iconv_open(encoding, "UTF-8");
    assert_true(iconv(converter, &from, &from_left, &to, &to_left) != (size_t)-1);
    iconv_close(converter);
    struct source *source = NULL;
    struct dms_error error = { 0 };
    struct text read = { 0 };
    char piece[1000];
    size_t got = 1;
    const char *path = test_file(bytes, (size_t)(to - bytes));
    assert_int_equal(source_open(path, "file", NULL, &source, &error), DMS_OK);
    text_add(&read, "");
    while (got > 0) {
        assert_int_equal(source_read(source, piece, sizeof(piece), &got, &error), DMS_OK);
        text_add_sized(&read, piece, got);
    }
    assert_string_equal(read.data, text);
    source_close(source);
    text_clear(&read);
}

#define TABLE "姓名,电话\r\n张三一,13800138000\r\n欧阳雨桐,010-88993108\r\n"

static void
what_chinese_offices_save_is_read_unasked(void **state)
{
    (void)state;
    expect_read(TABLE, "UTF-8", "", 0);
    expect_read(TABLE, "UTF-8", "\xEF\xBB\xBF", 3);
    expect_read(TABLE, "GBK", "", 0);
    expect_read(TABLE "\xF0\xA0\x80\x80", "GB18030", "", 0);
    expect_read(TABLE, "GB18030", "\x84\x31\x95\x33", 4);
    expect_read(TABLE, "UTF-16LE", "\xFF\xFE", 2);
    expect_read(TABLE, "UTF-16BE", "\xFE\xFF", 2);
    expect_read(TABLE, "UTF-16LE", "", 0);
    expect_read(TABLE, "UTF-16BE", "", 0);
    expect_read("a", "UTF-8", "", 0);
    expect_read("", "UTF-8", "\xEF\xBB\xBF", 3);
}

static void
utf16_without_a_mark_is_found_in_chinese_too(void **state)
{
    (void)state;
    /* Low bytes of 一 (U+4E00) and 开 (U+5F00) are zero: they stand where Latin has its own. */
    expect_read("一,开\n一一,开开\n", "UTF-16LE", "", 0);
    expect_read("一,开\n一一,开开\n", "UTF-16BE", "", 0);
    expect_read("品牌,车型\n全球鹰一一开开,全球鹰比亚迪\n", "UTF-16LE", "", 0);
}

/* The first piece is plain ASCII in every encoding; only later letters tell. */
static void
chinese_far_behind_the_beginning_is_read_as_well(void **state)
{
    (void)state;
    struct text text = { 0 };
    while (text.size < 140000)
        text_add(&text, "LJCPCBLCX11000237,129800\n");
    text_add(&text, "张三,上海市\n李四,北京市\n");
    expect_read(text.data, "GBK", "", 0);
    expect_read(text.data, "UTF-8", "", 0);
    text_clear(&text);
}

static void
a_named_encoding_is_believed(void **state)
{
    (void)state;
    expect_rows("a,b\n1,\xA9\n", 8, "ISO-8859-1", "1:a|b\n2:1|©\n");
    expect_rows("\xA6W,b\n", 5, "BIG5", "1:名|b\n");
    expect_rows("\xEF\xBB\xBF"
                "a,b\n",
                7, "UTF-8", "1:a|b\n");
    expect_rows("a,b\n", 4, "klingon", "!exchange.unknown_encoding");
}

static void
a_file_that_ends_inside_a_letter_is_an_error(void **state)
{
    (void)state;
    EXPECT_ROWS("\xEF\xBB\xBF"
                "a,b\n1,\xE5\xBC",
                "1:a|b\n!exchange.wrong_byte");
    EXPECT_ROWS("\xFF\xFE"
                "a\0,\0b\0\n\0"
                "1",
                "1:a|b\n!exchange.wrong_byte");
}

static void
folders_and_missing_files_are_one_error_with_the_name(void **state)
{
    (void)state;
    struct source *source = NULL;
    struct dms_error error = { 0 };
    assert_int_equal(source_open("/tmp", "folder", NULL, &source, &error), DMS_INVALID);
    assert_string_equal(error.key, "exchange.is_folder");
    assert_string_equal(error.file, "folder");
    assert_null(source);
    dms_error_clear(&error);
    assert_int_equal(source_open("/nowhere/x", "x", NULL, &source, &error),
                     DMS_NOT_FOUND);
    assert_string_equal(error.key, "base.cannot_read");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_chinese_offices_save_is_read_unasked),
        cmocka_unit_test(utf16_without_a_mark_is_found_in_chinese_too),
        cmocka_unit_test(chinese_far_behind_the_beginning_is_read_as_well),
        cmocka_unit_test(a_named_encoding_is_believed),
        cmocka_unit_test(a_file_that_ends_inside_a_letter_is_an_error),
        cmocka_unit_test(folders_and_missing_files_are_one_error_with_the_name),
    };
    return cmocka_run_group_tests(tests, NULL, test_forget_file);
}
