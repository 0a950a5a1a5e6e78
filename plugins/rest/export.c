/* export.c - GET /api/v1/{entity}/export: written to a file first, so that what fails is told as
 * a problem and nobody gets half of it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "problem.h"
#include "question.h"
#include "spool.h"

static const struct format {
    const char *name, *type;
} formats[] = {
    { "csv", "text/csv; charset=utf-8" },
    { "json", "application/json" },
    { "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

/* NULL: a problem is the answer. */
static const struct format *
find_format(struct exchange *exchange)
{
    const char *name = exchange_parameter(exchange, "format");
    if (name == NULL)
        name = formats[0].name;
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    problem(exchange, 400,
            dms_fail_field(exchange->error, DMS_INVALID, "format", "rest.bad_parameter",
                           "name=%s|value=%s", "format", name));
    return NULL;
}

static uint32_t
stops(void *context)
{
    const struct exchange *exchange = context;
    return atomic_load(&exchange->server->stopping);
}

static enum dms_status
write_to(struct exchange *exchange, const char *format, const struct dms_json *question,
         const char *path)
{
    int64_t rows = 0;
    struct dms_request request = question_request(exchange);
    const struct dms_export_options options = {
        .size = sizeof(options),
        .entity = exchange_part(exchange, "entity"),
        .format = format,
        .file = path,
        .fields = exchange_parameter(exchange, "fields"),
        .question = question,
        .stops = stops,
        .context = exchange
    };
    return dms_house_export(exchange->server->house, &request, &options, &rows,
                            exchange->error);
}

/* Its name is gone before the first byte leaves. */
static void
deliver(struct exchange *exchange, const struct format *format, const char *path)
{
    char key[200];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        problem_of(exchange, spool_fault(errno, exchange->error));
        return;
    }
    snprintf(key, sizeof(key), "entity.%s", exchange_part(exchange, "entity"));
    char *label = dms_house_text(exchange->server->house, exchange->language, key, NULL);
    answer_file(exchange, file, format->type, label, format->name);
    free(label);
}

static void
write_and_send(struct exchange *exchange, const struct format *format,
               const struct dms_json *question)
{
    char *path = NULL;
    int file = -1;
    enum dms_status st = spool_create(exchange->server, &file, &path, exchange->error);
    if (st == DMS_OK) {
        close(file); /* its name was all we wanted */
        st = write_to(exchange, format->name, question, path);
    }
    if (st == DMS_OK) {
        deliver(exchange, format, path);
    } else {
        spool_veil(exchange->error);
        problem_of(exchange, st);
    }
    if (path != NULL)
        unlink(path);
    free(path);
}

void
export_file(struct exchange *exchange)
{
    const struct format *format = find_format(exchange);
    struct dms_json *question = dms_json_create_object();
    if (format != NULL && question_json(exchange, question, "where") == DMS_OK) {
        question_text(exchange, question, "sort", "sort");
        write_and_send(exchange, format, question);
    }
    dms_json_destroy(question);
}
