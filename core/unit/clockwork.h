/* clockwork.h - runs timers when they fall due. */
#ifndef DMS_UNIT_CLOCKWORK_H
#define DMS_UNIT_CLOCKWORK_H

#include "storage/system.h"
#include "unit/house.h"

struct clockwork *clockwork_create(struct dms_house *house);
void clockwork_stop(struct clockwork *clockwork); /* ends its thread when it has one */
void clockwork_destroy(struct clockwork *clockwork);
enum dms_status clockwork_start_thread(struct clockwork *clockwork, struct dms_error *error);

/* A timer's work, in its record's store, inside UNIT. */
enum dms_status clockwork_ring(struct dms_unit *unit, const struct dms_timer_handler *handler,
                               const struct timer_row *row, struct dms_error *error);

#endif
