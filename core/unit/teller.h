/* teller.h - tells subscribers what was committed: at least once, in order, and when one
 * fails for good, parked with its reason. */
#ifndef DMS_UNIT_TELLER_H
#define DMS_UNIT_TELLER_H

#include "unit/house.h"

struct teller *teller_create(struct dms_house *house);
/* Ends its thread when it has one; it may still be woken, in vain. */
void teller_stop(struct teller *teller);
void teller_destroy(struct teller *teller);
/* Something was committed: with a thread, it looks. */
void teller_wake(struct dms_house *house);
enum dms_status teller_start_thread(struct teller *teller, struct dms_error *error);
/* New subscribers begin at the end of the outbox: the past is not news. */
enum dms_status teller_introduce(struct dms_house *house, const struct catalogue *catalogue,
                                 struct dms_error *error);

#endif
