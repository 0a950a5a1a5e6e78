/* collision.c - a refusal of the store, told without what the person may not see. */
#include <string.h>

#include "base/error.h"
#include "unit/unit_inside.h"

/* "There is already one whose phone is …": the value may be one that this person sees masked. */
enum dms_status
unit_collision(struct dms_unit *unit, const struct dms_record *record, enum dms_status st,
               const struct dms_error *own, struct dms_error *error)
{
    struct permission permission;
    const char *name = dms_error_field(own);
    const struct entity_field *field = entity_field_at(record->entity, name);
    unit_permission_for(unit, record, &permission);
    bool shown = field == NULL || record->old == NULL ||
                 dms_record_changed(record, name) ||
                 (permission_sees_field(&permission, field) &&
                  !permission_masks(&permission, field));
    if (strcmp(dms_error_key(own), "storage.duplicate") != 0 || shown) {
        dms_error_copy(error, own);
        return st;
    }
    return dms_fail_field(
        error, st, name, "storage.duplicate",
        "entity=@entity.%s|field=@field.%s.%s|value=%s", record->entity->name,
        record->entity->name, name,
        mask_text(field->card.mask, dms_error_value(own, "value"), unit->scratch));
}
