/* arguments.c - the members of a question: names, ids, and the codes people know them by. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "door/door.h"

enum dms_status
door_text(const struct dms_json *question, const char *member, const char **text,
          struct dms_error *error)
{
    *text = dms_json_text_at(question, member);
    if (*text != NULL && (*text)[0] != '\0')
        return DMS_OK;
    *text = "";
    return dms_fail_field(error, DMS_INVALID, member, "door.needs", "member=%s", member);
}

/* The field people name a record of ENTITY by; NULL: only its id will do. */
static const char *
name_field(const struct entity *entity)
{
    const struct entity_field *code = entity_field_at(entity, "code");
    if (code != NULL && code->card.type == DMS_TEXT)
        return "code";
    bool unique = entity->title != NULL && (entity->title->card.flags & DMS_UNIQUE) != 0;
    return unique ? entity->title->card.name : NULL;
}

static enum dms_status
find_by_name(struct dms_unit *unit, const struct entity *entity, const char *field,
             const char *text, int64_t *id, struct dms_error *error)
{
    const struct dms_list *found = NULL;
    struct dms_json *where = dms_json_create_object(), *query = dms_json_create_object();
    dms_json_set_text(where, field, text);
    dms_json_take_key(query, "where", where);
    dms_json_set_integer(query, "limit", 2);
    enum dms_status st = dms_unit_find_json(unit, entity->name, query, &found, error);
    dms_json_destroy(query);
    *id = st == DMS_OK && dms_list_count(found) == 1
              ? dms_record_id(dms_list_at(found, 0))
              : 0;
    return st;
}

static int64_t
read_id(const char *text)
{
    char *end;
    errno = 0;
    int64_t id = strtoll(text, &end, 10);
    return errno == 0 && end != text && *end == '\0' && id > 0 ? id : 0;
}

/* What is no code but looks like an id is one. */
static enum dms_status
find_id(struct dms_unit *unit, const struct entity *entity, const char *text, int64_t *id,
        struct dms_error *error)
{
    const char *field = name_field(entity);
    enum dms_status st =
        field != NULL ? find_by_name(unit, entity, field, text, id, error) : DMS_OK;
    if (field == NULL)
        *id = 0;
    if (st == DMS_OK && *id == 0)
        *id = read_id(text);
    if (st != DMS_OK || *id != 0)
        return st;
    return field != NULL ? dms_fail(error, DMS_NOT_FOUND, "door.no_such_code",
                                    "entity=@entity.%s|value=%s", entity->name, text)
                         : dms_fail(error, DMS_INVALID, "door.not_an_id",
                                    "entity=@entity.%s|value=%s", entity->name, text);
}

enum dms_status
door_record(struct dms_unit *unit, const struct dms_json *question, const char **entity,
            int64_t *id, struct dms_error *error)
{
    const struct dms_json *given = dms_json_at_key(question, "id");
    const struct entity *found;
    struct permission permission;
    *id = dms_json_integer(given);
    enum dms_status st = door_text(question, "entity", entity, error);
    if (st == DMS_OK)
        st = unit_entity(unit, *entity, &found, &permission, error);
    if (st == DMS_OK && dms_json_text(given) != NULL)
        st = find_id(unit, found, dms_json_text(given), id, error);
    else if (st == DMS_OK && *id <= 0)
        st = dms_fail_field(error, DMS_INVALID, "id", "door.needs", "member=id");
    return st;
}

/* The entity FIELD of ENTITY points to; NULL: it is no reference. */
static const struct entity *
target_of(struct dms_unit *unit, const struct entity *entity, const char *field)
{
    const struct entity_field *found = entity_field_at(entity, field);
    if (found == NULL && strcmp(field, "owner") == 0)
        return entity_at(unit->catalogue->entities, "core.user");
    return found != NULL ? found->target : NULL;
}

/* ["a","b"] or {"a":1} as it is typed at a prompt or stands in a cell. */
static enum dms_status
read_structured(const char *name, const char *text, struct dms_json *resolved,
                struct dms_error *error)
{
    struct dms_json *json = NULL;
    enum dms_status st = dms_json_load(text, strlen(text), &json, error);
    if (st == DMS_OK)
        dms_json_take_key(resolved, name, json);
    else
        dms_error_at_field(error, name);
    return st;
}

static bool
is_structured(const struct entity *entity, const char *field, const char *text)
{
    const struct entity_field *found = entity_field_at(entity, field);
    return found != NULL && found->card.type == DMS_STRUCTURED && text != NULL &&
           (text[0] == '[' || text[0] == '{');
}

static enum dms_status
resolve(struct dms_unit *unit, const struct entity *entity, const char *name,
        const struct dms_json *value, struct dms_json *resolved, struct dms_error *error)
{
    int64_t id;
    const char *text = dms_json_text(value);
    if (is_structured(entity, name, text))
        return read_structured(name, text, resolved, error);
    const struct entity *target = text != NULL ? target_of(unit, entity, name) : NULL;
    if (target == NULL) {
        dms_json_take_key(resolved, name, dms_json_copy(value));
        return DMS_OK;
    }
    if (text[0] == '\0') {
        dms_json_take_key(resolved, name, dms_json_create_null());
        return DMS_OK;
    }
    enum dms_status st = find_id(unit, target, text, &id, error);
    if (st == DMS_OK)
        dms_json_set_integer(resolved, name, id);
    else
        dms_error_at_field(error, name);
    return st;
}

enum dms_status
door_fields(struct dms_unit *unit, const char *name, const struct dms_json *fields,
            struct dms_json **resolved, struct dms_error *error)
{
    const struct entity *entity;
    struct permission permission;
    enum dms_json_kind kind = dms_json_kind(fields);
    *resolved = dms_json_create_object();
    enum dms_status st = unit_entity(unit, name, &entity, &permission, error);
    if (st == DMS_OK && kind != DMS_JSON_OBJECT && kind != DMS_JSON_NULL)
        st = dms_fail_field(error, DMS_INVALID, "fields", "door.fields_is_object", "");
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(fields); i++)
        st = resolve(unit, entity, dms_json_key_at(fields, i),
                     dms_json_value_at(fields, i), *resolved, error);
    return st;
}
