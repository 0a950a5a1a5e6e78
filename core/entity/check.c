/* check.c - defaults of a new record, and what can be judged without a database. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "dms/amount.h"
#include "entity/record.h"

#define USUAL_LENGTH 2000U

static enum dms_status
put_default(struct dms_record *record, const struct entity_field *field, int64_t now,
            int64_t user, struct dms_error *error)
{
    struct value *value = &record->values[field->index];
    int64_t number = 0;
    switch (field->preset_kind) {
    case PRESET_VALUE:
        *value = *field->preset;
        return DMS_OK;
    case PRESET_TEXT:
        return field_read_text(field, field->card.default_text, record->offset,
                               record->scratch, value, error);
    case PRESET_NOW:
        number = now;
        break;
    case PRESET_TODAY:
        number = dms_time_date(now, record->offset);
        break;
    case PRESET_USER:
        if (user == 0)
            return DMS_OK;
        number = user;
        break;
    default:
        return DMS_OK;
    }
    *value = (struct value){ .kind = VALUE_NUMBER, .as.number = number };
    return DMS_OK;
}

enum dms_status
record_defaults(struct dms_record *record, int64_t now, int64_t user,
                struct dms_error *error)
{
    const struct entity *entity = record->entity;
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; i < entity->field_count && st == DMS_OK; i++)
        if (entity->fields[i].preset_kind != PRESET_NONE &&
            record->values[i].kind == VALUE_EMPTY)
            st = put_default(record, &entity->fields[i], now, user, error);
    return st;
}

static enum dms_status
fault(const struct dms_field *card, const char *key, struct dms_error *error)
{
    dms_fail(error, DMS_INVALID, key, "field=%s", card->name);
    dms_error_at_field(error, card->name);
    return DMS_INVALID;
}

static enum dms_status
check_length(const struct dms_field *card, const struct value *value,
             struct dms_error *error)
{
    uint32_t limit = card->max_length == 0 ? USUAL_LENGTH : card->max_length;
    /* No character is shorter than a byte: most texts need no counting. */
    if (value->size <= limit)
        return DMS_OK;
    size_t length = utf8_length(value->as.text);
    if (length <= limit)
        return DMS_OK;
    dms_fail(error, DMS_INVALID, "entity.too_long", "field=%s|length=%zu|limit=%u",
             card->name, length, (unsigned)limit);
    dms_error_at_field(error, card->name);
    return DMS_INVALID;
}

/* The limits in the form in which people write the field. */
static enum dms_status
out_of_range(const struct entity_field *field, const struct value *value, int64_t offset,
             struct dms_error *error)
{
    const struct value ends[3] = {
        *value,
        { .kind = VALUE_NUMBER, .as.number = field->card.minimum },
        { .kind = VALUE_NUMBER, .as.number = field->card.maximum }
    };
    char *shown[3];
    for (int i = 0; i < 3; i++) {
        struct dms_json *json = field_print(field, &ends[i], offset);
        const char *text = dms_json_text(json);
        shown[i] = text != NULL ? strdup(text) : dms_json_print(json);
        dms_json_destroy(json);
    }
    dms_fail(error, DMS_INVALID, "entity.out_of_range",
             "field=%s|value=%s|minimum=%s|maximum=%s", field->card.name, shown[0],
             shown[1], shown[2]);
    dms_error_at_field(error, field->card.name);
    for (int i = 0; i < 3; i++)
        free(shown[i]);
    return DMS_INVALID;
}

static enum dms_status
check_number(const struct entity_field *field, const struct value *value, int64_t offset,
             struct dms_error *error)
{
    const struct dms_field *card = &field->card;
    int64_t number = value->as.number;
    if (card->type == DMS_BOOLEAN && number != 0 && number != 1)
        return fault(card, "entity.wrong_type", error);
    if (card->type == DMS_REFERENCE && number < 0)
        return fault(card, "entity.wrong_type", error);
    bool limited = card->minimum != 0 || card->maximum != 0;
    if (limited && (number < card->minimum || number > card->maximum))
        return out_of_range(field, value, offset, error);
    return DMS_OK;
}

static enum dms_status
check_text(const struct dms_field *card, const struct value *value,
           struct dms_error *error)
{
    struct dms_json *json = NULL;
    enum dms_status st = DMS_OK;
    if (card->type == DMS_CHOICE)
        return field_check_choice(card, value->as.text, error);
    if (card->type != DMS_STRUCTURED || card->max_length != 0)
        st = check_length(card, value, error);
    if (st == DMS_OK && card->type == DMS_STRUCTURED) {
        st = dms_json_load(value->as.text, value->size, &json, error);
        if (st != DMS_OK)
            dms_error_at_field(error, card->name);
        dms_json_destroy(json);
    }
    return st;
}

static enum dms_status
check_field(const struct dms_record *record, const struct entity_field *field,
            struct dms_error *error)
{
    const struct dms_field *card = &field->card;
    const struct value *value = &record->values[field->index];
    if (record->old != NULL) {
        const struct value *old = &record->old[field->index];
        if (value_equal(value, old))
            return DMS_OK;
        if ((card->flags & DMS_IMMUTABLE) != 0 && old->kind != VALUE_EMPTY)
            return fault(card, "entity.immutable", error);
    }
    if (value->kind == VALUE_EMPTY)
        return (card->flags & DMS_REQUIRED) != 0 ? fault(card, "entity.required", error)
                                                 : DMS_OK;
    return value->kind == VALUE_TEXT ? check_text(card, value, error)
                                     : check_number(field, value, record->offset, error);
}

enum dms_status
record_check(const struct dms_record *record, struct dms_error *error)
{
    const struct entity *entity = record->entity;
    if (record->old != NULL && (entity->flags & DMS_APPEND_ONLY) != 0)
        return dms_fail(error, DMS_DENIED, "entity.append_only", "entity=%s|id=%lld",
                        entity->name, (long long)record->head.id);
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; i < entity->field_count && st == DMS_OK; i++)
        st = check_field(record, &entity->fields[i], error);
    return st;
}
