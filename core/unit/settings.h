/* settings.h - what core.store and core.calendar_day say about working time. */
#ifndef DMS_UNIT_SETTINGS_H
#define DMS_UNIT_SETTINGS_H

#include "unit/unit.h"
#include "workflow/calendar.h"

/* The calendar of a store (0: none): its opening hours and the house's holidays. */
const struct calendar *unit_calendar(struct dms_unit *unit, int64_t store);

#endif
