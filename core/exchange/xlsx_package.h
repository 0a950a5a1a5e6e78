/* xlsx_package.h - the parts of a workbook out of their zip, within limits. */
#ifndef DMS_EXCHANGE_XLSX_PACKAGE_H
#define DMS_EXCHANGE_XLSX_PACKAGE_H

#include "exchange/source.h"

/* A sheet of Excel's 1,048,576 rows and twenty columns unpacks to some 500 MB. */
#define XLSX_UNPACKED_LIMIT (INT64_C(768) * 1024 * 1024)
/* XML of sheets packs ten to fifty times; only what is made to harm packs hundreds of times.
 * Small parts may: a thousand equal cells are no danger. */
#define XLSX_RATIO_LIMIT 200
#define XLSX_RATIO_FREE (INT64_C(4) * 1024 * 1024)
/* A part for each sheet, picture and comment: offices stay below a hundred. */
#define XLSX_ENTRY_LIMIT 4096

struct xlsx_package;
struct xlsx_part;

enum dms_status xlsx_package_open(struct source *source, struct xlsx_package **package,
                                  struct dms_error *error);
void xlsx_package_close(struct xlsx_package *package); /* NULL is welcome */
const char *xlsx_package_file(const struct xlsx_package *package);

/* *PART is NULL, and the answer OK, when the package has no part of that name. */
enum dms_status xlsx_part_open(struct xlsx_package *package, const char *name,
                               struct xlsx_part **part, struct dms_error *error);
void xlsx_part_close(struct xlsx_part *part); /* NULL is welcome */
/* The next bytes, unpacked; *GOT 0 at the end. */
enum dms_status xlsx_part_read(struct xlsx_part *part, char *buffer, size_t size, size_t *got,
                               struct dms_error *error);
const char *xlsx_part_name(const struct xlsx_part *part);
/* How much of it was read, in thousandths. */
int64_t xlsx_part_done(const struct xlsx_part *part);

#endif
