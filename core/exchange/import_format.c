/* import_format.c - what a plugin's importer is lent: bytes in, rows out. */
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/text.h"
#include "exchange/import_inside.h"

/* A row of a whole file, tried when the file is known to be sound. */
struct waiting_row {
    int64_t line;
    char *key;
    struct dms_json *row;
    dms_import_work work;
    void *context;
    struct dms_import *import;
    bool ran;
};

enum dms_status
dms_import_read(struct dms_import *import, void *buffer, size_t size, size_t *got,
                struct dms_error *error)
{
    *got = 0;
    enum dms_status st = import_goes_on(import, error);
    return st == DMS_OK ? source_read_raw(import->source, buffer, size, got, error) : st;
}

const char *
dms_import_file(const struct dms_import *import)
{
    return source_name(import->source);
}

static enum dms_status
row_work(struct dms_unit *unit, void *context, struct dms_json **answer,
         struct dms_error *error)
{
    (void)answer;
    struct waiting_row *row = context;
    row->ran = true;
    enum dms_status st = row->work(unit, row->row, row->context, error);
    if (st == DMS_OK && row->import->options->dry_run)
        st = dms_fail(error, DMS_DENIED, "exchange.dry_run", "");
    return st;
}

static enum dms_status
try_row(struct waiting_row *row, struct dms_error *error)
{
    struct dms_import *import = row->import;
    struct dms_error reason = { 0 };
    struct dms_request request = *import->request;
    struct text key = { 0 };
    text_printf(&key, "import|%s|%s", import->options->target, row->key);
    request.key = import->options->dry_run || row->key == NULL ? NULL : key.data;
    enum dms_status st =
        dms_house_write(import->house, &request, row_work, row, NULL, &reason);
    if (st == DMS_DENIED && strcmp(reason.key, "exchange.dry_run") == 0)
        st = DMS_OK;
    if (st != DMS_OK)
        dms_error_at_file(&reason, dms_import_file(import), row->line);
    import_landed(import, st, row->ran, row->line, NULL, row->row, &reason);
    text_clear(&key);
    if (!import_is_fatal(st))
        return DMS_OK;
    error_copy(error, &reason);
    return st;
}

static void
row_free(void *item)
{
    struct waiting_row *row = item;
    dms_json_destroy(row->row);
    free(row->key);
    free(row);
}

enum dms_status
dms_import_row(struct dms_import *import, int64_t line, const char *key,
               const struct dms_json *row, dms_import_work work, void *context,
               struct dms_error *error)
{
    struct waiting_row *waiting = memory_get(sizeof(*waiting));
    *waiting = (struct waiting_row){ .line = line,
                                     .key = memory_copy(key),
                                     .row = dms_json_copy(row),
                                     .work = work,
                                     .context = context,
                                     .import = import };
    if (import->whole) {
        list_add(&import->waiting, waiting);
        return DMS_OK;
    }
    enum dms_status st = try_row(waiting, error);
    row_free(waiting);
    import_show(import, false);
    return st;
}

void
dms_import_reject(struct dms_import *import, int64_t line, const struct dms_json *row,
                  const struct dms_error *reason)
{
    import_landed(import, dms_error_status(reason), true, line, NULL, row, reason);
}

enum dms_status
import_format(struct dms_import *import, const struct dms_importer *importer,
              struct dms_error *error)
{
    import->whole = importer->whole != 0;
    enum dms_status st = importer->run(import, importer->data, error);
    for (size_t i = 0; st == DMS_OK && i < import->waiting.count; i++) {
        st = import_goes_on(import, error);
        if (st == DMS_OK)
            st = try_row(import->waiting.items[i], error);
        import_show(import, false);
    }
    if (st != DMS_OK)
        dms_error_at_file(error, dms_import_file(import), 0);
    list_clear(&import->waiting, row_free);
    return st;
}
