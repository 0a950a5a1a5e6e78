/* mine.c - who the asker is, and what of all that the house knows is open to them. */
#include "access/entities.h"
#include "door/door.h"

static struct dms_json *
stores_of(const struct dms_unit *unit)
{
    struct dms_json *stores = dms_json_create_array();
    for (size_t i = 0; i < unit->actor.store_count; i++) {
        const struct store_info *info = access_store(unit->access, unit->actor.stores[i]);
        if (info != NULL)
            dms_json_take(stores, dms_json_create_text(info->code));
    }
    return stores;
}

static struct dms_json *
roles_of(const struct actor *actor)
{
    struct dms_json *roles = dms_json_create_array();
    for (size_t i = 0; i < actor->role_count; i++)
        dms_json_take(roles, dms_json_create_text(actor->roles[i]));
    return roles;
}

enum dms_status
door_me(struct dms_unit *unit, void *question, struct dms_json **answer,
        struct dms_error *error)
{
    (void)question, (void)error;
    const struct actor *actor = &unit->actor;
    struct dms_json *me = dms_json_create_object();
    dms_json_set_integer(me, "user", actor->user);
    dms_json_set_text(me, "name", actor->name);
    dms_json_set_text(me, "full_name", unit_called(unit, "core.user", actor->user));
    if (actor->language != NULL)
        dms_json_set_text(me, "language", actor->language);
    dms_json_take_key(me, "roles", roles_of(actor));
    dms_json_take_key(me, "stores", stores_of(unit));
    dms_json_set_boolean(me, "everywhere", actor->everywhere);
    dms_json_set_text(me, "store", unit->store_code);
    dms_json_set_text(me, "brand", unit->store_brand);
    *answer = me;
    return DMS_OK;
}

/* Lists of a description are made for this answer alone: nobody else holds their items. */
static struct dms_json *
own(const struct dms_json *json)
{
    return (struct dms_json *)(uintptr_t)json;
}

/* The fields that are not hidden, each with whether it is shown masked. */
static struct dms_json *
open_fields(const struct permission *permission, const struct dms_json *fields)
{
    struct dms_json *kept = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(fields); i++) {
        const struct dms_json *item = dms_json_at(fields, i);
        const struct entity_field *field =
            entity_field_at(permission->entity, dms_json_text_at(item, "name"));
        if (field == NULL || !permission_sees_field(permission, field))
            continue;
        if (permission_masks(permission, field))
            dms_json_set_boolean(own(item), "masked", true);
        dms_json_take(kept, dms_json_copy(item));
    }
    return kept;
}

/* Nobody changes what a plugin left behind. */
static struct dms_json *
actions_of(const struct permission *permission)
{
    const uint32_t changes = DMS_CREATE | DMS_UPDATE | DMS_REMOVE | DMS_IMPORT;
    uint32_t may = permission->full ? UINT32_MAX : permission->actions;
    struct dms_json *actions = dms_json_create_array();
    if (permission->entity->parked)
        may &= ~changes;
    for (uint32_t i = 0; action_names[i] != NULL; i++)
        if ((may & (1U << i)) != 0)
            dms_json_take(actions, dms_json_create_text(action_names[i]));
    return actions;
}

/* False: the asker has nothing to do with it. */
static bool
open_entity(struct dms_unit *unit, const struct dms_json *item)
{
    struct permission permission;
    const struct entity *entity =
        entity_at(unit->catalogue->entities, dms_json_text_at(item, "name"));
    if (entity == NULL)
        return false;
    unit_permission(unit, entity, &permission);
    if (!permission.full && permission.actions == 0)
        return false;
    dms_json_take_key(own(item), "may", actions_of(&permission));
    dms_json_take_key(own(item), "fields",
                      open_fields(&permission, dms_json_at_key(item, "fields")));
    return true;
}

/* A workflow goes with its entity; the brand's own and the general one stand side by side. */
static bool
open_workflow(struct dms_unit *unit, const struct dms_json *item)
{
    struct permission permission;
    const struct entity *entity =
        entity_at(unit->catalogue->entities, dms_json_text_at(item, "entity"));
    if (entity == NULL)
        return false;
    unit_permission(unit, entity, &permission);
    return permission.full || permission.actions != 0;
}

static bool
open_call(struct dms_unit *unit, const struct dms_json *item)
{
    const char *name = dms_json_text_at(item, "name");
    return dms_json_boolean_at(item, "exposed") &&
           door_may_call(unit, name, dms_json_text_at(item, "permission"), NULL) ==
               DMS_OK;
}

/* What IS_OPEN keeps of ITEMS, which end here. */
static struct dms_json *
open_part(struct dms_unit *unit, struct dms_json *items,
          bool (*is_open)(struct dms_unit *unit, const struct dms_json *item))
{
    struct dms_json *kept = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(items); i++)
        if (is_open(unit, dms_json_at(items, i)))
            dms_json_take(kept, dms_json_copy(dms_json_at(items, i)));
    dms_json_destroy(items);
    return kept;
}

static struct dms_json *
open_workflows(struct dms_unit *unit, const char *entity)
{
    return open_part(
        unit, house_describe_workflows(unit->house, dms_unit_language(unit), entity),
        open_workflow);
}

static enum dms_status
one_entity(struct dms_unit *unit, const char *name, struct dms_json **answer,
           struct dms_error *error)
{
    struct dms_json *found = open_part(
        unit, house_describe_entities(unit->house, dms_unit_language(unit), name),
        open_entity);
    enum dms_status st = DMS_OK;
    if (dms_json_count(found) == 0) { /* what one may not see is not there */
        st = dms_fail(error, DMS_NOT_FOUND, "door.no_entity", "name=%s", name);
    } else {
        *answer = dms_json_create_object();
        dms_json_take_key(*answer, "entity", dms_json_copy(dms_json_at(found, 0)));
        dms_json_take_key(*answer, "workflows", open_workflows(unit, name));
        dms_json_take_key(
            *answer, "importers",
            house_describe_importers(unit->house, dms_unit_language(unit), name));
    }
    dms_json_destroy(found);
    return st;
}

enum dms_status
door_mine(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    const char *only = dms_json_text_at(context, "entity");
    const char *language = dms_unit_language(unit);
    if (only != NULL)
        return one_entity(unit, only, answer, error);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "entities",
                      open_part(unit,
                                house_describe_entities(unit->house, language, NULL),
                                open_entity));
    dms_json_take_key(*answer, "workflows", open_workflows(unit, NULL));
    dms_json_take_key(
        *answer, "calls",
        open_part(unit, house_describe_calls(unit->house, language), open_call));
    return DMS_OK;
}
