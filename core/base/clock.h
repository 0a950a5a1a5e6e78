/* clock.h - the one place that asks the machine for the time. */
#ifndef DMS_BASE_CLOCK_H
#define DMS_BASE_CLOCK_H

#include <stdint.h>

/* What to ask for the time; tests put their own in. */
struct clock {
    int64_t (*read)(void *data); /* NULL: the machine's */
    void *data;
};

int64_t clock_now(const struct clock *clock); /* ms UTC */
int64_t clock_ticks(void);                    /* monotonic ns, for measuring */

#endif
