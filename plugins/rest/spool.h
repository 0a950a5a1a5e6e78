/* spool.h - where files lie on their way in and out: DIR/http.spool, and DIR/http.rejects for the
 * rows that imports refused. */
#ifndef REST_SPOOL_H
#define REST_SPOOL_H

#include "server.h"

/* Makes both folders, for our eyes only; removes what a crash left in the first and what has
 * grown old in the second. */
enum dms_status spool_open(const struct server *server, struct dms_error *error);
/* A new empty file; *PATH is yours to unlink and free(). FULL, or STORAGE with the reason. */
enum dms_status spool_create(const struct server *server, int *file, char **path,
                             struct dms_error *error);
/* What REASON (errno) of a failed write means. */
enum dms_status spool_fault(int reason, struct dms_error *error);
/* The house's error about a file of ours told without its path, which is nobody's business. */
void spool_veil(struct dms_error *error);
/* Of the import with this id. Yours to free(). */
char *spool_rejects(const struct server *server, int64_t import);

#endif
