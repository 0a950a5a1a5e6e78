/* front.c - files in and out for front doors: the contract's side of this room. */
#include "base/card.h"
#include "dms/front.h"
#include "exchange/exchange.h"

struct telling {
    void (*tell)(const struct dms_json *progress, void *context);
    uint32_t (*stops)(void *context);
    void *context;
};

static void
tell(const struct exchange_progress *progress, void *context)
{
    const struct telling *telling = context;
    if (telling->tell == NULL)
        return;
    struct dms_json *json = exchange_progress_json(progress);
    telling->tell(json, telling->context);
    dms_json_destroy(json);
}

static bool
stops(void *context)
{
    const struct telling *telling = context;
    return telling->stops != NULL && telling->stops(telling->context) != 0;
}

struct dms_json *
exchange_progress_json(const struct exchange_progress *progress)
{
    struct dms_json *json = dms_json_create_object();
    dms_json_set_integer(json, "rows", progress->rows);
    dms_json_set_integer(json, "accepted", progress->accepted);
    dms_json_set_integer(json, "skipped", progress->skipped);
    dms_json_set_integer(json, "rejected", progress->rejected);
    dms_json_set_integer(json, "bytes", progress->bytes);
    dms_json_set_integer(json, "total", progress->total);
    if (progress->left_out[0] != '\0')
        dms_json_set_text(json, "left_out", progress->left_out);
    return json;
}

static enum dms_status
needs(const char *member, struct dms_error *error)
{
    return dms_fail_field(error, DMS_INVALID, member, "door.needs", "member=%s", member);
}

enum dms_status
dms_house_import(struct dms_house *house, const struct dms_request *request,
                 const struct dms_import_options *given, struct dms_json **answer,
                 struct dms_error *error)
{
    struct dms_import_options options;
    struct exchange_progress progress = { 0 };
    *answer = NULL;
    card_copy(&options, sizeof(options), given, given->size);
    if (options.target == NULL || options.file == NULL)
        return needs(options.target == NULL ? "target" : "file", error);
    struct telling telling = { options.progress, options.stops, options.context };
    const struct import_options wanted = { .target = options.target,
                                           .file = options.file,
                                           .name = options.name,
                                           .map = options.map,
                                           .map_name = options.map_name,
                                           .rejects = options.rejects,
                                           .dry_run = options.dry_run != 0,
                                           .progress = tell,
                                           .stops = stops,
                                           .context = &telling };
    enum dms_status st = exchange_import(house, request, &wanted, &progress, error);
    /* Rows before the fault of a file may be in: what was done is told even then. */
    *answer = exchange_progress_json(&progress);
    return st;
}

enum dms_status
dms_house_export(struct dms_house *house, const struct dms_request *request,
                 const struct dms_export_options *given, int64_t *rows,
                 struct dms_error *error)
{
    struct dms_export_options options;
    *rows = 0;
    card_copy(&options, sizeof(options), given, given->size);
    if (options.entity == NULL || options.format == NULL || options.file == NULL)
        return needs(options.entity == NULL   ? "entity"
                     : options.format == NULL ? "format"
                                              : "file",
                     error);
    const struct export_options wanted = { .entity = options.entity,
                                           .format = options.format,
                                           .file = options.file,
                                           .question = options.question,
                                           .fields = options.fields,
                                           .stops = options.stops,
                                           .context = options.context };
    return exchange_export(house, request, &wanted, rows, error);
}
