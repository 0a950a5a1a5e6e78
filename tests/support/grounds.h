/* grounds.h - what decides about each route of the HTTP server. A new route has none until somebody
 * has thought about it. */
#ifndef TESTS_SUPPORT_GROUNDS_H
#define TESTS_SUPPORT_GROUNDS_H

#include <stdint.h>

#include "support/route_table.h"

enum ground {
    OPEN_TO_ALL = 1, /* no login needed */
    OWN_AFFAIR,      /* whoever is logged in, about themselves */
    OF_ENTITY,       /* any right to the entity; what is told is looked through */
    LISTS,           /* reading, anywhere; exactly the records in reach */
    READS,           /* reading the record */
    CREATES,
    CHANGES,       /* the record */
    MOVES,         /* the record; the workflow's roles on top */
    REMOVES,       /* the record */
    REVEALS,       /* sight_test.c */
    CALLS,         /* the permission on the call's card */
    EXPORTS,       /* the entity */
    SOMEWHERE_ELSE /* has a test of its own, which knows its input */
};

/* 0: nobody has said. */
enum ground ground_of(const struct route_line *route);
/* The pattern of ROUTE with ENTITY, ID and NAME where it wants them, into PATH. */
void ground_path(const struct route_line *route, const char *entity, int64_t id,
                 const char *name, char *path, size_t size);

#endif
