/* rejects.c - line, field, reason, then the row as it came; UTF-8 with BOM for Excel. */
#include "exchange/rejects.h"

#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/list.h"
#include "base/private_file.h"
#include "base/text.h"
#include "exchange/csv.h"

struct rejects {
    char *path, *language;
    const struct messages *messages;
    pthread_mutex_t lock; /* rows are refused on the writer's thread, files read on another */
    FILE *file;
    int failed; /* errno of the first failure */
};

struct rejects *
rejects_create(const char *path, const char *language, const struct messages *messages)
{
    struct rejects *rejects = memory_get(sizeof(*rejects));
    rejects->path = memory_copy(path);
    rejects->language = memory_copy(language);
    rejects->messages = messages;
    pthread_mutex_init(&rejects->lock, NULL);
    return rejects;
}

enum dms_status
rejects_close(struct rejects *rejects, struct dms_error *error)
{
    if (rejects == NULL)
        return DMS_OK;
    if (rejects->file != NULL && fclose(rejects->file) != 0 && rejects->failed == 0)
        rejects->failed = errno;
    enum dms_status st = DMS_OK;
    if (rejects->failed != 0)
        st = dms_fail(error, DMS_STORAGE, "exchange.cannot_write", "file=%s|reason=%s",
                      rejects->path, strerror(rejects->failed));
    pthread_mutex_destroy(&rejects->lock);
    free(rejects->path);
    free(rejects->language);
    free(rejects);
    return st;
}

static void
add_cell(struct text *line, const char *cell)
{
    if (line->size > 0)
        text_add_char(line, ',');
    csv_add_cell(line, cell, ',', true);
}

static void
add_cells(struct text *line, const struct dms_json *cells)
{
    for (size_t i = 0; i < dms_json_count(cells); i++) {
        const struct dms_json *cell = dms_json_kind(cells) == DMS_JSON_OBJECT
                                          ? dms_json_value_at(cells, i)
                                          : dms_json_at(cells, i);
        const char *text = dms_json_text(cell);
        char *printed = text == NULL && cell != NULL ? dms_json_print(cell) : NULL;
        add_cell(line, text != NULL ? text : printed != NULL ? printed : "");
        free(printed);
    }
}

static void
write_line(struct rejects *rejects, struct text *line)
{
    text_add(line, "\r\n");
    if (fwrite(line->data, 1, line->size, rejects->file) != line->size && rejects->failed == 0)
        rejects->failed = errno;
    text_clear(line);
}

static void
write_header(struct rejects *rejects, const struct dms_json *headers,
             const struct dms_json *cells)
{
    static const char *const ours[] = { "exchange.line", "exchange.field", "exchange.reason" };
    struct text line = { 0 };
    for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++) {
        char *label = messages_text(rejects->messages, rejects->language, ours[i], NULL);
        add_cell(&line, label);
        free(label);
    }
    if (headers != NULL)
        add_cells(&line, headers);
    for (size_t i = 0; headers == NULL && i < dms_json_count(cells); i++)
        if (dms_json_kind(cells) == DMS_JSON_OBJECT)
            add_cell(&line, dms_json_key_at(cells, i));
    fputs("\xEF\xBB\xBF", rejects->file);
    write_line(rejects, &line);
}

static bool
is_open(struct rejects *rejects, const struct dms_json *headers, const struct dms_json *cells)
{
    if (rejects->file != NULL || rejects->failed != 0)
        return rejects->file != NULL;
    rejects->file = private_stream(rejects->path);
    if (rejects->file == NULL)
        rejects->failed = errno;
    else
        write_header(rejects, headers, cells);
    return rejects->file != NULL;
}

void
rejects_add(struct rejects *rejects, int64_t at, const struct dms_json *headers,
            const struct dms_json *cells, const struct dms_error *reason)
{
    struct text line = { 0 };
    if (rejects == NULL || rejects->path == NULL)
        return;
    struct dms_error short_reason = *reason;
    short_reason.field[0] = short_reason.file[0] = '\0'; /* they have columns of their own */
    pthread_mutex_lock(&rejects->lock);
    if (is_open(rejects, headers, cells)) {
        char *text = messages_error(rejects->messages, rejects->language, &short_reason);
        text_printf(&line, "%" PRId64, at);
        add_cell(&line, reason->field);
        add_cell(&line, text);
        free(text);
        add_cells(&line, cells);
        write_line(rejects, &line);
    }
    pthread_mutex_unlock(&rejects->lock);
}
