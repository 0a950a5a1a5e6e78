/* compile_workflow.c - dms.workflow{…}: states and transitions become the engine's tables.
 *
 * With extends = true the lower layer's workflow of the entity is the start: states and
 * transitions of the same name are replaced, new ones added, those in remove left out. */
#include <string.h>

#include "script/compile.h"
#include "script/run.h"
#include "script/source.h"

struct states {
    struct dms_state rows[200];
    int64_t order[200]; /* line in the file: as its author sorted them */
    uint32_t count;
};

struct transitions {
    struct dms_transition rows[600];
    uint32_t count;
};

static struct dms_state *
state_at(struct states *states, const char *name)
{
    for (uint32_t i = 0; i < states->count; i++)
        if (strcmp(states->rows[i].name, name) == 0)
            return &states->rows[i];
    return NULL;
}

static void
read_deadline(const struct reader *reader, int index, struct dms_state *state)
{
    struct span span = span_read(reader_json(reader, index, "deadline"));
    state->deadline_kind = span.kind;
    state->deadline = span.amount;
    state->deadline_transition = reader_text(reader, index, "on_deadline", false);
    state->escalate_role = reader_text(reader, index, "escalate", false);
    if (span.kind > 3 || (span.kind == 0 && (state->deadline_transition != NULL ||
                                              state->escalate_role != NULL)))
        reader_problem(reader, state->name, "script.no_deadline", state->name, "");
}

static void
read_state(const struct reader *reader, int index, const char *name, struct states *states)
{
    static const char *const keys[] = { "canonical", "deadline", "on_deadline", "escalate",
                                        "final", NULL };
    struct dms_state *state = state_at(states, name);
    if (state == NULL) {
        if (states->count == sizeof(states->rows) / sizeof(states->rows[0])) {
            reader_problem(reader, name, "script.too_many_states", name, "");
            return;
        }
        states->order[states->count] = source_line_of(reader->source, reader->line, name);
        state = &states->rows[states->count++];
    }
    *state = (struct dms_state){ .name = arena_copy(&reader->rules->arena, name),
                                 .flags = state->flags & DMS_INITIAL };
    reader_keys(reader, index, keys, false);
    if (reader_flag(reader, index, "final"))
        state->flags |= DMS_FINAL;
    state->canonical = reader_text(reader, index, "canonical", false);
    read_deadline(reader, index, state);
}

/* Lua's own order of keys differs from run to run; the author's lines do not. */
static void
sort_states(struct states *states, uint32_t from)
{
    for (uint32_t i = from + 1; i < states->count; i++) {
        for (uint32_t j = i; j > from; j--) {
            struct dms_state *left = &states->rows[j - 1], *right = &states->rows[j];
            int64_t *orders = &states->order[j - 1];
            if (orders[0] < orders[1] ||
                (orders[0] == orders[1] && strcmp(left->name, right->name) < 0))
                break;
            struct dms_state state = *left;
            *left = *right;
            *right = state;
            int64_t order = orders[0];
            orders[0] = orders[1];
            orders[1] = order;
        }
    }
}

static void
read_states(const struct reader *reader, struct states *states, bool needed)
{
    lua_State *lua = reader->lua;
    int index = reader_table(reader, reader->table, "states", needed);
    uint32_t from = states->count;
    if (index == 0)
        return;
    lua_pushnil(lua);
    for (; lua_next(lua, index) != 0; lua_pop(lua, 1)) {
        const char *name = lua_type(lua, -2) == LUA_TSTRING ? lua_tostring(lua, -2) : NULL;
        if (name == NULL || lua_type(lua, -1) != LUA_TTABLE)
            reader_problem(reader, "states", "script.states_by_name", "", "");
        else
            read_state(reader, lua_gettop(lua), name, states);
    }
    sort_states(states, from);
    lua_settop(lua, index - 1);
}

static void
read_guard(const struct reader *reader, int index, int row, const char *entity,
           struct dms_transition *transition)
{
    int slot = reader_function(reader, index, "transitions", row, "guard", false);
    const char *name = reader_text(reader, index, "name_of_guard", false);
    if (slot == 0)
        return;
    const char *brand = compile_brand(reader->source);
    if (name == NULL)
        name = arena_printf(&reader->rules->arena, "%s%s%s.%s", brand == NULL ? "" : brand,
                            brand == NULL ? "" : "/", entity, transition->name);
    struct rule *rule = compile_rule(reader, DECLARED_WORKFLOW, name);
    rule->run = slot;
    lua_getfield(reader->lua, index, "guard");
    lua_Debug about;
    lua_getinfo(reader->lua, ">S", &about);
    rule->line = about.linedefined;
    transition->guard_name = name;
    transition->guard = run_guard;
    transition->guard_data = rule;
}

static void
add_transition(const struct reader *reader, struct transitions *transitions,
               const struct dms_transition *transition)
{
    for (uint32_t i = 0; i < transitions->count; i++)
        if (strcmp(transitions->rows[i].name, transition->name) == 0 &&
            strcmp(transitions->rows[i].from, transition->from) == 0) {
            transitions->rows[i] = *transition;
            return;
        }
    if (transitions->count == sizeof(transitions->rows) / sizeof(transitions->rows[0]))
        reader_problem(reader, transition->name, "script.too_many_states", transition->name,
                       "");
    else
        transitions->rows[transitions->count++] = *transition;
}

static void
check_needs(const struct reader *reader, const char *entity, const char *const *needs)
{
    for (; needs != NULL && *needs != NULL; needs++)
        reader_check_field(reader, entity, *needs);
}

/* { "sign", from = "draft", to = "signed", … }; FIRST: replaces all rows of its name. */
static void
read_transition(const struct reader *reader, int index, int row, const char *entity,
                struct transitions *transitions)
{
    static const char *const keys[] = { "from", "to", "roles", "needs", "guard",
                                        "name_of_guard", "event", NULL };
    struct dms_transition transition = { 0 };
    lua_State *lua = reader->lua;
    if (lua_rawgeti(lua, index, 1) == LUA_TSTRING)
        transition.name = arena_copy(&reader->rules->arena, lua_tostring(lua, -1));
    lua_pop(lua, 1);
    if (transition.name == NULL) {
        reader_problem(reader, "transitions", "script.transition_without_name", "", "");
        return;
    }
    reader_keys(reader, index, keys, true);
    transition.to = reader_text(reader, index, "to", true);
    transition.roles = reader_texts(reader, index, "roles");
    transition.required = reader_texts(reader, index, "needs");
    transition.event = reader_text(reader, index, "event", false);
    check_needs(reader, entity, transition.required);
    read_guard(reader, index, row, entity, &transition);
    const char *const *from = reader_texts(reader, index, "from");
    if (from == NULL || from[0] == NULL)
        reader_problem(reader, transition.name, "script.missing", "from", "");
    for (; from != NULL && *from != NULL && transition.to != NULL; from++) {
        transition.from = *from;
        add_transition(reader, transitions, &transition);
    }
}

static void
drop_transition(struct transitions *transitions, const char *name)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < transitions->count; i++)
        if (strcmp(transitions->rows[i].name, name) != 0)
            transitions->rows[kept++] = transitions->rows[i];
    transitions->count = kept;
}

static void
read_removals(const struct reader *reader, struct transitions *transitions)
{
    const char *const *names = reader_texts(reader, reader->table, "remove");
    for (; names != NULL && *names != NULL; names++) {
        uint32_t before = transitions->count;
        drop_transition(transitions, *names);
        if (before == transitions->count)
            reader_problem(reader, *names, "script.nothing_to_remove", *names, "");
    }
}

static void
read_transitions(const struct reader *reader, const char *entity,
                 struct transitions *transitions)
{
    lua_State *lua = reader->lua;
    int index = reader_table(reader, reader->table, "transitions", false);
    int count = index == 0 ? 0 : (int)lua_rawlen(lua, index);
    /* A name declared again replaces the lower layer's rows of that name, whatever from. */
    for (int row = 1; row <= count; row++) {
        if (lua_rawgeti(lua, index, row) == LUA_TTABLE &&
            lua_rawgeti(lua, -1, 1) == LUA_TSTRING)
            drop_transition(transitions, lua_tostring(lua, -1));
        lua_settop(lua, index);
    }
    for (int row = 1; row <= count; row++) {
        if (lua_rawgeti(lua, index, row) == LUA_TTABLE)
            read_transition(reader, lua_gettop(lua), row, entity, transitions);
        else
            reader_problem(reader, "transitions", "script.transition_without_name", "", "");
        lua_settop(lua, index);
    }
}

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

static void
check_state_name(const struct reader *reader, struct states *states, const char *name)
{
    const char *names[201];
    if (name == NULL || strcmp(name, "*") == 0 || state_at(states, name) != NULL)
        return;
    for (uint32_t i = 0; i < states->count; i++)
        names[i] = states->rows[i].name;
    names[states->count] = NULL;
    const char *near = script_nearest(name, names);
    reader_problem(reader, name,
                   near[0] == 0 ? "script.unknown_state" : "script.unknown_state_near", name,
                   near);
}

static bool
leaves_by_name(const struct transitions *transitions, const char *state)
{
    for (uint32_t i = 0; i < transitions->count; i++)
        if (strcmp(transitions->rows[i].from, state) == 0)
            return true;
    return false;
}

static bool
leaves(const struct transitions *transitions, const char *state, const char *name)
{
    for (uint32_t i = 0; i < transitions->count; i++) {
        const struct dms_transition *row = &transitions->rows[i];
        if ((strcmp(row->from, state) == 0 || strcmp(row->from, "*") == 0) &&
            (name == NULL || strcmp(row->name, name) == 0))
            return true;
    }
    return false;
}

static bool
is_reached(const struct transitions *transitions, const char *state)
{
    for (uint32_t i = 0; i < transitions->count; i++)
        if (strcmp(transitions->rows[i].to, state) == 0)
            return true;
    return false;
}

/* Names that lead nowhere, states nobody reaches, states nobody gets out of. */
static void
check_flow(const struct reader *reader, struct states *states, struct transitions *transitions)
{
    for (uint32_t i = 0; i < transitions->count; i++) {
        check_state_name(reader, states, transitions->rows[i].from);
        check_state_name(reader, states, transitions->rows[i].to);
    }
    for (uint32_t i = 0; i < states->count; i++) {
        const struct dms_state *state = &states->rows[i];
        const char *then = state->deadline_transition;
        if (then != NULL && !leaves(transitions, state->name, then))
            reader_problem(reader, then, "script.unknown_transition", then, state->name);
        if (!(state->flags & DMS_INITIAL) && !is_reached(transitions, state->name))
            reader_problem(reader, state->name, "script.unreached_state", state->name, "");
        if (!(state->flags & DMS_FINAL) && !leaves(transitions, state->name, NULL))
            reader_problem(reader, state->name, "script.dead_end", state->name, "");
        if ((state->flags & DMS_FINAL) && leaves_by_name(transitions, state->name))
            reader_problem(reader, state->name, "script.final_left", state->name, "");
    }
}

static void
set_initial(const struct reader *reader, struct states *states, bool needed)
{
    const char *initial = reader_text(reader, reader->table, "initial", needed);
    if (initial == NULL)
        return;
    check_state_name(reader, states, initial);
    for (uint32_t i = 0; i < states->count; i++) {
        states->rows[i].flags &= ~(uint32_t)DMS_INITIAL;
        if (strcmp(states->rows[i].name, initial) == 0)
            states->rows[i].flags |= DMS_INITIAL;
    }
}

static void
add_flow(const struct reader *reader, const char *entity, const struct states *states,
         const struct transitions *transitions, struct flow *lower)
{
    struct ruleset *rules = reader->rules;
    struct arena *arena = &rules->arena;
    const char *brand = compile_brand(reader->source);
    struct flow *flow = arena_get(arena, sizeof(*flow));
    *flow = (struct flow){ .entity = entity, .brand = brand, .file = reader->source->path,
                           .line = reader->line, .layer = reader->source->layer };
    struct dms_state *rows = arena_get(arena, (states->count + 1) * sizeof(*rows));
    memcpy(rows, states->rows, states->count * sizeof(*rows));
    struct dms_transition *moves =
        arena_get(arena, (transitions->count + 1) * sizeof(*moves));
    memcpy(moves, transitions->rows, transitions->count * sizeof(*moves));
    flow->card = (struct dms_workflow){
        .size = sizeof(flow->card), .state_size = sizeof(*rows),
        .transition_size = sizeof(*moves), .state_count = states->count,
        .transition_count = transitions->count, .entity = entity, .brand = brand,
        .states = rows, .transitions = moves
    };
    flow->card.name = brand == NULL ? entity : arena_printf(arena, "%s/%s", brand, entity);
    if (lower != NULL && lower->brand == brand && lower->layer < flow->layer)
        lower->replaced_by = flow;
    if (rules->flow_count == rules->flow_room) {
        rules->flow_room = rules->flow_room * 2 + 8;
        rules->flows = script_grow(rules->flows, rules->flow_room * sizeof(*rules->flows));
    }
    rules->flows[rules->flow_count++] = flow;
}

static void
start_from(const struct flow *lower, struct states *states, struct transitions *transitions)
{
    memcpy(states->rows, lower->card.states, lower->card.state_count * sizeof(states->rows[0]));
    states->count = lower->card.state_count;
    memcpy(transitions->rows, lower->card.transitions,
           lower->card.transition_count * sizeof(transitions->rows[0]));
    transitions->count = lower->card.transition_count;
}

void
compile_workflow(const struct reader *reader)
{
    static const char *const keys[] = { "entity", "name", "extends", "initial", "states",
                                        "transitions", "remove", NULL };
    struct states states = { .count = 0 };
    struct transitions transitions = { .count = 0 };
    const char *entity = reader_text(reader, reader->table, "entity", true);
    const char *brand = compile_brand(reader->source);
    bool extends = reader_flag(reader, reader->table, "extends");
    reader_keys(reader, reader->table, keys, false);
    if (reader->source->layer == LAYER_STORE)
        reader_problem(reader, NULL, "script.store_workflow", "", "");
    if (entity == NULL || !reader_check_entity(reader, entity))
        return;
    struct flow *lower = lower_flow(reader->rules, entity, brand);
    bool same = lower != NULL && lower->layer == reader->source->layer &&
                (lower->brand == NULL) == (brand == NULL);
    if (same)
        reader_problem(reader, NULL, "script.declared_twice", entity, lower->file);
    if (extends && lower == NULL)
        reader_problem(reader, "extends", "script.nothing_to_extend", entity, "");
    if (extends && lower != NULL)
        start_from(lower, &states, &transitions);
    read_states(reader, &states, !extends);
    set_initial(reader, &states, !extends);
    read_removals(reader, &transitions);
    read_transitions(reader, entity, &transitions);
    check_flow(reader, &states, &transitions);
    add_flow(reader, entity, &states, &transitions, lower);
}
