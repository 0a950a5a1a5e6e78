/* rows.h - rows of cells, whether a CSV or a workbook brings them. */
#ifndef DMS_EXCHANGE_ROWS_H
#define DMS_EXCHANGE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "exchange/source.h"

/* Columns of one row. Offices have some dozens; a file with more is no table of records. */
#define ROW_CELL_LIMIT 1024

struct row {
    const char **cells; /* borrowed until the next row */
    size_t count;
    int64_t line; /* where the row begins, from 1; in a workbook its number */
    bool blank;   /* nothing in any cell */
    bool shorter; /* its empty cells at the end are left out: fewer cells are no fault */
    /* What makes the row useless though the file is sound: i18n key, NULL when nothing
     * does, with the cell ("C7") and what it says. Borrowed until the next row. */
    const char *fault, *fault_cell, *fault_text;
};

struct rows;

/* Looks at the first bytes of SOURCE, not at its name: a workbook or a CSV. SEPARATOR of the
 * CSV, 0: found out from the header. SOURCE stays the caller's. *ROWS is yours to destroy. */
enum dms_status rows_open(struct source *source, char separator, struct rows **rows,
                          struct dms_error *error);
void rows_destroy(struct rows *rows); /* NULL is welcome */
/* The next row; *MORE false at the end. An error is the file's and names the place. */
enum dms_status rows_next(struct rows *rows, struct row *row, bool *more,
                          struct dms_error *error);
/* The row just read was a title and not the header: what it looked like counts no more. */
void rows_skipped(struct rows *rows);

#endif
