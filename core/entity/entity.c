/* entity.c - takes declarations in: copies each card and refuses what makes no sense alone.
 *
 * What needs the other declarations (references, titles, indexes) waits for freeze.c. */
#include "entity/entity.h"

#include <stdlib.h>
#include <string.h>

#include "base/card.h"
#include "base/list.h"
#include "base/scratch.h"
#include "base/text.h"

#define NAME_LIMIT        48
#define ENTITY_NAME_LIMIT 96
/* The least a card must reach to: its last required member. */
#define ENTITY_LEAST (offsetof(struct dms_entity, fields) + sizeof(void *))
#define FIELD_LEAST  (offsetof(struct dms_field, flags))
#define INDEX_LEAST  (offsetof(struct dms_index, unique))

struct entity_set *
entity_set_create(void)
{
    struct entity_set *set = memory_get(sizeof(*set));
    set->memory = scratch_create();
    return set;
}

void
entity_set_destroy(struct entity_set *set)
{
    if (set == NULL)
        return;
    for (size_t i = 0; i < set->count; i++) {
        map_clear(&set->items[i]->by_name);
        free(set->items[i]->fields);
    }
    free(set->items);
    map_clear(&set->by_name);
    scratch_destroy(set->memory);
    free(set);
}

/* "<plugin>.<noun>", each part a plain name. */
static bool
entity_name_valid(const char *name)
{
    size_t dots = 0, size = strlen(name);
    char before = '.';
    if (size > ENTITY_NAME_LIMIT)
        return false;
    for (size_t i = 0; i < size; before = name[i++]) {
        bool letter = name[i] >= 'a' && name[i] <= 'z';
        bool later = (name[i] >= '0' && name[i] <= '9') || name[i] == '_';
        if (name[i] == '.' && before != '.')
            dots++;
        else if (!letter && !(later && before != '.'))
            return false;
    }
    return dots >= 1 && before != '.';
}

static const char *
table_name(struct entity_set *set, const char *name)
{
    char *table = scratch_copy(set->memory, name);
    for (char *c = table; *c != '\0'; c++)
        if (*c == '.')
            *c = '_';
    return table;
}

static enum dms_status
check_card(const struct entity_set *set, const struct dms_entity *card, uint32_t size,
           const char *owner, struct dms_error *error)
{
    if (size < ENTITY_LEAST || size > CARD_LIMIT || card->name == NULL)
        return dms_fail(error, DMS_INVALID, "entity.bad_card", "owner=%s", owner);
    if (!entity_name_valid(card->name))
        return dms_fail(error, DMS_INVALID, "entity.bad_name", "entity=%s|owner=%s",
                        card->name, owner);
    if ((card->field_count > 0 &&
         (card->fields == NULL || card->field_size < FIELD_LEAST ||
          card->field_size > CARD_LIMIT)) ||
        (card->index_count > 0 &&
         (card->indexes == NULL || card->index_size < INDEX_LEAST ||
          card->index_size > CARD_LIMIT)))
        return dms_fail(error, DMS_INVALID, "entity.bad_rows", "entity=%s|owner=%s",
                        card->name, owner);
    if (card->field_count == 0)
        return dms_fail(error, DMS_INVALID, "entity.no_fields", "entity=%s|owner=%s",
                        card->name, owner);
    const struct entity *other = entity_at(set, card->name);
    if (other != NULL)
        return dms_fail(error, DMS_INVALID, "entity.twice", "entity=%s|owner=%s|other=%s",
                        card->name, owner, other->owner);
    return DMS_OK;
}

/* "a.b_c" and "a_b.c" would share a table. */
static enum dms_status
check_table(const struct entity_set *set, const char *name, const char *table,
            const char *owner, struct dms_error *error)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->items[i]->table, table) == 0)
            return dms_fail(error, DMS_INVALID, "entity.same_table",
                            "entity=%s|owner=%s|other=%s", name, owner,
                            set->items[i]->name);
    return DMS_OK;
}

static enum dms_status
check_shape(const struct entity *entity, const struct dms_field *card, const char *owner,
            struct dms_error *error)
{
    const char *what = NULL;
    if (card->type < DMS_TEXT || card->type > DMS_STRUCTURED)
        what = "entity.bad_type";
    else if (card->data_class > DMS_SECRET)
        what = "entity.bad_class";
    else if (card->type == DMS_CHOICE &&
             (card->choices == NULL || card->choices[0] == NULL))
        what = "entity.no_choices";
    else if (card->type == DMS_REFERENCE && card->target == NULL)
        what = "entity.no_target";
    else if (card->minimum > card->maximum)
        what = "entity.bad_range";
    if (what != NULL)
        dms_fail(error, DMS_INVALID, what,
                 "entity=%s|field=%s|owner=%s|type=%u|class=%u|first=%d|last=%d|most=%d",
                 entity->name, card->name, owner, card->type, card->data_class, DMS_TEXT,
                 DMS_STRUCTURED, DMS_SECRET);
    return what == NULL ? DMS_OK : DMS_INVALID;
}

static enum dms_status
check_field(const struct entity *entity, const struct dms_field *card, const char *owner,
            struct dms_error *error)
{
    const char *name = card->name == NULL ? "" : card->name;
    const char *what = NULL;
    if (!name_valid(name, NAME_LIMIT))
        what = "entity.bad_field_name";
    else if (entity_column_at(name) >= 0)
        what = "entity.reserved_field";
    else if (entity_field_at(entity, name) != NULL)
        what = "entity.field_twice";
    if (what != NULL)
        dms_fail(error, DMS_INVALID, what, "entity=%s|field=%s|owner=%s", entity->name,
                 name, owner);
    enum dms_status st =
        what != NULL ? DMS_INVALID : check_shape(entity, card, owner, error);
    if (st != DMS_OK)
        dms_error_at_field(error, name);
    return st;
}

static const char *const *
copy_choices(struct scratch *memory, const char *const *choices)
{
    size_t count = 0;
    while (choices != NULL && choices[count] != NULL)
        count++;
    if (count == 0)
        return NULL;
    const char **copy = scratch_alloc(memory, (count + 1) * sizeof(*copy));
    for (size_t i = 0; i < count; i++)
        copy[i] = scratch_copy(memory, choices[i]);
    return copy;
}

/* The array may have moved: the names must lead to where the fields are now. */
static void
grow_fields(struct entity *entity)
{
    entity->field_room = entity->field_room == 0 ? 8 : entity->field_room * 2;
    entity->fields =
        memory_grow(entity->fields, entity->field_room * sizeof(*entity->fields));
    for (uint32_t i = 0; i < entity->field_count; i++)
        map_set(&entity->by_name, entity->fields[i].card.name, &entity->fields[i]);
}

static enum dms_status
add_field(struct entity_set *set, struct entity *entity, const struct dms_field *card,
          const char *owner, struct dms_error *error)
{
    enum dms_status st = check_field(entity, card, owner, error);
    if (st != DMS_OK)
        return st;
    if (entity->field_count == entity->field_room)
        grow_fields(entity);
    struct scratch *memory = set->memory;
    struct entity_field *field = &entity->fields[entity->field_count];
    *field = (struct entity_field){ .card = *card,
                                    .index = entity->field_count,
                                    .owner = scratch_copy(memory, owner) };
    field->card.name = scratch_copy(memory, card->name);
    field->card.target = scratch_copy(memory, card->target);
    field->card.choices = copy_choices(memory, card->choices);
    field->card.default_text = scratch_copy(memory, card->default_text);
    field->card.check = scratch_copy(memory, card->check);
    field->card.mask = scratch_copy(memory, card->mask);
    map_set(&entity->by_name, field->card.name, field);
    entity->field_count++;
    if ((card->flags & DMS_SEARCH) != 0)
        entity->has_search = true;
    return DMS_OK;
}

static enum dms_status
add_fields(struct entity_set *set, struct entity *entity, const struct dms_entity *card,
           const char *owner, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; i < card->field_count && st == DMS_OK; i++) {
        struct dms_field field;
        card_copy_row(&field, sizeof(field), card->fields, card->field_size, i);
        /* x_ belongs to the dealer: a later version of a plugin must not take such a name. */
        if (field.name != NULL && strncmp(field.name, "x_", 2) == 0)
            return dms_fail(error, DMS_INVALID, "entity.dealers_prefix",
                            "entity=%s|field=%s|owner=%s", entity->name, field.name,
                            owner);
        st = add_field(set, entity, &field, owner, error);
    }
    return st;
}

static void
copy_indexes(struct entity_set *set, struct entity *entity, const struct dms_entity *card)
{
    entity->index_count = card->index_count;
    entity->indexes =
        scratch_alloc(set->memory, (card->index_count + 1) * sizeof(*entity->indexes));
    for (uint32_t i = 0; i < card->index_count; i++) {
        struct dms_index *index = &entity->indexes[i];
        card_copy_row(index, sizeof(*index), card->indexes, card->index_size, i);
        index->fields =
            scratch_copy(set->memory, index->fields == NULL ? "" : index->fields);
    }
}

static void
keep_entity(struct entity_set *set, struct entity *entity)
{
    if (set->count == set->room) {
        set->room = set->room == 0 ? 32 : set->room * 2;
        set->items = memory_grow(set->items, set->room * sizeof(struct entity *));
    }
    entity->number = (uint32_t)set->count;
    set->items[set->count++] = entity;
    map_set(&set->by_name, entity->name, entity);
}

enum dms_status
entity_set_add(struct entity_set *set, const struct dms_entity *given, const char *owner,
               struct dms_error *error)
{
    if (set->frozen)
        return dms_fail(error, DMS_BUG, "entity.frozen", "owner=%s", owner);
    struct dms_entity card;
    card_copy(&card, sizeof(card), given, given->size);
    enum dms_status st = check_card(set, &card, given->size, owner, error);
    if (st != DMS_OK)
        return st;
    struct entity *entity = scratch_alloc(set->memory, sizeof(*entity));
    entity->name = scratch_copy(set->memory, card.name);
    entity->table = table_name(set, card.name);
    entity->owner = scratch_copy(set->memory, owner);
    entity->flags = card.flags;
    entity->title_name = scratch_copy(set->memory, card.title);
    entity->parent_name = scratch_copy(set->memory, card.parent);
    st = check_table(set, entity->name, entity->table, owner, error);
    if (st == DMS_OK)
        st = add_fields(set, entity, &card, owner, error);
    if (st != DMS_OK) {
        map_clear(&entity->by_name);
        free(entity->fields);
        return st;
    }
    copy_indexes(set, entity, &card);
    keep_entity(set, entity);
    return DMS_OK;
}

enum dms_status
entity_set_add_field(struct entity_set *set, const char *name,
                     const struct dms_field *field, const char *owner,
                     struct dms_error *error)
{
    if (set->frozen)
        return dms_fail(error, DMS_BUG, "entity.frozen", "owner=%s", owner);
    const struct entity *found = entity_need(set, name, error);
    if (found == NULL)
        return DMS_NOT_FOUND;
    if (field->name == NULL || strncmp(field->name, "x_", 2) != 0) {
        const char *given = field->name == NULL ? "" : field->name;
        dms_fail(error, DMS_INVALID, "entity.only_x", "entity=%s|field=%s|owner=%s", name,
                 given, owner);
        dms_error_at_field(error, given);
        return DMS_INVALID;
    }
    return add_field(set, set->items[found->number], field, owner, error);
}
