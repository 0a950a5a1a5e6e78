/* log.h - one line per thing worth telling: time, level, key=value. To stderr by default. */
#ifndef DMS_BASE_LOG_H
#define DMS_BASE_LOG_H

#include <stdarg.h>

#include "dms/error.h"

enum log_level { LOG_ERROR = 0, LOG_WARNING, LOG_NOTICE, LOG_DEBUG };

/* Levels above LEVEL are dropped; the start value is LOG_WARNING. */
void log_set_level(enum log_level level);
void log_line(enum log_level level, const char *key, const char *values, ...)
    __attribute__((format(printf, 3, 4)));
/* For functions that are told the va_list. */
void log_values(enum log_level level, const char *key, const char *values,
                va_list arguments);
void log_error(const struct dms_error *error); /* the error as one line */

#endif
