/* compile_workflow.c - dms.workflow{…}: states and transitions become the engine's tables.
 *
 * With extends = true the lower layer's workflow of the entity is the start, with extends =
 * "name" the template of that name: states and transitions of the same name are replaced, new
 * ones added, those in remove left out. */
#include <string.h>

#include "script/compile_flow.h"

/* The workflow this one starts from; NULL: none. */
static struct flow *
lower_flow(const struct ruleset *rules, const char *entity, const char *brand)
{
    struct flow *found = NULL;
    for (size_t i = 0; i < rules->flow_count; i++) {
        struct flow *flow = rules->flows[i];
        if (flow->replaced_by != NULL || strcmp(flow->entity, entity) != 0)
            continue;
        if (flow->brand == NULL && found == NULL)
            found = flow;
        if (brand != NULL && flow->brand != NULL && strcmp(flow->brand, brand) == 0)
            found = flow;
    }
    return found;
}

static struct flow *
template_of(const struct ruleset *rules, const char *entity, const char *name)
{
    for (size_t i = 0; i < rules->flow_count; i++) {
        struct flow *flow = rules->flows[i];
        if (flow->template != NULL && strcmp(flow->entity, entity) == 0 &&
            strcmp(flow->template, name) == 0)
            return flow;
    }
    return NULL;
}

/* What the workflow starts from: true, or the name of a template. */
static struct flow *
start_of(const struct reader *reader, const char *entity, struct flow *lower)
{
    const char *word = NULL;
    lua_getfield(reader->lua, reader->table, "extends");
    bool named = lua_type(reader->lua, -1) == LUA_TSTRING;
    lua_pop(reader->lua, 1);
    if (named)
        word = reader_text(reader, reader->table, "extends", false);
    else if (!reader_flag(reader, reader->table, "extends"))
        return NULL;
    struct flow *start = named ? template_of(reader->rules, entity, word) : lower;
    if (start == NULL)
        reader_problem(reader, "extends",
                       named ? "script.no_template" : "script.nothing_to_extend",
                       named ? word : entity, entity);
    return start;
}

static bool
extends(const struct reader *reader)
{
    lua_getfield(reader->lua, reader->table, "extends");
    bool given = lua_toboolean(reader->lua, -1) != 0;
    lua_pop(reader->lua, 1);
    return given;
}

static struct flow *
add_flow(const struct reader *reader, const char *entity, const struct states *states,
         const struct transitions *transitions, struct flow *lower)
{
    struct ruleset *rules = reader->rules;
    struct arena *arena = &rules->arena;
    const char *brand = compile_brand(reader->source);
    struct flow *flow = arena_get(arena, sizeof(*flow));
    *flow = (struct flow){ .entity = entity,
                           .brand = brand,
                           .file = reader->source->path,
                           .line = reader->line,
                           .layer = reader->source->layer };
    struct dms_state *rows = arena_get(arena, (states->count + 1) * sizeof(*rows));
    memcpy(rows, states->rows, states->count * sizeof(*rows));
    struct dms_transition *moves =
        arena_get(arena, (transitions->count + 1) * sizeof(*moves));
    memcpy(moves, transitions->rows, transitions->count * sizeof(*moves));
    flow->card = (struct dms_workflow){ .size = sizeof(flow->card),
                                        .state_size = sizeof(*rows),
                                        .transition_size = sizeof(*moves),
                                        .state_count = states->count,
                                        .transition_count = transitions->count,
                                        .entity = entity,
                                        .brand = brand,
                                        .states = rows,
                                        .transitions = moves };
    flow->card.name =
        brand == NULL ? entity : arena_printf(arena, "%s/%s", brand, entity);
    if (lower != NULL && lower->brand == brand && lower->layer < flow->layer)
        lower->replaced_by = flow;
    if (rules->flow_count == rules->flow_room) {
        rules->flow_room = rules->flow_room * 2 + 8;
        rules->flows =
            script_grow(rules->flows, rules->flow_room * sizeof(*rules->flows));
    }
    rules->flows[rules->flow_count++] = flow;
    return flow;
}

static void
start_from(const struct flow *lower, struct states *states,
           struct transitions *transitions)
{
    memcpy(states->rows, lower->card.states,
           lower->card.state_count * sizeof(states->rows[0]));
    states->count = lower->card.state_count;
    memcpy(transitions->rows, lower->card.transitions,
           lower->card.transition_count * sizeof(transitions->rows[0]));
    transitions->count = lower->card.transition_count;
}

/* The same workflow a second time in one layer: which one would hold? */
static void
check_twice(const struct reader *reader, const char *entity, const struct flow *lower)
{
    const char *brand = compile_brand(reader->source);
    bool same = lower != NULL && lower->layer == reader->source->layer &&
                (lower->brand == NULL) == (brand == NULL);
    if (same)
        reader_problem(reader, NULL, "script.declared_twice", entity, lower->file);
}

static void
read_flow(const struct reader *reader, const char *entity, const char *template,
          struct flow *lower)
{
    struct states states = { .count = 0 };
    struct transitions transitions = { .count = 0 };
    struct scale scale = { NULL, NULL, NULL, NULL };
    struct flow *start = start_of(reader, entity, lower);
    bool whole = !extends(reader);
    if (start != NULL)
        start_from(start, &states, &transitions);
    flow_read_states(reader, &states, whole);
    flow_set_initial(reader, &states, whole);
    flow_read_removals(reader, &transitions);
    flow_read_transitions(reader, entity, &transitions);
    flow_check(reader, &states, &transitions);
    flow_read_scale(reader, entity, start, &scale);
    flow_check_scale(reader, &states, &transitions, &scale, template != NULL);
    struct flow *flow =
        add_flow(reader, entity, &states, &transitions, template == NULL ? lower : NULL);
    flow->scale = scale;
    flow->template = template;
    if (template != NULL)
        flow->replaced_by = flow;
}

void
compile_workflow(const struct reader *reader)
{
    static const char *const keys[] = { "entity",      "name",   "extends", "initial",
                                        "states",      "remove", "scale",   "aside",
                                        "transitions", "keeps",  "back",    "template",
                                        NULL };
    const char *entity = reader_text(reader, reader->table, "entity", true);
    const char *template = reader_text(reader, reader->table, "template", false);
    reader_keys(reader, reader->table, keys, false);
    if (reader->source->layer == LAYER_STORE)
        reader_problem(reader, NULL, "script.store_workflow", "", "");
    if (entity == NULL || !reader_check_entity(reader, entity))
        return;
    struct flow *lower = lower_flow(reader->rules, entity, compile_brand(reader->source));
    if (template != NULL && template_of(reader->rules, entity, template) != NULL)
        reader_problem(reader, template, "script.declared_twice", template,
                       template_of(reader->rules, entity, template)->file);
    if (template == NULL)
        check_twice(reader, entity, lower);
    read_flow(reader, entity, template, lower);
}
