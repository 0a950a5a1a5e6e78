/* verify.c - walks the whole chain and names what does not fit: changed, missing, foreign.
 *
 * Words in the report: "changed" a row's own digest does not fit it; "broken" it does not
 * follow the row before it; "missing" rows are not there; "anchor" the anchor file knows
 * another digest for the row; "truncated" an anchored row is beyond the chain's end; "gone"
 * the store was anchored and the file holds nothing. */
#include <string.h>

#include "access/audit.h"
#include "access/chain.h"

#define MOST_FAULTS 1000 /* a chain broken everywhere needs no longer list */

struct walk {
    struct dms_json *faults;
    const struct anchors *anchors;
    struct witness *witness;
    size_t anchor; /* the next one to look for */
    int64_t rows, id, fault_count;
    unsigned char digest[32];
};

/* Of the record ID of ENTITY, or when that is NULL of the row ID of the chain. */
static void
record_fault(void *context, const char *entity, int64_t id, const char *what,
             const char *field)
{
    struct walk *walk = context;
    if (walk->fault_count++ >= MOST_FAULTS)
        return;
    struct dms_json *one = dms_json_create_object();
    if (entity != NULL)
        dms_json_set_text(one, "entity", entity);
    dms_json_set_integer(one, "id", id);
    dms_json_set_text(one, "what", what);
    if (field != NULL)
        dms_json_set_text(one, "field", field);
    dms_json_take(walk->faults, one);
}

static void
fault(struct walk *walk, int64_t id, const char *what)
{
    record_fault(walk, NULL, id, what, NULL);
}

/* Anchors stand in the order of their ids; one that was passed over had its row missing. */
static void
check_anchors(struct walk *walk, const struct audit_row *row)
{
    char shown[DIGEST_TEXT_SIZE];
    for (; walk->anchor < walk->anchors->count; walk->anchor++) {
        const struct anchor *anchor = &walk->anchors->items[walk->anchor];
        if (anchor->id > row->id)
            return;
        digest_print(row->digest, shown);
        if (anchor->id != row->id || strcmp(anchor->digest, shown) != 0)
            fault(walk, anchor->id, "anchor");
    }
}

static enum dms_status
check_row(const struct audit_row *row, void *context, struct dms_error *error)
{
    (void)error;
    struct walk *walk = context;
    unsigned char digest[32];
    if (row->id != walk->id + 1)
        fault(walk, walk->id + 1, "missing");
    if (memcmp(row->previous, walk->digest, sizeof(walk->digest)) != 0)
        fault(walk, row->id, "broken");
    audit_digest(row, digest);
    if (memcmp(row->digest, digest, sizeof(digest)) != 0)
        fault(walk, row->id, "changed");
    check_anchors(walk, row);
    witness_hear(walk->witness, row);
    walk->rows++;
    walk->id = row->id;
    memcpy(walk->digest, row->digest, sizeof(walk->digest));
    return DMS_OK;
}

/* What the store itself remembers: an anchor file that was taken away is no clean slate. */
static enum dms_status
check_note(struct walk *walk, struct storage_session *session, struct dms_error *error)
{
    int64_t noted = 0;
    enum dms_status st = anchor_noted(session, &noted, error);
    size_t count = walk->anchors->count;
    if (st == DMS_OK && noted > walk->id &&
        (count == 0 || walk->anchors->items[count - 1].id < noted))
        fault(walk, noted, "truncated");
    if (st == DMS_OK && noted > 0 && count == 0)
        fault(walk, noted, "gone");
    return st;
}

static enum dms_status
check_all(struct walk *walk, struct storage_session *session, struct dms_error *error)
{
    const struct anchors *anchors = walk->anchors;
    enum dms_status st = session_audit_walk(session, INT64_MIN, check_row, walk, error);
    for (; st == DMS_OK && walk->anchor < anchors->count; walk->anchor++)
        fault(walk, anchors->items[walk->anchor].id, "truncated");
    if (st == DMS_OK)
        st = check_note(walk, session, error);
    return st == DMS_OK ? witness_check(walk->witness, session, record_fault, walk, error)
                        : st;
}

/* An anchor file that is gone holds nothing: to be seen by whoever looks. */
static struct dms_json *
report_of(const struct walk *walk)
{
    const struct anchors *anchors = walk->anchors;
    struct dms_json *report = dms_json_create_object();
    dms_json_set_integer(report, "rows", walk->rows);
    dms_json_set_integer(report, "anchors", (int64_t)anchors->count);
    dms_json_set_integer(report, "anchored",
                         anchors->count > 0 ? anchors->items[anchors->count - 1].id : 0);
    dms_json_set_boolean(report, "sound", walk->fault_count == 0);
    dms_json_set_integer(report, "fault_count", walk->fault_count);
    dms_json_take_key(report, "faults", dms_json_copy(walk->faults));
    return report;
}

enum dms_status
audit_verify(struct storage_session *session, const char *anchor_file,
             const struct entity_set *set, int64_t offset, struct dms_json **report,
             struct dms_error *error)
{
    struct anchors anchors;
    *report = NULL;
    enum dms_status st = anchors_load(anchor_file, &anchors, error);
    if (st != DMS_OK)
        return st;
    struct walk walk = { .faults = dms_json_create_array(),
                         .anchors = &anchors,
                         .witness = witness_create(set, offset) };
    st = check_all(&walk, session, error);
    if (st == DMS_OK)
        *report = report_of(&walk);
    witness_destroy(walk.witness);
    dms_json_destroy(walk.faults);
    anchors_clear(&anchors);
    return st;
}
