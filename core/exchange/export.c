/* export.c - every row the actor may take out, in one stream, and a line in the audit. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "exchange/writers.h"

struct export
{
    const struct export_options *options;
    struct dms_unit *unit;
    struct export_writer *writer;
    int64_t rows;
    char **names; /* columns, in order */
    size_t count;
};

static void
add_name(struct export *export, const char *name, size_t size)
{
    export->names = memory_grow(export->names, (export->count + 1) * sizeof(char *));
    export->names[export->count++] = memory_copy_sized(name, size);
}

static enum dms_status
choose_columns(struct export *export, const struct entity *entity,
               struct dms_error *error)
{
    const char *at = export->options->fields;
    for (; at != NULL && *at != '\0'; at += strspn(at, ", ")) {
        size_t size = strcspn(at, ", ");
        add_name(export, at, size);
        const char *name = export->names[export->count - 1];
        if (entity_field_at(entity, name) == NULL && entity_column_at(name) < 0)
            return entity_field_unknown(entity, name, error);
        at += size;
    }
    if (export->count > 0)
        return DMS_OK;
    add_name(export, "id", 2);
    add_name(export, "state", 5);
    add_name(export, "created_at", 10);
    for (uint32_t i = 0; i < entity->field_count; i++)
        if (entity->fields[i].card.data_class != DMS_SECRET)
            add_name(export, entity->fields[i].card.name,
                     strlen(entity->fields[i].card.name));
    return DMS_OK;
}

static enum dms_status
export_row(struct dms_record *record, void *context, struct dms_error *error)
{
    struct export *export = context;
    const struct export_options *options = export->options;
    if (options->stops != NULL && options->stops(options->context) != 0)
        return dms_fail(error, DMS_BUSY, "exchange.stopped", "");
    struct dms_json *json =
        unit_record_json(export->unit, record, export->options->fields);
    enum dms_status st = export_writer_row(export->writer, json, error);
    dms_json_destroy(json);
    export->rows++;
    return st;
}

static enum dms_status
export_work(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    (void)answer;
    struct export *export = context;
    const struct entity *entity =
        entity_need(unit->catalogue->entities, export->options->entity, error);
    if (entity == NULL)
        return dms_error_status(error);
    export->unit = unit;
    enum dms_status st = choose_columns(export, entity, error);
    if (st == DMS_OK)
        st = export_writer_create(export->options, entity,
                                  (const char *const *)export->names, export->count,
                                  &export->writer, error);
    if (st == DMS_OK)
        st = unit_walk(unit, export->options->entity, export->options->question,
                       export_row, export, error);
    if (export->writer != NULL) {
        enum dms_status closed = export_writer_close(export->writer, error);
        st = st != DMS_OK ? st : closed;
    }
    return st;
}

/* Who took what out, and how much: told before it may be used. */
static enum dms_status
note_export(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    (void)answer, (void)error;
    const struct export *export = context;
    struct dms_json *what = dms_json_create_object();
    dms_json_set_integer(what, "rows", export->rows);
    dms_json_set_text(what, "format", export->options->format);
    dms_json_take_key(what, "question", dms_json_copy(export->options->question));
    unit_audit(unit, "export", "export", export->options->entity, 0, what);
    return DMS_OK;
}

enum dms_status
exchange_export(struct dms_house *house, const struct dms_request *request,
                const struct export_options *options, int64_t *rows,
                struct dms_error *error)
{
    struct export export = { .options = options };
    struct dms_json *nothing = NULL;
    enum dms_status st =
        dms_house_read(house, request, export_work, &export, &nothing, error);
    if (st == DMS_OK)
        st = dms_house_write(house, request, note_export, &export, NULL, error);
    for (size_t i = 0; i < export.count; i++)
        free(export.names[i]);
    free(export.names);
    *rows = export.rows;
    return st;
}
