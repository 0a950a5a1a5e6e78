/* expectation.h - one line of Lua and what it must give: nothing wrong, or an error. */
#ifndef TESTS_CORE_SCRIPT_EXPECTATION_H
#define TESTS_CORE_SCRIPT_EXPECTATION_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/handle.h"
#include "script/values.h"
#include "script/yard.h"

/* Which limit is met first must not hang on how fast the machine is. */
static inline int64_t
still_clock(void)
{
    return 1;
}

struct expectation {
    const char *source;
    const char *key; /* of the error; NULL: it runs well */
    int64_t line;
};

static inline void
check_one(const struct expectation *expectation)
{
    struct yard *yard = yard_create(NULL);
    struct dms_error *error = dms_error_create();
    enum dms_status st = yard_run(yard, "brands/x/sales.lua", expectation->source,
                                  strlen(expectation->source), error);
    const char *key = st == DMS_OK ? "ok" : dms_error_key(error);
    const char *wanted = expectation->key == NULL ? "ok" : expectation->key;
    if (strcmp(key, wanted) != 0 ||
        (expectation->line != 0 && dms_error_line(error) != expectation->line))
        fail_msg("%s\n  gave %s at line %lld (%s)", expectation->source, key,
                 (long long)dms_error_line(error), dms_error_value(error, "text"));
    if (st != DMS_OK)
        assert_string_equal(dms_error_file(error), "brands/x/sales.lua");
    dms_error_destroy(error);
    yard_destroy(yard);
}

static inline void
check_all(const struct expectation *expectations)
{
    for (; expectations->source != NULL; expectations++)
        check_one(expectations);
}

#endif
