/* test_host.c - dms rules test: finds the scenarios, plays each, and says how it went. */
#include "script/test_host.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "script/script.h"
#include "script/source.h"

/* A scenario is no rule: it may take its time, but not for ever. */
static const struct yard_limits scenario_limits = { INT64_C(2000000000),
                                                    INT64_C(120000000000) };

struct stage *
stage_of(lua_State *lua)
{
    return yard_of(lua)->stage;
}

static void
add_item(struct stage *stage, const char *name, int64_t line, const char *text)
{
    struct dms_json *item = dms_json_create_object();
    dms_json_set_text(item, "name", name);
    dms_json_set_text(item, "file", stage->file);
    dms_json_set_integer(item, "line", line);
    dms_json_set_boolean(item, "ok", text == NULL);
    if (text != NULL)
        dms_json_set_text(item, "text", text);
    dms_json_take(stage->items, item);
    if (text == NULL)
        stage->passed++;
    else
        stage->failed++;
}

/* What failed, in words, while the house that knows the words is open. */
static char *
failure_text(struct stage *stage, const char *message, const struct dms_error *error)
{
    if (message != NULL && strcmp(message, dms_error_key(error)) == 0 &&
        stage->house != NULL)
        return dms_house_error_text(stage->house, stage->language, error);
    if (message != NULL && strcmp(message, dms_error_key(error)) == 0) {
        const char *text = dms_error_value(error, "text");
        return script_copy(text[0] == 0 ? message : text);
    }
    return script_copy(message == NULL ? "?" : message);
}

static void
play_open(lua_State *lua, struct stage *stage, const char *name, int64_t line)
{
    struct yard *yard = yard_of(lua);
    yard->line = 0;
    lua_pushcfunction(lua, yard_on_error);
    lua_pushvalue(lua, 2);
    day_push(lua);
    int result = lua_pcall(lua, 1, 0, -3);
    if (result == LUA_OK) {
        add_item(stage, name, line, NULL);
    } else {
        char *text = failure_text(
            stage, lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : NULL,
            yard->error);
        add_item(stage, name, yard->line > 0 ? yard->line : line, text);
        free(text);
        if (!yard->ended)
            dms_error_clear(yard->error);
    }
}

/* scenario("a sentence", function(day) … end): played at once. */
static int
scenario(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    struct stage *stage = yard->stage;
    const char *name = luaL_checkstring(lua, 1);
    luaL_checktype(lua, 2, LUA_TFUNCTION);
    lua_settop(lua, 2);
    char file[256];
    int line = 0;
    yard_where(lua, file, sizeof(file), &line);
    struct dms_error *error = dms_error_create();
    if (stage_open(stage, error) == DMS_OK) {
        play_open(lua, stage, name, line);
    } else {
        add_item(stage, name, line, dms_error_key(error));
    }
    stage_close(stage);
    dms_error_destroy(error);
    return yard->ended ? yard_rethrow(lua) : 0;
}

static const luaL_Reg test_functions[] = { { "scenario", scenario },
                                           { "expect", expect_call },
                                           { NULL, NULL } };

static int
open_tests(lua_State *lua)
{
    day_open(lua);
    entry_open(lua);
    expect_open(lua);
    return 0;
}

static int
run_file(lua_State *lua)
{
    struct yard *yard = yard_of(lua);
    const struct source *source = lua_touserdata(lua, 1);
    open_tests(lua);
    if (yard_compile(yard, source->path, source->text, source->size, yard->error) !=
        DMS_OK)
        return yard_raise(lua);
    lua_call(lua, 0, 0);
    return 0;
}

static void
play_source(struct stage *stage, const struct source *source)
{
    struct dms_error *error = dms_error_create();
    struct yard *yard = yard_create_for_tests(stage, test_functions);
    stage->file = source->path;
    yard_begin(yard, NULL, &scenario_limits, error);
    if (yard_protect(yard, run_file, (void *)(uintptr_t)source) != DMS_OK) {
        char *text = NULL;
        const char *value = dms_error_value(error, "text");
        if (asprintf(&text, "%s: %s", dms_error_key(error), value) >= 0)
            add_item(stage, source->path, dms_error_line(error), text);
        free(text);
    }
    yard_end(yard);
    yard_destroy(yard);
    dms_error_destroy(error);
}

static bool
ends_with(const char *name, const char *end)
{
    size_t size = strlen(name), end_size = strlen(end);
    return size > end_size && strcmp(name + size - end_size, end) == 0;
}

static enum dms_status collect(struct source_list *list, const char *path, bool named,
                               struct dms_error *error);

static enum dms_status
collect_folder(struct source_list *list, const char *path, bool tests_only,
               struct dms_error *error)
{
    struct dirent **entries;
    enum dms_status st = DMS_OK;
    int count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        char inner[4096];
        snprintf(inner, sizeof(inner), "%s/%s", path, entries[i]->d_name);
        if (st == DMS_OK && entries[i]->d_name[0] != '.')
            st = collect(list, inner, tests_only, error);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return st;
}

/* Files of a folder are taken when they are tests; under …/scenarios all are. */
static enum dms_status
collect(struct source_list *list, const char *path, bool tests_only,
        struct dms_error *error)
{
    struct stat about;
    bool there = stat(path, &about) == 0;
    if (there && S_ISDIR(about.st_mode))
        return collect_folder(list, path, !ends_with(path, "scenarios"), error);
    if (!there && !tests_only) /* somebody has named it */
        return source_read_file(list, LAYER_COMMON, "", path, path, error);
    if (!ends_with(path, ".lua") || (tests_only && !ends_with(path, "_test.lua")))
        return DMS_OK;
    return source_read_file(list, LAYER_COMMON, "", path, path, error);
}

static struct dms_json *
report_of(struct stage *stage)
{
    struct dms_json *report = dms_json_create_object();
    dms_json_set_integer(report, "passed", (int64_t)stage->passed);
    dms_json_set_integer(report, "failed", (int64_t)stage->failed);
    dms_json_take_key(report, "items", stage->items);
    return report;
}

enum dms_status
script_test(const char *script_path, const char *plugin_path, const char *language,
            const char **files, size_t count, struct dms_json **report,
            struct dms_error *error)
{
    struct stage stage = { .script_path = script_path,
                           .plugin_path = plugin_path,
                           .language = language };
    struct source_list sources = { 0 };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < count && st == DMS_OK; i++)
        st = collect(&sources, files[i], false, error);
    if (count == 0)
        st = collect(&sources, script_path, true, error);
    if (st == DMS_OK && sources.count > 0)
        st = stage_build(&stage, error);
    if (st == DMS_OK) {
        stage.items = dms_json_create_array();
        for (size_t i = 0; i < sources.count; i++)
            play_source(&stage, &sources.items[i]);
        *report = report_of(&stage);
    }
    stage_destroy(&stage);
    source_list_clear(&sources);
    return st;
}
