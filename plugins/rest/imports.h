/* imports.h - imports under way: files wait in a row, one is worked at, and a record of entity
 * rest.import tells how far it is. */
#ifndef REST_IMPORTS_H
#define REST_IMPORTS_H

#include <stdatomic.h>

#include "upload.h"

#define REST_IMPORT "rest.import"

/* One file and what to do with it. Text is its own. */
struct import_job {
    struct import_job *next; /* in the row */
    struct server *server;
    struct upload *upload;
    int64_t id; /* of its record */
    char *target, *name;
    char *user, *store, *language, *request_id, *scope;
    struct dms_json *map; /* NULL: none */
    bool dry_run;
    int64_t told; /* ms, monotonic: when its record was last written */
    struct dms_json *counts; /* the last that are known */
    unsigned holders; /* under the row's lock, as DONE */
    bool done;
};

/* import_row.c: the row and its thread. NULL when the system starts no more threads. */
struct imports *imports_create(struct server *server);
/* The one at work ends where it is, those that wait too; their records say so. NULL is welcome. */
void imports_destroy(struct imports *imports);
/* How many may be on their way at once is limited; each place taken is given back once. */
bool imports_take_place(struct imports *imports);
void imports_give_place(struct imports *imports);
unsigned imports_places(struct imports *imports);
/* Takes JOB, which stays the caller's to look at until imports_release. */
void imports_add(struct imports *imports, struct import_job *job);
/* False: it was not done in time. */
bool imports_wait(struct imports *imports, struct import_job *job, int64_t seconds);
void imports_release(struct imports *imports, struct import_job *job);

/* import_job.c: does the work, and tells the record. */
void import_job_run(struct import_job *job);
/* It will not be done: the server stops. */
void import_job_drop(struct import_job *job);
void import_job_destroy(struct import_job *job);

/* import_record.c: declares entity, rights and the call that makes a record. */
enum dms_status import_record_register(struct dms_registrar *registrar,
                                       struct dms_error *error);
/* A record for JOB as REQUEST asks; *ID of the one made before under the same key, and *AGAIN. */
enum dms_status import_record_create(struct import_job *job,
                                     const struct dms_request *request, bool *again,
                                     struct dms_error *error);
/* The record's counts become those of COUNTS, and more of its fields those of FIELDS (may be NULL);
 * TRANSITION may be NULL. As the house. */
enum dms_status import_record_tell(struct dms_house *house, int64_t id,
                                   const struct dms_json *counts,
                                   const struct dms_json *fields, const char *transition,
                                   struct dms_error *error);
/* What was running when the house went down has failed. */
enum dms_status import_record_recover(struct dms_house *house, struct dms_error *error);

/* rejects.c: the first refused rows of a reject file: [{"line","field","reason"}…]. NULL: there
 * is no such file. Yours to destroy. */
struct dms_json *rejects_first(const char *path);

#endif
