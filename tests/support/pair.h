/* pair.h - two records that stand or fall together, for tests of what a house survives. */
#ifndef TESTS_SUPPORT_PAIR_H
#define TESTS_SUPPORT_PAIR_H

#include <dms/house.h>

/* A brand "n<number>" and a role of the same name: both or neither. */
enum dms_status pair_put(struct dms_unit *unit, int64_t number, struct dms_error *error);

#endif
