/* settings.h - core.setting and core.calendar_day, read once and again when they change. */
#ifndef DMS_UNIT_SETTINGS_H
#define DMS_UNIT_SETTINGS_H

#include "unit/unit.h"
#include "workflow/calendar.h"

/* The calendar of the unit's store: its opening hours and the house's holidays. */
const struct calendar *unit_calendar(struct dms_unit *unit);

#endif
