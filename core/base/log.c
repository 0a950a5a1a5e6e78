/* log.c - one line per thing worth telling, to stderr. */
#include "base/log.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/error.h"
#include "dms/amount.h"
#include "dms/json.h"

static _Atomic(enum log_level) highest = LOG_WARNING;

void
log_set_level(enum log_level level)
{
    atomic_store(&highest, level);
}

static void
print_line(enum log_level level, const struct dms_error *what)
{
    static const char *const levels[] = { "error", "warning", "notice", "debug" };
    char time[40];
    struct dms_json *json = error_json(what);
    char *text = dms_json_print(json);
    fprintf(stderr, "%s %s %s\n", dms_time_print(clock_now(NULL), 0, time, sizeof(time)),
            levels[level], text);
    free(text);
    dms_json_destroy(json);
}

void
log_line(enum log_level level, const char *key, const char *values, ...)
{
    if (level > atomic_load(&highest))
        return;
    struct dms_error what = { 0 };
    va_list arguments;
    va_start(arguments, values);
    error_fill(&what, DMS_OK, key, values, arguments);
    va_end(arguments);
    print_line(level, &what);
}

void
log_error(const struct dms_error *error)
{
    print_line(LOG_ERROR, error);
}
