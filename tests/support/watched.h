/* watched.h - whether a sanitizer watches: what takes very long then may do less. */
#ifndef TESTS_SUPPORT_WATCHED_H
#define TESTS_SUPPORT_WATCHED_H

#include <stdbool.h>
#include <stdlib.h>

static inline bool
test_is_watched(void)
{
    const char *sanitizer = getenv("DMS_SANITIZE");
    return sanitizer != NULL && sanitizer[0] != '\0';
}

#endif
