/* describe.c - what the house knows, with the words of a language: for forms, doors, help. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "entity/record.h"
#include "unit/house.h"

struct describing {
    struct dms_house *house;
    const struct catalogue *catalogue;
    const char *language;
};

/* LABEL: the sentence of "kind.of.name", or the name when nobody has written one. */
static void
add_label(const struct describing *say, struct dms_json *json, const char *kind,
          const char *of, const char *name)
{
    struct text key = { 0 };
    text_printf(&key, "%s.%s%s%s", kind, of, of[0] != '\0' ? "." : "", name);
    const char *label = messages_at(say->house->messages, say->language, key.data);
    dms_json_set_text(json, "label", label != NULL ? label : name);
    text_clear(&key);
}

static struct dms_json *
named(const struct describing *say, const char *kind, const char *of, const char *name)
{
    struct dms_json *json = dms_json_create_object();
    dms_json_set_text(json, "name", name);
    add_label(say, json, kind, of, name);
    return json;
}

static const char *
type_name(uint32_t type)
{
    static const char *const names[] = { "",        "text",      "integer",   "money",
                                         "decimal", "date",      "time",      "boolean",
                                         "choice",  "reference", "structured" };
    return type < sizeof(names) / sizeof(names[0]) ? names[type] : "";
}

static const char *
class_name(uint32_t data_class)
{
    static const char *const names[] = { "internal", "public", "personal", "sensitive",
                                         "secret" };
    return data_class < sizeof(names) / sizeof(names[0]) ? names[data_class] : "";
}

static void
add_flags(struct dms_json *json, uint32_t flags)
{
    static const struct {
        uint32_t flag;
        const char *name;
    } names[] = { { DMS_REQUIRED, "required" },   { DMS_UNIQUE, "unique" },
                  { DMS_INDEX, "index" },         { DMS_SEARCH, "search" },
                  { DMS_READ_ONLY, "read_only" }, { DMS_IMMUTABLE, "immutable" },
                  { DMS_SENTENCE, "sentence" } };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if ((flags & names[i].flag) != 0)
            dms_json_set_boolean(json, names[i].name, true);
}

static void
add_choices(const struct describing *say, struct dms_json *json, const char *entity,
            const struct dms_field *card)
{
    struct text of = { 0 };
    struct dms_json *choices = dms_json_create_array();
    text_printf(&of, "%s.%s", entity, card->name);
    for (const char *const *choice = card->choices; *choice != NULL; choice++)
        dms_json_take(choices, named(say, "choice", of.data, *choice));
    dms_json_take_key(json, "choices", choices);
    text_clear(&of);
}

/* As they are written: money in yuan. */
static void
add_limits(struct dms_json *json, const struct entity_field *field)
{
    const struct dms_field *card = &field->card;
    const struct value minimum = { .kind = VALUE_NUMBER, .as.number = card->minimum };
    const struct value maximum = { .kind = VALUE_NUMBER, .as.number = card->maximum };
    if (card->minimum == 0 && card->maximum == 0)
        return;
    dms_json_take_key(json, "minimum", field_print(field, &minimum, 0));
    dms_json_take_key(json, "maximum", field_print(field, &maximum, 0));
}

static struct dms_json *
describe_field(const struct describing *say, const struct entity *entity,
               const struct entity_field *field)
{
    const struct dms_field *card = &field->card;
    struct dms_json *json = named(say, "field", entity->name, card->name);
    dms_json_set_text(json, "type", type_name(card->type));
    dms_json_set_text(json, "class", class_name(card->data_class));
    dms_json_set_text(json, "owner", field->owner);
    add_flags(json, card->flags);
    if (card->target != NULL)
        dms_json_set_text(json, "target", card->target);
    if (card->max_length != 0)
        dms_json_set_integer(json, "max_length", card->max_length);
    add_limits(json, field);
    if (card->default_text != NULL)
        dms_json_set_text(json, "default", card->default_text);
    if (card->check != NULL)
        dms_json_set_text(json, "check", card->check);
    if (card->choices != NULL)
        add_choices(say, json, entity->name, card);
    return json;
}

/* May hooks fill in what is required, before that is checked? */
static bool
is_completed(const struct describing *say, const struct entity *entity)
{
    const struct entity_hooks *hooks = &say->catalogue->entity_hooks[entity->number];
    return hooks->create[DMS_BEFORE] != NULL || hooks->save[DMS_BEFORE] != NULL;
}

static struct dms_json *
describe_entity(const struct describing *say, const struct entity *entity)
{
    struct dms_json *json = named(say, "entity", "", entity->name);
    struct dms_json *fields = dms_json_create_array();
    dms_json_set_text(json, "owner", entity->owner);
    if (entity->title != NULL)
        dms_json_set_text(json, "title", entity->title->card.name);
    if (entity->parent != NULL)
        dms_json_set_text(json, "parent", entity->parent->card.name);
    dms_json_set_boolean(json, "shared", (entity->flags & DMS_SHARED) != 0);
    dms_json_set_boolean(json, "append_only", (entity->flags & DMS_APPEND_ONLY) != 0);
    dms_json_set_boolean(json, "completed", is_completed(say, entity));
    for (uint32_t i = 0; i < entity->field_count; i++)
        dms_json_take(fields, describe_field(say, entity, &entity->fields[i]));
    dms_json_take_key(json, "fields", fields);
    return json;
}

static struct dms_json *
names_of(const char *const *names)
{
    struct dms_json *array = dms_json_create_array();
    for (; names != NULL && *names != NULL; names++)
        dms_json_take(array, dms_json_create_text(*names));
    return array;
}

static struct dms_json *
describe_state(const struct describing *say, const struct workflow *workflow,
               const struct dms_state *state)
{
    struct dms_json *json = named(say, "state", workflow->entity, state->name);
    if ((state->flags & DMS_INITIAL) != 0)
        dms_json_set_boolean(json, "initial", true);
    if ((state->flags & DMS_FINAL) != 0)
        dms_json_set_boolean(json, "final", true);
    if (state->canonical != NULL)
        dms_json_set_text(json, "canonical", state->canonical);
    if (state->work != NULL)
        dms_json_take_key(json, "work", names_of(state->work));
    return json;
}

static struct dms_json *
describe_transition(const struct describing *say, const struct workflow *workflow,
                    const struct dms_transition *transition)
{
    struct dms_json *json = named(say, "transition", workflow->entity, transition->name);
    dms_json_set_text(json, "from", transition->from);
    dms_json_set_text(json, "to", transition->to);
    dms_json_take_key(json, "roles", names_of(transition->roles));
    dms_json_take_key(json, "needs", names_of(transition->required));
    if (transition->guard_name != NULL)
        dms_json_set_text(json, "guard", transition->guard_name);
    return json;
}

static struct dms_json *
describe_workflow(const struct describing *say, const struct workflow *workflow)
{
    struct dms_json *json = dms_json_create_object();
    struct dms_json *states = dms_json_create_array();
    struct dms_json *transitions = dms_json_create_array();
    dms_json_set_text(json, "name", workflow->name);
    dms_json_set_text(json, "entity", workflow->entity);
    dms_json_set_text(json, "brand", workflow->brand != NULL ? workflow->brand : "");
    dms_json_set_text(json, "owner", workflow->owner);
    dms_json_set_integer(json, "version", workflow->version);
    for (uint32_t i = 0; i < workflow->state_count; i++)
        dms_json_take(states, describe_state(say, workflow, &workflow->states[i]));
    for (uint32_t i = 0; i < workflow->transition_count; i++)
        dms_json_take(transitions,
                      describe_transition(say, workflow, &workflow->transitions[i].card));
    dms_json_take_key(json, "states", states);
    dms_json_take_key(json, "transitions", transitions);
    return json;
}

static struct dms_json *
describe_call(const struct describing *say, const struct catalogue_call *call)
{
    const struct dms_call_card *card = &call->card;
    struct dms_json *json = named(say, "call", "", card->name);
    struct dms_json *arguments = dms_json_create_array();
    dms_json_set_text(json, "brand", card->brand != NULL ? card->brand : "");
    dms_json_set_text(json, "owner", call->owner);
    dms_json_set_boolean(json, "exposed", (card->flags & DMS_CALL_EXPOSED) != 0);
    dms_json_set_boolean(json, "reads", (card->flags & DMS_CALL_READS) != 0);
    dms_json_set_boolean(json, "open", (card->flags & DMS_CALL_OPEN) != 0);
    if (card->permission != NULL)
        dms_json_set_text(json, "permission", card->permission);
    for (uint32_t i = 0; i < card->argument_count; i++) {
        struct dms_json *argument = dms_json_create_object();
        dms_json_set_text(argument, "name", card->arguments[i].name);
        dms_json_set_text(argument, "type", type_name(card->arguments[i].type));
        add_flags(argument, card->arguments[i].flags);
        dms_json_take(arguments, argument);
    }
    dms_json_take_key(json, "arguments", arguments);
    return json;
}

static struct dms_json *
describe_roles(const struct describing *say)
{
    struct dms_json *roles = dms_json_create_array();
    struct map seen = { 0 };
    for (size_t i = 0; i < say->catalogue->roles.count; i++) {
        const struct dms_role *role = say->catalogue->roles.items[i];
        if (map_at(&seen, role->name) != NULL)
            continue;
        map_set(&seen, role->name, (void *)(uintptr_t)role);
        dms_json_take(roles, named(say, "role", "", role->name));
    }
    map_clear(&seen);
    return roles;
}

static struct dms_json *
describe_entities(const struct describing *say, const char *name)
{
    struct dms_json *entities = dms_json_create_array();
    const struct entity_set *set = say->catalogue->entities;
    for (size_t i = 0; i < set->count; i++)
        if (name == NULL || strcmp(set->items[i]->name, name) == 0)
            dms_json_take(entities, describe_entity(say, set->items[i]));
    return entities;
}

static struct dms_json *
describe_workflows(const struct describing *say, const char *entity)
{
    struct dms_json *workflows = dms_json_create_array();
    const struct workflow_set *set = say->catalogue->workflows;
    for (size_t i = 0; i < workflow_count(set); i++)
        if (entity == NULL || strcmp(workflow_at(set, i)->entity, entity) == 0)
            dms_json_take(workflows, describe_workflow(say, workflow_at(set, i)));
    return workflows;
}

static struct dms_json *
describe_calls(const struct describing *say)
{
    struct dms_json *calls = dms_json_create_array();
    for (size_t i = 0; i < say->catalogue->calls.count; i++)
        dms_json_take(calls, describe_call(say, say->catalogue->calls.items[i]));
    return calls;
}

struct dms_json *
house_describe_entities(struct dms_house *house, const char *language, const char *name)
{
    const struct describing say = { house, atomic_load(&house->catalogue), language };
    return describe_entities(&say, name);
}

struct dms_json *
house_describe_workflows(struct dms_house *house, const char *language,
                         const char *entity)
{
    const struct describing say = { house, atomic_load(&house->catalogue), language };
    return describe_workflows(&say, entity);
}

struct dms_json *
house_describe_importers(struct dms_house *house, const char *language, const char *entity)
{
    const struct describing say = { house, atomic_load(&house->catalogue), language };
    const struct list *all = &say.catalogue->importers;
    struct dms_json *importers = dms_json_create_array();
    for (size_t i = 0; i < all->count; i++) {
        const struct dms_importer *importer = all->items[i];
        if (strcmp(importer->permission, entity) == 0)
            dms_json_take(importers, named(&say, "importer", "", importer->name));
    }
    return importers;
}

struct dms_json *
house_describe_calls(struct dms_house *house, const char *language)
{
    const struct describing say = { house, atomic_load(&house->catalogue), language };
    return describe_calls(&say);
}

struct dms_json *
dms_house_describe(struct dms_house *house, const char *language)
{
    const struct describing say = { house, atomic_load(&house->catalogue), language };
    struct dms_json *answer = dms_json_create_object();
    dms_json_take_key(answer, "entities", describe_entities(&say, NULL));
    dms_json_take_key(answer, "workflows", describe_workflows(&say, NULL));
    dms_json_take_key(answer, "calls", describe_calls(&say));
    dms_json_take_key(answer, "roles", describe_roles(&say));
    return answer;
}
