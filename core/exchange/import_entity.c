/* import_entity.c - rows of a table become records; many are on their way to one commit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "exchange/import_inside.h"
#include "exchange/mapping.h"

#define IN_FLIGHT 256

/* One row on its way through the writer's queue. */
struct import_row {
    struct dms_import *import;
    const struct entity *entity;
    struct dms_json *headers, *cells, *fields;
    char *key;
    int64_t line;
    bool ran;
};

static struct dms_json *
cells_json(const struct row *row)
{
    struct dms_json *cells = dms_json_create_array();
    for (size_t i = 0; i < row->count; i++)
        dms_json_take(cells, dms_json_create_text(row->cells[i]));
    return cells;
}

static enum dms_status
set_cell(struct dms_unit *unit, struct dms_record *record, const char *name,
         const char *text, struct dms_error *error)
{
    const struct entity_field *field = entity_field_at(record->entity, name);
    if ((field->card.flags & DMS_READ_ONLY) != 0)
        return dms_fail_field(error, DMS_INVALID, name, "unit.read_only_field",
                              "field=%s", name);
    return field_read_text(field, text, unit->house->offset, unit->scratch,
                           &record->values[field->index], error);
}

static enum dms_status
make_record(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    (void)answer;
    struct import_row *row = context;
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_new(unit, row->entity->name, &record, error);
    row->ran = true;
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(row->fields); i++)
        st = set_cell(unit, record, dms_json_key_at(row->fields, i),
                      dms_json_text(dms_json_value_at(row->fields, i)), error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, record, error);
    /* A dry run does everything but stay: refusing now takes it all back. */
    if (st == DMS_OK && row->import->options->dry_run)
        st = dms_fail(error, DMS_DENIED, "exchange.dry_run", "");
    return st;
}

static void
row_done(void *context, enum dms_status status, struct dms_json *answer,
         const struct dms_json *warnings, const struct dms_error *error)
{
    (void)answer, (void)warnings;
    struct import_row *row = context;
    struct dms_import *import = row->import;
    if (status == DMS_DENIED && strcmp(dms_error_key(error), "exchange.dry_run") == 0)
        status = DMS_OK;
    import_landed(import, status, row->ran, row->line, row->headers, row->cells, error);
    dms_json_destroy(row->headers);
    dms_json_destroy(row->cells);
    dms_json_destroy(row->fields);
    free(row->key);
    free(row);
    pthread_mutex_lock(&import->lock);
    import->in_flight--;
    pthread_cond_signal(&import->landed);
    pthread_mutex_unlock(&import->lock);
}

static enum dms_status
send_row(struct import_row *row, struct dms_error *error)
{
    struct dms_import *import = row->import;
    struct dms_request request = *import->request;
    request.key = row->key;
    pthread_mutex_lock(&import->lock);
    while (import->in_flight >= IN_FLIGHT)
        pthread_cond_wait(&import->landed, &import->lock);
    import->in_flight++;
    enum dms_status st = import->fatal.status;
    pthread_mutex_unlock(&import->lock);
    if (st == DMS_OK)
        return dms_house_write_later(import->house, &request, make_record, row, row_done,
                                     error);
    row_done(row, DMS_STORAGE, NULL, NULL, &import->fatal);
    error_copy(error, &import->fatal);
    return st;
}

static void
wait_for_all(struct dms_import *import)
{
    pthread_mutex_lock(&import->lock);
    while (import->in_flight > 0)
        pthread_cond_wait(&import->landed, &import->lock);
    pthread_mutex_unlock(&import->lock);
}

struct reading {
    struct dms_import *import;
    const struct entity *entity;
    struct mapping *mapping;
    struct rows *rows;
    struct dms_json *headers;
    size_t columns;
};

/* A row that is no record whatever its cells say: of another width, or with a cell that
 * has no value. */
static void
reject_row(struct reading *reading, const struct row *row)
{
    struct dms_error reason = { 0 };
    struct dms_json *cells = cells_json(row);
    if (row->fault != NULL)
        dms_fail(&reason, DMS_INVALID, row->fault, "cell=%s|value=%s", row->fault_cell,
                 row->fault_text);
    else
        dms_fail(&reason, DMS_INVALID, "exchange.ragged_row", "cells=%zu|columns=%zu",
                 row->count, reading->columns);
    import_landed(reading->import, DMS_INVALID, true, row->line, reading->headers, cells,
                  &reason);
    dms_json_destroy(cells);
}

/* Empty cells beyond the header's last column mean nothing. */
static size_t
count_said(const struct row *row, size_t columns)
{
    size_t count = row->count;
    while (count > columns &&
           row->cells[count - 1][strspn(row->cells[count - 1], " \t")] == '\0')
        count--;
    return count;
}

static enum dms_status
take_row(struct reading *reading, struct row *row, struct dms_error *error)
{
    if (row->blank)
        return DMS_OK;
    row->count = count_said(row, reading->columns);
    bool ragged =
        row->count > reading->columns || (row->count < reading->columns && !row->shorter);
    if (ragged || row->fault != NULL) {
        reject_row(reading, row);
        return DMS_OK;
    }
    struct import_row *sent = memory_get(sizeof(*sent));
    sent->import = reading->import;
    sent->entity = reading->entity;
    sent->headers = dms_json_copy(reading->headers);
    sent->cells = cells_json(row);
    sent->fields = mapping_fields(reading->mapping, row);
    sent->key = reading->import->options->dry_run
                    ? NULL
                    : mapping_key(reading->mapping, row, sent->fields);
    sent->line = row->line;
    return send_row(sent, error);
}

static enum dms_status
read_header(struct reading *reading, struct dms_error *error)
{
    struct row row;
    bool more = true;
    int64_t skip = mapping_skip_lines(reading->mapping);
    enum dms_status st = DMS_OK;
    for (;;) {
        st = rows_next(reading->rows, &row, &more, error);
        if (st != DMS_OK || !more || !(row.blank || skip-- > 0))
            break;
        rows_skipped(reading->rows);
    }
    if (st == DMS_OK && !more)
        st = dms_fail(error, DMS_INVALID, "exchange.empty_file", "");
    if (st == DMS_OK)
        st =
            mapping_bind(reading->mapping, &row, reading->import->house->messages, error);
    if (st != DMS_OK)
        return st;
    char *left_out = mapping_left_out(reading->mapping);
    struct exchange_progress *progress = reading->import->progress;
    snprintf(progress->left_out, sizeof(progress->left_out), "%s", left_out);
    free(left_out);
    reading->headers = cells_json(&row);
    reading->columns = row.count;
    return DMS_OK;
}

static enum dms_status
read_rows(struct reading *reading, struct dms_error *error)
{
    struct row row;
    bool more = true;
    enum dms_status st = read_header(reading, error);
    while (st == DMS_OK && more) {
        st = import_goes_on(reading->import, error);
        if (st == DMS_OK)
            st = rows_next(reading->rows, &row, &more, error);
        if (st == DMS_OK && more)
            st = take_row(reading, &row, error);
        import_show(reading->import, false);
    }
    wait_for_all(reading->import);
    dms_error_at_file(error, source_name(reading->import->source), 0);
    if (st == DMS_OK && reading->import->fatal.status != DMS_OK) {
        error_copy(error, &reading->import->fatal);
        st = reading->import->fatal.status;
    }
    return st;
}

enum dms_status
import_entity(struct dms_import *import, const struct entity *entity,
              struct dms_error *error)
{
    struct reading reading = { .import = import, .entity = entity };
    enum dms_status st = mapping_create(
        entity, import->options->map, import->options->map_name, &reading.mapping, error);
    if (st != DMS_OK)
        return st;
    st = rows_open(import->source, mapping_separator(reading.mapping), &reading.rows,
                   error);
    if (st == DMS_OK)
        st = read_rows(&reading, error);
    rows_destroy(reading.rows);
    mapping_destroy(reading.mapping);
    dms_json_destroy(reading.headers);
    return st;
}
