/* exchange.h - what comes in and goes out as files: CSV of any Chinese office, XLSX, JSON.
 *
 * import: streams, shows progress, commits in batches, puts bad rows into a reject file
 * with their reasons, and is safe to run again. export: streams, no row limit. */
#ifndef DMS_EXCHANGE_EXCHANGE_H
#define DMS_EXCHANGE_EXCHANGE_H

#include "unit/unit.h"

struct exchange_progress {
    int64_t rows, accepted, skipped, rejected; /* skipped: imported before */
    int64_t bytes, total;
    char left_out[512]; /* columns that became no field, joined; "" when there is none */
};

struct import_options {
    const char *target;  /* entity name or importer name */
    const char *file;    /* path to open */
    const char *name;    /* what people call it; NULL: FILE */
    const struct dms_json *map; /* map file; NULL: headers are field names or labels */
    const char *map_name; /* of the map file, for errors; NULL: none */
    const char *rejects; /* path of the reject file; NULL: none is written */
    bool dry_run;        /* everything but the commit */
    void (*progress)(const struct exchange_progress *progress, void *context);
    bool (*stops)(void *context); /* asked between rows; NULL: never */
    void *context;
};

/* Returns OK also when rows were rejected: see PROGRESS. An error is the file's. */
enum dms_status exchange_import(struct dms_house *house, const struct dms_request *request,
                                const struct import_options *options,
                                struct exchange_progress *progress, struct dms_error *error);

/* {"rows","accepted","skipped","rejected","bytes","total"}. Yours to destroy. */
struct dms_json *exchange_progress_json(const struct exchange_progress *progress);

struct export_options {
    const char *entity;
    const char *format; /* "csv", "json", "xlsx" */
    const char *file;   /* NULL: standard output (not xlsx) */
    const struct dms_json *question; /* where, sort; NULL: everything */
    const char *fields; /* comma separated; NULL: all */
    uint32_t (*stops)(void *context); /* asked between rows; NULL: never */
    void *context;
};
/* Needs DMS_EXPORT; logged in the audit. *ROWS: how many went out. */
enum dms_status exchange_export(struct dms_house *house, const struct dms_request *request,
                                const struct export_options *options, int64_t *rows,
                                struct dms_error *error);

#endif
