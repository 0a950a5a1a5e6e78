/* anchor.c - the administrator lets the audit chain be anchored anew, and says why.
 *
 * The old file is set aside, never removed: it is still what a copy elsewhere is compared to. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access/audit.h"
#include "door/door.h"

static enum dms_status
accept(struct dms_unit *unit, void *context, struct dms_json **answer,
       struct dms_error *error)
{
    struct dms_json *changes = dms_json_create_object();
    dms_json_set_text(changes, "reason", context);
    unit_audit(unit, "access", "anchor", "", 0, changes);
    *answer = dms_json_create_object();
    return audit_anchor_note(unit->session, 0, error);
}

static enum dms_status
set_aside(const struct dms_house *house, struct dms_error *error)
{
    char *from = NULL, *to = NULL;
    if (asprintf(&from, "%s/audit.anchor", house->dir) < 0 ||
        asprintf(&to, "%s/audit.anchor.before-%lld", house->dir,
                 (long long)clock_now(&house->clock)) < 0)
        memory_end();
    enum dms_status st = DMS_OK;
    if (rename(from, to) != 0 && errno != ENOENT)
        st = dms_fail(error, DMS_STORAGE, "access.anchor_write", "file=%s|reason=%s",
                      from, strerror(errno));
    free(from);
    free(to);
    return st;
}

enum dms_status
door_anchor(struct dms_house *house, const struct dms_request *request,
            const struct dms_json *question, struct dms_json **answer,
            struct dms_error *error)
{
    const char *reason;
    enum dms_status st = door_text(question, "reason", &reason, error);
    if (st == DMS_OK)
        st = dms_house_write(house, request, accept, (void *)(uintptr_t)reason, answer,
                             error);
    if (st == DMS_OK)
        st = set_aside(house, error);
    return st == DMS_OK ? house_anchor(house, true, error) : st;
}
