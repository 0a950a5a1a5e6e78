/* eval_chunk.c - one chunk in a closed yard: its value, its error, or the limit that ended it. */
#include "script/eval_inside.h"

#include <stdlib.h>
#include <string.h>

#include "script/handle.h"
#include "script/values.h"

static int
run_chunk(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    const struct attempt *attempt = lua_touserdata(lua, 1);
    const struct trial *trial = attempt->trial;
    const char *text = attempt->chunk->text;
    const struct dms_record *record = NULL;
    if (yard_compile(yard, EVAL_FILE, text, strlen(text), yard->error) != DMS_OK)
        return yard_raise(lua);
    if (trial->entity != NULL && dms_unit_get(yard->unit, trial->entity, trial->id,
                                              &record, yard->error) != DMS_OK)
        return yard_raise(lua);
    handle_push(lua, record);
    handle_push_user(yard);
    lua_call(lua, 2, 1);
    return 1;
}

static const char *
limit_name(const char *key)
{
    static const char *const names[][2] = {
        { "script.too_many_steps", "steps" },   { "script.too_slow", "time" },
        { "script.too_much_memory", "memory" }, { "script.too_long_text", "text" },
        { "script.too_long_table", "table" },
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(names[i][0], key) == 0)
            return names[i][1];
    return "limit";
}

/* The sentence alone: file and line are members of their own. */
static void
set_words(struct dms_json *verdict, const struct eval_place *place,
          const struct dms_error *error)
{
    char *text = place->words(place->context, error), *sentence = text, prefix[400];
    int64_t line = dms_error_line(error);
    int size = line > 0 ? snprintf(prefix, sizeof(prefix),
                                   "%s:%lld: ", dms_error_file(error), (long long)line)
                        : snprintf(prefix, sizeof(prefix), "%s: ", dms_error_file(error));
    if (strncmp(text, prefix, (size_t)size) == 0)
        sentence += size;
    dms_json_set_text(verdict, "text", sentence);
    free(text);
}

static struct dms_json *
verdict_of(const struct attempt *attempt, const struct dms_error *error, bool killed,
           struct dms_json *value)
{
    struct dms_json *verdict = dms_json_create_object();
    dms_json_set_text(verdict, "file", attempt->chunk->name);
    dms_json_set_text(verdict, "result",
                      value != NULL ? "VALUE"
                      : killed      ? "KILLED"
                                    : "ERROR");
    if (value != NULL) {
        dms_json_take_key(verdict, "value", value);
        return verdict;
    }
    dms_json_set_integer(verdict, "line", dms_error_line(error));
    dms_json_set_text(verdict, "key", dms_error_key(error));
    if (killed)
        dms_json_set_text(verdict, "limit", limit_name(dms_error_key(error)));
    set_words(verdict, attempt->trial->place, error);
    return verdict;
}

enum dms_status
eval_try(struct dms_unit *unit, void *data, struct dms_json **answer,
         struct dms_error *error)
{
    struct attempt *attempt = data;
    struct yard *yard = attempt->yard;
    struct dms_error *own = dms_error_create();
    const char *why = NULL;
    (void)answer;
    (void)error;
    yard_begin(yard, unit, &yard_guard, own);
    lua_pushcfunction(yard->lua, run_chunk);
    lua_pushlightuserdata(yard->lua, attempt);
    enum dms_status st = yard_call(yard, 1, 1);
    struct dms_json *value = st == DMS_OK ? value_json(yard->lua, -1, &why) : NULL;
    if (st == DMS_OK && value == NULL)
        dms_fail(own, DMS_INVALID, why, "text=%s", luaL_typename(yard->lua, -1));
    attempt->verdict = verdict_of(attempt, own, yard->ended, value);
    yard_end(yard);
    dms_error_destroy(own);
    return DMS_OK;
}

/* Which limit comes first may hang on the machine; that one came may not. */
bool
eval_same(const struct dms_json *left, const struct dms_json *right)
{
    const char *result = dms_json_text_at(left, "result");
    if (strcmp(result, "KILLED") == 0)
        return strcmp(result, dms_json_text_at(right, "result")) == 0;
    char *first = dms_json_print(left), *second = dms_json_print(right);
    bool equal = strcmp(first, second) == 0;
    free(first);
    free(second);
    return equal;
}
