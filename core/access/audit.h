/* audit.h - the hash chain over everything that was changed, and its external anchor. */
#ifndef DMS_ACCESS_AUDIT_H
#define DMS_ACCESS_AUDIT_H

#include "storage/system.h"

/* The writer's end of the chain. Only the writer's thread uses it. */
struct audit_chain {
    bool known;
    uint64_t undone; /* session_undone when it was known */
    int64_t id;
    unsigned char digest[32];
};

/* Adds ROW at the end: sets previous, digest, id. The end is read again after a rollback. */
enum dms_status audit_append(struct audit_chain *chain, struct storage_session *session,
                             struct audit_row *row, struct dms_error *error);
/* Walks the whole chain, and holds the records of the rules in SET against it. *REPORT:
 * {"rows":n,"anchors":n,"anchored":id of the last,"sound":bool,"faults":[{"id","what"}…]}, of a
 * record {"entity","id","what","field"?}; yours to destroy. ANCHOR_FILE holds lines "id digest
 * time"; each must be in the chain. OFFSET: minutes east of UTC. */
enum dms_status audit_verify(struct storage_session *session, const char *anchor_file,
                             const struct entity_set *set, int64_t offset,
                             struct dms_json **report, struct dms_error *error);
/* Looks only at the last anchor. *WHAT: NULL when it fits, "absent" when rows have no anchor,
 * "anchor" or "truncated" as in audit_verify; *AT: the time of the last row, ms UTC, or 0. */
enum dms_status audit_fits(struct storage_session *session, const char *anchor_file,
                           const char **what, int64_t *at, struct dms_error *error);
/* Appends the chain's end to the anchor file (fsynced), unless it is there already; *ID: the
 * row the file ends with now, to be noted with audit_anchor_note. DENIED when the store has
 * noted an anchor and the file holds none: whoever took it away must not get a new one. */
enum dms_status audit_anchor(struct storage_session *session, const char *anchor_file,
                             int64_t now, int64_t *id, struct dms_error *error);
/* An older store was put back: its chain ends with row LAST, and only what the anchor file says
 * up to there is about it. The whole file stays beside it under the name ASIDE. */
enum dms_status audit_anchor_restore(const char *anchor_file, const char *aside, int64_t last,
                                     struct dms_error *error);
/* Remembers in the store that row ID is anchored; 0: an anchor may begin anew. In a writing
 * unit. */
enum dms_status audit_anchor_note(struct storage_session *session, int64_t id,
                                  struct dms_error *error);

#endif
