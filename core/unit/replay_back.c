/* replay_back.c - a record one event earlier: what the event says it changed is undone. */
#include <string.h>

#include "entity/record.h"
#include "unit/replay.h"

static bool
ends_with(const char *name, const char *end)
{
    size_t size = strlen(name), end_size = strlen(end);
    return size >= end_size && strcmp(name + size - end_size, end) == 0;
}

static void
undo_one(struct dms_record *record, const char *name, const struct dms_json *old)
{
    const struct entity_field *field = entity_field_at(record->entity, name);
    struct value value = { .kind = VALUE_EMPTY };
    if (strcmp(name, "state") == 0 && dms_json_text(old) != NULL)
        record->old_head.state = scratch_copy(record->scratch, dms_json_text(old));
    if (strcmp(name, "owner") == 0)
        record->old_head.owner = dms_json_integer(old);
    if (field == NULL || field->card.data_class == DMS_SECRET)
        return;
    if (dms_json_kind(old) == DMS_JSON_NULL ||
        field_read(field, old, record->offset, record->scratch, &value, NULL) == DMS_OK)
        record->old[field->index] = value;
}

void
replay_look_back(struct dms_record *record, const struct replay_entry *entry,
                 const struct dms_json *payload)
{
    const struct dms_json *changed = dms_json_at_key(payload, "changed");
    const char *from = dms_json_text_at(payload, "from");
    size_t size = record->entity->field_count * sizeof(struct value);
    record->old = NULL;
    record->old_head = record->head;
    record->head.updated_at = entry->at;
    record->head.updated_by = entry->user;
    if (changed == NULL && from == NULL && ends_with(entry->name, ".created")) {
        record->old_head = (struct record_head){ .state = "" };
        return;
    }
    record->old = scratch_alloc(record->scratch, size + 1);
    memcpy(record->old, record->values, size);
    for (size_t i = 0; i < dms_json_count(changed); i++)
        undo_one(record, dms_json_key_at(changed, i),
                 dms_json_at(dms_json_value_at(changed, i), 0));
    if (from != NULL)
        record->old_head.state = scratch_copy(record->scratch, from);
}

void
replay_go_back(struct dms_record *record)
{
    if (record->old == NULL)
        return;
    int64_t rev = record->head.rev;
    memcpy(record->values, record->old,
           record->entity->field_count * sizeof(struct value));
    record->head = record->old_head;
    record->head.rev = rev > 1 ? rev - 1 : 1;
}
