/* json_inside.h - a dms_json is a json_t by another name: the window to jansson. */
#ifndef DMS_BASE_JSON_INSIDE_H
#define DMS_BASE_JSON_INSIDE_H

#include <jansson.h>
#include <stdint.h>

#include "dms/json.h"

/* jansson counts references inside const values too, so const is dropped here only. */
static inline json_t *
inside(const struct dms_json *json)
{
    return (json_t *)(uintptr_t)json;
}

static inline struct dms_json *
outside(json_t *json)
{
    return (struct dms_json *)json;
}

#endif
