/* xlsx_reader.c - cells of the first sheet, row by row. */
#include "exchange/xlsx_reader.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/xlsx_book.h"

/* A number of at most 308 digits, sign and dot. */
#define NUMBER_SIZE 340

struct xlsx {
    struct source *source;
    struct xlsx_package *package;
    struct xlsx_book book;
    struct xlsx_xml *xml;
    struct text content; /* the cells of the row, each ended by 0 */
    size_t starts[ROW_CELL_LIMIT];
    const char *cells[ROW_CELL_LIMIT];
    size_t count;
    int64_t line; /* number of the row */
    bool row_ready, blank;
    const char *fault;
    char fault_cell[16], fault_text[64];
    /* The cell being read. */
    char kind[12];
    char place[16]; /* "C7" */
    struct text said;
    long column, style;
    bool in_cell, listening, reading_aid, formula;
};

/* "BC12" to 54; -1 when it does not begin with a column. */
static long
column_of(const char *place)
{
    long column = 0;
    int letters = 0;
    for (; isupper((unsigned char)*place) && letters < 4; place++, letters++)
        column = column * 26 + (*place - 'A' + 1);
    return letters > 0 && letters < 4 ? column - 1 : -1;
}

static void
name_place(struct xlsx *xlsx)
{
    char letters[8];
    int size = 0;
    for (long column = xlsx->column + 1; column > 0 && size < 7;
         column = (column - 1) / 26)
        letters[size++] = (char)('A' + (column - 1) % 26);
    for (int i = 0; i < size; i++)
        xlsx->place[i] = letters[size - 1 - i];
    snprintf(xlsx->place + size, sizeof(xlsx->place) - (size_t)size, "%lld",
             (long long)xlsx->line % 10000000);
}

static void
refuse(struct xlsx *xlsx, enum dms_status status, const char *key, long long limit)
{
    struct dms_error *error = xlsx_xml_error(xlsx->xml);
    dms_fail(error, status, key, "sheet=%s|cell=%s|limit=%lld", xlsx->book.sheet,
             xlsx->place, limit);
    dms_error_at_file(error, xlsx_package_file(xlsx->package), xlsx->line);
    xlsx_xml_refuse(xlsx->xml, status);
}

static void
open_row(struct xlsx *xlsx, const char **attributes)
{
    const char *number = xlsx_attribute(attributes, "r");
    int64_t line = number != NULL ? strtoll(number, NULL, 10) : 0;
    xlsx->line = line > xlsx->line ? line : xlsx->line + 1;
    xlsx->column = -1;
    xlsx->content.size = xlsx->count = 0;
    xlsx->blank = true;
    xlsx->fault = NULL;
}

static void
open_cell(struct xlsx *xlsx, const char **attributes)
{
    const char *place = xlsx_attribute(attributes, "r"),
               *kind = xlsx_attribute(attributes, "t");
    const char *style = xlsx_attribute(attributes, "s");
    long column = place != NULL ? column_of(place) : -1;
    xlsx->column = column >= 0 ? column : xlsx->column + 1;
    xlsx->style = style != NULL ? strtol(style, NULL, 10) : 0;
    snprintf(xlsx->kind, sizeof(xlsx->kind), "%s", kind != NULL ? kind : "n");
    name_place(xlsx);
    xlsx->said.size = 0;
    xlsx->in_cell = true;
    xlsx->formula = false;
}

static void
open_element(struct xlsx_xml *xml, void *context, const char *name,
             const char **attributes)
{
    (void)xml;
    struct xlsx *xlsx = context;
    if (strcmp(name, "row") == 0)
        open_row(xlsx, attributes);
    else if (strcmp(name, "c") == 0)
        open_cell(xlsx, attributes);
    else if (strcmp(name, "rPh") == 0)
        xlsx->reading_aid = true;
    else if (strcmp(name, "f") == 0)
        xlsx->formula = true;
    bool says = strcmp(name, "v") == 0 || strcmp(name, "t") == 0;
    xlsx->listening = xlsx->in_cell && says && !xlsx->reading_aid;
}

/* The first fault of a row is the one that is told. */
static void
blame(struct xlsx *xlsx, const char *key, const char *said)
{
    if (xlsx->fault != NULL)
        return;
    xlsx->fault = key;
    snprintf(xlsx->fault_cell, sizeof(xlsx->fault_cell), "%s", xlsx->place);
    snprintf(xlsx->fault_text, sizeof(xlsx->fault_text), "%s", said);
}

/* What the cell shows; NULL when the sheet refers to nothing or means no number. */
static const char *
cell_text(struct xlsx *xlsx, const char *said, char *buffer)
{
    const struct xlsx_book *book = &xlsx->book;
    bool styled = xlsx->style >= 0 && (size_t)xlsx->style < book->style_count;
    uint8_t style = styled ? book->styles[xlsx->style] : XLSX_PLAIN;
    if (strcmp(xlsx->kind, "s") == 0)
        return said[0] >= '0' && said[0] <= '9'
                   ? xlsx_book_string(book, strtoll(said, NULL, 10))
                   : NULL;
    if (strcmp(xlsx->kind, "b") == 0)
        return said[0] == '1' || said[0] == 't' ? "true" : "false";
    if (strcmp(xlsx->kind, "d") == 0 && xlsx->said.size > 10 &&
        strstr(said, "T00:00:00") != NULL)
        xlsx->said.data[10] = '\0'; /* ISO 8601: midnight is what a bare date becomes */
    if (strcmp(xlsx->kind, "n") != 0)
        return said; /* str, inlineStr, d, e */
    return xlsx_number(said, style, book->from_1904, buffer, NUMBER_SIZE) ? buffer : NULL;
}

static void
put_cell(struct xlsx *xlsx, const char *text)
{
    /* Cells that only have a colour may stand far to the right. */
    if (text[0] == '\0')
        return;
    if (xlsx->column >= ROW_CELL_LIMIT) {
        refuse(xlsx, DMS_LIMIT, "exchange.xlsx_columns", ROW_CELL_LIMIT);
        return;
    }
    while (xlsx->count < (size_t)xlsx->column) {
        xlsx->starts[xlsx->count++] = xlsx->content.size;
        text_add_char(&xlsx->content, '\0');
    }
    if (xlsx->count > (size_t)xlsx->column) {
        refuse(xlsx, DMS_INVALID, "exchange.xlsx_order", 0);
        return;
    }
    xlsx->starts[xlsx->count++] = xlsx->content.size;
    text_add(&xlsx->content, text);
    text_add_char(&xlsx->content, '\0');
    xlsx->blank = false;
}

static void
close_cell(struct xlsx *xlsx)
{
    char buffer[NUMBER_SIZE];
    xlsx->in_cell = false;
    text_add(&xlsx->said, "");
    if (strcmp(xlsx->kind, "inlineStr") == 0 || strcmp(xlsx->kind, "str") == 0)
        xlsx_unescape(xlsx->said.data);
    if (xlsx->said.size == 0) {
        if (xlsx->formula && strcmp(xlsx->kind, "str") != 0)
            blame(xlsx, "exchange.xlsx_formula", "");
        return;
    }
    const char *text = cell_text(xlsx, xlsx->said.data, buffer);
    if (text == NULL) {
        refuse(xlsx, DMS_INVALID, "exchange.xlsx_cell", 0);
        return;
    }
    if (strcmp(xlsx->kind, "e") == 0)
        blame(xlsx, "exchange.xlsx_error_cell", text);
    put_cell(xlsx, text);
}

static void
close_element(struct xlsx_xml *xml, void *context, const char *name)
{
    struct xlsx *xlsx = context;
    xlsx->listening = false;
    if (strcmp(name, "rPh") == 0)
        xlsx->reading_aid = false;
    else if (strcmp(name, "c") == 0 && xlsx->in_cell)
        close_cell(xlsx);
    else if (strcmp(name, "row") == 0 && (!xlsx->blank || xlsx->fault != NULL)) {
        xlsx->row_ready = true;
        xlsx_xml_pause(xml);
    }
}

static void
take_text(struct xlsx_xml *xml, void *context, const char *text, size_t size)
{
    (void)xml;
    struct xlsx *xlsx = context;
    if (!xlsx->listening)
        return;
    if (xlsx->said.size + size > XLSX_CELL_LIMIT)
        refuse(xlsx, DMS_LIMIT, "exchange.xlsx_cell_long", XLSX_CELL_LIMIT);
    else
        text_add_sized(&xlsx->said, text, size);
}

static const struct xlsx_reading reading = { open_element, close_element, take_text };

static enum dms_status
open_sheet(struct xlsx *xlsx, struct dms_error *error)
{
    struct xlsx_part *part = NULL;
    enum dms_status st = xlsx_part_open(xlsx->package, xlsx->book.part, &part, error);
    if (st == DMS_OK && part == NULL)
        st = dms_fail(error, DMS_INVALID, "exchange.xlsx_no_sheet", "");
    if (st == DMS_OK)
        xlsx->xml = xlsx_xml_create(part, &reading, xlsx);
    return st;
}

enum dms_status
xlsx_open(struct source *source, struct xlsx **xlsx, struct dms_error *error)
{
    struct xlsx *opened = memory_get(sizeof(*opened));
    opened->source = source;
    enum dms_status st = xlsx_package_open(source, &opened->package, error);
    if (st == DMS_OK)
        st = xlsx_book_load(opened->package, &opened->book, error);
    if (st == DMS_OK)
        st = open_sheet(opened, error);
    if (st != DMS_OK) {
        dms_error_at_file(error, source_name(source), 0);
        xlsx_close(opened);
        opened = NULL;
    }
    *xlsx = opened;
    return st;
}

void
xlsx_close(struct xlsx *xlsx)
{
    if (xlsx == NULL)
        return;
    xlsx_xml_destroy(xlsx->xml);
    xlsx_book_clear(&xlsx->book);
    xlsx_package_close(xlsx->package);
    text_clear(&xlsx->content);
    text_clear(&xlsx->said);
    free(xlsx);
}

static void
give_row(struct xlsx *xlsx, struct row *row)
{
    for (size_t i = 0; i < xlsx->count; i++)
        xlsx->cells[i] = xlsx->content.data + xlsx->starts[i];
    *row = (struct row){ .cells = xlsx->cells,
                         .count = xlsx->count,
                         .line = xlsx->line,
                         .shorter = true,
                         .fault = xlsx->fault,
                         .fault_cell = xlsx->fault_cell,
                         .fault_text = xlsx->fault_text };
}

enum dms_status
xlsx_next(struct xlsx *xlsx, struct row *row, bool *more, struct dms_error *error)
{
    bool ended = false;
    xlsx->row_ready = false;
    enum dms_status st = xlsx_xml_run(xlsx->xml, &ended, error);
    source_set_taken(xlsx->source,
                     source_total(xlsx->source) * xlsx_xml_done(xlsx->xml) / 1000);
    if (st != DMS_OK)
        dms_error_at_file(error, xlsx_package_file(xlsx->package), xlsx->line);
    *more = st == DMS_OK && xlsx->row_ready;
    if (*more)
        give_row(xlsx, row);
    return st;
}
