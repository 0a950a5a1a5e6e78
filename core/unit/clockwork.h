/* clockwork.h - runs timers when they fall due. */
#ifndef DMS_UNIT_CLOCKWORK_H
#define DMS_UNIT_CLOCKWORK_H

#include "unit/house.h"

struct clockwork *clockwork_create(struct dms_house *house);
void clockwork_stop(struct clockwork *clockwork); /* ends its thread when it has one */
void clockwork_destroy(struct clockwork *clockwork);
enum dms_status clockwork_start_thread(struct clockwork *clockwork, struct dms_error *error);

#endif
