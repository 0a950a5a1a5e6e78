/* xlsx_styles.c - which of the cells' styles show a number as a date or a time. */
#include <stdlib.h>
#include <string.h>

#include "exchange/xlsx_book.h"

struct format {
    long number;
    enum xlsx_style style;
};

struct loading {
    struct xlsx_book *book;
    struct list formats; /* of struct format: the workbook's own */
    bool cells;          /* in <cellXfs>, whose order cells count by */
};

/* Letters that are text of their own: "元", \-, [Red], _), *  */
static const char *
skip_literal(const char *at)
{
    char end = *at == '"' ? '"' : ']';
    if (*at == '\\' || *at == '_' || *at == '*')
        return at[1] != '\0' ? at + 2 : at + 1;
    at = strchr(at + 1, end);
    return at != NULL ? at + 1 : "";
}

/* An m beside hours or seconds is a minute, else a month. Only the first section counts:
 * the ones behind semicolons are for other signs. */
enum xlsx_style
xlsx_style_of(const char *format)
{
    bool date = false, time = false, month = false;
    while (*format != '\0' && *format != ';') {
        if (strchr("\"[\\_*", *format) != NULL) {
            format = skip_literal(format);
            continue;
        }
        date |= strchr("yYdD", *format) != NULL;
        time |= strchr("hHsS", *format) != NULL;
        month |= *format == 'm' || *format == 'M';
        format++;
    }
    date |= month && !time;
    return (date ? XLSX_DATE : XLSX_PLAIN) | (time ? XLSX_TIME : XLSX_PLAIN);
}

/* Numbers below 164 are the standard's own; 27 to 36 and 50 to 58 are dates in China. */
static enum xlsx_style
built_in(long number)
{
    static const struct {
        long first, last;
        enum xlsx_style style;
    } known[] = {
        { 14, 17, XLSX_DATE }, { 18, 21, XLSX_TIME }, { 22, 22, XLSX_DATE | XLSX_TIME },
        { 27, 31, XLSX_DATE }, { 32, 35, XLSX_TIME }, { 36, 36, XLSX_DATE },
        { 45, 47, XLSX_TIME }, { 50, 54, XLSX_DATE }, { 55, 56, XLSX_TIME },
        { 57, 58, XLSX_DATE },
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (number >= known[i].first && number <= known[i].last)
            return known[i].style;
    return XLSX_PLAIN;
}

static enum xlsx_style
style_of(const struct loading *loading, long number)
{
    for (size_t i = 0; i < loading->formats.count; i++) {
        const struct format *format = loading->formats.items[i];
        if (format->number == number)
            return format->style;
    }
    return built_in(number);
}

static void
add_format(struct loading *loading, const char *number, const char *code)
{
    struct format *format = memory_get(sizeof(*format));
    format->number = number != NULL ? strtol(number, NULL, 10) : -1;
    format->style = xlsx_style_of(code != NULL ? code : "");
    list_add(&loading->formats, format);
}

static void
add_style(struct loading *loading, const char *number)
{
    struct xlsx_book *book = loading->book;
    enum xlsx_style style =
        style_of(loading, number != NULL ? strtol(number, NULL, 10) : 0);
    book->styles = memory_grow(book->styles, book->style_count + 1);
    book->styles[book->style_count++] = (uint8_t)style;
}

static void
open_style(struct xlsx_xml *xml, void *context, const char *name, const char **attributes)
{
    (void)xml;
    struct loading *loading = context;
    const char *number = xlsx_attribute(attributes, "numFmtId");
    if (strcmp(name, "numFmt") == 0)
        add_format(loading, number, xlsx_attribute(attributes, "formatCode"));
    else if (strcmp(name, "cellXfs") == 0)
        loading->cells = true;
    else if (loading->cells && strcmp(name, "xf") == 0)
        add_style(loading, number);
}

static void
close_style(struct xlsx_xml *xml, void *context, const char *name)
{
    (void)xml;
    struct loading *loading = context;
    if (strcmp(name, "cellXfs") == 0)
        loading->cells = false;
}

static const struct xlsx_reading reading = { .open = open_style, .close = close_style };

enum dms_status
xlsx_styles_load(struct xlsx_package *package, const char *part, struct xlsx_book *book,
                 struct dms_error *error)
{
    struct loading loading = { .book = book };
    enum dms_status st = xlsx_xml_read(package, part, &reading, &loading, error);
    list_clear(&loading.formats, free);
    return st;
}
