/* json.h - what the core may do with JSON beyond the contract. */
#ifndef DMS_BASE_JSON_H
#define DMS_BASE_JSON_H

#include "dms/json.h"

/* Walks an object in insertion order, each step at constant cost. *CURSOR starts as NULL.
 * False at the end. The object must not change meanwhile. */
bool json_next(const struct dms_json *object, void **cursor, const char **key,
               const struct dms_json **value);

/* FROM as a JSON string, in its quotes. */
struct text;
void json_print_text(struct text *text, const char *from);
void json_print_integer(struct text *text, int64_t value);

#endif
