/* pilot.c - two versions at once: one in the stores that try it, the other everywhere else.
 *
 * What is registered is made of both, rule by rule, and each rule still points to the version it
 * is of: whatever is worked out was worked out by exactly one of the two, and says by which. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"
#include "script/host.h"

struct mixing {
    struct ruleset *mix;
    const struct ruleset *base, *pilot;
    const char *const *stores;
};

static const char *const *
cut_stores(struct arena *arena, const char *stores)
{
    size_t count = 1;
    for (const char *at = stores; (at = strchr(at, ',')) != NULL; at++)
        count++;
    const char **list = arena_get(arena, (count + 1) * sizeof(*list));
    char *rest = NULL;
    count = 0;
    for (char *code = strtok_r(arena_copy(arena, stores), ",", &rest); code != NULL;
         code = strtok_r(NULL, ",", &rest))
        list[count++] = code;
    return list;
}

static bool
same_text(const char *left, const char *right)
{
    return left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
}

static bool
same_schedule(const struct follow_up *left, const struct follow_up *right)
{
    return left == NULL || right == NULL ||
           (same_text(left->every, right->every) && same_text(left->find, right->find) &&
            left->at == right->at && left->weekday == right->weekday &&
            left->day == right->day);
}

/* The core calls the two by one name when it calls them at the same moment. */
static bool
fit_together(const struct rule_group *left, const struct rule_group *right)
{
    const struct rule *one = left->items[0], *other = right->items[0];
    return same_text(one->on, other->on) && one->phase == other->phase &&
           same_schedule(one->follow_up, other->follow_up);
}

static struct rule_group *
add_group(struct mixing *mixing, const struct rule_group *like, const char *name,
          size_t room)
{
    struct ruleset *mix = mixing->mix;
    struct rule_group *group = &mix->groups[mix->group_count++];
    *group = *like;
    group->name = name;
    group->count = 0;
    group->items = arena_get(&mix->arena, room * sizeof(*group->items));
    return group;
}

static void
add_rules(struct mixing *mixing, struct rule_group *group, const struct rule_group *from,
          bool elsewhere)
{
    for (size_t i = 0; i < from->count; i++) {
        const struct rule *old = from->items[i];
        struct rule *rule = arena_get(&mixing->mix->arena, sizeof(*rule));
        memcpy(rule, old, offsetof(struct rule, kills)); /* which others may be counting */
        atomic_store(&rule->kills, atomic_load(&old->kills));
        rule->pilot = mixing->stores;
        rule->elsewhere = elsewhere;
        group->items[group->count++] = rule;
    }
}

static void
mix_group(struct mixing *mixing, const struct rule_group *tried)
{
    const struct rule_group *old = ruleset_group(mixing->base, tried->kind, tried->name);
    bool together = old != NULL && fit_together(tried, old);
    const char *name = tried->name;
    if (old != NULL && !together)
        name = arena_printf(&mixing->mix->arena, "%s@v%lld", tried->name,
                            (long long)mixing->pilot->version);
    struct rule_group *group =
        add_group(mixing, tried, name, tried->count + (together ? old->count : 0));
    add_rules(mixing, group, tried, false);
    if (together)
        add_rules(mixing, group, old, true);
}

static void
mix_groups(struct mixing *mixing)
{
    const struct ruleset *base = mixing->base, *pilot = mixing->pilot;
    mixing->mix->groups = script_get((base->group_count + pilot->group_count + 1) *
                                     sizeof(struct rule_group));
    for (size_t i = 0; i < pilot->group_count; i++)
        mix_group(mixing, &pilot->groups[i]);
    for (size_t i = 0; i < base->group_count; i++) {
        const struct rule_group *old = &base->groups[i];
        const struct rule_group *tried = ruleset_group(pilot, old->kind, old->name);
        if (tried == NULL || !fit_together(tried, old))
            add_rules(mixing, add_group(mixing, old, old->name, old->count), old, true);
    }
}

/* A record that starts in one of the stores starts on the pilot's workflow, and stays there. */
static void
mix_flows(struct mixing *mixing)
{
    struct ruleset *mix = mixing->mix;
    const struct ruleset *base = mixing->base, *pilot = mixing->pilot;
    mix->flows =
        script_get((base->flow_count + pilot->flow_count + 1) * sizeof(*mix->flows));
    for (size_t i = 0; i < base->flow_count; i++)
        mix->flows[mix->flow_count++] = base->flows[i];
    for (size_t i = 0; i < pilot->flow_count; i++) {
        struct flow *flow = arena_get(&mix->arena, sizeof(*flow));
        *flow = *pilot->flows[i];
        flow->card.version = pilot->version;
        flow->card.stores = mixing->stores;
        mix->flows[mix->flow_count++] = flow;
    }
}

static bool
has_field(const struct ruleset *rules, const struct added_field *field)
{
    for (size_t i = 0; i < rules->field_count; i++)
        if (strcmp(rules->fields[i].entity, field->entity) == 0 &&
            strcmp(rules->fields[i].card.name, field->card.name) == 0)
            return true;
    return false;
}

/* Fields are columns and a figure counts all stores: what the base has stays as it is. */
static void
mix_fields(struct mixing *mixing)
{
    struct ruleset *mix = mixing->mix;
    const struct ruleset *base = mixing->base, *pilot = mixing->pilot;
    mix->fields =
        script_get((base->field_count + pilot->field_count + 1) * sizeof(*mix->fields));
    for (size_t i = 0; i < base->field_count; i++)
        mix->fields[mix->field_count++] = base->fields[i];
    for (size_t i = 0; i < pilot->field_count; i++)
        if (!has_field(base, &pilot->fields[i]))
            mix->fields[mix->field_count++] = pilot->fields[i];
    mix->figures = script_get((base->figure_count + 1) * sizeof(*mix->figures));
    for (size_t i = 0; i < base->figure_count; i++)
        mix->figures[mix->figure_count++] = base->figures[i];
}

static void
mix_words(struct mixing *mixing)
{
    const struct ruleset *const order[] = { mixing->pilot, mixing->base };
    for (size_t language = 0; language < 2; language++) {
        struct dms_json *words = mixing->mix->words[language] = dms_json_create_object();
        for (size_t k = 0; k < 2; k++)
            for (size_t i = 0; i < dms_json_count(order[k]->words[language]); i++)
                dms_json_set_text(
                    words, dms_json_key_at(order[k]->words[language], i),
                    dms_json_text(dms_json_value_at(order[k]->words[language], i)));
    }
}

struct ruleset *
pilot_mix(struct ruleset *base, struct ruleset *pilot, const char *stores)
{
    struct ruleset *mix = script_get(sizeof(*mix));
    struct mixing mixing = { mix, base, pilot, NULL };
    mix->host = base->host;
    mix->version = base->version;
    memcpy(mix->digest, base->digest, sizeof(mix->digest));
    pthread_mutex_init(&mix->lock, NULL);
    mixing.stores = cut_stores(&mix->arena, stores);
    mix_groups(&mixing);
    mix_flows(&mixing);
    mix_fields(&mixing);
    mix_words(&mixing);
    return mix;
}
