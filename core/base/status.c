/* status.c - names of the answers. */
#include "dms/status.h"

static const char *const names[] = {
    "ok",    "invalid", "denied", "forbidden", "conflict",    "not_found",
    "limit", "busy",    "full",   "storage",   "unsupported", "bug",
};

#define COUNT_ONE(name, text) +1
_Static_assert(sizeof(names) / sizeof(names[0]) == 0 DMS_STATUS_LIST(COUNT_ONE),
               "every status has a name");

const char *
dms_status_name(enum dms_status status)
{
    return (size_t)status < sizeof(names) / sizeof(names[0]) ? names[status] : "unknown";
}
