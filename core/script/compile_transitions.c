/* compile_transitions.c - the transitions of a workflow: from, to, roles, needs, guard. */
#include <string.h>

#include "script/approval.h"
#include "script/compile_flow.h"
#include "script/names.h"
#include "script/run.h"
#include "script/source.h"

static void
read_guard(const struct reader *reader, int index, int row, const char *entity,
           struct dms_transition *transition)
{
    int slot = reader_function(reader, index, "transitions", row, "guard", false);
    const char *name = reader_text(reader, index, "name_of_guard", false);
    const struct dms_json *approval = approval_read(reader, index, entity);
    if (slot == 0 && approval == NULL)
        return;
    const char *brand = compile_brand(reader->source);
    if (name == NULL)
        name = arena_printf(&reader->rules->arena, "%s%s%s.%s", brand == NULL ? "" : brand,
                            brand == NULL ? "" : "/", entity, transition->name);
    struct rule *rule = compile_rule(reader, DECLARED_WORKFLOW, name);
    rule->run = slot;
    rule->approval = approval;
    rule->transition = transition->name;
    if (slot != 0) {
        lua_getfield(reader->lua, index, "guard");
        lua_Debug about;
        lua_getinfo(reader->lua, ">S", &about);
        rule->line = about.linedefined;
    }
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
                                        "name_of_guard", "event", "approval", NULL };
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
    names_check_roles(reader, transition.roles);
    names_check_reads(reader, index, "guard", entity);
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

void
flow_read_removals(const struct reader *reader, struct transitions *transitions)
{
    const char *const *names = reader_texts(reader, reader->table, "remove");
    for (; names != NULL && *names != NULL; names++) {
        uint32_t before = transitions->count;
        drop_transition(transitions, *names);
        if (before == transitions->count)
            reader_problem(reader, *names, "script.nothing_to_remove", *names, "");
    }
}

void
flow_read_transitions(const struct reader *reader, const char *entity,
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
