/* csv.h - rows of a CSV file (RFC 4180 and what offices make of it), one at a time. */
#ifndef DMS_EXCHANGE_CSV_H
#define DMS_EXCHANGE_CSV_H

#include "base/text.h"
#include "exchange/rows.h"

#define CSV_FIELD_LIMIT (10 * 1024 * 1024)

struct csv;

/* SEPARATOR 0: found out from the first line that says something. SOURCE stays the caller's. */
struct csv *csv_create(struct source *source, char separator);
void csv_destroy(struct csv *csv);
/* The next row; *MORE false at the end. An unterminated quote is INVALID with the line the
 * quote opened on; a cell beyond CSV_FIELD_LIMIT or a row of more than ROW_CELL_LIMIT cells
 * is LIMIT with its line. */
enum dms_status csv_next(struct csv *csv, struct row *row, bool *more,
                         struct dms_error *error);
char csv_separator(const struct csv *csv);
/* The separator that was found came from a title: look again. One that was given stays. */
void csv_forget_separator(struct csv *csv);

/* Adds CELL to LINE as CSV: quoted when it must be, and, with GUARD, made harmless for
 * spreadsheets when it begins like a formula. */
void csv_add_cell(struct text *line, const char *cell, char separator, bool guard);

#endif
