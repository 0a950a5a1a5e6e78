/* fits.c - does the last anchor fit the chain? Quick enough to be asked every day. */
#include <string.h>

#include "access/audit.h"
#include "access/chain.h"

struct look {
    int64_t id, at;
    char digest[DIGEST_TEXT_SIZE];
};

/* The first row is all we want. */
static enum dms_status
take_first(const struct audit_row *row, void *context, struct dms_error *error)
{
    struct look *look = context;
    (void)error;
    look->id = row->id;
    look->at = row->at;
    digest_print(row->digest, look->digest);
    return DMS_LIMIT;
}

static enum dms_status
look_at(struct storage_session *session, int64_t id, struct look *look,
        struct dms_error *error)
{
    *look = (struct look){ 0 };
    enum dms_status st = session_audit_walk(session, id, take_first, look, error);
    return st == DMS_LIMIT ? DMS_OK : st;
}

enum dms_status
audit_fits(struct storage_session *session, const char *anchor_file, const char **what,
           int64_t *at, struct dms_error *error)
{
    struct anchors anchors = { 0 };
    struct look look = { 0 };
    unsigned char digest[32];
    int64_t last = 0;
    *what = NULL;
    *at = 0;
    enum dms_status st = session_audit_last(session, &last, digest, error);
    if (st == DMS_OK)
        st = anchors_load(anchor_file, &anchors, error);
    const struct anchor *anchor =
        anchors.count > 0 ? &anchors.items[anchors.count - 1] : NULL;
    if (st == DMS_OK && anchor != NULL)
        st = look_at(session, anchor->id, &look, error);
    if (st == DMS_OK && anchor == NULL)
        *what = last > 0 ? "absent" : NULL;
    else if (st == DMS_OK && anchor->id > last)
        *what = "truncated";
    else if (st == DMS_OK &&
             (look.id != anchor->id || strcmp(look.digest, anchor->digest) != 0))
        *what = "anchor";
    if (st == DMS_OK && last > 0)
        st = look_at(session, last, &look, error);
    *at = look.at;
    anchors_clear(&anchors);
    return st;
}
