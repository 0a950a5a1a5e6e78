/* fields.c - field values as a request writes them. */
#include <string.h>

#include "unit/unit_inside.h"

/* A colleague by id; nobody with null. */
static enum dms_status
set_owner(struct dms_record *record, const struct dms_json *value,
          struct dms_error *error)
{
    enum dms_json_kind kind = dms_json_kind(value);
    if (kind != DMS_JSON_INTEGER && kind != DMS_JSON_NULL)
        return dms_fail_field(error, DMS_INVALID, "owner", "unit.owner_is_id", "");
    return dms_record_set_owner(record, dms_json_integer(value), error);
}

/* A request may not write what only hooks, calls and rules work out. */
static enum dms_status
may_set(struct dms_unit *unit, const struct permission *permission,
        const struct entity_field *field, struct dms_error *error)
{
    bool ours = unit_owner(unit) != NULL && strcmp(unit_owner(unit), field->owner) == 0;
    if ((field->card.flags & DMS_READ_ONLY) != 0 && !ours)
        return dms_fail_field(error, DMS_INVALID, field->card.name,
                              "unit.read_only_field", "field=%s", field->card.name);
    if (permission_sets_field(permission, field) || permission->full)
        return DMS_OK;
    return dms_fail_field(error, DMS_FORBIDDEN, field->card.name, "unit.hidden_field",
                          "field=%s", field->card.name);
}

/* Who may not see a record may not tie one to it either: hooks act on what is referred to. */
static enum dms_status
may_refer(struct dms_unit *unit, const struct entity_field *field,
          const struct dms_record *record, struct dms_error *error)
{
    struct dms_record *target = NULL;
    const char *name = field->card.name;
    if (field->target == NULL || unit_owner(unit) != NULL ||
        !dms_record_has(record, name) || !dms_record_changed(record, name))
        return DMS_OK;
    enum dms_status st = unit_load(unit, field->target->name,
                                   dms_record_int(record, name), &target, error);
    if (st != DMS_OK)
        dms_error_at_field(error, name);
    return st;
}

static enum dms_status
set_one(struct dms_unit *unit, const struct permission *permission,
        struct dms_record *record, const char *name, const struct dms_json *value,
        struct dms_error *error)
{
    if (strcmp(name, "owner") == 0)
        return set_owner(record, value, error);
    const struct entity_field *field = entity_field_at(record->entity, name);
    if (field == NULL)
        return entity_field_unknown(record->entity, name, error);
    enum dms_status st = may_set(unit, permission, field, error);
    if (st == DMS_OK)
        st = dms_record_set_json(record, name, value, error);
    return st == DMS_OK ? may_refer(unit, field, record, error) : st;
}

enum dms_status
unit_set_fields(struct dms_unit *unit, struct dms_record *record,
                const struct dms_json *fields, struct dms_error *error)
{
    struct permission permission;
    enum dms_status st = DMS_OK;
    if (fields == NULL)
        return DMS_OK;
    unit_permission_for(unit, record, &permission);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(fields); i++)
        st = set_one(unit, &permission, record, dms_json_key_at(fields, i),
                     dms_json_value_at(fields, i), error);
    return st;
}
