/* catalogue_build.c - all declarations together become one catalogue, or contradict. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "unit/page.h"
#include "unit/registrar.h"

/* Runs over one kind of card of every registrar. */
typedef enum dms_status (*take_card)(struct catalogue *catalogue, void *card,
                                     const char *owner, struct dms_error *error);

static enum dms_status
take_entity(struct catalogue *catalogue, void *card, const char *owner, struct dms_error *error)
{
    return entity_set_add(catalogue->entities, card, owner, error);
}

static enum dms_status
take_field(struct catalogue *catalogue, void *card, const char *owner, struct dms_error *error)
{
    struct registrar_field *field = card;
    return entity_set_add_field(catalogue->entities, field->entity, &field->card, owner, error);
}

static enum dms_status
take_hook(struct catalogue *catalogue, void *card, const char *owner, struct dms_error *error)
{
    return hook_set_add(catalogue->hooks, card, owner, error);
}

static enum dms_status
take_workflow(struct catalogue *catalogue, void *card, const char *owner,
              struct dms_error *error)
{
    return workflow_set_add(catalogue->workflows, card, owner, error);
}

static enum dms_status
take_check(struct catalogue *catalogue, void *card, const char *owner, struct dms_error *error)
{
    const struct dms_check *check = card;
    if (catalogue_check(catalogue, check->name) != NULL)
        return dms_fail(error, DMS_INVALID, "unit.declared_twice",
                        "owner=%s|what=@unit.what.check|name=%s", owner, check->name);
    list_add(&catalogue->checks, card);
    return DMS_OK;
}

static enum dms_status
take_call(struct catalogue *catalogue, void *card, const char *owner, struct dms_error *error)
{
    struct catalogue_call *call = memory_get(sizeof(*call));
    struct text key = { 0 };
    call->card = *(struct dms_call_card *)card;
    call->owner = owner;
    text_printf(&key, "%s|%s", call->card.name, call->card.brand != NULL ? call->card.brand : "");
    call->key = text_take(&key);
    list_add(&catalogue->calls, call);
    if (map_at(&catalogue->calls_by_key, call->key) != NULL)
        return dms_fail(error, DMS_INVALID, "unit.declared_twice", "owner=%s|what=@unit.what.call|name=%s",
                        owner, call->card.name);
    map_set(&catalogue->calls_by_key, call->key, call);
    return DMS_OK;
}

static enum dms_status
take_subscriber(struct catalogue *catalogue, void *card, const char *owner,
                struct dms_error *error)
{
    const struct dms_subscriber *subscriber = card;
    for (size_t i = 0; i < catalogue->subscribers.count; i++) {
        const struct dms_subscriber *other = catalogue->subscribers.items[i];
        if (strcmp(other->name, subscriber->name) == 0)
            return dms_fail(error, DMS_INVALID, "unit.declared_twice",
                            "owner=%s|what=@unit.what.subscriber|name=%s", owner, subscriber->name);
    }
    list_add(&catalogue->subscribers, card);
    list_add(&catalogue->subscriber_owners, (void *)(uintptr_t)owner);
    return DMS_OK;
}

static enum dms_status
take_timer(struct catalogue *catalogue, void *card, const char *owner, struct dms_error *error)
{
    const struct dms_timer_handler *timer = card;
    const char *other = NULL;
    if (catalogue_timer(catalogue, timer->name, &other) != NULL)
        return dms_fail(error, DMS_INVALID, "unit.declared_twice", "owner=%s|what=@unit.what.timer|name=%s",
                        owner, timer->name);
    list_add(&catalogue->timers, card);
    list_add(&catalogue->timer_owners, (void *)(uintptr_t)owner);
    return DMS_OK;
}

static enum dms_status
take_importer(struct catalogue *catalogue, void *card, const char *owner,
              struct dms_error *error)
{
    const struct dms_importer *importer = card;
    if (catalogue_importer(catalogue, importer->name) != NULL)
        return dms_fail(error, DMS_INVALID, "unit.declared_twice",
                        "owner=%s|what=@unit.what.importer|name=%s", owner, importer->name);
    list_add(&catalogue->importers, card);
    return DMS_OK;
}

static enum dms_status
take_role(struct catalogue *catalogue, void *card, const char *owner, struct dms_error *error)
{
    (void)owner, (void)error;
    list_add(&catalogue->roles, card);
    return DMS_OK;
}

static enum dms_status
take_grant(struct catalogue *catalogue, void *card, const char *owner, struct dms_error *error)
{
    (void)error;
    list_add(&catalogue->grants, card);
    list_add(&catalogue->grant_owners, (void *)(uintptr_t)owner);
    return DMS_OK;
}

static const struct {
    size_t list; /* offset in struct dms_registrar */
    take_card take;
} kinds[] = {
    { offsetof(struct dms_registrar, entities), take_entity },
    { offsetof(struct dms_registrar, fields), take_field },
    { offsetof(struct dms_registrar, checks), take_check },
    { offsetof(struct dms_registrar, hooks), take_hook },
    { offsetof(struct dms_registrar, workflows), take_workflow },
    { offsetof(struct dms_registrar, calls), take_call },
    { offsetof(struct dms_registrar, subscribers), take_subscriber },
    { offsetof(struct dms_registrar, timers), take_timer },
    { offsetof(struct dms_registrar, importers), take_importer },
    { offsetof(struct dms_registrar, figures), catalogue_add_figure },
    { offsetof(struct dms_registrar, assets), catalogue_add_assets },
    { offsetof(struct dms_registrar, roles), take_role },
    { offsetof(struct dms_registrar, grants), take_grant },
};

static enum dms_status
take_all(struct catalogue *catalogue, const struct dms_registrar *registrar, size_t kind,
         struct dms_error *error)
{
    const struct list *cards =
        (const struct list *)(const void *)((const char *)registrar + kinds[kind].list);
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < cards->count; i++)
        st = kinds[kind].take(catalogue, cards->items[i], registrar->owner, error);
    return st;
}

/* Entities of a plugin that is off say so. */
static void
rest_parked(struct catalogue *catalogue, const struct list *registrars)
{
    for (size_t i = 0; i < registrars->count; i++) {
        const struct dms_registrar *registrar = registrars->items[i];
        for (size_t k = 0; registrar->parked && k < registrar->entities.count; k++) {
            const struct dms_entity *card = registrar->entities.items[k];
            struct entity *entity = map_at(&catalogue->entities->by_name, card->name);
            if (entity != NULL)
                entity->parked = true;
        }
    }
}

/* Kind by kind over all owners, so that a field may be added to an entity declared later. */
static enum dms_status
take_everything(struct catalogue *catalogue, const struct list *registrars,
                const struct dms_registrar **culprit, struct dms_error *error)
{
    for (size_t kind = 0; kind < sizeof(kinds) / sizeof(kinds[0]); kind++) {
        for (size_t i = 0; i < registrars->count; i++) {
            const struct dms_registrar *registrar = registrars->items[i];
            enum dms_status st = take_all(catalogue, registrar, kind, error);
            if (st != DMS_OK) {
                *culprit = registrar;
                return st;
            }
            if (registrar->version_fill != NULL) {
                catalogue->version_fill = registrar->version_fill;
                catalogue->version_data = registrar->version_data;
                catalogue->version_owner = registrar->owner;
            }
        }
    }
    return DMS_OK;
}

static enum dms_status
no_such_check(const struct catalogue *catalogue, const struct entity *entity,
              const struct entity_field *field, struct dms_error *error)
{
    const char **names = memory_get((catalogue->checks.count + 1) * sizeof(*names));
    for (size_t i = 0; i < catalogue->checks.count; i++)
        names[i] = ((const struct dms_check *)catalogue->checks.items[i])->name;
    const char *near = name_nearest(field->card.check, names);
    dms_fail(error, DMS_INVALID,
             near != NULL ? "unit.no_such_check_near" : "unit.no_such_check",
             "owner=%s|entity=%s|field=%s|check=%s|near=%s", field->owner, entity->name,
             field->card.name, field->card.check, near != NULL ? near : "");
    dms_error_at_field(error, field->card.name);
    free(names);
    return DMS_INVALID;
}

static enum dms_status
resolve_checks(struct catalogue *catalogue, struct dms_error *error)
{
    for (size_t i = 0; i < catalogue->entities->count; i++) {
        struct entity *entity = catalogue->entities->items[i];
        for (uint32_t f = 0; f < entity->field_count; f++) {
            struct entity_field *field = &entity->fields[f];
            if (field->card.check == NULL)
                continue;
            field->check = catalogue_check(catalogue, field->card.check);
            if (field->check == NULL)
                return no_such_check(catalogue, entity, field, error);
        }
    }
    return DMS_OK;
}

static void
link_entity(struct catalogue *catalogue, const struct entity *entity)
{
    struct entity_hooks *hooks = &catalogue->entity_hooks[entity->number];
    const struct {
        const char *verb;
        const struct hook_chain **chains;
    } verbs[] = { { "create", hooks->create },
                  { "update", hooks->update },
                  { "save", hooks->save },
                  { "remove", hooks->remove } };
    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
        struct text on = { 0 };
        text_printf(&on, "%s.%s", entity->name, verbs[i].verb);
        verbs[i].chains[DMS_BEFORE] = hook_set_chain(catalogue->hooks, on.data, DMS_BEFORE);
        verbs[i].chains[DMS_AFTER] = hook_set_chain(catalogue->hooks, on.data, DMS_AFTER);
        text_clear(&on);
    }
}

static void
link_hooks(struct catalogue *catalogue)
{
    catalogue->entity_hooks =
        memory_get(catalogue->entities->count * sizeof(*catalogue->entity_hooks));
    for (size_t i = 0; i < catalogue->entities->count; i++)
        link_entity(catalogue, catalogue->entities->items[i]);
    for (size_t i = 0; i < workflow_count(catalogue->workflows); i++)
        catalogue_link_workflow(catalogue, workflow_at(catalogue->workflows, i));
}

enum dms_status
catalogue_build(const struct list *registrars, struct catalogue **catalogue,
                struct dms_json *notices, const struct dms_registrar **culprit,
                struct dms_error *error)
{
    const struct dms_registrar *ignored = NULL;
    struct catalogue *built = memory_get(sizeof(*built));
    built->entities = entity_set_create();
    built->hooks = hook_set_create();
    built->workflows = workflow_set_create();
    enum dms_status st =
        take_everything(built, registrars, culprit != NULL ? culprit : &ignored, error);
    rest_parked(built, registrars);
    if (st == DMS_OK)
        st = entity_set_freeze(built->entities, error);
    if (st == DMS_OK)
        st = resolve_checks(built, error);
    if (st == DMS_OK)
        st = catalogue_check_figures(built, error);
    if (st == DMS_OK)
        st = hook_set_freeze(built->hooks, error);
    if (st == DMS_OK)
        st = workflow_set_freeze(built->workflows, built->entities, notices, error);
    if (st == DMS_OK)
        st = catalogue_check_pages(built, registrars, culprit != NULL ? culprit : &ignored,
                                   error);
    if (st == DMS_OK)
        link_hooks(built);
    else
        catalogue_destroy(built);
    *catalogue = st == DMS_OK ? built : NULL;
    return st;
}
