/* test_host.h - scenarios: a day at a dealership in a temporary store with a clock of its own.
 *
 * test_host.c finds the files and plays them; test_stage.c makes the stores; test_day.c is `day`,
 * test_deed.c what is done in it, test_entry.c the records it hands out, test_expect.c what is
 * expected of them. */
#ifndef DMS_SCRIPT_TEST_HOST_H
#define DMS_SCRIPT_TEST_HOST_H

#include "script/yard.h"

#define TEST_OFFSET 480 /* minutes east of UTC */

/* What all scenarios of one run share. */
struct stage {
    const char *script_path, *plugin_path;
    const char *language; /* of what failed */
    char *root, *template; /* folders */
    int64_t start, now;    /* 2026-11-02 09:00, and the scenario's clock */
    struct dms_house *house; /* of the scenario that is played */
    struct arena arena;
    const char **brands;   /* codes; at least one */
    size_t brand_count;
    struct dms_json *items; /* of the report */
    size_t passed, failed;
    const char *file;      /* that is played */
};

/* Makes the template store: brands, stores, a person for each role in each. */
enum dms_status stage_build(struct stage *stage, struct dms_error *error);
/* Opens a fresh copy of the template as stage->house, at the start of the clock. */
enum dms_status stage_open(struct stage *stage, struct dms_error *error);
void stage_close(struct stage *stage);
void stage_destroy(struct stage *stage);
struct stage *stage_of(lua_State *lua);
/* test_folder.c: TO is new; with all that is in it. */
bool folder_copy(const char *from, const char *to);
void folder_remove(const char *path);

/* The day of a scenario: who works where. */
struct day {
    struct stage *stage;
    const char *brand, *role; /* role NULL: the house */
    char user[128], store[64];
};

struct day *day_check(lua_State *lua); /* the first argument; raises when it is none */
/* A request as whoever the day is at; what follows from it has happened when it returns. */
enum dms_status day_write(const struct day *day, dms_work work, void *data,
                          struct dms_json **answer, struct dms_error *error);
/* The table at INDEX as JSON; NULL when there is none. Lent until the call ends. */
const struct dms_json *day_fields(lua_State *lua, int index);
/* test_deed.c: the methods that change something. */
int day_create(lua_State *lua);
int day_set(lua_State *lua);
int day_go(lua_State *lua);
int day_done(lua_State *lua);
int day_assign(lua_State *lua);
int day_refused(lua_State *lua);
/* test_look.c: the looking methods of a day. */
int day_find(lua_State *lua);
int day_tasks(lua_State *lua);
int day_messages(lua_State *lua);
int day_call(lua_State *lua);
int day_ask(lua_State *lua);
int day_figure(lua_State *lua);
int day_get(lua_State *lua);
int day_refused_call(lua_State *lua);
int day_refused_ask(lua_State *lua);
/* test_clock.c: the methods of its clock. */
int day_later(lua_State *lua);
int day_time(lua_State *lua);
int day_at(lua_State *lua);
int day_now(lua_State *lua);
void day_open(lua_State *lua);  /* makes the metatables */
void day_push(lua_State *lua);  /* a new day; raises */
struct dms_request day_request(const struct day *day);
/* Raises what ERROR says, in words; destroys ERROR. */
int day_fail(lua_State *lua, struct dms_error *error);

/* Pushes {status, key, rule, field, text} of a refusal. */
void day_push_refusal(lua_State *lua, const struct dms_error *error);

/* A record of the scenario: read anew whenever it is looked at. The id comes first. */
struct entry {
    int64_t id;
    char entity[100];
};

void entry_open(lua_State *lua);
void entry_push(lua_State *lua, const char *entity, int64_t id);
struct entry *entry_check(lua_State *lua, int index);

void expect_open(lua_State *lua);
int expect_call(lua_State *lua); /* expect(value) */

#endif
