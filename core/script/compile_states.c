/* compile_states.c - the states of a workflow, in the order their author wrote them. */
#include <string.h>

#include "script/compile_flow.h"
#include "script/names.h"
#include "script/source.h"

struct dms_state *
flow_state(struct states *states, const char *name)
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
    names_check_role(reader, state->escalate_role);
    if (span.kind > 3 || (span.kind == 0 && (state->deadline_transition != NULL ||
                                              state->escalate_role != NULL)))
        reader_problem(reader, state->name, "script.no_deadline", state->name, "");
}

static void
read_state(const struct reader *reader, int index, const char *name, struct states *states)
{
    static const char *const keys[] = { "canonical", "deadline", "on_deadline", "escalate",
                                        "final", "work", NULL };
    struct dms_state *state = flow_state(states, name);
    if (state == NULL) {
        if (states->count == sizeof(states->rows) / sizeof(states->rows[0])) {
            reader_problem(reader, name, "script.too_many_states", name, "");
            return;
        }
        /* Below "states": the initial one is named above it, too. */
        int64_t from = source_line_of(reader->source, reader->line, "states");
        states->order[states->count] = source_line_of(reader->source, from, name);
        state = &states->rows[states->count++];
    }
    *state = (struct dms_state){ .name = arena_copy(&reader->rules->arena, name),
                                 .flags = state->flags & DMS_INITIAL };
    reader_keys(reader, index, keys, false);
    if (reader_flag(reader, index, "final"))
        state->flags |= DMS_FINAL;
    state->canonical = reader_text(reader, index, "canonical", false);
    state->work = reader_texts(reader, index, "work");
    for (const char *const *item = state->work; item != NULL && *item != NULL; item++)
        reader_check_words(reader, *item);
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

void
flow_read_states(const struct reader *reader, struct states *states, bool needed)
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

void
flow_set_initial(const struct reader *reader, struct states *states, bool needed)
{
    const char *initial = reader_text(reader, reader->table, "initial", needed);
    if (initial == NULL)
        return;
    flow_check_state_name(reader, states, initial);
    for (uint32_t i = 0; i < states->count; i++) {
        states->rows[i].flags &= ~(uint32_t)DMS_INITIAL;
        if (strcmp(states->rows[i].name, initial) == 0)
            states->rows[i].flags |= DMS_INITIAL;
    }
}
