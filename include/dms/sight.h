/* sight.h - for calls that read in the plugin's own name what somebody outside asked for: may
 * the requester see it, and how is it said in his language. Since 1.1. */
#ifndef DMS_SIGHT_H
#define DMS_SIGHT_H

#include "dms/access.h"
#include "dms/unit.h"

DMS_EXTERN_C_BEGIN

/* Whether the requester himself may do ACTION with RECORD as it lies in the store, whosever
 * code runs. A record that is not saved yet counts as its maker's. The house may everything.
 * Since 1.1. */
DMS_API bool dms_unit_may(struct dms_unit *unit, const struct dms_record *record,
                          enum dms_action action);
/* The sentence of KEY in the requester's language, the gaps filled from VALUES (an object, or
 * NULL); the key itself when nobody has a sentence for it. Gone when the unit ends.
 * Since 1.1. */
DMS_API const char *dms_unit_text(struct dms_unit *unit, const char *key,
                                  const struct dms_json *values);

DMS_EXTERN_C_END

#endif
