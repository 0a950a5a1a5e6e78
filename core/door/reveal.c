/* reveal.c - one masked field in clear, for a purpose, and written down. */
#include <string.h>

#include "door/door.h"

static enum dms_status
find_field(const struct dms_record *record, const struct permission *permission,
           const char *name, const struct entity_field **field, struct dms_error *error)
{
    *field = entity_field_at(record->entity, name);
    if (*field == NULL)
        return entity_field_unknown(record->entity, name, error);
    if (permission_sees_field(permission, *field))
        return DMS_OK;
    return dms_fail_field(error, DMS_FORBIDDEN, name, "unit.hidden_field", "field=%s",
                          name);
}

/* Who works with the record may ask for a phone number; an ID card only who is trusted
 * with such things. */
enum dms_status
door_may_reveal(struct dms_unit *unit, const struct permission *permission,
                const struct dms_record *record, const struct entity_field *field,
                struct dms_error *error)
{
    struct row_scope scope;
    enum dms_action action =
        field->card.data_class >= DMS_SENSITIVE ? DMS_SEE_SENSITIVE : DMS_UPDATE;
    enum dms_status st = permission_need(permission, action, error);
    if (st != DMS_OK || permission->full)
        return st;
    permission_scope(permission, &unit->actor, action, &scope);
    return scope_holds(&scope, record)
               ? DMS_OK
               : dms_fail(error, DMS_FORBIDDEN, "unit.out_of_scope",
                          "entity=@entity.%s|id=%lld", record->entity->name,
                          (long long)record->head.id);
}

void
door_revealed(struct dms_unit *unit, const char *entity, int64_t id, const char *field,
              const char *purpose)
{
    struct dms_json *what = dms_json_create_object();
    dms_json_set_text(what, "field", field);
    dms_json_set_text(what, "purpose", purpose);
    unit_audit(unit, "reveal", "reveal", entity, id, what);
}

enum dms_status
door_reveal(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *entity, *name = "", *purpose = "";
    int64_t id;
    const struct dms_record *record = NULL;
    const struct entity_field *field = NULL;
    struct permission permission;
    enum dms_status st = door_record(unit, question, &entity, &id, error);
    if (st == DMS_OK)
        st = door_text(question, "field", &name, error);
    if (st == DMS_OK)
        st = door_text(question, "purpose", &purpose, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, entity, id, &record, error);
    if (st != DMS_OK)
        return st;
    unit_permission_for(unit, record, &permission);
    st = find_field(record, &permission, name, &field, error);
    if (st == DMS_OK)
        st = door_may_reveal(unit, &permission, record, field, error);
    if (st != DMS_OK)
        return st;
    door_revealed(unit, record->entity->name, id, name, purpose);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "value", dms_record_json(record, name));
    return DMS_OK;
}
