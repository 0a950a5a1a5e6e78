/* freeze.c - ties the declarations together: references, titles, parents, indexes, defaults. */
#include <string.h>

#include "base/error.h"
#include "base/scratch.h"
#include "entity/record.h"

static enum dms_status
fault(const struct entity *entity, const char *key, const char *field, const char *owner,
      struct dms_error *error)
{
    dms_fail(error, DMS_INVALID, key, "entity=%s|field=%s|owner=%s", entity->name, field,
             owner);
    dms_error_at_field(error, field);
    return DMS_INVALID;
}

static enum dms_status
resolve_target(const struct entity_set *set, const struct entity *entity,
               struct entity_field *field, struct dms_error *error)
{
    if (field->card.type != DMS_REFERENCE)
        return DMS_OK;
    field->target = entity_at(set, field->card.target);
    if (field->target != NULL)
        return DMS_OK;
    dms_fail(error, DMS_INVALID, "entity.target_unknown",
             "entity=%s|field=%s|target=%s|owner=%s", entity->name, field->card.name,
             field->card.target, field->owner);
    dms_error_at_field(error, field->card.name);
    return DMS_INVALID;
}

static enum entity_preset
preset_word(const struct dms_field *card)
{
    const char *text = card->default_text;
    bool reference = card->type == DMS_REFERENCE || card->type == DMS_INTEGER;
    if (strcmp(text, "@now") == 0 && card->type == DMS_TIME)
        return PRESET_NOW;
    if (strcmp(text, "@today") == 0 && card->type == DMS_DATE)
        return PRESET_TODAY;
    if (strcmp(text, "@user") == 0 && reference)
        return PRESET_USER;
    if (strncmp(text, "@number:", 8) == 0 && text[8] != '\0' && card->type == DMS_TEXT)
        return PRESET_NUMBER;
    return PRESET_NONE;
}

/* CAUSE: what is wrong with the value, when it was read; of a choice, what it may be. */
static enum dms_status
bad_default(const struct entity *entity, const struct entity_field *field,
            const struct dms_error *cause, struct dms_error *error)
{
    const char *allowed = dms_error_value(cause, "allowed");
    dms_fail(error, DMS_INVALID,
             allowed[0] != '\0' ? "entity.bad_default_choice" : "entity.bad_default",
             "entity=%s|field=%s|owner=%s|value=%s|allowed=%s", entity->name,
             field->card.name, field->owner, field->card.default_text, allowed);
    dms_error_at_field(error, field->card.name);
    return DMS_INVALID;
}

/* Reads default_text once, so that a new record need not. */
static enum dms_status
read_preset(struct entity_set *set, const struct entity *entity,
            struct entity_field *field, struct dms_error *error)
{
    const char *text = field->card.default_text;
    if (text == NULL || text[0] == '\0')
        return DMS_OK;
    field->preset_kind = preset_word(&field->card);
    if (field->preset_kind != PRESET_NONE)
        return DMS_OK;
    struct value *value = scratch_alloc(set->memory, sizeof(*value));
    struct dms_error cause = { 0 };
    if (text[0] == '@' ||
        field_read_text(field, text, 0, set->memory, value, &cause) != DMS_OK)
        return bad_default(entity, field, &cause, error);
    field->preset_kind = field->card.type == DMS_TIME ? PRESET_TEXT : PRESET_VALUE;
    field->preset = value;
    return DMS_OK;
}

static enum dms_status
resolve_names(struct entity *entity, struct dms_error *error)
{
    if (entity->title_name != NULL && strcmp(entity->title_name, "id") != 0) {
        entity->title = entity_field_at(entity, entity->title_name);
        if (entity->title == NULL)
            return fault(entity, "entity.title_unknown", entity->title_name,
                         entity->owner, error);
    }
    if (entity->parent_name == NULL)
        return DMS_OK;
    entity->parent = entity_field_at(entity, entity->parent_name);
    if (entity->parent == NULL || entity->parent->card.type != DMS_REFERENCE)
        return fault(entity, "entity.parent_unknown", entity->parent_name, entity->owner,
                     error);
    return DMS_OK;
}

/* Every name between the commas is a field or a column. */
static enum dms_status
check_index(struct entity_set *set, const struct entity *entity,
            const struct dms_index *index, struct dms_error *error)
{
    char *list = scratch_copy(set->memory, index->fields), *rest = NULL;
    char *name = strtok_r(list, ",", &rest);
    if (name == NULL)
        return fault(entity, "entity.index_unknown", "", entity->owner, error);
    for (; name != NULL; name = strtok_r(NULL, ",", &rest))
        if (entity_field_at(entity, name) == NULL && entity_column_at(name) < 0)
            return fault(entity, "entity.index_unknown", name, entity->owner, error);
    return DMS_OK;
}

static const char *
shown_name(const struct entity *entity, int32_t shown)
{
    return shown >= 0 ? entity->fields[shown].card.name : entity_columns[-1 - shown].name;
}

/* Records are printed with their keys sorted: sorted here, once. */
static void
order_names(struct entity_set *set, struct entity *entity)
{
    uint32_t count = 0;
    int32_t *shown =
        scratch_alloc(set->memory, (entity->field_count + COLUMN_COUNT) * sizeof(*shown));
    for (int32_t i = -COLUMN_COUNT; i < (int32_t)entity->field_count; i++) {
        uint32_t at = count;
        if (i == -1 - COLUMN_PROCESS)
            continue;
        for (; at > 0 &&
               strcmp(shown_name(entity, shown[at - 1]), shown_name(entity, i)) > 0;
             at--)
            shown[at] = shown[at - 1];
        shown[at] = i;
        count++;
    }
    entity->shown = shown;
    entity->shown_count = count;
}

static enum dms_status
freeze_entity(struct entity_set *set, struct entity *entity, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; i < entity->field_count && st == DMS_OK; i++) {
        st = resolve_target(set, entity, &entity->fields[i], error);
        if (st == DMS_OK)
            st = read_preset(set, entity, &entity->fields[i], error);
    }
    if (st == DMS_OK)
        st = resolve_names(entity, error);
    for (uint32_t i = 0; i < entity->index_count && st == DMS_OK; i++)
        st = check_index(set, entity, &entity->indexes[i], error);
    order_names(set, entity);
    return st;
}

enum dms_status
entity_set_freeze(struct entity_set *set, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < set->count && st == DMS_OK; i++)
        st = freeze_entity(set, set->items[i], error);
    set->frozen = st == DMS_OK;
    return st;
}
