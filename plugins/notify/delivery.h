/* delivery.h - deliveries wait in line per webhook and record. */
#ifndef NOTIFY_DELIVERY_H
#define NOTIFY_DELIVERY_H

#include "notify.h"

/* Is no delivery of that webhook and record on its way, so that a new one may go? */
enum dms_status delivery_is_free(struct dms_unit *unit, int64_t webhook, const char *entity,
                                 int64_t record, bool *is_free, struct dms_error *error);

#endif
