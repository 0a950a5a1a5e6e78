/* clock.c - the one place that asks the machine for the time. */
#include "base/clock.h"

#include <stddef.h>
#include <time.h>

int64_t
clock_now(const struct clock *clock)
{
    if (clock != NULL && clock->read != NULL)
        return clock->read(clock->data);
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t
clock_ticks(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
