/* error.h - one clear error: what, where, and what to do.
 *
 * An error carries a message key and named values, never a finished sentence: the text is
 * looked up in the i18n files when somebody reads it, in that person's language. The
 * first error wins: filling an error that is already filled changes nothing, so the cause
 * is reported and not the last symptom. Since 1.0. */
#ifndef DMS_ERROR_H
#define DMS_ERROR_H

#include "dms/status.h"

DMS_EXTERN_C_BEGIN

struct dms_error;

/* Yours to destroy. Never NULL: running out of memory ends the program. */
DMS_API struct dms_error *dms_error_create(void);
DMS_API void dms_error_destroy(struct dms_error *error); /* NULL is welcome */
DMS_API void dms_error_clear(struct dms_error *error);

/* Fills ERROR and returns STATUS, so that one can write
 *     return dms_fail(err, DMS_DENIED, "parts.not_enough", "part=%s|free=%s", no, free);
 * KEY names the sentence in i18n/zh.json and i18n/en.json ("{part} … {free}").
 * VALUES is a printf format of name=value pairs joined by '|'; "" when there are none. A
 * '|' inside a value is harmless. ERROR may be NULL: then only the status is returned. */
DMS_API enum dms_status dms_fail(struct dms_error *error, enum dms_status status,
                                 const char *key, const char *values, ...)
    DMS_PRINTF(4, 5);

/* The same, told of FIELD: what a check of one value says. */
DMS_API enum dms_status dms_fail_field(struct dms_error *error, enum dms_status status,
                                       const char *field, const char *key,
                                       const char *values, ...) DMS_PRINTF(5, 6);
/* Fills TO with all that FROM holds, unless TO is filled already. */
DMS_API void dms_error_copy(struct dms_error *to, const struct dms_error *from);

/* Where it happened; each keeps what is already there. Text is copied. */
DMS_API void dms_error_at_field(struct dms_error *error, const char *field);
DMS_API void dms_error_at_rule(struct dms_error *error, const char *rule);
DMS_API void dms_error_at_file(struct dms_error *error, const char *file, int64_t line);

/* Borrowed until the error is cleared or destroyed; "" when there is nothing to say. */
DMS_API enum dms_status dms_error_status(const struct dms_error *error);
DMS_API const char *dms_error_key(const struct dms_error *error);
DMS_API const char *dms_error_value(const struct dms_error *error, const char *name);
DMS_API const char *dms_error_field(const struct dms_error *error);
DMS_API const char *dms_error_rule(const struct dms_error *error);
DMS_API const char *dms_error_file(const struct dms_error *error);
DMS_API int64_t dms_error_line(const struct dms_error *error); /* 0: no line known */

DMS_EXTERN_C_END

#endif
