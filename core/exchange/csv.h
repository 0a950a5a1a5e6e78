/* csv.h - rows of a CSV file (RFC 4180 and what offices make of it), one at a time. */
#ifndef DMS_EXCHANGE_CSV_H
#define DMS_EXCHANGE_CSV_H

#include "base/text.h"
#include "exchange/source.h"

#define CSV_FIELD_LIMIT (10 * 1024 * 1024)
#define CSV_CELL_LIMIT 1024 /* columns */

struct csv;

struct csv_row {
    const char **cells; /* borrowed until the next row */
    size_t count;
    int64_t line; /* where the row begins, from 1 */
    bool blank;   /* nothing on the line */
};

/* SEPARATOR 0: found out from the first line. SOURCE stays the caller's. */
struct csv *csv_create(struct source *source, char separator);
void csv_destroy(struct csv *csv);
/* The next row; *MORE false at the end. An unterminated quote is INVALID with the line the
 * quote opened on; a cell beyond CSV_FIELD_LIMIT or a row of more than CSV_CELL_LIMIT cells
 * is LIMIT with its line. */
enum dms_status csv_next(struct csv *csv, struct csv_row *row, bool *more,
                         struct dms_error *error);
char csv_separator(const struct csv *csv);

/* Adds CELL to LINE as CSV: quoted when it must be, and, with GUARD, made harmless for
 * spreadsheets when it begins like a formula. */
void csv_add_cell(struct text *line, const char *cell, char separator, bool guard);

#endif
