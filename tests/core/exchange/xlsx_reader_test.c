/* xlsx_reader_test.c  proves  core/exchange/xlsx_*.c and rows.c */
#include "files.h"

#include <xlsxwriter.h>
#include <zip.h>

#include "exchange/xlsx_book.h"

static void
expect_workbook(const char *expected)
{
    struct dms_error error = { 0 };
    char *said = test_rows(test_path(), NULL, &error);
    assert_string_equal(said, expected);
    if (error.status != DMS_OK)
        assert_string_equal(error.file, "file");
    free(said);
}

static void
write_dates(lxw_workbook *book, lxw_worksheet *sheet)
{
    static const struct {
        const char *format;
        double serial;
    } cells[] = { { "yyyy-mm-dd", 45351 },       { "yyyy\"年\"m\"月\"d\"日\"", 45351 },
                  { "yyyy/m/d h:mm", 45351.75 }, { "h:mm", 0.375 },
                  { "0.00\"d\"", 45351 },        { "[Red]0", 45351 } };
    for (uint16_t i = 0; i < 6; i++) {
        lxw_format *format = workbook_add_format(book);
        format_set_num_format(format, cells[i].format);
        worksheet_write_number(sheet, 3, i, cells[i].serial, format);
    }
}

static void
a_workbook_gives_its_rows_as_people_see_them(void **state)
{
    (void)state;
    lxw_workbook *book = workbook_new(test_path());
    lxw_worksheet *sheet = workbook_add_worksheet(book, "客户"), *other;
    worksheet_write_string(sheet, 0, 0, "姓名", NULL);
    worksheet_write_string(sheet, 0, 1, "电话", NULL);
    worksheet_write_string(sheet, 1, 0, "张三 <A&B>\n二", NULL);
    worksheet_write_number(sheet, 1, 1, 13800138000.0, NULL);
    worksheet_write_boolean(sheet, 1, 3, 1, NULL);
    worksheet_write_number(sheet, 1, 4, 0.1 + 0.2, NULL);
    worksheet_write_number(sheet, 1, 5, 310101199001011234.0, NULL);
    worksheet_write_number(sheet, 1, 6, -1.5e-7, NULL);
    worksheet_write_formula_num(sheet, 1, 7, "=B2+1", NULL, 7);
    write_dates(book, sheet);
    worksheet_write_blank(sheet, 4, 5, workbook_add_format(book));
    other = workbook_add_worksheet(book, "other");
    worksheet_write_string(other, 0, 0, "not this one", NULL);
    assert_int_equal(workbook_close(book), 0);
    expect_workbook(
        "1:姓名|电话\n"
        "2:张三 <A&B>\n二|13800138000||true|0.3|310101199001011000|-0.00000015|7\n"
        "4:2024-02-29|2024-02-29|2024-02-29 18:00:00|09:00:00|45351|45351\n");
}

static void
inline_texts_are_read_too(void **state)
{
    (void)state;
    lxw_workbook_options options = { .constant_memory = LXW_TRUE };
    lxw_workbook *book = workbook_new_opt(test_path(), &options);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    for (uint32_t i = 0; i < 2000; i++) {
        worksheet_write_string(sheet, i, 0, "值", NULL);
        worksheet_write_number(sheet, i, 1, i, NULL);
    }
    assert_int_equal(workbook_close(book), 0);
    struct dms_error error = { 0 };
    char *said = test_rows(test_path(), NULL, &error);
    assert_non_null(strstr(said, "1:值|0\n2:值|1\n"));
    assert_non_null(strstr(said, "2000:值|1999\n"));
    free(said);
}

/* A package whose parts stand in TEXTS: name, content, …, NULL. */
static void
write_package(const char *const *parts)
{
    int code;
    unlink(test_path());
    zip_t *zip = zip_open(test_path(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    assert_non_null(zip);
    for (; *parts != NULL; parts += 2) {
        zip_source_t *content = zip_source_buffer(zip, parts[1], strlen(parts[1]), 0);
        assert_true(zip_file_add(zip, parts[0], content, 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
}

#define DOOR                                                                             \
    "_rels/.rels", "<Relationships><Relationship Id='a' Type='x/officeDocument' "        \
                   "Target='/xl/workbook.xml'/></Relationships>"
#define BOOK                                                                             \
    "xl/workbook.xml", "<x:workbook xmlns:x='m' xmlns:r='r'><x:workbookPr "              \
                       "date1904='1'/><x:sheets><x:sheet name='图' r:id='c'/>"          \
                       "<x:sheet name='表一' r:id='s'/></x:sheets></x:workbook>"
#define LINKS                                                                            \
    "xl/_rels/workbook.xml.rels",                                                        \
        "<Relationships><Relationship Id='c' Type='x/chartsheet' Target='c.xml'/>"       \
        "<Relationship Id='s' Type='x/worksheet' Target='./s.xml'/>"                     \
        "<Relationship Id='t' Type='x/sharedStrings' Target='t.xml'/>"                   \
        "<Relationship Id='y' Type='x/styles' Target='/xl/y.xml'/></Relationships>"
#define STRINGS                                                                          \
    "xl/t.xml", "<sst><si><t>甲</t></si><si><r><t>乙</t></r><r><t>丙_x000D_</t></r>"  \
                "<rPh><t>yi</t></rPh></si></sst>"
#define STYLES                                                                           \
    "xl/y.xml", "<styleSheet><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>"  \
                "<xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"

static void
expect_sheet(const char *sheet, const char *expected)
{
    const char *const parts[] = { DOOR,   BOOK,       LINKS, STRINGS,
                                  STYLES, "xl/s.xml", sheet, NULL };
    write_package(parts);
    expect_workbook(expected);
}

static void
other_programs_workbooks_are_read_alike(void **state)
{
    (void)state;
    expect_sheet(
        "<x:worksheet xmlns:x='m'><x:sheetData>"
        "<x:row><x:c t='s'><x:v>0</x:v></x:c><x:c t='s'><x:v>1</x:v></x:c></x:row>"
        "<x:row r='5'><x:c r='B5' s='1'><x:v>0</x:v></x:c>"
        "<x:c r='D5' t='inlineStr'><x:is><x:r><x:t>丁</x:t></x:r><x:r><x:t>戊</x:t>"
        "</x:r></x:is></x:c><x:c t='d'><x:v>2024-02-29T00:00:00</x:v></x:c></x:row>"
        "<x:row/><x:row r='7'><x:c r='A7' s='1'/></x:row>"
        "</x:sheetData></x:worksheet>",
        "1:甲|乙丙\r\n5:|1904-01-01||丁戊|2024-02-29\n");
}

static void
cells_that_show_an_error_make_their_row_useless(void **state)
{
    (void)state;
    expect_sheet("<worksheet><sheetData><row r='3'><c r='A3'><v>1</v></c>"
                 "<c r='C3' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"
                 "<row r='4'><c r='A4'><f>B4</f></c></row>"
                 "<row r='5'><c r='A5'><v>2</v></c></row></sheetData></worksheet>",
                 "3:1||#DIV/0!?exchange.xlsx_error_cell C3\n"
                 "4:?exchange.xlsx_formula A4\n5:2\n");
}

static void
sheets_that_are_not_right_are_told_with_sheet_and_cell(void **state)
{
    (void)state;
    struct dms_error error = { 0 };
    expect_sheet("<worksheet><sheetData><row r='9'><c r='B9' t='s'><v>2</v></c></row>",
                 "!exchange.xlsx_cell");
    char *said = test_rows(test_path(), NULL, &error);
    free(said);
    char *values = error.values;
    assert_string_equal(values, "sheet=表一");
    assert_string_equal(values + strlen(values) + 1, "cell=B9");
    assert_int_equal(error.line, 9);
    expect_sheet("<worksheet><sheetData><row><c><v>1x</v></c></row>",
                 "!exchange.xlsx_cell");
    expect_sheet(
        "<worksheet><sheetData><row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v>"
        "</c></row>",
        "!exchange.xlsx_order");
    expect_sheet("<worksheet><sheetData><row r='1'><c r='XFD1'><v>1</v></c></row>",
                 "!exchange.xlsx_columns");
    expect_sheet(
        "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='2'>",
        "1:1\n!exchange.xlsx_xml");
    expect_sheet("<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet>&b;</worksheet>",
                 "!exchange.xlsx_entities");
    expect_sheet("", "!exchange.xlsx_xml");
}

static void
packages_without_a_sheet_are_no_workbooks(void **state)
{
    (void)state;
    const char *const none[] = { "word/document.xml", "<a/>", NULL };
    write_package(none);
    expect_workbook("!exchange.xlsx_no_sheet");
    const char *const gone[] = { DOOR, BOOK, LINKS, NULL };
    write_package(gone);
    expect_workbook("!exchange.xlsx_no_sheet");
    EXPECT_ROWS("PK\x03\x04 and nothing of a zip", "!exchange.xlsx_damaged");
    EXPECT_ROWS("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", "!exchange.old_office");
    expect_workbook("!exchange.old_office");
}

/* SIZE blanks in one part. */
static void
expect_blanks(const char *part, size_t size, const char *expected)
{
    char *blanks = malloc(size + 1);
    assert_non_null(blanks);
    memset(blanks, ' ', size);
    blanks[size] = '\0';
    const char *const parts[] = { DOOR, BOOK, LINKS, part, blanks, NULL };
    write_package(parts);
    expect_workbook(expected);
    free(blanks);
}

static void
zip_bombs_are_refused(void **state)
{
    (void)state;
    expect_blanks("xl/s.xml", 8 * 1024 * 1024, "!exchange.xlsx_ratio");
    expect_blanks("a/picture", 8 * 1024 * 1024, "!exchange.xlsx_ratio");
    expect_blanks("xl/s.xml", 1024, "!exchange.xlsx_xml");
}

/* The size in the zip's contents says less than what is packed: found out while reading. */
static void
zip_bombs_that_lie_about_their_size_are_refused(void **state)
{
    (void)state;
    static char bytes[65536];
    expect_blanks("xl/s.xml", 8 * 1024 * 1024, "!exchange.xlsx_ratio");
    FILE *file = fopen(test_path(), "rb");
    size_t size = fread(bytes, 1, sizeof(bytes), file);
    fclose(file);
    const unsigned char real[4] = { 0, 0, 0x80, 0 }, lie[4] = { 0, 0x04, 0, 0 };
    int found = 0;
    for (size_t i = 0; i + 4 <= size; i++)
        if (memcmp(bytes + i, real, 4) == 0) {
            memcpy(bytes + i, lie, 4);
            found++;
        }
    assert_true(found >= 1);
    struct dms_error error = { 0 };
    char *said = test_rows(test_file(bytes, size), NULL, &error);
    assert_true(error.status == DMS_LIMIT || error.status == DMS_INVALID);
    free(said);
}

static void
a_package_of_too_many_parts_is_refused(void **state)
{
    (void)state;
    int code;
    char name[16];
    unlink(test_path());
    zip_t *zip = zip_open(test_path(), ZIP_CREATE | ZIP_TRUNCATE, &code);
    for (int i = 0; i <= XLSX_ENTRY_LIMIT; i++) {
        snprintf(name, sizeof(name), "%d", i);
        zip_file_add(zip, name, zip_source_buffer(zip, "x", 1, 0), 0);
    }
    assert_int_equal(zip_close(zip), 0);
    expect_workbook("!exchange.xlsx_entries");
}

static void
a_cell_longer_than_excel_allows_is_refused(void **state)
{
    (void)state;
    struct text sheet = { 0 };
    text_add(&sheet, "<worksheet><sheetData><row r='2'><c r='A2' t='str'><v>");
    for (int i = 0; i <= XLSX_CELL_LIMIT; i++)
        text_add_char(&sheet, (char)('a' + rand() % 26));
    text_add(&sheet, "</v></c></row></sheetData></worksheet>");
    expect_sheet(sheet.data, "!exchange.xlsx_cell_long");
    text_clear(&sheet);
}

static void
a_workbook_cut_off_anywhere_is_one_error(void **state)
{
    (void)state;
    static char bytes[65536];
    lxw_workbook *book = workbook_new(test_path());
    worksheet_write_string(workbook_add_worksheet(book, NULL), 0, 0, "code", NULL);
    assert_int_equal(workbook_close(book), 0);
    FILE *file = fopen(test_path(), "rb");
    size_t size = fread(bytes, 1, sizeof(bytes), file);
    fclose(file);
    for (size_t cut = 1; cut + 4 < size; cut += 97) {
        struct dms_error error = { 0 };
        char *said = test_rows(test_file(bytes, size - cut), NULL, &error);
        assert_int_equal(error.status, DMS_INVALID);
        free(said);
    }
}

/* Whatever single byte is wrong, there are rows or one error, and no crash. */
static void
a_workbook_with_any_byte_changed_does_no_harm(void **state)
{
    (void)state;
    static char bytes[65536];
    lxw_workbook *book = workbook_new(test_path());
    worksheet_write_string(workbook_add_worksheet(book, NULL), 0, 0, "code", NULL);
    assert_int_equal(workbook_close(book), 0);
    FILE *file = fopen(test_path(), "rb");
    size_t size = fread(bytes, 1, sizeof(bytes), file);
    fclose(file);
    for (size_t i = 4; i < size; i += 23) {
        struct dms_error error = { 0 };
        char right = bytes[i];
        bytes[i] = (char)(right ^ 0x55);
        char *said = test_rows(test_file(bytes, size), NULL, &error);
        assert_true(error.status == DMS_OK || error.file[0] != '\0');
        free(said);
        bytes[i] = right;
    }
}

static void
format_codes_tell_dates_from_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        unsigned style;
    } rows[] = {
        { "General", XLSX_PLAIN },     { "0.00E+00", XLSX_PLAIN },
        { "#,##0\"元\"", XLSX_PLAIN }, { "[Red]-0;[Black]yyyy", XLSX_PLAIN },
        { "\\d0", XLSX_PLAIN },        { "\"unclosed d", XLSX_PLAIN },
        { "yyyy-mm-dd", XLSX_DATE },   { "[$-804]yyyy\"年\"m\"月\";@", XLSX_DATE },
        { "mmm", XLSX_DATE },          { "h:mm AM/PM", XLSX_TIME },
        { "mm:ss", XLSX_TIME },        { "d/m/yy h:mm", XLSX_DATE | XLSX_TIME },
        { "\\", XLSX_PLAIN },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_int_equal(xlsx_style_of(rows[i].code), rows[i].style);
}

static void
numbers_stand_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *written, *plain;
        uint8_t style;
    } rows[] = {
        { "1.380013800E10", "13800138000", 0 },
        { "12.580000000000002", "12.58", 0 },
        { "-0", "0", 0 },
        { "1e20", "100000000000000000000", 0 },
        { "0.001", "0.001", 0 },
        { "129800", "129800", 0 },
        { " 7 ", "7", 0 },
        { "1", "1900-01-01", XLSX_DATE },
        { "61", "1900-03-01", XLSX_DATE },
        { "2958465", "9999-12-31", XLSX_DATE },
        { "2958466", "2958466", XLSX_DATE },
        { "-1", "-1", XLSX_DATE },
        { "0.5", "12:00:00", XLSX_TIME },
        { "45351.999999", "2024-03-01", XLSX_DATE },
    };
    char buffer[340];
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        assert_true(
            xlsx_number(rows[i].written, rows[i].style, false, buffer, sizeof(buffer)));
        assert_string_equal(buffer, rows[i].plain);
    }
    assert_true(xlsx_number("1e-300", 0, false, buffer, sizeof(buffer)));
    assert_true(xlsx_number("-1.7e308", 0, false, buffer, sizeof(buffer)));
    assert_false(xlsx_number("nan", 0, false, buffer, sizeof(buffer)));
    assert_false(xlsx_number("1e999", 0, false, buffer, sizeof(buffer)));
    assert_false(xlsx_number("", 0, false, buffer, sizeof(buffer)));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_workbook_gives_its_rows_as_people_see_them),
        cmocka_unit_test(inline_texts_are_read_too),
        cmocka_unit_test(other_programs_workbooks_are_read_alike),
        cmocka_unit_test(cells_that_show_an_error_make_their_row_useless),
        cmocka_unit_test(sheets_that_are_not_right_are_told_with_sheet_and_cell),
        cmocka_unit_test(packages_without_a_sheet_are_no_workbooks),
        cmocka_unit_test(zip_bombs_are_refused),
        cmocka_unit_test(zip_bombs_that_lie_about_their_size_are_refused),
        cmocka_unit_test(a_package_of_too_many_parts_is_refused),
        cmocka_unit_test(a_cell_longer_than_excel_allows_is_refused),
        cmocka_unit_test(a_workbook_cut_off_anywhere_is_one_error),
        cmocka_unit_test(a_workbook_with_any_byte_changed_does_no_harm),
        cmocka_unit_test(format_codes_tell_dates_from_numbers),
        cmocka_unit_test(numbers_stand_as_people_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, test_forget_file);
}
