/* writers.c - CSV for people with Excel, JSON for programs. */
#include "exchange/writers.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/private_file.h"
#include "base/text.h"
#include "exchange/csv.h"

enum dms_status
export_cannot_write(const struct export_writer *writer, int reason,
                    struct dms_error *error)
{
    const char *file = writer->options->file;
    return dms_fail(error, reason == ENOSPC ? DMS_FULL : DMS_STORAGE,
                    "exchange.cannot_write", "file=%s|reason=%s",
                    file != NULL ? file : "-", strerror(reason));
}

enum dms_status
export_writer_create(const struct export_options *options, const struct entity *entity,
                     const char *const *names, size_t count,
                     struct export_writer **writer, struct dms_error *error)
{
    static const struct export_format *const formats[] = { &export_csv, &export_json,
                                                           &export_xlsx };
    *writer = NULL;
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        if (strcmp(formats[i]->name, options->format) != 0)
            continue;
        *writer = memory_get(sizeof(**writer));
        **writer = (struct export_writer){ .format = formats[i],
                                           .options = options,
                                           .entity = entity,
                                           .names = names,
                                           .count = count };
        return formats[i]->begin(*writer, error);
    }
    return dms_fail(error, DMS_INVALID, "exchange.unknown_format", "format=%s",
                    options->format);
}

enum dms_status
export_writer_row(struct export_writer *writer, const struct dms_json *row,
                  struct dms_error *error)
{
    writer->rows++;
    return writer->format->row(writer, row, error);
}

enum dms_status
export_writer_close(struct export_writer *writer, struct dms_error *error)
{
    enum dms_status st = writer->format->end(writer, error);
    free(writer);
    return st;
}

const char *
export_cell(const struct dms_json *row, const char *name, char *buffer, size_t size,
            bool *number)
{
    const struct dms_json *cell = dms_json_at_key(row, name);
    *number = dms_json_kind(cell) == DMS_JSON_INTEGER;
    if (*number) {
        snprintf(buffer, size, "%" PRId64, dms_json_integer(cell));
        return buffer;
    }
    if (dms_json_kind(cell) == DMS_JSON_BOOLEAN)
        return dms_json_boolean(cell) ? "true" : "false";
    const char *text = dms_json_text(cell);
    return text != NULL ? text : "";
}

static enum dms_status
open_stream(struct export_writer *writer, struct dms_error *error)
{
    const char *path = writer->options->file;
    writer->file = path != NULL ? private_stream(path) : stdout;
    return writer->file != NULL ? DMS_OK : export_cannot_write(writer, errno, error);
}

static enum dms_status
put(struct export_writer *writer, struct text *text, struct dms_error *error)
{
    size_t written = fwrite(text->data, 1, text->size, writer->file);
    bool whole = written == text->size;
    text_clear(text);
    return whole ? DMS_OK : export_cannot_write(writer, errno, error);
}

static enum dms_status
close_stream(struct export_writer *writer, struct dms_error *error)
{
    if (writer->file == NULL)
        return DMS_OK;
    int failed = writer->file == stdout ? fflush(stdout) : fclose(writer->file);
    return failed == 0 ? DMS_OK : export_cannot_write(writer, errno, error);
}

static enum dms_status
csv_begin(struct export_writer *writer, struct dms_error *error)
{
    struct text line = { 0 };
    enum dms_status st = open_stream(writer, error);
    if (st != DMS_OK)
        return st;
    text_add(&line, "\xEF\xBB\xBF"); /* Excel takes a file without the mark for GBK */
    for (size_t i = 0; i < writer->count; i++) {
        text_add(&line, i > 0 ? "," : "");
        csv_add_cell(&line, writer->names[i], ',', false);
    }
    text_add(&line, "\r\n");
    return put(writer, &line, error);
}

static enum dms_status
csv_row_out(struct export_writer *writer, const struct dms_json *row,
            struct dms_error *error)
{
    struct text line = { 0 };
    char buffer[32];
    bool number;
    for (size_t i = 0; i < writer->count; i++) {
        const char *cell =
            export_cell(row, writer->names[i], buffer, sizeof(buffer), &number);
        text_add(&line, i > 0 ? "," : "");
        csv_add_cell(&line, cell, ',', !number);
    }
    text_add(&line, "\r\n");
    return put(writer, &line, error);
}

static enum dms_status
json_begin(struct export_writer *writer, struct dms_error *error)
{
    struct text line = { 0 };
    enum dms_status st = open_stream(writer, error);
    text_add(&line, "[");
    if (st == DMS_OK)
        return put(writer, &line, error);
    text_clear(&line);
    return st;
}

static enum dms_status
json_row_out(struct export_writer *writer, const struct dms_json *row,
             struct dms_error *error)
{
    struct text line = { 0 };
    char *printed = dms_json_print(row);
    text_printf(&line, "%s\n%s", writer->rows > 1 ? "," : "", printed);
    free(printed);
    return put(writer, &line, error);
}

static enum dms_status
json_end(struct export_writer *writer, struct dms_error *error)
{
    struct text line = { 0 };
    enum dms_status st = DMS_OK;
    text_add(&line, "\n]\n");
    if (writer->file != NULL)
        st = put(writer, &line, error);
    text_clear(&line);
    enum dms_status closed = close_stream(writer, error);
    return st != DMS_OK ? st : closed;
}

const struct export_format export_csv = { "csv", csv_begin, csv_row_out, close_stream };
const struct export_format export_json = { "json", json_begin, json_row_out, json_end };
