/* history.c - dms import parts.history FILE: a CSV of part numbers and months ("1998-01") brings
 * the demand of the time before this house, so that forecasts need not wait for years. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parts.h"

#define LINE_SIZE 8192
#define MONTHS    360

struct history {
    struct dms_import *import;
    int64_t months[MONTHS]; /* days of the first */
    size_t month_count;
    char buffer[4096];
    size_t filled, taken;
};

/* The next byte; -1 at the end. */
static enum dms_status
next_byte(struct history *history, int *byte, struct dms_error *error)
{
    *byte = -1;
    if (history->taken == history->filled) {
        history->taken = 0;
        enum dms_status st =
            dms_import_read(history->import, history->buffer, sizeof(history->buffer),
                            &history->filled, error);
        if (st != DMS_OK)
            return st;
    }
    if (history->filled > 0)
        *byte = (unsigned char)history->buffer[history->taken++];
    return DMS_OK;
}

static enum dms_status
next_line(struct history *history, char line[LINE_SIZE], bool *more, int64_t number,
          struct dms_error *error)
{
    size_t size = 0;
    int byte = 0;
    enum dms_status st;
    while ((st = next_byte(history, &byte, error)) == DMS_OK && byte >= 0 &&
           byte != '\n') {
        if (size + 1 == LINE_SIZE) {
            st = dms_fail(error, DMS_LIMIT, "parts.history_line", "limit=%d", LINE_SIZE);
            dms_error_at_file(error, dms_import_file(history->import), number);
            return st;
        }
        if (byte != '\r')
            line[size++] = (char)byte;
    }
    line[size] = '\0';
    *more = byte >= 0 || size > 0;
    return st;
}

/* "1998-01" to its first day. */
static enum dms_status
read_header(struct history *history, char *line, struct dms_error *error)
{
    char *at = strchr(line, ',');
    enum dms_status st = DMS_OK;
    while (at != NULL && st == DMS_OK && history->month_count < MONTHS) {
        char date[16];
        char *end = strchr(++at, ',');
        snprintf(date, sizeof(date), "%.*s-01", 7, at);
        st = dms_date_load(date, &history->months[history->month_count++], error);
        at = end;
    }
    if (st == DMS_OK && history->month_count == 0)
        st = dms_fail(error, DMS_INVALID, "parts.history_header", "");
    if (st != DMS_OK)
        dms_error_at_file(error, dms_import_file(history->import), 1);
    return st;
}

static enum dms_status
write_month(struct dms_unit *unit, const struct dms_record *part, int64_t month,
            int64_t quantity, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"part\":\"$id\",\"month\":\"$month\"},\"limit\":1}";
    char text[16];
    const struct dms_record *found = NULL;
    struct dms_record *demand = NULL;
    struct dms_json *values = parts_id_values(dms_record_id(part));
    dms_json_set_text(values, "month", dms_date_print(month, text, sizeof(text)));
    enum dms_status st = parts_find(unit, "parts.demand", query, values, &found, error);
    if (st != DMS_OK || found != NULL)
        return st; /* the ledger knows this month better */
    st = dms_unit_new(unit, "parts.demand", &demand, error);
    if (st == DMS_OK)
        st = dms_record_set_store(demand, dms_record_store(part), error);
    if (st == DMS_OK)
        st = dms_record_set_int(demand, "part", dms_record_id(part), error);
    if (st == DMS_OK)
        st = dms_record_set_int(demand, "month", month, error);
    if (st == DMS_OK)
        st = dms_record_set_int(demand, "quantity", quantity, error);
    return st == DMS_OK ? dms_unit_save(unit, demand, error) : st;
}

static enum dms_status
write_row(struct dms_unit *unit, const struct dms_json *row, void *context,
          struct dms_error *error)
{
    const struct history *history = context;
    const struct dms_json *cells = dms_json_at_key(row, "cells");
    const struct dms_record *part = NULL;
    enum dms_status st = parts_which_part(unit, row, &part, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(cells); i++) {
        const char *cell = dms_json_text(dms_json_at(cells, i));
        int64_t quantity = 0;
        if (cell[0] == '\0')
            continue; /* not known is not nothing */
        st = dms_decimal_load(cell, &quantity, error);
        if (st == DMS_OK && (quantity < 0 || quantity > PARTS_QUANTITY))
            st = dms_fail_field(error, DMS_INVALID, "quantity", "parts.bad_demand",
                                "quantity=%s", cell);
        if (st == DMS_OK && quantity > 0)
            st = write_month(unit, part, history->months[i], quantity, error);
    }
    return st;
}

static enum dms_status
take_line(struct history *history, char *line, int64_t number, struct dms_error *error)
{
    char key[160];
    struct dms_json *row = dms_json_create_object(), *cells = dms_json_create_array();
    char *at = strchr(line, ',');
    if (at != NULL)
        *at++ = '\0';
    for (size_t i = 0; at != NULL && i < history->month_count; i++) {
        char *end = strchr(at, ',');
        if (end != NULL)
            *end++ = '\0';
        dms_json_take(cells, dms_json_create_text(at));
        at = end;
    }
    dms_json_set_text(row, "code", line);
    dms_json_take_key(row, "cells", cells);
    snprintf(key, sizeof(key), "parts.history:%.60s:%" PRId64 ":%zu", line,
             history->months[0], history->month_count);
    enum dms_status st =
        dms_import_row(history->import, number, key, row, write_row, history, error);
    dms_json_destroy(row);
    return st;
}

static enum dms_status
run(struct dms_import *import, void *data, struct dms_error *error)
{
    (void)data;
    char line[LINE_SIZE];
    bool more = true;
    struct history *history = calloc(1, sizeof(*history));
    if (history == NULL)
        abort();
    history->import = import;
    enum dms_status st = next_line(history, line, &more, 1, error);
    if (st == DMS_OK)
        st = read_header(history, line, error);
    for (int64_t number = 2; st == DMS_OK && more; number++) {
        st = next_line(history, line, &more, number, error);
        if (st == DMS_OK && line[0] != '\0')
            st = take_line(history, line, number, error);
    }
    free(history);
    return st;
}

const struct dms_importer parts_history_importer = {
    .size = sizeof(struct dms_importer),
    .name = "parts.history",
    .permission = "parts.demand",
    .run = run,
};
