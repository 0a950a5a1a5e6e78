/* csv.c - a small state machine over decoded bytes. */
#include "exchange/csv.h"

#include <stdlib.h>
#include <string.h>

#include "base/list.h"

#define PIECE 65536

struct csv {
    struct source *source;
    char separator, given; /* 0: not found yet, not given */
    char piece[PIECE];
    size_t size, used;
    bool ended;
    int64_t line;
    struct text content; /* the cells of the row, each ended by 0 */
    size_t starts[ROW_CELL_LIMIT];
    const char *cells[ROW_CELL_LIMIT];
    size_t count;
};

struct csv *
csv_create(struct source *source, char separator)
{
    struct csv *csv = memory_get(sizeof(*csv));
    csv->source = source;
    csv->separator = csv->given = separator;
    csv->line = 1;
    return csv;
}

void
csv_destroy(struct csv *csv)
{
    if (csv != NULL)
        text_clear(&csv->content);
    free(csv);
}

char
csv_separator(const struct csv *csv)
{
    return csv->separator;
}

void
csv_forget_separator(struct csv *csv)
{
    csv->separator = csv->given;
}

static enum dms_status
refuse(const struct csv *csv, enum dms_status status, const char *key, int64_t line,
       int64_t limit, struct dms_error *error)
{
    dms_fail(error, status, key, "limit=%lld", (long long)limit);
    dms_error_at_file(error, source_name(csv->source), line);
    return status;
}

/* The next byte, or -1 at the end or on an error. */
static int
peek(struct csv *csv, enum dms_status *st, struct dms_error *error)
{
    if (csv->used == csv->size && !csv->ended) {
        csv->used = csv->size = 0;
        *st = source_read(csv->source, csv->piece, PIECE, &csv->size, error);
        csv->ended = *st != DMS_OK || csv->size == 0;
    }
    return csv->used < csv->size ? (unsigned char)csv->piece[csv->used] : -1;
}

/* The separator that parts the line most often, outside quotes. */
static void
find_separator(struct csv *csv)
{
    static const char candidates[] = ",;\t|";
    size_t counts[sizeof(candidates)] = { 0 }, best = 0;
    bool quoted = false;
    for (size_t i = csv->used; i < csv->size; i++) {
        char letter = csv->piece[i];
        quoted ^= letter == '"';
        if (!quoted && (letter == '\n' || letter == '\r'))
            break;
        const char *at = quoted || letter == '\0' ? NULL : strchr(candidates, letter);
        if (at != NULL)
            counts[at - candidates]++;
    }
    for (size_t i = 1; candidates[i] != '\0'; i++)
        if (counts[i] > counts[best])
            best = i;
    csv->separator = candidates[best];
}

static enum dms_status
begin_cell(struct csv *csv, int64_t line, struct dms_error *error)
{
    if (csv->count == ROW_CELL_LIMIT)
        return refuse(csv, DMS_LIMIT, "exchange.too_many_cells", line, ROW_CELL_LIMIT,
                      error);
    csv->starts[csv->count++] = csv->content.size;
    return DMS_OK;
}

static enum dms_status
put(struct csv *csv, char letter, int64_t line, struct dms_error *error)
{
    if (csv->content.size - csv->starts[csv->count - 1] >= CSV_FIELD_LIMIT)
        return refuse(csv, DMS_LIMIT, "exchange.cell_too_long", line, CSV_FIELD_LIMIT,
                      error);
    text_add_char(&csv->content, letter);
    return DMS_OK;
}

/* Inside quotes: "" is one quote, everything else stands for itself. The closing quote is
 * taken. */
static enum dms_status
read_quoted(struct csv *csv, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    int64_t opened = csv->line;
    int before = 0;
    for (;;) {
        int letter = peek(csv, &st, error);
        if (st != DMS_OK)
            return st;
        if (letter < 0)
            return refuse(csv, DMS_INVALID, "exchange.open_quote", opened, 0, error);
        csv->used++;
        if (letter == '"') {
            if (peek(csv, &st, error) != '"')
                return st;
            csv->used++;
        }
        csv->line += letter == '\r' || (letter == '\n' && before != '\r');
        before = letter;
        if ((st = put(csv, (char)letter, opened, error)) != DMS_OK)
            return st;
    }
}

/* One cell up to its separator or the end of the line, which is left there. */
static enum dms_status
read_cell(struct csv *csv, struct dms_error *error)
{
    enum dms_status st = begin_cell(csv, csv->line, error);
    bool first = true;
    while (st == DMS_OK) {
        int letter = peek(csv, &st, error);
        if (letter < 0 || letter == '\n' || letter == '\r' || letter == csv->separator)
            break;
        csv->used++;
        if (letter == '"' && first)
            st = read_quoted(csv, error);
        else
            st = put(csv, (char)letter, csv->line, error);
        first = false;
    }
    if (st == DMS_OK)
        text_add_char(&csv->content, '\0');
    return st;
}

/* Takes CR, LF or CRLF. */
static void
end_line(struct csv *csv, enum dms_status *st, struct dms_error *error)
{
    int letter = peek(csv, st, error);
    if (letter == '\r') {
        csv->used++;
        letter = peek(csv, st, error);
    }
    if (letter == '\n')
        csv->used++;
    csv->line++;
}

static enum dms_status
read_row(struct csv *csv, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (;;) {
        st = read_cell(csv, error);
        if (st != DMS_OK)
            return st;
        if (peek(csv, &st, error) != csv->separator)
            break;
        csv->used++;
    }
    if (st == DMS_OK)
        end_line(csv, &st, error);
    return st;
}

/* Letters a spreadsheet takes for the beginning of a formula. */
static bool
is_formula(const char *cell)
{
    return cell[0] != '\0' && strchr("=+-@\t\r", cell[0]) != NULL;
}

/* Our own exports and reject files come back as they were. */
static const char *
without_guard(const char *cell)
{
    return cell[0] == '\'' && is_formula(cell + 1) ? cell + 1 : cell;
}

static bool
is_blank(const struct csv *csv)
{
    for (size_t i = 0; i < csv->content.size; i++)
        if (strchr(" \t", csv->content.data[i]) == NULL) /* finds the ending 0 too */
            return false;
    return true;
}

enum dms_status
csv_next(struct csv *csv, struct row *row, bool *more, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    csv->content.size = csv->count = 0;
    *more = peek(csv, &st, error) >= 0;
    if (st != DMS_OK || !*more)
        return st;
    if (csv->separator == '\0')
        find_separator(csv);
    row->line = csv->line;
    st = read_row(csv, error);
    for (size_t i = 0; i < csv->count && st == DMS_OK; i++)
        csv->cells[i] = without_guard(csv->content.data + csv->starts[i]);
    row->cells = csv->cells;
    row->count = csv->count;
    row->blank = st == DMS_OK && is_blank(csv); /* Excel fills up what it saves: ",,," */
    if (row->blank)
        csv_forget_separator(csv);
    return st;
}

void
csv_add_cell(struct text *line, const char *cell, char separator, bool guard)
{
    bool formula = guard && is_formula(cell);
    char special[] = { '"', '\n', '\r', separator, '\0' };
    bool quoted = strpbrk(cell, special) != NULL;
    text_add(line, quoted ? "\"" : "");
    text_add(line, formula ? "'" : "");
    for (; *cell != '\0'; cell++) {
        if (*cell == '"')
            text_add_char(line, '"');
        text_add_char(line, *cell);
    }
    text_add(line, quoted ? "\"" : "");
}
