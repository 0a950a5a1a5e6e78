/* long_form.h - whether a test repeats for minutes what it does a few times otherwise (./dev fault),
 * and how far it is with that. */
#ifndef TESTS_SUPPORT_LONG_FORM_H
#define TESTS_SUPPORT_LONG_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

static inline bool
test_is_long(void)
{
    return getenv("DMS_LONG") != NULL;
}

/* Each hundredth part of a long form is a line, or who waits could not tell it from a hang. */
static inline void
test_tell(const char *what, size_t done, size_t all)
{
    size_t part = all < 100 ? 1 : all / 100;
    if (test_is_long() && done % part == 0)
        fprintf(stderr, "%s: %zu of %zu\n", what, done, all);
}

#endif
