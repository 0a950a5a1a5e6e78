/* search_seen.h - may this person be told that this record holds these words? */
#ifndef DMS_UNIT_SEARCH_SEEN_H
#define DMS_UNIT_SEARCH_SEEN_H

#include "unit/unit_inside.h"

/* True when QUESTION fits what RECORD shows the actor, or the whole of what it covers. */
bool search_is_seen(struct dms_unit *unit, const struct dms_record *record,
                    const char *question);

#endif
