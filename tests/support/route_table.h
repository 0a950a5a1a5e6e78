/* route_table.h - the routes of the HTTP server as its source has them, so that no new one stays
 * untested. */
#ifndef TESTS_SUPPORT_ROUTE_TABLE_H
#define TESTS_SUPPORT_ROUTE_TABLE_H

#include <stddef.h>

struct route_line {
    char name[128];       /* "GET /api/v1/{entity}/{id}" */
    char method[8];
    const char *pattern;  /* within the name */
    char parameters[128]; /* "where sort limit"; blanks between */
};

/* At most MOST; any other form of the table than the known one ends the test. */
size_t route_table_read(struct route_line *lines, size_t most);

#endif
