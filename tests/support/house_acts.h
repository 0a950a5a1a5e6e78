/* house_acts.h - long things that a house does, for tests of what it survives. Each can be broken off
 * anywhere; NUMBER tells one time from the next, and with the same one it is done again and to its
 * end. */
#ifndef TESTS_SUPPORT_HOUSE_ACTS_H
#define TESTS_SUPPORT_HOUSE_ACTS_H

#include <dms/house.h>

struct house_act {
    const char *name;
    /* While nothing fails yet; NULL: there is nothing to prepare. DIR may be written to; the
     * house's rules are in DIR/scripts. */
    enum dms_status (*prepare)(struct dms_house *house, const char *dir, int number);
    enum dms_status (*run)(struct dms_house *house, const char *dir, int number);
    /* Whether what is there of it is whole; and, when it is DONE, all of it. */
    enum dms_status (*judge)(struct dms_house *house, int number, bool done, bool *whole);
    /* Takes away what nobody needs afterwards; may be NULL. */
    enum dms_status (*end)(struct dms_house *house, int number);
};

/* A transition, a workflow's migration, an import, rules taken into use, a new table. */
#define HOUSE_ACTS 5
extern const struct house_act house_acts[HOUSE_ACTS];

#endif
