/* import.c - opens the file, chooses who reads it, counts what becomes of its rows. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "exchange/import_inside.h"

#define SHOW_EVERY 1000

bool
import_is_fatal(enum dms_status status)
{
    return status == DMS_STORAGE || status == DMS_FULL || status == DMS_BUG;
}

void
import_show(struct dms_import *import, bool always)
{
    const struct exchange_progress *progress = import->progress;
    if (import->options->progress == NULL ||
        (!always && progress->rows - import->shown < SHOW_EVERY))
        return;
    import->shown = progress->rows;
    import->progress->bytes = source_taken(import->source);
    import->options->progress(progress, import->options->context);
}

void
import_landed(struct dms_import *import, enum dms_status status, bool ran, int64_t line,
              const struct dms_json *headers, const struct dms_json *cells,
              const struct dms_error *reason)
{
    pthread_mutex_lock(&import->lock);
    import->progress->rows++;
    if (status == DMS_OK)
        *(ran ? &import->progress->accepted : &import->progress->skipped) += 1;
    else
        import->progress->rejected++;
    if (import_is_fatal(status))
        error_copy(&import->fatal, reason);
    pthread_mutex_unlock(&import->lock);
    if (status != DMS_OK)
        rejects_add(import->rejects, line, headers, cells, reason);
}

enum dms_status
import_goes_on(const struct dms_import *import, struct dms_error *error)
{
    const struct import_options *options = import->options;
    return options->stops != NULL && options->stops(options->context)
               ? dms_fail(error, DMS_BUSY, "exchange.stopped", "")
               : DMS_OK;
}

/* Needs DMS_IMPORT on ENTITY: asked before the first byte is read. */
static enum dms_status
may_import(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    (void)answer;
    struct permission permission;
    const char *name = context;
    const struct entity *entity = entity_need(unit->catalogue->entities, name, error);
    if (entity == NULL)
        return DMS_NOT_FOUND;
    unit_permission(unit, entity, &permission);
    return permission_need(&permission, DMS_IMPORT, error);
}

static enum dms_status
read_file(struct dms_import *import, const struct entity *entity,
          const struct dms_importer *importer, struct dms_error *error)
{
    const struct import_options *options = import->options;
    const char *name = options->name != NULL ? options->name : options->file;
    enum dms_status st =
        source_open(options->file, name, dms_json_text_at(options->map, "encoding"),
                    &import->source, error);
    if (st != DMS_OK)
        return st;
    import->progress->total = source_total(import->source);
    st = importer != NULL ? import_format(import, importer, error)
                          : import_entity(import, entity, error);
    import_show(import, true);
    source_close(import->source);
    return st;
}

enum dms_status
exchange_import(struct dms_house *house, const struct dms_request *request,
                const struct import_options *options, struct exchange_progress *progress,
                struct dms_error *error)
{
    const struct catalogue *catalogue = atomic_load(&house->catalogue);
    const struct dms_importer *importer = catalogue_importer(catalogue, options->target);
    const char *target = importer != NULL ? importer->permission : options->target;
    struct dms_json *nothing = NULL;
    struct dms_import import = {
        .house = house, .request = request, .options = options, .progress = progress
    };
    *progress = (struct exchange_progress){ 0 };
    enum dms_status st = dms_house_read(house, request, may_import,
                                        (void *)(uintptr_t)target, &nothing, error);
    if (st != DMS_OK)
        return st;
    pthread_mutex_init(&import.lock, NULL);
    pthread_cond_init(&import.landed, NULL);
    import.rejects = rejects_create(options->rejects, request->language, house->messages);
    st = read_file(&import, entity_at(catalogue->entities, target), importer, error);
    enum dms_status closed = rejects_close(import.rejects, error);
    /* Rows mended and taken: what an earlier run has left would be mended once more. */
    if (st == DMS_OK && progress->rejected == 0 && options->rejects != NULL)
        unlink(options->rejects);
    pthread_mutex_destroy(&import.lock);
    pthread_cond_destroy(&import.landed);
    return st != DMS_OK ? st : closed;
}
