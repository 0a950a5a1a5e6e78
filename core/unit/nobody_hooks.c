/* nobody_hooks.c - what hooks and subscribers listen to, and whom hooks want to come after. */
#include "unit/nobody.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define NAME_SIZE 160

/* What a process of ENTITY does: its transitions as verbs, its states as "@state" or as events. */
static void
add_process(const struct nobody *nobody, struct nobody_names *names, const char *entity,
            bool events)
{
    const struct workflow_set *set = nobody->catalogue->workflows;
    for (size_t i = 0; i < workflow_count(set); i++) {
        const struct workflow *workflow = workflow_at(set, i);
        if (strcmp(workflow->entity, entity) != 0)
            continue;
        for (uint32_t s = 0; s < workflow->state_count; s++)
            nobody_add(names, entity, events ? "." : ".@", workflow->states[s].name);
        for (uint32_t t = 0; t < workflow->transition_count; t++) {
            const struct dms_transition *card = &workflow->transitions[t].card;
            if (!events)
                nobody_add(names, entity, ".", card->name);
            else if (card->event != NULL)
                nobody_add(names, card->event, "", "");
        }
    }
}

static void
add_usual(struct nobody_names *names, const char *entity, bool events)
{
    static const char *const verbs[2][5] = { { "create", "update", "save", "remove",
                                               NULL },
                                             { "created", "updated", "removed", NULL } };
    for (const char *const *verb = verbs[events ? 1 : 0]; *verb != NULL; verb++)
        nobody_add(names, entity, ".", *verb);
}

static const struct entity *
entity_before_dot(const struct nobody *nobody, const char *name)
{
    char entity[NAME_SIZE];
    const char *dot = strrchr(name, '.');
    snprintf(entity, sizeof(entity), "%.*s", dot != NULL ? (int)(dot - name) : 0, name);
    return entity_at(nobody->catalogue->entities, entity);
}

/* Rules that do not compile have told so; what their processes would have is not known. */
static bool
is_process_missing(const struct nobody *nobody, const char *entity)
{
    const struct workflow_set *set = nobody->catalogue->workflows;
    bool wrong = false;
    for (size_t i = 0; i < workflow_count(set); i++)
        if (strcmp(workflow_at(set, i)->entity, entity) == 0)
            return false;
    struct dms_json *notices = dms_house_notices(nobody->house, "en");
    for (size_t i = 0; i < dms_json_count(notices); i++) {
        const char *of = dms_json_text_at(dms_json_at(notices, i), "plugin");
        wrong = wrong || (of != NULL && strcmp(of, "rules") == 0);
    }
    dms_json_destroy(notices);
    return wrong;
}

static void
look_at_on(const struct nobody *nobody, struct scratch *memory, const char *on)
{
    struct nobody_names names = { .memory = memory };
    const struct entity *entity = entity_before_dot(nobody, on);
    const char *dot = strrchr(on, '.');
    if (entity == NULL) {
        nobody_add_entities(nobody, &names, dot != NULL ? dot : "");
        nobody_look(nobody, on, &names);
        return;
    }
    add_usual(&names, entity->name, false);
    add_process(nobody, &names, entity->name, false);
    if (!is_process_missing(nobody, entity->name) || name_slip(on, names.items) != NULL)
        nobody_look(nobody, on, &names);
}

static void
look_at_order(const struct nobody *nobody, struct scratch *memory,
              const char *const *others)
{
    struct nobody_names names = { .memory = memory };
    size_t count = hook_set_count(nobody->catalogue->hooks);
    for (size_t i = 0; others != NULL && *others != NULL && i < count; i++)
        nobody_add(&names, hook_set_at(nobody->catalogue->hooks, i, NULL)->name, "", "");
    for (; others != NULL && *others != NULL; others++)
        nobody_look(nobody, *others, &names);
}

void
nobody_look_at_hooks(struct nobody *nobody, struct scratch *memory)
{
    nobody->what = "@unit.what.hook";
    for (size_t i = 0; i < hook_set_count(nobody->catalogue->hooks); i++) {
        const struct dms_hook *hook =
            hook_set_at(nobody->catalogue->hooks, i, &nobody->owner);
        nobody->of = hook->name;
        if (!nobody_is_plugin(nobody))
            continue;
        look_at_on(nobody, memory, hook->on);
        look_at_order(nobody, memory, hook->after);
        look_at_order(nobody, memory, hook->before);
    }
}

/* A plugin may tell events of its own that nobody has declared: only a slip is one. */
void
nobody_look_at_event(const struct nobody *nobody, struct scratch *memory, const char *on)
{
    struct nobody_names names = { .memory = memory };
    const struct entity *entity = entity_before_dot(nobody, on);
    const char *dot = strrchr(on, '.');
    bool all = dot != NULL && strcmp(dot, ".*") == 0;
    if (dot == NULL || (entity != NULL && all))
        return;
    if (all) {
        nobody_add_entities(nobody, &names, ".*");
        for (size_t i = 0; i < nobody->house->plugins.count; i++)
            nobody_add(&names,
                       ((struct house_plugin *)nobody->house->plugins.items[i])->name, "",
                       ".*");
    } else if (entity != NULL) {
        add_usual(&names, entity->name, true);
        add_process(nobody, &names, entity->name, true);
    } else {
        nobody_add_entities(nobody, &names, dot);
    }
    if (names.items != NULL && name_slip(on, names.items) != NULL)
        nobody_look(nobody, on, &names);
}

void
nobody_look_at_subscribers(struct nobody *nobody, struct scratch *memory)
{
    const struct catalogue *catalogue = nobody->catalogue;
    nobody->what = "@unit.what.subscriber";
    for (size_t i = 0; i < catalogue->subscribers.count; i++) {
        const struct dms_subscriber *subscriber = catalogue->subscribers.items[i];
        nobody->owner = catalogue->subscriber_owners.items[i];
        nobody->of = subscriber->name;
        if (nobody_is_plugin(nobody))
            nobody_look_at_event(nobody, memory, subscriber->on);
    }
}
