/* parked.h - what a subscriber or a timer's handler gave up, kept with its reason and the timer
 * itself: read, and done once more by who sees to it. */
#ifndef DMS_UNIT_PARKED_H
#define DMS_UNIT_PARKED_H

#include "base/error.h"
#include "storage/system.h"
#include "unit/house.h"

/* The disk's trouble, not the work's: it is waited for and never parked. */
bool storage_trouble(enum dms_status st);
/* What is kept: FAILED as error_json with "parked_at" (ms UTC) and, of a timer, "timer": {"entity",
 * "record", "key", "payload"}, taken; NULL: an event. JSON text, yours to free(). */
char *parked_reason(const struct dms_error *failed, int64_t at, struct dms_json *timer);
/* The same, loaded. Yours to destroy. */
struct dms_json *parked_load(const struct parked_row *row);

struct parked_try {
    const struct parked_row *row;
    struct dms_error error; /* OK: done, and parked no more */
};
/* Each once more as the house, in order, in few commits. What failed stays, with its new reason; what
 * had no chance (nobody is there who hears it, the disk is full) stays as it is. NOT_FOUND
 * "unit.not_parked": somebody was faster. Not on the writer's thread. */
void parked_retry(struct dms_house *house, struct parked_try *tries, size_t count);

#endif
