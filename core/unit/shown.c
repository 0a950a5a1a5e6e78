/* shown.c - what was changed, for eyes that may not see everything: history, events, reasons. */
#include <string.h>

#include "unit/unit_inside.h"

static struct dms_json *
masked(struct dms_unit *unit, const struct entity_field *field,
       const struct dms_json *value)
{
    const char *text = dms_json_text(value);
    if (text == NULL)
        return dms_json_create_null();
    return dms_json_create_text(mask_text(field->card.mask, text, unit->scratch));
}

/* Old values of a masked field are masked like the present one. */
static struct dms_json *
masked_pair(struct dms_unit *unit, const struct entity_field *field,
            const struct dms_json *pair)
{
    struct dms_json *both = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(pair); i++)
        dms_json_take(both, masked(unit, field, dms_json_at(pair, i)));
    return both;
}

/* A field nobody declares any more: what class its values were of, nobody knows. */
static bool
is_gone(const struct permission *permission, const char *name)
{
    return !permission->full && entity_column_at(name) < 0 &&
           entity_field_at(permission->entity, name) == NULL;
}

static struct dms_json *
covered_pair(const struct dms_json *pair)
{
    struct dms_json *covered = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(pair); i++) {
        bool empty = dms_json_kind(dms_json_at(pair, i)) == DMS_JSON_NULL;
        dms_json_take(covered, dms_json_create_text(empty ? NULL : "****"));
    }
    return covered;
}

static struct dms_json *
shown_pair(struct dms_unit *unit, const struct permission *permission, const char *name,
           const struct dms_json *pair)
{
    const struct entity_field *field = entity_field_at(permission->entity, name);
    if (is_gone(permission, name))
        return covered_pair(pair);
    if (field == NULL || !permission_masks(permission, field))
        return dms_json_copy(pair);
    return masked_pair(unit, field, pair);
}

struct dms_json *
unit_shown_changes(struct dms_unit *unit, const struct permission *permission,
                   const struct dms_json *changes)
{
    struct dms_json *shown = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(changes); i++) {
        const char *name = dms_json_key_at(changes, i);
        const struct entity_field *field = entity_field_at(permission->entity, name);
        if (field == NULL || permission_sees_field(permission, field))
            dms_json_take_key(shown, name,
                              shown_pair(unit, permission, name,
                                         dms_json_value_at(changes, i)));
    }
    return shown;
}

struct dms_json *
unit_shown_changes_text(struct dms_unit *unit, const struct permission *permission,
                        const char *text)
{
    struct dms_json *kept = NULL;
    if (text != NULL)
        dms_json_load(text, strlen(text), &kept, NULL);
    struct dms_json *shown = unit_shown_changes(unit, permission, kept);
    dms_json_destroy(kept);
    return shown;
}

/* What a plugin tells of its own is shown, but where it says what a field of the record holds. */
static void
show_member(struct dms_unit *unit, const struct permission *permission, const char *name,
            const struct dms_json *value, struct dms_json *shown)
{
    const struct entity_field *field = entity_field_at(permission->entity, name);
    if (field != NULL && !permission_sees_field(permission, field))
        return;
    bool masks = field != NULL && permission_masks(permission, field);
    dms_json_take_key(shown, name,
                      masks ? masked(unit, field, value) : dms_json_copy(value));
}

struct dms_json *
unit_shown_payload(struct dms_unit *unit, const struct permission *permission,
                   const char *text)
{
    struct dms_json *payload = NULL, *shown = dms_json_create_object();
    if (text != NULL)
        dms_json_load(text, strlen(text), &payload, NULL);
    for (size_t i = 0; i < dms_json_count(payload); i++) {
        const char *name = dms_json_key_at(payload, i);
        const struct dms_json *value = dms_json_value_at(payload, i);
        if (strcmp(name, "changed") == 0)
            dms_json_take_key(shown, name, unit_shown_changes(unit, permission, value));
        else
            show_member(unit, permission, name, value, shown);
    }
    dms_json_destroy(payload);
    return shown;
}
