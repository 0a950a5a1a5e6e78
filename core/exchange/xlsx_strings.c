/* xlsx_strings.c - the texts that cells share, kept in one piece of memory. */
#include <stdlib.h>
#include <string.h>

#include "exchange/xlsx_book.h"

struct loading {
    struct xlsx_book *book;
    bool inside, said, reading_aid; /* in <si>; in its <t>; in how it is pronounced */
    size_t start;
};

static void
begin_string(struct loading *loading)
{
    struct xlsx_book *book = loading->book;
    if (book->string_count == book->string_room) {
        book->string_room = book->string_room > 0 ? book->string_room * 2 : 1024;
        book->starts = memory_grow(book->starts, book->string_room * sizeof(size_t));
    }
    loading->inside = true;
    loading->start = book->strings.size;
    book->starts[book->string_count++] = book->strings.size;
}

static void
open_string(struct xlsx_xml *xml, void *context, const char *name,
            const char **attributes)
{
    (void)xml, (void)attributes;
    struct loading *loading = context;
    if (strcmp(name, "si") == 0)
        begin_string(loading);
    else if (strcmp(name, "rPh") == 0)
        loading->reading_aid = true;
    loading->said = loading->inside && !loading->reading_aid && strcmp(name, "t") == 0;
}

static void
close_string(struct xlsx_xml *xml, void *context, const char *name)
{
    (void)xml;
    struct loading *loading = context;
    struct text *strings = &loading->book->strings;
    loading->said = false;
    if (strcmp(name, "rPh") == 0)
        loading->reading_aid = false;
    if (!loading->inside || strcmp(name, "si") != 0)
        return;
    loading->inside = false;
    text_add_char(strings, '\0');
    xlsx_unescape(strings->data + loading->start);
}

static void
take_text(struct xlsx_xml *xml, void *context, const char *text, size_t size)
{
    struct loading *loading = context;
    struct text *strings = &loading->book->strings;
    if (!loading->said)
        return;
    if (strings->size + size > XLSX_STRINGS_LIMIT)
        xlsx_xml_refuse(xml,
                        dms_fail(xlsx_xml_error(xml), DMS_LIMIT, "exchange.xlsx_strings",
                                 "limit=%d", XLSX_STRINGS_LIMIT / 1024 / 1024));
    else if (strings->size - loading->start + size > XLSX_CELL_LIMIT)
        xlsx_xml_refuse(xml,
                        dms_fail(xlsx_xml_error(xml), DMS_LIMIT, "exchange.cell_too_long",
                                 "limit=%d", XLSX_CELL_LIMIT));
    else
        text_add_sized(strings, text, size);
}

static const struct xlsx_reading reading = { open_string, close_string, take_text };

enum dms_status
xlsx_strings_load(struct xlsx_package *package, const char *part, struct xlsx_book *book,
                  struct dms_error *error)
{
    struct loading loading = { .book = book };
    return xlsx_xml_read(package, part, &reading, &loading, error);
}

const char *
xlsx_book_string(const struct xlsx_book *book, int64_t number)
{
    if (number < 0 || (uint64_t)number >= book->string_count)
        return NULL;
    return book->strings.data + book->starts[number];
}
