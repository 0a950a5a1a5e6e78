/* calendar.h - working days and opening hours of one store; holidays and 调休 are data. */
#ifndef DMS_WORKFLOW_CALENDAR_H
#define DMS_WORKFLOW_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

struct calendar {
    int64_t offset;          /* minutes east of UTC */
    int64_t opens, closes;   /* ms after midnight; a 4S shop: 08:30 to 17:30 */
    uint8_t weekdays;        /* bit 0 Monday … bit 6 Sunday: worked unless an exception says no */
    const int64_t *days_off;  /* sorted days since 1970 that are not worked */
    const int64_t *days_on;   /* sorted days since 1970 that are worked all the same */
    uint32_t off_count, on_count;
};

bool calendar_is_workday(const struct calendar *calendar, int64_t days);
int64_t calendar_workday_after(const struct calendar *calendar, int64_t days, int64_t count);
/* The time that lies WORK ms of opening time after FROM. A calendar that never opens within
 * ten years gives FROM + WORK. */
int64_t calendar_work_after(const struct calendar *calendar, int64_t from, int64_t work);

#endif
