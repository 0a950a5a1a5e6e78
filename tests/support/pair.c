/* pair.c - see pair.h. */
#include "support/pair.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static enum dms_status
put(struct dms_unit *unit, const char *entity, const char *field, const char *text,
    struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_new(unit, entity, &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, field, text, error);
    if (st == DMS_OK && strcmp(field, "code") == 0)
        st = dms_record_set_text(record, "name", text, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

enum dms_status
pair_put(struct dms_unit *unit, int64_t number, struct dms_error *error)
{
    char name[40];
    snprintf(name, sizeof(name), "n%" PRId64, number);
    enum dms_status st = put(unit, "core.brand", "code", name, error);
    return st == DMS_OK ? put(unit, "core.role", "name", name, error) : st;
}
