/* telling.h - what is new to one subscriber is told to it. */
#ifndef DMS_UNIT_TELLING_H
#define DMS_UNIT_TELLING_H

#include "base/map.h"
#include "storage/system.h"
#include "unit/house.h"

/* Events of one settle told in it; beyond that they feed themselves. */
#define TOLD_AT_ONCE 10000

/* One settle. What was committed before it began is work, however much; what comes of that
 * must end some time. */
struct settling {
    int64_t end;                  /* the last event when it began */
    int64_t told, fed;            /* told in this round; of all told, those after END */
    const _Atomic bool *stopping; /* the house closes: enough for now */
    struct map *seen; /* name of a subscriber → last event looked at, wanted or not */
};

/* All after the subscriber's mark. What fails is tried again, then parked; trouble with the
 * storage is returned, and the subscriber keeps its place. */
enum dms_status tell_subscriber(struct dms_house *house,
                                const struct dms_subscriber *subscriber,
                                const char *owner, struct settling *settling,
                                struct dms_error *error);

/* One event to one subscriber, inside UNIT. */
enum dms_status telling_run(struct dms_unit *unit, const struct dms_subscriber *subscriber,
                            const struct outbox_row *row, struct dms_error *error);

#endif
