/* xlsx_writer.c - rows into a workbook, in constant memory. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <xlsxwriter.h>

#include "base/list.h"
#include "base/private_file.h"
#include "exchange/writers.h"

/* Excel's own limit, header included. */
#define MOST_ROWS 1048576
/* Bytes of a workbook without rows, its parts and the container. */
#define PACKED_LEAST 16384

/* Rows wait beside the file they are for, and not where everybody's leftovers lie. */
static char *
folder_of(const char *file)
{
    char *folder = memory_copy(file), *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[1] = '\0';
    else
        memcpy(folder, ".", folder[0] != '\0' ? 2 : 1);
    return folder;
}

static lxw_workbook *
make_book(const char *file)
{
    char *folder = folder_of(file);
    lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = folder };
    lxw_workbook *book = workbook_new_opt(file, &options);
    free(folder);
    return book;
}

static enum dms_status
begin(struct export_writer *writer, struct dms_error *error)
{
    if (writer->options->file == NULL)
        return dms_fail(error, DMS_INVALID, "exchange.xlsx_needs_file", "");
    FILE *own = private_stream(writer->options->file); /* the library keeps its mode */
    if (own == NULL)
        return export_cannot_write(writer, errno, error);
    fclose(own);
    lxw_workbook *book = make_book(writer->options->file);
    lxw_worksheet *sheet = book != NULL ? workbook_add_worksheet(book, NULL) : NULL;
    if (sheet == NULL)
        return dms_fail(error, DMS_STORAGE, "exchange.cannot_write",
                        "file=%s|reason=xlsx", writer->options->file);
    writer->book = book;
    writer->sheet = sheet;
    writer->amount = workbook_add_format(book);
    format_set_num_format(writer->amount, "0.00#");
    for (size_t i = 0; i < writer->count; i++)
        worksheet_write_string(sheet, 0, (lxw_col_t)i, writer->names[i], NULL);
    return DMS_OK;
}

/* Money and quantities are numbers that people add up; masked ones stay text. */
static bool
is_amount(const struct export_writer *writer, const char *name, const char *cell,
          double *number)
{
    const struct entity_field *field = entity_field_at(writer->entity, name);
    char *end = NULL;
    if (field == NULL || cell[0] == '\0' ||
        (field->card.type != DMS_MONEY && field->card.type != DMS_DECIMAL))
        return false;
    *number = strtod(cell, &end);
    return *end == '\0';
}

/* A text cell is text: Excel runs no formula in it, so it needs no guard. */
static void
write_cell(struct export_writer *writer, lxw_col_t column, const char *name,
           const char *cell, bool whole)
{
    double number = 0;
    lxw_row_t row = (lxw_row_t)writer->rows;
    if (whole)
        worksheet_write_number(writer->sheet, row, column, strtod(cell, NULL), NULL);
    else if (is_amount(writer, name, cell, &number))
        worksheet_write_number(writer->sheet, row, column, number, writer->amount);
    else if (cell[0] != '\0')
        worksheet_write_string(writer->sheet, row, column, cell, NULL);
}

static enum dms_status
row_out(struct export_writer *writer, const struct dms_json *row, struct dms_error *error)
{
    char buffer[32];
    bool number;
    if (writer->rows >= MOST_ROWS)
        return dms_fail(error, DMS_LIMIT, "exchange.xlsx_rows", "limit=%d", MOST_ROWS);
    for (size_t i = 0; i < writer->count; i++) {
        const char *cell =
            export_cell(row, writer->names[i], buffer, sizeof(buffer), &number);
        write_cell(writer, (lxw_col_t)i, writer->names[i], cell, number);
    }
    /* The library does not look: a full disk would give a workbook that lacks rows. */
    const lxw_worksheet *sheet = writer->sheet;
    if (ferror(sheet->optimize_tmpfile))
        return export_cannot_write(writer, errno, error);
    return DMS_OK;
}

/* The rows are all in their file, and there is room to copy and to pack them. */
static bool
is_sound(const struct export_writer *writer)
{
    const lxw_worksheet *sheet = writer->sheet;
    struct statvfs disk;
    bool whole = fflush(sheet->optimize_tmpfile) == 0 && !ferror(sheet->optimize_tmpfile);
    off_t size = ftello(sheet->optimize_tmpfile);
    return whole && size >= 0 && fstatvfs(fileno(sheet->optimize_tmpfile), &disk) == 0 &&
           (uint64_t)disk.f_bavail * disk.f_frsize >= 2 * (uint64_t)size + PACKED_LEAST;
}

/* Not packed: the library would make a workbook that lacks rows, or leave its files open. */
static enum dms_status
give_up(struct export_writer *writer, struct dms_error *error)
{
    lxw_worksheet *sheet = writer->sheet;
    fclose(sheet->optimize_tmpfile);
    lxw_workbook_free(writer->book);
    return export_cannot_write(writer, ENOSPC, error);
}

static enum dms_status
end(struct export_writer *writer, struct dms_error *error)
{
    if (writer->book == NULL)
        return DMS_OK;
    if (!is_sound(writer))
        return give_up(writer, error);
    errno = 0;
    lxw_error failed = workbook_close(writer->book);
    if (failed == LXW_NO_ERROR)
        return DMS_OK;
    if (errno == ENOSPC)
        return export_cannot_write(writer, errno, error);
    return dms_fail(error, DMS_STORAGE, "exchange.cannot_write", "file=%s|reason=%s",
                    writer->options->file, lxw_strerror(failed));
}

const struct export_format export_xlsx = { "xlsx", begin, row_out, end };
