/* lookup.c - finds entities, fields and the columns every record has, by name. */
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/text.h"
#include "entity/entity.h"

const struct dms_field entity_columns[COLUMN_COUNT] = {
    [COLUMN_ID] = { .name = "id", .type = DMS_INTEGER },
    [COLUMN_REV] = { .name = "rev", .type = DMS_INTEGER },
    [COLUMN_STORE] = { .name = "store", .type = DMS_REFERENCE, .target = "core.store" },
    [COLUMN_STATE] = { .name = "state", .type = DMS_TEXT },
    [COLUMN_PROCESS] = { .name = "process", .type = DMS_INTEGER },
    [COLUMN_OWNER] = { .name = "owner", .type = DMS_REFERENCE, .target = "core.user" },
    [COLUMN_CREATED_AT] = { .name = "created_at", .type = DMS_TIME },
    [COLUMN_CREATED_BY] = { .name = "created_by",
                            .type = DMS_REFERENCE,
                            .target = "core.user" },
    [COLUMN_UPDATED_AT] = { .name = "updated_at", .type = DMS_TIME },
    [COLUMN_UPDATED_BY] = { .name = "updated_by",
                            .type = DMS_REFERENCE,
                            .target = "core.user" },
};

int
entity_column_at(const char *name)
{
    for (int i = 0; name != NULL && i < COLUMN_COUNT; i++)
        if (strcmp(entity_columns[i].name, name) == 0)
            return i;
    return -1;
}

const struct entity *
entity_at(const struct entity_set *set, const char *name)
{
    return name == NULL ? NULL : map_at(&set->by_name, name);
}

const struct entity_field *
entity_field_at(const struct entity *entity, const char *name)
{
    return name == NULL ? NULL : map_at(&entity->by_name, name);
}

/* The name after its plugin's: people say "lead" and mean crm.lead. NULL: none is near. */
static const char *
nearest_noun(const struct entity_set *set, const char *given)
{
    const char **nouns = memory_get((set->count + 1) * sizeof(*nouns));
    const char *near = NULL;
    for (size_t i = 0; i < set->count; i++)
        nouns[i] = strchr(set->items[i]->name, '.') + 1;
    const char *noun = name_nearest(given, nouns);
    for (size_t i = 0; noun != NULL && i < set->count; i++)
        if (nouns[i] == noun)
            near = set->items[i]->name;
    free(nouns);
    return near;
}

const struct entity *
entity_need(const struct entity_set *set, const char *name, struct dms_error *error)
{
    const struct entity *entity = entity_at(set, name);
    if (entity != NULL)
        return entity;
    const char *given = name == NULL ? "" : name;
    const char **names = memory_get((set->count + 1) * sizeof(*names));
    for (size_t i = 0; i < set->count; i++)
        names[i] = set->items[i]->name;
    const char *near = name_nearest(given, names);
    if (near == NULL)
        near = nearest_noun(set, given);
    if (near != NULL)
        dms_fail(error, DMS_NOT_FOUND, "entity.unknown_near", "entity=%s|near=%s", given,
                 near);
    else
        dms_fail(error, DMS_NOT_FOUND, "entity.unknown", "entity=%s", given);
    free(names);
    return NULL;
}

enum dms_status
entity_need_fields(const struct entity *entity, const char *names,
                   struct dms_error *error)
{
    char *copy = memory_copy(names != NULL ? names : ""), *rest = NULL;
    enum dms_status st = DMS_OK;
    for (char *name = strtok_r(copy, ", ", &rest); st == DMS_OK && name != NULL;
         name = strtok_r(NULL, ", ", &rest)) {
        bool known = entity_field_at(entity, name) != NULL;
        for (int i = 0; !known && i < COLUMN_COUNT; i++)
            known = strcmp(entity_columns[i].name, name) == 0;
        if (!known)
            st = entity_field_unknown(entity, name, error);
    }
    free(copy);
    return st;
}

enum dms_status
entity_field_unknown(const struct entity *entity, const char *name,
                     struct dms_error *error)
{
    const char *given = name == NULL ? "" : name;
    size_t count = 0;
    const char **names =
        memory_get((entity->field_count + COLUMN_COUNT + 1) * sizeof(*names));
    for (uint32_t i = 0; i < entity->field_count; i++)
        names[count++] = entity->fields[i].card.name;
    for (int i = 0; i < COLUMN_COUNT; i++)
        names[count++] = entity_columns[i].name;
    const char *near = name_nearest(given, names);
    if (near != NULL && strcmp(near, given) == 0)
        dms_fail(error, DMS_INVALID, "entity.kept_field", "field=%s", given);
    else if (near != NULL)
        dms_fail(error, DMS_INVALID, "entity.no_field_near", "entity=%s|field=%s|near=%s",
                 entity->name, given, near);
    else
        dms_fail(error, DMS_INVALID, "entity.no_field", "entity=%s|field=%s",
                 entity->name, given);
    free(names);
    dms_error_at_field(error, given);
    return DMS_INVALID;
}
