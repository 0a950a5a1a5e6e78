/* importer.h - a file format turned into records: dms import FORMAT FILE.
 *
 * The core opens the file, guesses nothing about its meaning, shows progress, keeps the
 * reject file and commits row by row in batches. The importer reads bytes and hands over
 * rows; a bad row is rejected with its reason and the rest goes on. Since 1.0. */
#ifndef DMS_IMPORTER_H
#define DMS_IMPORTER_H

#include "dms/unit.h"

DMS_EXTERN_C_BEGIN

struct dms_import;

/* The next bytes of the file, as they are; *GOT is 0 at its end. */
DMS_API enum dms_status dms_import_read(struct dms_import *import, void *buffer, size_t size,
                                        size_t *got, struct dms_error *error);
/* Name of the file as the user gave it. Borrowed. */
DMS_API const char *dms_import_file(const struct dms_import *import);

/* Runs WORK in a unit of its own for the thing found at LINE. KEY says what the thing is
 * ("adf:uniqueLeadId:2024-01-15…"): a key imported before is skipped and counted so. A
 * refusal goes to the reject file with line, field, reason; the importer goes on unless
 * the status returned is STORAGE, FULL or BUG. ROW: what to print in the reject file. */
typedef enum dms_status (*dms_import_work)(struct dms_unit *unit, const struct dms_json *row,
                                           void *context, struct dms_error *error);
DMS_API enum dms_status dms_import_row(struct dms_import *import, int64_t line,
                                       const char *key, const struct dms_json *row,
                                       dms_import_work work, void *context,
                                       struct dms_error *error);
/* Puts something into the reject file without trying it: REASON is filled and kept. */
DMS_API void dms_import_reject(struct dms_import *import, int64_t line,
                               const struct dms_json *row, const struct dms_error *reason);

struct dms_importer {
    uint32_t size;
    const char *name; /* REQUIRED: "adf" */
    const char *permission; /* entity whose DMS_IMPORT the user needs; REQUIRED */
    /* REQUIRED. Once per file. An error returned here is the file's error: nothing of the
     * file is kept when WHOLE is set, else what was accepted before stays. With WHOLE the
     * rows are tried after run has read the file to its end: contexts must live on. */
    enum dms_status (*run)(struct dms_import *import, void *data, struct dms_error *error);
    void *data;
    uint32_t whole; /* 1: a file that turns out to be broken leaves nothing behind */
};

DMS_EXTERN_C_END

#endif
