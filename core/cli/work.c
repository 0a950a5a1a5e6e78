/* work.c - one message of the command line, done in an open house: here, or by dms serve. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/cli_inside.h"
#include "dms/front.h"

static enum dms_status
work_ask(struct dms_house *house, const struct dms_request *request,
         const struct dms_json *message, struct dms_json **answer,
         struct dms_error *error)
{
    return dms_house_ask(house, request, dms_json_at_key(message, "question"), answer,
                         error);
}

static enum dms_status
work_import(struct dms_house *house, const struct dms_request *request,
            const struct dms_json *message, cli_progress progress, void *context,
            struct dms_json **answer, struct dms_error *error)
{
    const struct dms_import_options options = {
        .size = sizeof(options),
        .dry_run = dms_json_boolean_at(message, "dry_run"),
        .target = dms_json_text_at(message, "target"),
        .file = dms_json_text_at(message, "file"),
        .name = dms_json_text_at(message, "name"),
        .map = dms_json_at_key(message, "map"),
        .map_name = dms_json_text_at(message, "map_name"),
        .rejects = dms_json_text_at(message, "rejects"),
        .progress = progress,
        .context = context,
    };
    return dms_house_import(house, request, &options, answer, error);
}

static enum dms_status
work_export(struct dms_house *house, const struct dms_request *request,
            const struct dms_json *message, struct dms_json **answer,
            struct dms_error *error)
{
    int64_t rows = 0;
    const struct dms_export_options options = {
        .size = sizeof(options),
        .entity = dms_json_text_at(message, "entity"),
        .format = dms_json_text_at(message, "format"),
        .file = dms_json_text_at(message, "file"),
        .fields = dms_json_text_at(message, "fields"),
        .question = dms_json_at_key(message, "question"),
    };
    enum dms_status st = dms_house_export(house, request, &options, &rows, error);
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
    const struct dms_request request = request_of(message);
    const char *kind = dms_json_text_at(message, "kind");
    enum dms_status st;
    if (kind != NULL && strcmp(kind, "import") == 0)
        st = work_import(house, &request, message, progress, context, &answer, &error);
    else if (kind != NULL && strcmp(kind, "export") == 0)
        st = work_export(house, &request, message, &answer, &error);
    else if (kind != NULL && strcmp(kind, "config") == 0)
        st = cli_work_config(house, &request, message, &answer, &error);
    else if (kind != NULL && strcmp(kind, "doctor") == 0)
        st = cli_work_doctor(house, &request, &answer, &error);
    else
        st = work_ask(house, &request, message, &answer, &error);
    if (st != DMS_OK && error.status == DMS_OK)
        dms_fail(&error, st, "unit.no_reason", "who=dms");
    return response(house, request.language, &error, answer);
}
