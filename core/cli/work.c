/* work.c - one message of the command line, done in an open house: here, or by dms serve. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/cli_inside.h"
#include "exchange/exchange.h"

static enum dms_status
work_ask(struct dms_house *house, const struct dms_request *request,
         const struct dms_json *message, struct dms_json **answer, struct dms_error *error)
{
    return dms_house_ask(house, request, dms_json_at_key(message, "question"), answer, error);
}

struct telling {
    cli_progress tell;
    void *context;
};

static struct dms_json *
progress_json(const struct exchange_progress *progress)
{
    struct dms_json *json = dms_json_create_object();
    dms_json_set_integer(json, "rows", progress->rows);
    dms_json_set_integer(json, "accepted", progress->accepted);
    dms_json_set_integer(json, "skipped", progress->skipped);
    dms_json_set_integer(json, "rejected", progress->rejected);
    dms_json_set_integer(json, "bytes", progress->bytes);
    dms_json_set_integer(json, "total", progress->total);
    return json;
}

static void
tell(const struct exchange_progress *progress, void *context)
{
    const struct telling *telling = context;
    struct dms_json *json = progress_json(progress);
    if (telling->tell != NULL)
        telling->tell(json, telling->context);
    dms_json_destroy(json);
}

static enum dms_status
work_import(struct dms_house *house, const struct dms_request *request,
            const struct dms_json *message, struct telling *telling, struct dms_json **answer,
            struct dms_error *error)
{
    struct exchange_progress progress = { 0 };
    const struct import_options options = {
        .target = dms_json_text_at(message, "target"),
        .file = dms_json_text_at(message, "file"),
        .name = dms_json_text_at(message, "name"),
        .map = dms_json_at_key(message, "map"),
        .map_name = dms_json_text_at(message, "map_name"),
        .rejects = dms_json_text_at(message, "rejects"),
        .dry_run = dms_json_boolean_at(message, "dry_run"),
        .progress = tell,
        .context = telling,
    };
    if (options.target == NULL || options.file == NULL)
        return dms_fail_field(error, DMS_INVALID, "file", "door.needs", "member=file");
    enum dms_status st = exchange_import(house, request, &options, &progress, error);
    /* Rows before the fault of a file may be in: what was done is told even then. */
    *answer = progress_json(&progress);
    return st;
}

static enum dms_status
work_export(struct dms_house *house, const struct dms_request *request,
            const struct dms_json *message, struct dms_json **answer, struct dms_error *error)
{
    int64_t rows = 0;
    const struct export_options options = {
        .entity = dms_json_text_at(message, "entity"),
        .format = dms_json_text_at(message, "format"),
        .file = dms_json_text_at(message, "file"),
        .question = dms_json_at_key(message, "question"),
        .fields = dms_json_text_at(message, "fields"),
    };
    if (options.entity == NULL || options.format == NULL || options.file == NULL)
        return dms_fail_field(error, DMS_INVALID, "entity", "door.needs", "member=entity");
    enum dms_status st = exchange_export(house, request, &options, &rows, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_integer(*answer, "rows", rows);
    }
    return st;
}

static struct dms_request
request_of(const struct dms_json *message)
{
    return (struct dms_request){ .size = sizeof(struct dms_request),
                                 .flags = dms_json_boolean_at(message, "as_house")
                                              ? DMS_AS_HOUSE
                                              : 0,
                                 .user = dms_json_text_at(message, "user"),
                                 .store = dms_json_text_at(message, "store"),
                                 .language = dms_json_text_at(message, "language") };
}

static struct dms_json *
response(struct dms_house *house, const char *language, const struct dms_error *error,
         struct dms_json *answer)
{
    struct dms_json *json = dms_json_create_object();
    if (answer != NULL)
        dms_json_take_key(json, "answer", answer);
    if (dms_error_status(error) == DMS_OK)
        return json;
    struct dms_json *told = error_json(error);
    char *text = dms_house_error_text(house, language, error);
    dms_json_set_text(told, "text", text);
    dms_json_take_key(json, "error", told);
    free(text);
    return json;
}

struct dms_json *
cli_work(struct dms_house *house, const struct dms_json *message, cli_progress progress,
         void *context)
{
    struct dms_error error = { 0 };
    struct dms_json *answer = NULL;
    struct telling telling = { progress, context };
    const struct dms_request request = request_of(message);
    const char *kind = dms_json_text_at(message, "kind");
    enum dms_status st;
    if (kind != NULL && strcmp(kind, "import") == 0)
        st = work_import(house, &request, message, &telling, &answer, &error);
    else if (kind != NULL && strcmp(kind, "export") == 0)
        st = work_export(house, &request, message, &answer, &error);
    else
        st = work_ask(house, &request, message, &answer, &error);
    if (st != DMS_OK && error.status == DMS_OK)
        dms_fail(&error, st, "unit.no_reason", "who=dms");
    return response(house, request.language, &error, answer);
}
