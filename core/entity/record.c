/* record.c - one record in memory: made, read, compared. Nothing here allocates per value. */
#include "entity/record.h"

#include <stdlib.h>
#include <string.h>

struct dms_record *
record_create(struct scratch *scratch, const struct entity *entity, int64_t offset)
{
    size_t values = entity->field_count * sizeof(struct value);
    struct dms_record *record = scratch_alloc(scratch, sizeof(*record) + values);
    record->entity = entity;
    record->scratch = scratch;
    record->values = (struct value *)(record + 1);
    record->offset = offset;
    record->head.state = "";
    record->old_head.state = "";
    return record;
}

void
record_settle(struct dms_record *record)
{
    size_t size = record->entity->field_count * sizeof(struct value);
    if (record->old == NULL)
        record->old = scratch_alloc(record->scratch, size + 1);
    memcpy(record->old, record->values, size);
    record->old_head = record->head;
    record->reasons = NULL;
}

void
dms_record_because(struct dms_record *record, const char *field, const struct dms_json *why)
{
    const struct entity_field *found = entity_field_at(record->entity, field);
    if (found == NULL)
        return;
    struct record_reason *reason = scratch_alloc(record->scratch, sizeof(*reason));
    char *text = dms_json_print(why);
    *reason = (struct record_reason){ record->reasons, found->index,
                                      scratch_copy(record->scratch, text) };
    record->reasons = reason;
    free(text);
}

const char *
record_reason(const struct dms_record *record, uint32_t field)
{
    for (const struct record_reason *at = record->reasons; at != NULL; at = at->next)
        if (at->field == field)
            return at->text;
    return NULL;
}

const struct value *
record_value(const struct dms_record *record, const char *field)
{
    const struct entity_field *found = entity_field_at(record->entity, field);
    return found == NULL ? NULL : &record->values[found->index];
}

bool
value_equal(const struct value *left, const struct value *right)
{
    if (left->kind != right->kind)
        return false;
    if (left->kind == VALUE_NUMBER)
        return left->as.number == right->as.number;
    return left->kind == VALUE_EMPTY || left->as.text == right->as.text ||
           (left->size == right->size &&
            memcmp(left->as.text, right->as.text, left->size) == 0);
}

static int64_t
column_number(const struct record_head *head, enum entity_column column)
{
    const int64_t numbers[COLUMN_COUNT] = {
        [COLUMN_ID] = head->id,
        [COLUMN_REV] = head->rev,
        [COLUMN_STORE] = head->store,
        [COLUMN_PROCESS] = head->process,
        [COLUMN_OWNER] = head->owner,
        [COLUMN_CREATED_AT] = head->created_at,
        [COLUMN_CREATED_BY] = head->created_by,
        [COLUMN_UPDATED_AT] = head->updated_at,
        [COLUMN_UPDATED_BY] = head->updated_by,
    };
    return numbers[column];
}

struct value
record_column(const struct record_head *head, enum entity_column column)
{
    struct value value = { .kind = VALUE_EMPTY };
    if (column == COLUMN_STATE) {
        value.size = (uint32_t)strlen(head->state);
        value.kind = value.size > 0 ? VALUE_TEXT : VALUE_EMPTY;
        value.as.text = head->state;
        return value;
    }
    value.as.number = column_number(head, column);
    value.kind = value.as.number != 0 ? VALUE_NUMBER : VALUE_EMPTY;
    return value;
}

/* The value of a field or column, as it is or as it was; empty for a name nobody has. */
static struct value
find(const struct dms_record *record, const char *name, bool old)
{
    struct value empty = { .kind = VALUE_EMPTY };
    const struct entity_field *field = entity_field_at(record->entity, name);
    if (field != NULL) {
        const struct value *values = old ? record->old : record->values;
        return values == NULL ? empty : values[field->index];
    }
    int column = name == NULL ? -1 : entity_column_at(name);
    if (column < 0)
        return empty;
    return record_column(old ? &record->old_head : &record->head,
                         (enum entity_column)column);
}

const char *
dms_record_entity(const struct dms_record *record)
{
    return record->entity->name;
}

int64_t
dms_record_id(const struct dms_record *record)
{
    return record->head.id;
}

int64_t
dms_record_rev(const struct dms_record *record)
{
    return record->head.rev;
}

const char *
dms_record_state(const struct dms_record *record)
{
    return record->head.state;
}

int64_t
dms_record_store(const struct dms_record *record)
{
    return record->head.store;
}

int64_t
dms_record_owner(const struct dms_record *record)
{
    return record->head.owner;
}

int64_t
dms_record_process(const struct dms_record *record)
{
    return record->head.process;
}

bool
dms_record_has(const struct dms_record *record, const char *field)
{
    return find(record, field, false).kind != VALUE_EMPTY;
}

const char *
dms_record_text(const struct dms_record *record, const char *field)
{
    struct value value = find(record, field, false);
    return value.kind == VALUE_TEXT ? value.as.text : NULL;
}

int64_t
dms_record_int(const struct dms_record *record, const char *field)
{
    struct value value = find(record, field, false);
    return value.kind == VALUE_NUMBER ? value.as.number : 0;
}

const char *
dms_record_old_text(const struct dms_record *record, const char *field)
{
    struct value value = find(record, field, true);
    return value.kind == VALUE_TEXT ? value.as.text : NULL;
}

int64_t
dms_record_old_int(const struct dms_record *record, const char *field)
{
    struct value value = find(record, field, true);
    return value.kind == VALUE_NUMBER ? value.as.number : 0;
}

const struct dms_field *
dms_record_field(const struct dms_record *record, const char *field)
{
    const struct entity_field *found = entity_field_at(record->entity, field);
    if (found != NULL)
        return &found->card;
    int column = entity_column_at(field);
    return column < 0 ? NULL : &entity_columns[column];
}

bool
dms_record_changed(const struct dms_record *record, const char *field)
{
    struct value now = find(record, field, false), before = find(record, field, true);
    return !value_equal(&now, &before);
}

struct dms_json *
dms_record_json(const struct dms_record *record, const char *field)
{
    struct value value = find(record, field, false);
    const struct entity_field *found = entity_field_at(record->entity, field);
    if (found != NULL)
        return field_print(found, &value, record->offset);
    int column = field == NULL ? -1 : entity_column_at(field);
    if (column < 0)
        return dms_json_create_null();
    return value_print(&entity_columns[column], &value, record->offset);
}

size_t
dms_list_count(const struct dms_list *list)
{
    return list == NULL ? 0 : list->count;
}

const struct dms_record *
dms_list_at(const struct dms_list *list, size_t index)
{
    return list == NULL || index >= list->count ? NULL : list->items[index];
}
