/* show_text.c - records as JSON text, straight: what unit_record_json would print, without the
 * tree. A server sends little else. */
#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "unit/unit_inside.h"

static void
add_key(struct text *out, size_t begin, const char *name)
{
    if (out->size > begin)
        text_add_char(out, ',');
    text_add_char(out, '"'); /* names need no escapes */
    text_add(out, name);
    text_add(out, "\":");
}

static void
add_column(const struct dms_record *record, enum entity_column column, int64_t offset,
           size_t begin, struct text *out)
{
    const struct value value = record_column(&record->head, column);
    if (value.kind == VALUE_EMPTY)
        return;
    add_key(out, begin, entity_columns[column].name);
    value_add(out, &entity_columns[column], &value, offset);
}

static void
add_field(struct dms_unit *unit, const struct permission *permission,
          const struct entity_field *field, const struct value *value, size_t begin,
          struct text *out)
{
    add_key(out, begin, field->card.name);
    if (value->kind == VALUE_EMPTY || !permission_masks(permission, field)) {
        value_add(out, &field->card, value, unit->house->offset);
        return;
    }
    const char *text = value->kind == VALUE_TEXT ? value->as.text : "****";
    json_print_text(out, mask_text(field->card.mask, text, unit->scratch));
}

static void
add_shown(struct dms_unit *unit, const struct permission *permission,
          const struct dms_record *record, int32_t shown, const char *fields,
          size_t begin, struct text *out)
{
    if (shown < 0) {
        enum entity_column column = (enum entity_column)(-1 - shown);
        if (fields == NULL || column == COLUMN_ID ||
            show_is_listed(fields, entity_columns[column].name))
            add_column(record, column, unit->house->offset, begin, out);
        return;
    }
    const struct entity_field *field = &record->entity->fields[shown];
    if (permission_sees_field(permission, field) &&
        (fields == NULL || show_is_listed(fields, field->card.name)))
        add_field(unit, permission, field, &record->values[shown], begin, out);
}

void
unit_record_text(struct dms_unit *unit, const struct dms_record *record,
                 const char *fields, struct text *out)
{
    struct permission permission;
    unit_permission_for(unit, record, &permission);
    text_add_char(out, '{');
    size_t begin = out->size;
    for (uint32_t i = 0; i < record->entity->shown_count; i++)
        add_shown(unit, &permission, record, record->entity->shown[i], fields, begin,
                  out);
    text_add_char(out, '}');
}
