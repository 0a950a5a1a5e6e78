/* probe.c - whoever may not see a field may not ask for it bit by bit either.
 *
 * What is masked may be asked for exactly, as somebody does who holds the phone in hand. */
#include "unit/probe.h"

#include <string.h>

#include "unit/unit_inside.h"

#define TOO_MANY 1000000

static enum dms_status
refuse(const char *name, struct dms_error *error)
{
    return dms_fail_field(error, DMS_FORBIDDEN, name, "unit.hidden_field", "field=%s",
                          name);
}

/* The entity that REFERENCE of ENTITY leads to: a field, or a column such as owner. */
static const struct entity *
target_of(const struct dms_unit *unit, const struct entity *entity, const char *reference)
{
    const struct entity_field *field = entity_field_at(entity, reference);
    int column = field == NULL ? entity_column_at(reference) : -1;
    if (field != NULL)
        return field->target;
    return column >= 0 && entity_columns[column].target != NULL
               ? entity_at(unit->catalogue->entities, entity_columns[column].target)
               : NULL;
}

/* "phone", or "customer.phone": the field and the entity it is of. NULL: a column. */
static const struct entity_field *
find_field(const struct dms_unit *unit, const struct entity *entity, const char *name,
           const struct entity **of)
{
    const char *dot = strchr(name, '.');
    *of = entity;
    if (dot == NULL)
        return entity_field_at(entity, name);
    const char *reference = scratch_copy_sized(unit->scratch, name, (size_t)(dot - name));
    *of = target_of(unit, entity, reference);
    return *of != NULL ? entity_field_at(*of, dot + 1) : NULL;
}

/* How many whole values are asked for; TOO_MANY for anything but equal, or among. */
static size_t
values_asked(const struct dms_json *condition)
{
    size_t values = 0;
    if (dms_json_kind(condition) != DMS_JSON_OBJECT)
        return 1;
    for (size_t i = 0; i < dms_json_count(condition); i++) {
        const char *word = dms_json_key_at(condition, i);
        if (strcmp(word, "in") == 0)
            values += dms_json_count(dms_json_value_at(condition, i));
        else if (strcmp(word, "eq") == 0 || strcmp(word, "is_null") == 0)
            values++;
        else
            return TOO_MANY;
    }
    return values;
}

/* The same over all of the filter, inside and, or and not too: what one holds in the hand is
 * one value, and a list of candidates is a search. */
static size_t
asked_about(const struct dms_json *where, const char *name)
{
    size_t values = 0;
    for (size_t i = 0; i < dms_json_count(where); i++) {
        if (dms_json_kind(where) == DMS_JSON_ARRAY) {
            values += asked_about(dms_json_at(where, i), name);
            continue;
        }
        const char *key = dms_json_key_at(where, i);
        const struct dms_json *value = dms_json_value_at(where, i);
        if (strcmp(key, name) == 0)
            values += values_asked(value);
        else if (strcmp(key, "and") == 0 || strcmp(key, "or") == 0 ||
                 strcmp(key, "not") == 0)
            values += asked_about(value, name);
    }
    return values;
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
    const struct entity_field *field = find_field(unit, entity, name, &of);
    if (of == NULL || (field == NULL && of == entity))
        return DMS_OK;
    unit_permission(unit, of, &permission);
    if (of != entity && (permission.actions & DMS_READ) == 0)
        return refuse(name, error);
    if (field == NULL)
        return DMS_OK;
    if (!permission_sees_field(&permission, field))
        return refuse(name, error);
    if (permission_masks(&permission, field) &&
        (asked_about(dms_json_at_key(question, "where"), name) > 1 ||
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
    const struct entity_field *summed =
        st == DMS_OK ? entity_field_at(entity, field) : NULL;
    if (summed == NULL)
        return st;
    return permission_sees_field(&permission, summed) &&
                   !permission_masks(&permission, summed)
               ? DMS_OK
               : refuse(field, error);
}

enum dms_status
probe_check_tally(struct dms_unit *unit, const struct entity *entity, const char *name,
                  struct dms_error *error)
{
    struct permission permission;
    const struct entity *of;
    const struct entity_field *field =
        name != NULL ? find_field(unit, entity, name, &of) : NULL;
    if (field == NULL)
        return DMS_OK;
    unit_permission(unit, of, &permission);
    return permission_sees_field(&permission, field) &&
                   !permission_masks(&permission, field)
               ? DMS_OK
               : refuse(name, error);
}
