/* json.h - JSON values: arguments and answers of calls, filters, event payloads.
 *
 * A dms_json is counted: create and load give you one to destroy, copy gives you another
 * handle on the same value, at only lends, take swallows the one you pass even when it
 * fails. Numbers are 64-bit integers or doubles; text is UTF-8. Since 1.0. */
#ifndef DMS_JSON_H
#define DMS_JSON_H

#include <stdbool.h>

#include "dms/error.h"

DMS_EXTERN_C_BEGIN

struct dms_json;

enum dms_json_kind {
    DMS_JSON_NULL,
    DMS_JSON_BOOLEAN,
    DMS_JSON_INTEGER,
    DMS_JSON_REAL,
    DMS_JSON_TEXT,
    DMS_JSON_ARRAY,
    DMS_JSON_OBJECT
};

/* Yours to destroy (or to hand to a take). Never NULL, but for text that is not UTF-8. */
DMS_API struct dms_json *dms_json_create_object(void);
DMS_API struct dms_json *dms_json_create_array(void);
DMS_API struct dms_json *dms_json_create_null(void);
DMS_API struct dms_json *dms_json_create_boolean(bool value);
DMS_API struct dms_json *dms_json_create_integer(int64_t value);
DMS_API struct dms_json *dms_json_create_text(const char *text); /* NULL gives JSON null */
DMS_API struct dms_json *dms_json_create_text_sized(const char *text, size_t size);
DMS_API struct dms_json *dms_json_copy(const struct dms_json *json);
DMS_API void dms_json_destroy(struct dms_json *json); /* NULL is welcome */

/* Reads one JSON value. INVALID with the line when it is not JSON, has a duplicate key,
 * is nested deeper than 64 or is followed by anything but white space. */
DMS_API enum dms_status dms_json_load(const char *text, size_t size, struct dms_json **json,
                                      struct dms_error *error);
/* Compact, keys sorted, so equal values give equal text. Yours to free(). */
DMS_API char *dms_json_print(const struct dms_json *json);
/* The same, indented by two spaces. Yours to free(). */
DMS_API char *dms_json_print_pretty(const struct dms_json *json);

/* NULL counts as JSON null everywhere below. */
DMS_API enum dms_json_kind dms_json_kind(const struct dms_json *json);
DMS_API bool dms_json_boolean(const struct dms_json *json);      /* false unless true */
DMS_API int64_t dms_json_integer(const struct dms_json *json);   /* 0 unless integer */
DMS_API double dms_json_real(const struct dms_json *json);       /* 0 unless a number */
DMS_API const char *dms_json_text(const struct dms_json *json);  /* NULL unless text */
DMS_API size_t dms_json_count(const struct dms_json *json);      /* array or object */

/* Arrays. at: a loan, NULL past the end. */
DMS_API const struct dms_json *dms_json_at(const struct dms_json *array, size_t index);
DMS_API void dms_json_take(struct dms_json *array, struct dms_json *item);

/* Objects. at_key: a loan, NULL when absent. key_at/value_at walk in insertion order. */
DMS_API const struct dms_json *dms_json_at_key(const struct dms_json *object, const char *key);
DMS_API const char *dms_json_key_at(const struct dms_json *object, size_t index);
DMS_API const struct dms_json *dms_json_value_at(const struct dms_json *object, size_t index);
DMS_API void dms_json_take_key(struct dms_json *object, const char *key, struct dms_json *value);
DMS_API void dms_json_set_text(struct dms_json *object, const char *key, const char *text);
DMS_API void dms_json_set_integer(struct dms_json *object, const char *key, int64_t value);
DMS_API void dms_json_set_boolean(struct dms_json *object, const char *key, bool value);
DMS_API void dms_json_remove_key(struct dms_json *object, const char *key);

/* Shorthands for reading an object's member. */
DMS_API const char *dms_json_text_at(const struct dms_json *object, const char *key);
DMS_API int64_t dms_json_integer_at(const struct dms_json *object, const char *key);
DMS_API bool dms_json_boolean_at(const struct dms_json *object, const char *key);

DMS_EXTERN_C_END

#endif
