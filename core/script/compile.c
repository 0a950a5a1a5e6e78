/* compile.c - walks the declarations in the order of their layers and groups the rules. */
#include "script/compile.h"

#include <stdlib.h>
#include <string.h>

const char *
compile_brand(const struct source *source)
{
    return source->layer == LAYER_BRAND ? source->code : NULL;
}

struct rule *
compile_rule(const struct reader *reader, enum declared_kind kind, const char *name)
{
    struct arena *arena = &reader->rules->arena;
    struct rule *rule = arena_get(arena, sizeof(*rule));
    rule->rules = reader->rules;
    rule->kind = kind;
    rule->layer = reader->source->layer;
    rule->file = reader->source->path;
    rule->line = reader->line;
    rule->name = name != NULL ? name : reader_text(reader, reader->table, "name", true);
    rule->brand = compile_brand(reader->source);
    if (reader->source->layer == LAYER_STORE)
        rule->store = reader->source->code;
    return rule->name == NULL ? NULL : rule;
}

static struct rule_group *
group_for(struct ruleset *rules, const struct rule *rule)
{
    struct rule_group *group = (struct rule_group *)ruleset_group(rules, rule->kind, rule->name);
    if (group != NULL)
        return group;
    if (rules->group_count == rules->group_room) {
        rules->group_room = rules->group_room * 2 + 16;
        rules->groups = script_grow(rules->groups, rules->group_room * sizeof(*group));
    }
    group = &rules->groups[rules->group_count++];
    *group = (struct rule_group){ .name = rule->name, .kind = rule->kind };
    return group;
}

static bool
same_text(const char *left, const char *right)
{
    return left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
}

void
compile_add(const struct reader *reader, struct rule *rule)
{
    struct rule_group *group = group_for(reader->rules, rule);
    for (size_t i = 0; i < group->count; i++) {
        const struct rule *other = group->items[i];
        if (other->layer == rule->layer && same_text(other->brand, rule->brand) &&
            same_text(other->store, rule->store))
            reader_problem(reader, NULL, "script.declared_twice", rule->name, other->file);
        else if (!same_text(other->on, rule->on) || other->phase != rule->phase)
            reader_problem(reader, "on", "script.replaces_another", rule->name, other->file);
    }
    struct rule **items =
        arena_get(&reader->rules->arena, (group->count + 1) * sizeof(*items));
    if (group->count > 0)
        memcpy(items, group->items, group->count * sizeof(*items));
    items[group->count++] = rule;
    group->items = items;
}

static int
compare_rules(const void *left_item, const void *right_item)
{
    const struct rule *left = *(struct rule *const *)left_item;
    const struct rule *right = *(struct rule *const *)right_item;
    if (left->layer != right->layer)
        return left->layer > right->layer ? -1 : 1;
    int order = strcmp(left->file, right->file);
    return order != 0 ? order : left->line - right->line;
}

void
compile_sort_groups(struct ruleset *rules)
{
    for (size_t i = 0; i < rules->group_count; i++)
        qsort(rules->groups[i].items, rules->groups[i].count, sizeof(struct rule *),
              compare_rules);
}

void
compile_declarations(struct yard *yard)
{
    static void (*const kinds[])(const struct reader *reader) = {
        [DECLARED_WORKFLOW] = compile_workflow, [DECLARED_RULE] = compile_hook,
        [DECLARED_FOLLOW_UP] = compile_follow_up, [DECLARED_DECISION] = compile_decision,
        [DECLARED_FIELD] = compile_field, [DECLARED_FIGURE] = compile_figure,
        [DECLARED_PAGE] = compile_page
    };
    /* Fields first: everything else may name them. */
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < yard->declared; i++) {
            const struct declaration *declaration = &yard->declarations[i];
            if ((declaration->kind == DECLARED_FIELD) != (pass == 0))
                continue;
            struct reader reader = { .lua = yard->lua, .rules = yard->rules, .declaration = i,
                                     .line = declaration->line };
            reader.source = &yard->rules->sources.items[declaration->source];
            lua_settop(yard->lua, 1);
            yard_push_place(yard->lua, YARD_DECLARED);
            lua_rawgeti(yard->lua, -1, (lua_Integer)i + 1);
            reader.table = lua_gettop(yard->lua);
            size_t before = yard->rules->problem_count;
            kinds[declaration->kind](&reader);
            ruleset_sort_problems(yard->rules, before);
        }
    }
}
