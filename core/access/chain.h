/* chain.h - what the files of the audit share. */
#ifndef DMS_ACCESS_CHAIN_H
#define DMS_ACCESS_CHAIN_H

#include "base/digest.h"
#include "storage/system.h"

void audit_digest(const struct audit_row *row, unsigned char digest[32]);

/* What the anchor file says: how the chain looked at a moment, kept outside the database. */
struct anchor {
    int64_t id, line;
    char digest[DIGEST_TEXT_SIZE];
};
struct anchors {
    struct anchor *items;
    size_t count;
    bool torn; /* the last line was cut off while it was written */
};
/* A file that is not there holds none. INVALID with file and line for a line that is none. */
enum dms_status anchors_load(const char *file, struct anchors *anchors,
                             struct dms_error *error);
void anchors_clear(struct anchors *anchors);
/* The anchored row as the store remembers it; 0: none. */
enum dms_status anchor_noted(struct storage_session *session, int64_t *id,
                             struct dms_error *error);

/* witness.c: the records of the rules beside what the chain says of them. OFFSET: minutes east of
 * UTC, of the times in the chain. hear: each row, in order. check: FAULT is told of each record that
 * was "altered" (with its first wrong FIELD), "inserted" or "removed" behind the chain's back. */
struct witness;
struct witness *witness_create(const struct entity_set *set, int64_t offset);
void witness_destroy(struct witness *witness); /* NULL is welcome */
void witness_hear(struct witness *witness, const struct audit_row *row);
typedef void (*witness_fault)(void *context, const char *entity, int64_t id, const char *what,
                              const char *field);
enum dms_status witness_check(const struct witness *witness, struct storage_session *session,
                              witness_fault fault, void *context, struct dms_error *error);

#endif
