/* run.c - guards, hooks and decisions: from the core into a yard and back. */
#include "script/run.h"

#include <string.h>

#include "script/approval.h"
#include "script/effects.h"
#include "script/handle.h"
#include "script/values.h"

static void
push_event(lua_State *lua, const struct dms_event *event)
{
    lua_createtable(lua, 0, 12);
    for (size_t i = 0; i < dms_json_count(event->payload); i++) {
        lua_pushstring(lua, dms_json_key_at(event->payload, i));
        value_push_json(lua, dms_json_value_at(event->payload, i));
        lua_rawset(lua, -3);
    }
    const char *const names[] = { "id", "at", "record", "user" };
    const int64_t numbers[] = { event->id, event->at, event->record, event->user };
    for (size_t i = 0; i < 4; i++) {
        lua_pushinteger(lua, numbers[i]);
        lua_setfield(lua, -2, names[i]);
    }
    lua_pushstring(lua, event->name);
    lua_setfield(lua, -2, "name");
    lua_pushstring(lua, event->entity);
    lua_setfield(lua, -2, "entity");
}

/* Inside the protected call, so that pushing may fail for lack of memory. */
static int
push_and_call(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    const struct job *job = lua_touserdata(lua, 1);
    int arguments = 0;
    yard_push_place(lua, YARD_FUNCTIONS);
    lua_rawgeti(lua, -1, job->slot);
    if (job->record != NULL) {
        handle_push_record(yard, job->record);
        arguments++;
    }
    if (job->event != NULL) {
        push_event(lua, job->event);
        arguments++;
    }
    if (job->input != NULL) {
        value_push_json(lua, job->input);
        arguments++;
    }
    if (job->user) {
        handle_push_user(yard);
        arguments++;
    }
    lua_call(lua, arguments, 1);
    return 1;
}

/* The errors that come from the script itself say so: rule, file and line. A guard that
 * fails means no; the log tells the admin that it was not meant to fail. */
static enum dms_status
blame(struct dms_unit *unit, const struct rule *rule, struct dms_error *error)
{
    (void)unit;
    dms_error_at_rule(error, rule->name);
    dms_error_at_file(error, rule->file, rule->line);
    return dms_error_status(error);
}

static enum dms_status
take_answer(struct yard *yard, struct dms_json **answer, struct dms_error *error)
{
    const char *why;
    if (lua_type(yard->lua, -1) == LUA_TNIL)
        return DMS_OK;
    *answer = value_json(yard->lua, -1, &why);
    return *answer != NULL ? DMS_OK
                           : dms_fail(error, DMS_INVALID, why, "text=%s",
                                      luaL_typename(yard->lua, -1));
}

static bool
is_limit(const struct dms_error *error)
{
    static const char *const limits[] = { "script.too_slow", "script.too_many_steps",
                                          "script.too_much_memory",
                                          "script.too_long_text",
                                          "script.too_long_table" };
    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
        if (strcmp(dms_error_key(error), limits[i]) == 0)
            return true;
    return false;
}

static enum dms_status
suspended(const struct rule *rule, struct dms_error *error)
{
    enum dms_status st = dms_fail(error, DMS_LIMIT, "script.suspended",
                                  "rule=%s|times=%d", rule->name, RULE_KILLS);
    dms_error_at_rule(error, rule->name);
    dms_error_at_file(error, rule->file, rule->line);
    return st;
}

/* A rule that runs into its limits again and again costs everybody time: after the fifth it is
 * not run any more, says no at once, and the admin is told. */
static void
count_kill(const struct rule *rule, const struct dms_error *error)
{
    struct rule *counted = (struct rule *)(uintptr_t)rule;
    struct dms_house *house = ruleset_house(rule->rules);
    if (rule->rules->tried || !is_limit(error) ||
        atomic_fetch_add(&counted->kills, 1) + 1 != RULE_KILLS || house == NULL)
        return;
    struct dms_error *notice = dms_error_create();
    suspended(rule, notice);
    dms_house_notice(house, "rules", rule->file, notice);
    dms_log(house, 1, "script.suspended", "rule=%s|times=%d", rule->name, RULE_KILLS);
    dms_error_destroy(notice);
}

enum dms_status
run_job(struct dms_unit *unit, const struct job *job, struct dms_json **answer,
        struct dms_error *error)
{
    struct ruleset *rules = job->rule->rules;
    *answer = NULL;
    if (atomic_load_explicit(&job->rule->kills, memory_order_relaxed) >= RULE_KILLS &&
        !rules->tried)
        return suspended(job->rule, error);
    struct dms_error *own = error == NULL ? dms_error_create() : error;
    struct yard *yard = ruleset_take(rules, own);
    enum dms_status st = yard == NULL ? dms_error_status(own) : DMS_OK;
    if (yard != NULL) {
        yard_begin(yard, unit, job->limits, own);
        size_t before = yard->memory;
        if (job->measure != NULL)
            yard_measure(yard);
        lua_pushcfunction(yard->lua, push_and_call);
        lua_pushlightuserdata(yard->lua, (void *)(uintptr_t)job);
        st = yard_call(yard, 1, 1);
        if (st == DMS_OK)
            st = take_answer(yard, answer, own);
        if (job->measure != NULL)
            *job->measure = (struct measure){ yard->steps, yard->peak - before };
        yard_end(yard);
        ruleset_give(rules, yard);
    }
    if (st != DMS_OK) {
        count_kill(job->rule, own);
        st = blame(unit, job->rule, own);
    }
    if (own != error)
        dms_error_destroy(own);
    return st;
}

/* A guard that fails means no: whatever goes wrong is not DMS_OK. */
enum dms_status
run_guard(struct dms_unit *unit, const struct dms_record *record, void *data,
          struct dms_error *error)
{
    const struct rule *rule = data;
    struct dms_json *answer = NULL;
    struct job job = { .rule = rule,
                       .slot = rule->run,
                       .record = record,
                       .user = true,
                       .limits = &yard_guard };
    enum dms_status st = rule->run == 0 ? DMS_OK : run_job(unit, &job, &answer, error);
    if (st == DMS_OK && answer != NULL) {
        st = effects_apply(unit, rule, EFFECTS_OF_GUARD, NULL, answer, error);
        dms_json_destroy(answer);
    }
    return st == DMS_OK && rule->approval != NULL
               ? approval_check(unit, rule, record, error)
               : st;
}

enum dms_status
run_hook(struct dms_unit *unit, struct dms_record *record, void *data,
         struct dms_error *error)
{
    struct dms_json *answer = NULL;
    const struct rule *rule =
        group_pick(data, dms_unit_brand(unit), dms_unit_store_code(unit));
    if (rule == NULL)
        return DMS_OK;
    struct job job = { .rule = rule,
                       .slot = rule->run,
                       .record = record,
                       .user = true,
                       .limits = &yard_guard };
    enum dms_status st = run_job(unit, &job, &answer, error);
    if (st == DMS_OK && answer != NULL) {
        enum effect_place place =
            rule->phase == DMS_AFTER ? EFFECTS_AFTER : EFFECTS_BEFORE;
        st = effects_apply(unit, rule, place, record, answer, error);
        dms_json_destroy(answer);
    }
    return st;
}

/* Kept beside the figure, so that any figure can be explained, and worked out again. */
static void
explain(const struct rule *rule, const struct dms_json *inputs, struct dms_json *answer)
{
    dms_json_take_key(answer, "inputs", dms_json_copy(inputs));
    dms_json_set_text(answer, "rule", rule->name);
    dms_json_set_text(answer, "file", rule->file);
    dms_json_set_integer(answer, "line", rule->line);
    dms_json_set_integer(answer, "version", rule->rules->version);
}

enum dms_status
run_decision(struct dms_unit *unit, const struct dms_json *arguments, void *data,
             struct dms_json **answer, struct dms_error *error)
{
    const struct rule_group *group = data;
    const struct rule *rule =
        group_pick(group, dms_unit_brand(unit), dms_unit_store_code(unit));
    *answer = NULL;
    if (rule == NULL)
        return dms_fail(error, DMS_UNSUPPORTED, "script.no_decision", "text=%s|brand=%s",
                        group->name, dms_unit_brand(unit));
    struct dms_json *empty = dms_json_create_object();
    struct job job = { .rule = rule,
                       .slot = rule->run,
                       .user = true,
                       .limits = &yard_guard,
                       .input = arguments == NULL ? empty : arguments };
    enum dms_status st = run_job(unit, &job, answer, error);
    if (st == DMS_OK && dms_json_kind(*answer) != DMS_JSON_OBJECT) {
        dms_fail(error, DMS_INVALID, "script.no_decision_table", "text=%s", rule->name);
        st = blame(unit, rule, error);
    }
    if (st == DMS_OK) {
        explain(rule, job.input, *answer);
    } else {
        dms_json_destroy(*answer);
        *answer = NULL;
    }
    dms_json_destroy(empty);
    return st;
}
