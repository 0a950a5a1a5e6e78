/* log.h - one line per thing worth telling: time, level, key=value, or a JSON object. To stderr.
 *
 * Values name things (a plugin, a rule, a file); they hold no secrets and nobody's data. */
#ifndef DMS_BASE_LOG_H
#define DMS_BASE_LOG_H

#include <stdarg.h>

#include "dms/error.h"

enum log_level { LOG_ERROR = 0, LOG_WARNING, LOG_NOTICE, LOG_DEBUG };
enum log_format { LOG_TEXT = 0, LOG_JSON };

/* Levels above LEVEL are dropped; the start value is LOG_WARNING. */
void log_set_level(enum log_level level);
void log_set_format(enum log_format format);
/* What makes a sentence ("text") of an error; yours is freed. NULL: none any more, and when this
 * returns nobody uses the old one. */
typedef char *(*log_sentence)(void *data, const struct dms_error *error);
void log_set_sentence(log_sentence sentence, void *data);

/* What this thread works on from now on; NULL: nothing. Borrowed until it is called again.
 * WHOSE tells which plugin's code runs for WORK; NULL: nobody's. */
typedef const char *(*log_whose)(const void *work);
void log_about(const char *request, log_whose whose, const void *work);

void log_line(enum log_level level, const char *key, const char *values, ...)
    __attribute__((format(printf, 3, 4)));
/* For functions that are told the va_list. */
void log_values(enum log_level level, const char *key, const char *values,
                va_list arguments);
void log_error(const struct dms_error *error); /* the error as one line */

#endif
