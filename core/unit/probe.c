/* probe.c - whoever may not see a field may not ask for it bit by bit either.
 *
 * What is masked may be asked for exactly, as somebody does who holds the phone in hand. */
#include "unit/probe.h"

#include <string.h>

#include "unit/unit_inside.h"

static enum dms_status
refuse(const char *name, struct dms_error *error)
{
    return dms_fail_field(error, DMS_FORBIDDEN, name, "unit.hidden_field", "field=%s", name);
}

/* "phone", or "customer.phone": the field and the entity it is of. NULL: a column. */
static const struct entity_field *
find_field(const struct entity *entity, const char *name, const struct entity **of)
{
    const char *dot = strchr(name, '.');
    *of = entity;
    if (dot == NULL)
        return entity_field_at(entity, name);
    for (uint32_t i = 0; i < entity->field_count; i++) {
        const struct entity_field *field = &entity->fields[i];
        size_t size = (size_t)(dot - name);
        if (field->target == NULL || strlen(field->card.name) != size ||
            strncmp(field->card.name, name, size) != 0)
            continue;
        *of = field->target;
        return entity_field_at(field->target, dot + 1);
    }
    return NULL;
}

/* Only the whole value: equal, or among. */
static bool
is_exact(const struct dms_json *condition)
{
    if (dms_json_kind(condition) != DMS_JSON_OBJECT)
        return true;
    for (size_t i = 0; i < dms_json_count(condition); i++) {
        const char *word = dms_json_key_at(condition, i);
        if (strcmp(word, "eq") != 0 && strcmp(word, "in") != 0 && strcmp(word, "is_null") != 0)
            return false;
    }
    return true;
}

/* Is NAME asked for exactly wherever it stands in the filter, inside and, or and not too? */
static bool
asked_exactly(const struct dms_json *where, const char *name)
{
    bool exact = true;
    for (size_t i = 0; exact && i < dms_json_count(where); i++) {
        if (dms_json_kind(where) == DMS_JSON_ARRAY) {
            exact = asked_exactly(dms_json_at(where, i), name);
            continue;
        }
        const char *key = dms_json_key_at(where, i);
        const struct dms_json *value = dms_json_value_at(where, i);
        if (strcmp(key, name) == 0)
            exact = is_exact(value);
        else if (strcmp(key, "and") == 0 || strcmp(key, "or") == 0 || strcmp(key, "not") == 0)
            exact = asked_exactly(value, name);
    }
    return exact;
}

/* "-created_at,phone" sorts on phone. */
static bool
sorts_on(const char *sort, const char *name)
{
    size_t size = strlen(name);
    for (const char *at = sort; at != NULL && *at != '\0'; at += strcspn(at, ",")) {
        at += strspn(at, ", -+");
        if (strncmp(at, name, size) == 0 && strchr(", ", at[size]) != NULL)
            return true;
    }
    return false;
}

static enum dms_status
check_one(struct dms_unit *unit, const struct entity *entity, const char *name,
          const struct dms_json *question, struct dms_error *error)
{
    struct permission permission;
    const struct entity *of;
    const struct entity_field *field = find_field(entity, name, &of);
    if (field == NULL)
        return DMS_OK;
    unit_permission(unit, of, &permission);
    /* A step through a reference needs no right to read the other records, but to no more
     * of their fields than a reader of them has. */
    if (!permission_sees_field(&permission, field) || (of != entity && permission.actions == 0))
        return refuse(name, error);
    if (permission_masks(&permission, field) &&
        (!asked_exactly(dms_json_at_key(question, "where"), name) ||
         sorts_on(dms_json_text_at(question, "sort"), name)))
        return refuse(name, error);
    return DMS_OK;
}

enum dms_status
probe_check(struct dms_unit *unit, const struct query *query, const struct entity *entity,
            const struct dms_json *question, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < query_field_count(query); i++)
        st = check_one(unit, entity, query_field(query, i), question, error);
    return st;
}

enum dms_status
probe_check_sum(struct dms_unit *unit, const char *name, const char *field,
                struct dms_error *error)
{
    const struct entity *entity;
    struct permission permission;
    enum dms_status st = unit_entity(unit, name, &entity, &permission, error);
    const struct entity_field *summed = st == DMS_OK ? entity_field_at(entity, field) : NULL;
    if (summed == NULL)
        return st;
    return permission_sees_field(&permission, summed) && !permission_masks(&permission, summed)
               ? DMS_OK
               : refuse(field, error);
}
