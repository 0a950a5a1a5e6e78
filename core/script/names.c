/* names.c - what names there are: of the house, of the plugins' manifests, of the rules. */
#include "script/names.h"

#include <stdlib.h>
#include <string.h>

#include "script/source.h"

struct names {
    struct dms_json *house;     /* dms_house_describe */
    struct dms_json *roles;     /* those of the dealer's own, too */
    const char **role_names;    /* of both, lent by them; ends with NULL */
    struct dms_json *manifests; /* plugin → plugin.json */
    bool all_loaded;
};

/* A list of names that grows in the arena. */
struct list {
    struct ruleset *rules;
    const char **items;
    size_t count, room;
};

static void
add(struct list *list, const char *name)
{
    if (name == NULL)
        return;
    if (list->count + 1 >= list->room) {
        const char **items =
            arena_get(&list->rules->arena, (list->room * 2 + 32) * sizeof(*items));
        if (list->count > 0)
            memcpy(items, list->items, list->count * sizeof(*items));
        list->items = items;
        list->room = list->room * 2 + 32;
    }
    list->items[list->count++] = arena_copy(&list->rules->arena, name);
    list->items[list->count] = NULL;
}

static const char *const *
listed(struct list *list)
{
    if (list->items == NULL)
        list->items = arena_get(&list->rules->arena, sizeof(*list->items));
    return list->items;
}

static enum dms_status
list_roles(struct dms_unit *unit, void *data, struct dms_json **answer,
           struct dms_error *error)
{
    const struct dms_list *list = NULL;
    (void)data;
    enum dms_status st =
        dms_unit_find(unit, "core.role", "{\"limit\":1000}", NULL, &list, error);
    *answer = dms_json_create_array();
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        dms_json_take(
            *answer, dms_json_create_text(dms_record_text(dms_list_at(list, i), "name")));
    return st;
}

static void
read_manifest(struct names *names, struct dms_house *house, size_t index)
{
    char file[4096];
    struct source_list sources = { 0 };
    struct dms_json *manifest = NULL;
    snprintf(file, sizeof(file), "%s/plugin.json", dms_house_plugin_dir(house, index));
    if (source_read_file(&sources, LAYER_PLUGIN, "", file, file, NULL) == DMS_OK &&
        dms_json_load(sources.items[0].text, sources.items[0].size, &manifest, NULL) ==
            DMS_OK)
        dms_json_take_key(names->manifests, dms_house_plugin_name(house, index),
                          manifest);
    source_list_clear(&sources);
}

/* The rules' own notice is about a script, and one of "names/" or of a form is about no plugin that
 * is off. */
static bool
is_all_loaded(struct dms_house *house)
{
    struct dms_json *notices = dms_house_notices(house, "en");
    bool all = true;
    for (size_t i = 0; i < dms_json_count(notices); i++) {
        const char *plugin = dms_json_text_at(dms_json_at(notices, i), "plugin");
        all = all && plugin != NULL &&
              (strcmp(plugin, "rules") == 0 || strchr(plugin, '/') != NULL);
    }
    dms_json_destroy(notices);
    return all;
}

static const char **
role_names_of(const struct names *names)
{
    const struct dms_json *declared = dms_json_at_key(names->house, "roles");
    size_t count = dms_json_count(declared), own = dms_json_count(names->roles);
    const char **list = script_get((count + own + 1) * sizeof(*list));
    for (size_t i = 0; i < count; i++)
        list[i] = dms_json_text_at(dms_json_at(declared, i), "name");
    for (size_t i = 0; i < own; i++)
        list[count + i] = dms_json_text(dms_json_at(names->roles, i));
    list[count + own] = NULL;
    return list;
}

struct names *
names_create(struct dms_house *house)
{
    struct names *names = script_get(sizeof(*names));
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    names->house = dms_house_describe(house, "en");
    names->manifests = dms_json_create_object();
    names->all_loaded = is_all_loaded(house);
    dms_house_read(house, &request, list_roles, NULL, &names->roles, NULL);
    for (size_t i = 0; dms_house_plugin_dir(house, i) != NULL; i++)
        read_manifest(names, house, i);
    names->role_names = role_names_of(names);
    return names;
}

void
names_destroy(struct names *names)
{
    if (names == NULL)
        return;
    dms_json_destroy(names->house);
    dms_json_destroy(names->roles);
    dms_json_destroy(names->manifests);
    free(names->role_names);
    free(names);
}

bool
names_all_loaded(const struct names *names)
{
    return names->all_loaded;
}

bool
names_says(const struct names *names, const char *name, const char *member)
{
    char plugin[64];
    snprintf(plugin, sizeof(plugin), "%.*s", (int)strcspn(name, "."), name);
    return strcmp(plugin, "core") == 0 ||
           dms_json_at_key(dms_json_at_key(names->manifests, plugin), member) != NULL;
}

const char *const *
names_roles(struct ruleset *rules)
{
    return rules->names->role_names;
}

const char *const *
names_fields(struct ruleset *rules, const char *entity)
{
    struct list list = { .rules = rules };
    const struct dms_json *entities = dms_json_at_key(rules->names->house, "entities");
    for (size_t i = 0; i < dms_json_count(entities); i++) {
        const struct dms_json *item = dms_json_at(entities, i);
        const struct dms_json *fields = dms_json_at_key(item, "fields");
        if (strcmp(dms_json_text_at(item, "name"), entity) != 0)
            continue;
        for (size_t k = 0; k < dms_json_count(fields); k++)
            add(&list, dms_json_text_at(dms_json_at(fields, k), "name"));
    }
    for (size_t i = 0; i < rules->field_count; i++)
        if (strcmp(rules->fields[i].entity, entity) == 0)
            add(&list, rules->fields[i].card.name);
    return listed(&list);
}

static void
add_of(struct list *list, const char *entity, const char *name)
{
    if (name != NULL)
        add(list, arena_printf(&list->rules->arena, "%s.%s", entity, name));
}

/* Of the house's workflows of ENTITY, the MEMBER of every item of PART. */
static void
add_of_house(struct list *list, const char *entity, const char *part)
{
    const struct dms_json *flows =
        dms_json_at_key(list->rules->names->house, "workflows");
    for (size_t i = 0; i < dms_json_count(flows); i++) {
        const struct dms_json *flow = dms_json_at(flows, i);
        const struct dms_json *items = dms_json_at_key(flow, part);
        if (strcmp(dms_json_text_at(flow, "entity"), entity) != 0 ||
            strcmp(dms_json_text_at(flow, "owner"), "rules") == 0)
            continue;
        for (size_t k = 0; k < dms_json_count(items); k++)
            add_of(list, entity, dms_json_text_at(dms_json_at(items, k), "name"));
    }
}

const char *const *
names_verbs(struct ruleset *rules, const char *entity)
{
    static const char *const verbs[] = { "create", "update", "save", "remove" };
    struct list list = { .rules = rules };
    for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
        add_of(&list, entity, verbs[i]);
    add_of_house(&list, entity, "transitions");
    for (size_t i = 0; i < rules->flow_count; i++) {
        const struct dms_workflow *card = &rules->flows[i]->card;
        for (uint32_t k = 0;
             strcmp(card->entity, entity) == 0 && k < card->transition_count; k++)
            add_of(&list, entity, card->transitions[k].name);
    }
    return listed(&list);
}

/* NAMES of MEMBER in all manifests. */
static void
add_of_manifests(struct list *list, const char *member)
{
    const struct dms_json *manifests = list->rules->names->manifests;
    for (size_t i = 0; i < dms_json_count(manifests); i++) {
        const struct dms_json *names =
            dms_json_at_key(dms_json_value_at(manifests, i), member);
        for (size_t k = 0; k < dms_json_count(names); k++)
            add(list, dms_json_text(dms_json_at(names, k)));
    }
}

const char *const *
names_events(struct ruleset *rules, const char *entity)
{
    static const char *const events[] = { "created", "updated", "removed", "*" };
    struct list list = { .rules = rules };
    for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
        add_of(&list, entity, events[i]);
    add_of_house(&list, entity, "states");
    for (size_t i = 0; i < rules->flow_count; i++) {
        const struct dms_workflow *card = &rules->flows[i]->card;
        if (strcmp(card->entity, entity) != 0)
            continue;
        for (uint32_t k = 0; k < card->state_count; k++)
            add_of(&list, entity, card->states[k].name);
        for (uint32_t k = 0; k < card->transition_count; k++)
            add(&list, card->transitions[k].event);
    }
    add_of_manifests(&list, "tells");
    return listed(&list);
}

const char *const *
names_asked(struct ruleset *rules)
{
    struct list list = { .rules = rules };
    const struct dms_json *calls = dms_json_at_key(rules->names->house, "calls");
    add_of_manifests(&list, "asks");
    for (size_t i = 0; i < dms_json_count(calls); i++)
        if (strcmp(dms_json_text_at(dms_json_at(calls, i), "owner"), "rules") != 0)
            add(&list, dms_json_text_at(dms_json_at(calls, i), "name"));
    return listed(&list);
}
