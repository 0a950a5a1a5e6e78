/* change.c - the setters of a record: by stored value or in written form. */
#include <string.h>

#include "base/text.h"
#include "entity/record.h"

/* The field, if it is one that may be set: the columns of the head are the core's. */
static const struct entity_field *
settable(const struct dms_record *record, const char *name, struct dms_error *error)
{
    const struct entity_field *field = entity_field_at(record->entity, name);
    if (field != NULL)
        return field;
    if (name == NULL || entity_column_at(name) < 0) {
        entity_field_unknown(record->entity, name, error);
        return NULL;
    }
    dms_fail(error, DMS_INVALID, "entity.column_not_set", "field=%s", name);
    dms_error_at_field(error, name);
    return NULL;
}

static enum dms_status
wrong_type(const struct entity_field *field, struct dms_error *error)
{
    dms_fail(error, DMS_INVALID, "entity.wrong_type", "field=%s", field->card.name);
    dms_error_at_field(error, field->card.name);
    return DMS_INVALID;
}

static bool
holds_text(const struct entity_field *field)
{
    return field->card.type == DMS_TEXT || field->card.type == DMS_CHOICE ||
           field->card.type == DMS_STRUCTURED;
}

enum dms_status
dms_record_set_text(struct dms_record *record, const char *name, const char *text,
                    struct dms_error *error)
{
    const struct entity_field *field = settable(record, name, error);
    if (field == NULL)
        return DMS_INVALID;
    if (!holds_text(field))
        return wrong_type(field, error);
    struct value *value = &record->values[field->index];
    size_t size = text == NULL ? 0 : strlen(text);
    if (size > UINT32_MAX / 2 || !utf8_valid(text == NULL ? "" : text, size)) {
        dms_fail(error, DMS_INVALID, "entity.not_utf8", "field=%s", name);
        dms_error_at_field(error, name);
        return DMS_INVALID;
    }
    *value = (struct value){ .kind = VALUE_EMPTY };
    if (size > 0) {
        value->kind = VALUE_TEXT;
        value->size = (uint32_t)size;
        value->as.text = scratch_copy_sized(record->scratch, text, size);
    }
    return DMS_OK;
}

enum dms_status
dms_record_set_int(struct dms_record *record, const char *name, int64_t number,
                   struct dms_error *error)
{
    const struct entity_field *field = settable(record, name, error);
    if (field == NULL)
        return DMS_INVALID;
    if (holds_text(field))
        return wrong_type(field, error);
    struct value *value = &record->values[field->index];
    /* No record has the id 0: such a reference leads nowhere. */
    bool empty = field->card.type == DMS_REFERENCE && number == 0;
    value->kind = empty ? VALUE_EMPTY : VALUE_NUMBER;
    value->size = 0;
    value->as.number = number;
    return DMS_OK;
}

enum dms_status
dms_record_set_empty(struct dms_record *record, const char *name, struct dms_error *error)
{
    const struct entity_field *field = settable(record, name, error);
    if (field == NULL)
        return DMS_INVALID;
    record->values[field->index] = (struct value){ .kind = VALUE_EMPTY };
    return DMS_OK;
}

enum dms_status
dms_record_set_json(struct dms_record *record, const char *name,
                    const struct dms_json *json, struct dms_error *error)
{
    const struct entity_field *field = settable(record, name, error);
    if (field == NULL)
        return DMS_INVALID;
    struct value value;
    enum dms_status st =
        field_read(field, json, record->offset, record->scratch, &value, error);
    if (st == DMS_OK)
        record->values[field->index] = value;
    return st;
}

enum dms_status
dms_record_set_owner(struct dms_record *record, int64_t user, struct dms_error *error)
{
    if (user < 0) {
        dms_fail(error, DMS_INVALID, "entity.wrong_type", "field=owner");
        dms_error_at_field(error, "owner");
        return DMS_INVALID;
    }
    record->head.owner = user;
    return DMS_OK;
}

enum dms_status
dms_record_set_store(struct dms_record *record, int64_t store, struct dms_error *error)
{
    if (record->head.id != 0 || store < 0)
        return dms_fail_field(error, DMS_INVALID, "store", "entity.column_not_set",
                              "field=store");
    record->head.store = store;
    return DMS_OK;
}
