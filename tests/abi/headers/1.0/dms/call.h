/* call.h - what a plugin answers when another asks by name, and checks of field values.
 *
 * A call may have one implementation for all brands and one for each brand (a decision
 * written in Lua is a call); the unit's brand chooses. Since 1.0. */
#ifndef DMS_CALL_H
#define DMS_CALL_H

#include "dms/unit.h"

struct dms_argument {
    const char *name;
    uint32_t type;  /* enum dms_type; the core converts and checks before run */
    uint32_t flags; /* DMS_REQUIRED */
};

enum dms_call_flag {
    DMS_CALL_EXPOSED = 1 << 0,  /* may be asked from outside: dms call, the API */
    DMS_CALL_READS = 1 << 1,    /* changes nothing: may run in a reading unit */
    DMS_CALL_OPEN = 1 << 2      /* takes any arguments; ARGUMENTS is not checked */
};

struct dms_call_card {
    uint32_t size;
    uint32_t flags;
    const char *name;  /* REQUIRED: "parts.reserve" */
    const char *brand; /* NULL: all brands without one of their own */
    const struct dms_argument *arguments;
    uint32_t argument_count;
    uint32_t argument_size;
    const char *permission; /* "entity:action" the requester needs when asked from outside;
                               NULL with DMS_CALL_EXPOSED: any logged-in user */
    /* REQUIRED. ARGUMENTS: an object in written form ("129800.00", "2026-11-24").
     * *ANSWER: the caller's to destroy; may stay NULL. */
    enum dms_status (*run)(struct dms_unit *unit, const struct dms_json *arguments, void *data,
                           struct dms_json **answer, struct dms_error *error);
    void *data;
};

#define DMS_CALL(...) { .size = sizeof(struct dms_call_card), __VA_ARGS__ }
#define DMS_ARGUMENTS(array)                                                       \
    .arguments = (array), .argument_count = (uint32_t)(sizeof(array) / sizeof((array)[0])), \
    .argument_size = sizeof(struct dms_argument)

/* A named check of one text field: phone, vin, plate. It may rewrite the value to its
 * normal form (dms_record_set_text), refuse with dms_fail, or accept with dms_unit_warn. */
struct dms_check {
    uint32_t size;
    const char *name; /* REQUIRED: "vin" */
    enum dms_status (*run)(struct dms_unit *unit, struct dms_record *record, const char *field,
                           struct dms_error *error);
};

#endif
