/* rows.c - chooses the reader by the first bytes of the file. */
#include "exchange/rows.h"

#include <stdlib.h>

#include "base/list.h"
#include "exchange/csv.h"
#include "exchange/xlsx_reader.h"

struct rows {
    struct csv *csv; /* one of the two */
    struct xlsx *xlsx;
};

/* The container of .xls, of Word before 2007 and of workbooks with a password. */
static bool
is_old_office(const struct source *source)
{
    return source_begins(source, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
}

enum dms_status
rows_open(struct source *source, char separator, struct rows **rows,
          struct dms_error *error)
{
    struct rows *opened = memory_get(sizeof(*opened));
    enum dms_status st = DMS_OK;
    if (is_old_office(source))
        st = dms_fail(error, DMS_INVALID, "exchange.old_office", "");
    else if (source_begins(source, "PK\x03\x04", 4))
        st = xlsx_open(source, &opened->xlsx, error);
    else
        opened->csv = csv_create(source, separator);
    if (st != DMS_OK) {
        dms_error_at_file(error, source_name(source), 0);
        rows_destroy(opened);
        opened = NULL;
    }
    *rows = opened;
    return st;
}

void
rows_destroy(struct rows *rows)
{
    if (rows == NULL)
        return;
    csv_destroy(rows->csv);
    xlsx_close(rows->xlsx);
    free(rows);
}

enum dms_status
rows_next(struct rows *rows, struct row *row, bool *more, struct dms_error *error)
{
    *row = (struct row){ 0 };
    return rows->xlsx != NULL ? xlsx_next(rows->xlsx, row, more, error)
                              : csv_next(rows->csv, row, more, error);
}

void
rows_skipped(struct rows *rows)
{
    if (rows->csv != NULL)
        csv_forget_separator(rows->csv);
}
