/* nobody_rights.c - what calls, grants and masks name: entities, actions, roles, kinds of cover. */
#include "unit/nobody.h"

#include <stdio.h>
#include <string.h>

#include "access/entities.h"
#include "base/card.h"
#include "base/text.h"

#define NAME_SIZE 160

static void
look_at_entity(const struct nobody *nobody, struct scratch *memory, const char *name)
{
    struct nobody_names names = { .memory = memory };
    if (entity_at(nobody->catalogue->entities, name) != NULL)
        return;
    nobody_add_entities(nobody, &names, "");
    nobody_look(nobody, name, &names);
}

/* "entity:action" */
static void
look_at_permission(const struct nobody *nobody, struct scratch *memory, const char *text)
{
    static const char *const actions[] = { "read",   "create",       "update",
                                           "remove", "see_personal", "see_sensitive",
                                           "export", "import",       NULL };
    const char *unknown = NULL, *colon = strchr(text, ':');
    if (colon == NULL || actions_read(colon + 1, &unknown) == 0)
        nobody_has(nobody, colon != NULL ? colon + 1 : text, actions);
    if (colon != NULL)
        look_at_entity(nobody, memory,
                       scratch_printf(memory, "%.*s", (int)(colon - text), text));
}

static void
look_at_arguments(const struct nobody *nobody, const struct dms_call_card *card)
{
    static const char *const none[] = { NULL };
    for (uint32_t i = 0; i < card->argument_count; i++) {
        struct dms_argument argument;
        char type[NAME_SIZE];
        card_copy_row(&argument, sizeof(argument), card->arguments, card->argument_size,
                      i);
        snprintf(type, sizeof(type), "%s.type = %u", argument.name, argument.type);
        if (argument.type < DMS_TEXT || argument.type > DMS_STRUCTURED)
            nobody_has(nobody, type, none);
    }
}

void
nobody_look_at_calls(struct nobody *nobody, struct scratch *memory)
{
    nobody->what = "@unit.what.call";
    for (size_t i = 0; i < nobody->catalogue->calls.count; i++) {
        const struct catalogue_call *call = nobody->catalogue->calls.items[i];
        nobody->owner = call->owner;
        nobody->of = call->card.name;
        if (!nobody_is_plugin(nobody))
            continue;
        if (call->card.permission != NULL)
            look_at_permission(nobody, memory, call->card.permission);
        look_at_arguments(nobody, &call->card);
    }
}

static void
look_at_role(const struct nobody *nobody, struct scratch *memory, const char *role)
{
    struct nobody_names names = { .memory = memory };
    const struct list *roles = &nobody->catalogue->roles;
    for (size_t i = 0; i < roles->count; i++)
        nobody_add(&names, ((const struct dms_role *)roles->items[i])->name, "", "");
    if (names.items != NULL && !nobody_holds(&names, role) &&
        name_slip(role, names.items) != NULL)
        nobody_has(nobody, role, names.items);
}

void
nobody_look_at_grants(struct nobody *nobody, struct scratch *memory)
{
    const struct catalogue *catalogue = nobody->catalogue;
    nobody->what = "@unit.what.grant";
    for (size_t i = 0; i < catalogue->grants.count; i++) {
        const struct dms_grant *grant = catalogue->grants.items[i];
        size_t size = strlen(grant->entity);
        nobody->owner = catalogue->grant_owners.items[i];
        nobody->of = grant->role;
        if (!nobody_is_plugin(nobody))
            continue;
        look_at_role(nobody, memory, grant->role);
        if (size > 2 && strcmp(grant->entity + size - 2, ".*") == 0)
            nobody_look_at_event(nobody, memory, grant->entity);
        else if (strcmp(grant->entity, "*") != 0)
            look_at_entity(nobody, memory, grant->entity);
    }
}

void
nobody_look_at_masks(struct nobody *nobody)
{
    const struct entity_set *set = nobody->catalogue->entities;
    nobody->what = "@unit.what.mask";
    for (size_t i = 0; i < set->count; i++)
        for (uint32_t f = 0; f < set->items[i]->field_count; f++) {
            const struct entity_field *field = &set->items[i]->fields[f];
            char of[2 * NAME_SIZE];
            nobody->owner = field->owner;
            nobody->of = of;
            if (field->card.mask == NULL || mask_known(field->card.mask) ||
                !nobody_is_plugin(nobody))
                continue;
            snprintf(of, sizeof(of), "%s.%s", set->items[i]->name, field->card.name);
            nobody_has(nobody, field->card.mask, mask_names);
        }
}
