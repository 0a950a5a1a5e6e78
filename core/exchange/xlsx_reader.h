/* xlsx_reader.h - rows of the first sheet of a workbook (ECMA-376), one at a time. */
#ifndef DMS_EXCHANGE_XLSX_READER_H
#define DMS_EXCHANGE_XLSX_READER_H

#include "exchange/rows.h"

struct xlsx;

/* Opens the workbook SOURCE begins with. What no office program writes (too many parts, too
 * large, packed too tightly) is LIMIT, what is damaged INVALID. */
enum dms_status xlsx_open(struct source *source, struct xlsx **xlsx, struct dms_error *error);
void xlsx_close(struct xlsx *xlsx); /* NULL is welcome */
/* As rows_next. Rows without a cell are left out. */
enum dms_status xlsx_next(struct xlsx *xlsx, struct row *row, bool *more,
                          struct dms_error *error);

#endif
