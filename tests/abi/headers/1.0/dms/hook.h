/* hook.h - code that runs inside a request and may refuse it.
 *
 * A hook is named after its file and ordered by names, not numbers; a circle is refused
 * at start. ON is "<entity>.<verb>": create, update, save (both), remove, or the name of a
 * transition. Since 1.0. */
#ifndef DMS_HOOK_H
#define DMS_HOOK_H

#include "dms/unit.h"

enum dms_phase {
    DMS_BEFORE = 0, /* before the write: may change the record or refuse */
    DMS_AFTER = 1   /* after the write, same transaction: may make other records, or refuse */
};

struct dms_hook {
    uint32_t size;
    uint32_t phase;
    const char *name;          /* REQUIRED: "<plugin>/<file>", such as "crm/follow_up" */
    const char *on;            /* REQUIRED: "sales.order.deliver" */
    const char *const *after;  /* names of hooks that come first; ends with NULL */
    const char *const *before; /* names of hooks that come later; ends with NULL */
    const char *brand;         /* only under this brand; NULL: all */
    /* REQUIRED. RECORD is the one being written. DATA is the member below. */
    enum dms_status (*run)(struct dms_unit *unit, struct dms_record *record, void *data,
                           struct dms_error *error);
    void *data;
};

#define DMS_HOOK(...) { .size = sizeof(struct dms_hook), __VA_ARGS__ }

#endif
