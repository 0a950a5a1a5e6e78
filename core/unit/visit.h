/* visit.h - how sessions and tokens begin and end. */
#ifndef DMS_UNIT_VISIT_H
#define DMS_UNIT_VISIT_H

#include "access/limits.h"
#include "access/secret.h"
#include "unit/unit.h"

/* A session or token about to begin. */
struct visit_opening {
    enum dms_visitor_kind kind;
    int64_t user, expires_at;
    const char *fields[2], *texts[2]; /* of its own: address and agent, or name and scope */
    char secret[SECRET_SIZE];         /* made by visit_open */
    struct dms_record *record;        /* likewise */
};

/* The hooks and the timer that end visits. */
enum dms_status visit_declare(struct dms_registrar *registrar, struct dms_error *error);
const char *visit_entity(enum dms_visitor_kind kind);
/* In a unit that may write everything of the core. */
enum dms_status visit_open(struct dms_unit *unit, struct visit_opening *opening,
                           struct dms_error *error);
/* Ends the oldest of USER until KEEP are left. */
enum dms_status visit_end_of(struct dms_unit *unit, enum dms_visitor_kind kind, int64_t user,
                             size_t keep, struct dms_error *error);
/* The record by the digest of its secret; NULL when there is none. */
enum dms_status visit_by_digest(const struct catalogue *catalogue,
                                struct storage_session *session, enum dms_visitor_kind kind,
                                const char *digest, struct scratch *scratch,
                                struct dms_record **record, struct dms_error *error);
/* A figure that the house sets; stores cannot differ, since nobody is in one before the
 * login: the first that sets it counts. */
int64_t visit_limit(struct dms_unit *unit, enum access_limit_number limit);

#endif
