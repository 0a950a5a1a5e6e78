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

#define OURS 3 /* columns before those of the row */

struct rejects {
    char *path, *language;
    const struct messages *messages;
    pthread_mutex_t
        lock; /* rows are refused on the writer's thread, files read on another */
    FILE *file;
    int failed;               /* errno of the first failure */
    struct dms_json *members; /* of rows that are objects, in the order they came up */
    size_t headed;            /* how many of them stand in the file's header */
};

struct rejects *
rejects_create(const char *path, const char *language, const struct messages *messages)
{
    struct rejects *rejects = memory_get(sizeof(*rejects));
    rejects->path = memory_copy(path);
    rejects->language = memory_copy(language);
    rejects->messages = messages;
    rejects->members = dms_json_create_array();
    pthread_mutex_init(&rejects->lock, NULL);
    return rejects;
}

static void
add_cell(struct text *line, const char *cell)
{
    if (line->size > 0)
        text_add_char(line, ',');
    csv_add_cell(line, cell, ',', true);
}

static void
add_value(struct text *line, const struct dms_json *cell)
{
    const char *text = dms_json_text(cell);
    char *printed = text == NULL && cell != NULL ? dms_json_print(cell) : NULL;
    add_cell(line, text != NULL ? text : printed != NULL ? printed : "");
    free(printed);
}

static bool
knows(const struct rejects *rejects, const char *member)
{
    for (size_t i = 0; i < dms_json_count(rejects->members); i++)
        if (strcmp(dms_json_text(dms_json_at(rejects->members, i)), member) == 0)
            return true;
    return false;
}

/* A row may have members that none before it had: they become columns at the end. */
static void
learn_members(struct rejects *rejects, const struct dms_json *row)
{
    for (size_t i = 0; i < dms_json_count(row); i++)
        if (!knows(rejects, dms_json_key_at(row, i)))
            dms_json_take(rejects->members,
                          dms_json_create_text(dms_json_key_at(row, i)));
}

static void
add_members(struct rejects *rejects, struct text *line, const struct dms_json *row)
{
    for (size_t i = 0; i < dms_json_count(rejects->members); i++)
        add_value(line,
                  dms_json_at_key(row, dms_json_text(dms_json_at(rejects->members, i))));
}

static void
add_cells(struct text *line, const struct dms_json *cells)
{
    for (size_t i = 0; i < dms_json_count(cells); i++)
        add_value(line, dms_json_at(cells, i));
}

static void
write_line(struct rejects *rejects, struct text *line)
{
    text_add(line, "\r\n");
    if (fwrite(line->data, 1, line->size, rejects->file) != line->size &&
        rejects->failed == 0)
        rejects->failed = errno;
    text_clear(line);
}

static void
write_header(struct rejects *rejects, const struct dms_json *headers)
{
    static const char *const ours[OURS] = { "exchange.line", "exchange.field",
                                            "exchange.reason" };
    struct text line = { 0 };
    for (size_t i = 0; i < OURS; i++) {
        char *label = messages_text(rejects->messages, rejects->language, ours[i], NULL);
        add_cell(&line, label);
        free(label);
    }
    add_cells(&line, headers != NULL ? headers : rejects->members);
    rejects->headed = dms_json_count(rejects->members);
    fputs("\xEF\xBB\xBF", rejects->file);
    write_line(rejects, &line);
}

/* The rows behind the first line, each with as many cells as there are columns now: a shorter one
 * would not be taken when the file comes back. */
static void
copy_rows(struct rejects *rejects, FILE *from)
{
    size_t columns = OURS + dms_json_count(rejects->members), cells = 1;
    bool quoted = false, is_header = true;
    for (int letter = getc(from); letter != EOF; letter = getc(from)) {
        quoted ^= letter == '"';
        cells += letter == ',' && !quoted;
        for (; letter == '\r' && !quoted && !is_header && cells < columns; cells++)
            putc(',', rejects->file);
        if (!is_header)
            putc(letter, rejects->file);
        if (letter == '\n' && !quoted) {
            is_header = false;
            cells = 1;
        }
    }
}

/* The file again, under a header with what came up behind the first row. */
static void
head_anew(struct rejects *rejects)
{
    char *path = NULL;
    FILE *old = fopen(rejects->path, "r");
    if (asprintf(&path, "%s.new", rejects->path) < 0)
        memory_end();
    rejects->file = private_stream(path);
    if (old != NULL && rejects->file != NULL) {
        write_header(rejects, NULL);
        copy_rows(rejects, old);
    }
    bool written = old != NULL && rejects->file != NULL && !ferror(old) &&
                   fclose(rejects->file) == 0 && rename(path, rejects->path) == 0;
    if (!written)
        rejects->failed = errno;
    if (old != NULL)
        fclose(old);
    rejects->file = NULL;
    free(path);
}

enum dms_status
rejects_close(struct rejects *rejects, struct dms_error *error)
{
    if (rejects == NULL)
        return DMS_OK;
    if (rejects->file != NULL && fclose(rejects->file) != 0 && rejects->failed == 0)
        rejects->failed = errno;
    if (rejects->file != NULL && rejects->failed == 0 &&
        dms_json_count(rejects->members) > rejects->headed)
        head_anew(rejects);
    enum dms_status st = DMS_OK;
    if (rejects->failed != 0)
        st = dms_fail(error, DMS_STORAGE, "exchange.cannot_write", "file=%s|reason=%s",
                      rejects->path, strerror(rejects->failed));
    pthread_mutex_destroy(&rejects->lock);
    dms_json_destroy(rejects->members);
    free(rejects->path);
    free(rejects->language);
    free(rejects);
    return st;
}

static bool
is_open(struct rejects *rejects, const struct dms_json *headers)
{
    if (rejects->file != NULL || rejects->failed != 0)
        return rejects->file != NULL;
    rejects->file = private_stream(rejects->path);
    if (rejects->file == NULL)
        rejects->failed = errno;
    else
        write_header(rejects, headers);
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
    short_reason.field[0] = short_reason.file[0] =
        '\0'; /* they have columns of their own */
    bool named = dms_json_kind(cells) == DMS_JSON_OBJECT;
    pthread_mutex_lock(&rejects->lock);
    if (named)
        learn_members(rejects, cells);
    if (is_open(rejects, headers)) {
        char *text = messages_error(rejects->messages, rejects->language, &short_reason);
        text_printf(&line, "%" PRId64, at);
        add_cell(&line, reason->field);
        add_cell(&line, text);
        free(text);
        if (named)
            add_members(rejects, &line, cells);
        else
            add_cells(&line, cells);
        write_line(rejects, &line);
    }
    pthread_mutex_unlock(&rejects->lock);
}
