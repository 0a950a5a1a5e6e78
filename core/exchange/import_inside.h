/* import_inside.h - one import under way, shared by entity rows and importers' rows. */
#ifndef DMS_EXCHANGE_IMPORT_INSIDE_H
#define DMS_EXCHANGE_IMPORT_INSIDE_H

#include <pthread.h>

#include "base/error.h"
#include "dms/importer.h"
#include "exchange/exchange.h"
#include "exchange/rejects.h"
#include "exchange/source.h"

struct dms_import {
    struct dms_house *house;
    const struct dms_request *request;
    const struct import_options *options;
    struct exchange_progress *progress;
    struct source *source;
    struct rejects *rejects;
    pthread_mutex_t lock; /* progress, in_flight, fatal */
    pthread_cond_t landed;
    int64_t in_flight;
    int64_t shown;          /* rows at the last call of options->progress */
    struct dms_error fatal; /* the database failed: stop */
    struct list waiting;    /* whole files: rows tried after the last byte */
    bool whole;
};

/* Counts one row's end; a refusal goes to the reject file. */
void import_landed(struct dms_import *import, enum dms_status status, bool ran, int64_t line,
                   const struct dms_json *headers, const struct dms_json *cells,
                   const struct dms_error *reason);
void import_show(struct dms_import *import, bool always);
/* Rows of an entity from a CSV; rows of a registered importer. */
enum dms_status import_entity(struct dms_import *import, const struct entity *entity,
                              struct dms_error *error);
enum dms_status import_format(struct dms_import *import, const struct dms_importer *importer,
                              struct dms_error *error);
bool import_is_fatal(enum dms_status status);
/* BUSY when who asked for the import wants it to end here. */
enum dms_status import_goes_on(const struct dms_import *import, struct dms_error *error);

#endif
