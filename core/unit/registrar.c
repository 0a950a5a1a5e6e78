/* registrar.c - a plugin says what it brings; cards are copied as they come. */
#include "unit/registrar.h"

#include <stdlib.h>
#include <string.h>

#include "base/card.h"
#include "unit/claims.h"
#include "unit/house.h"
#include "unit/page.h"

struct dms_registrar *
registrar_create(struct dms_house *house, const char *owner)
{
    struct dms_registrar *registrar = memory_get(sizeof(*registrar));
    registrar->house = house;
    registrar->owner = memory_copy(owner);
    return registrar;
}

static void
field_free(void *item)
{
    struct registrar_field *field = item;
    free(field->entity);
    free(field);
}

void
registrar_destroy(struct dms_registrar *registrar)
{
    if (registrar == NULL)
        return;
    struct list *const cards[] = { &registrar->entities, &registrar->checks,
                                   &registrar->hooks,    &registrar->workflows,
                                   &registrar->calls,    &registrar->subscribers,
                                   &registrar->timers,   &registrar->roles,
                                   &registrar->grants,   &registrar->importers,
                                   &registrar->figures,  &registrar->assets };
    for (size_t i = 0; i < sizeof(cards) / sizeof(cards[0]); i++)
        list_clear(cards[i], free);
    list_clear(&registrar->fields, field_free);
    list_clear(&registrar->pages, page_destroy);
    config_forget(registrar->house->config, registrar);
    free(registrar->owner);
    free(registrar);
}

struct dms_house *
dms_registrar_house(struct dms_registrar *registrar)
{
    return registrar->house;
}

/* Copies the card of SIZE bytes at FROM into a new one of OURS bytes, at the list's end. */
static void
keep(struct list *list, size_t ours, const void *from, size_t size)
{
    void *card = memory_get(ours);
    card_copy(card, ours, from, size);
    list_add(list, card);
}

static enum dms_status
refuse(const struct dms_registrar *registrar, const char *what, const char *name,
       struct dms_error *error)
{
    return dms_fail(error, DMS_INVALID, "unit.bad_card",
                    "owner=%s|what=@unit.what.%s|name=%s", registrar->owner, what,
                    name != NULL ? name : "");
}

/* A declaration of ours carries its size first, a name and what it does. */
static bool
card_sound(uint32_t size, const char *name, bool works)
{
    return size > 0 && size <= CARD_LIMIT && name != NULL && name[0] != '\0' && works;
}

/* Entities are named after their plugin, so that two never meet on one name. */
static bool
name_is_of(const char *name, const char *owner)
{
    size_t size = strlen(owner);
    if (strcmp(owner, "core") == 0 || strcmp(owner, "script") == 0)
        return strncmp(name, "core.", 5) == 0;
    return strncmp(name, owner, size) == 0 && name[size] == '.';
}

enum dms_status
dms_register_entity(struct dms_registrar *registrar, const struct dms_entity *entity,
                    struct dms_error *error)
{
    if (!card_sound(entity->size, entity->name, entity->fields != NULL))
        return refuse(registrar, "entity", entity->name, error);
    if (!name_is_of(entity->name, registrar->owner))
        return dms_fail(error, DMS_INVALID, "unit.foreign_entity", "owner=%s|name=%s",
                        registrar->owner, entity->name);
    keep(&registrar->entities, sizeof(struct dms_entity), entity, entity->size);
    return DMS_OK;
}

enum dms_status
dms_register_field(struct dms_registrar *registrar, const char *entity,
                   const struct dms_field *field, struct dms_error *error)
{
    if (entity == NULL || field->name == NULL || strncmp(field->name, "x_", 2) != 0)
        return refuse(registrar, "field", field->name, error);
    struct registrar_field *kept = memory_get(sizeof(*kept));
    kept->entity = memory_copy(entity);
    kept->card = *field;
    list_add(&registrar->fields, kept);
    return DMS_OK;
}

#define REGISTER(noun, type, list_name, named, works)                                    \
    enum dms_status dms_register_##noun(struct dms_registrar *registrar,                 \
                                        const struct type *noun,                         \
                                        struct dms_error *error)                         \
    {                                                                                    \
        if (!card_sound(noun->size, noun->name, works))                                  \
            return refuse(registrar, #noun, noun->name, error);                          \
        enum dms_status st = claims_allow(registrar, &name_##noun, named, error);        \
        if (st == DMS_OK)                                                                \
            keep(&registrar->list_name, sizeof(struct type), noun, noun->size);          \
        return st;                                                                       \
    }

REGISTER(check, dms_check, checks, check->name, check->run != NULL)
REGISTER(hook, dms_hook, hooks, hook->name, hook->run != NULL && hook->on != NULL)
REGISTER(workflow, dms_workflow, workflows, workflow->entity, workflow->entity != NULL)
REGISTER(call, dms_call_card, calls, call->name, call->run != NULL)
REGISTER(subscriber, dms_subscriber, subscribers, subscriber->name,
         subscriber->run != NULL && subscriber->on != NULL)
REGISTER(importer, dms_importer, importers, importer->name,
         importer->run != NULL && importer->permission != NULL)

REGISTER(figure, dms_figure, figures, figure->name,
         figure->numerator != NULL && figure->measure_size > 0 &&
             figure->measure_size <= CARD_LIMIT)

enum dms_status
dms_register_timer(struct dms_registrar *registrar,
                   const struct dms_timer_handler *handler, struct dms_error *error)
{
    if (!card_sound(handler->size, handler->name, handler->run != NULL))
        return refuse(registrar, "timer", handler->name, error);
    enum dms_status st = claims_allow(registrar, &name_timer, handler->name, error);
    if (st == DMS_OK)
        keep(&registrar->timers, sizeof(*handler), handler, handler->size);
    return st;
}

enum dms_status
dms_register_role(struct dms_registrar *registrar, const struct dms_role *role,
                  struct dms_error *error)
{
    if (role->name == NULL)
        return refuse(registrar, "role", NULL, error);
    enum dms_status st = claims_allow(registrar, &name_role, role->name, error);
    if (st == DMS_OK)
        keep(&registrar->roles, sizeof(*role), role, sizeof(*role));
    return st;
}

enum dms_status
dms_register_grant(struct dms_registrar *registrar, const struct dms_grant *grant,
                   struct dms_error *error)
{
    if (grant->role == NULL || grant->entity == NULL || grant->scope < DMS_SCOPE_OWN ||
        grant->scope > DMS_SCOPE_GROUP)
        return refuse(registrar, "grant", grant->role, error);
    keep(&registrar->grants, sizeof(*grant), grant, sizeof(*grant));
    return DMS_OK;
}

enum dms_status
dms_register_versions(struct dms_registrar *registrar, dms_version_fill fill, void *data,
                      struct dms_error *error)
{
    if (fill == NULL)
        return refuse(registrar, "versions", NULL, error);
    registrar->version_fill = fill;
    registrar->version_data = data;
    return DMS_OK;
}
