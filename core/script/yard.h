/* yard.h - the closed yard a script runs in: one Lua state with limits that hold.
 *
 * Only this room's files that begin with yard_ know how the yard is fenced: what a script
 * can name, how much memory and how many steps it gets, and that a limit cannot be caught.
 * A yard that ran into a limit is thrown away. A yard is used by one thread at a time. */
#ifndef DMS_SCRIPT_YARD_H
#define DMS_SCRIPT_YARD_H

#include <lauxlib.h>
#include <lua.h>

#include "dms/house.h"
#include "script/memory.h"

struct ruleset;
struct stage;

struct yard_limits {
    int64_t steps;
    int64_t cpu; /* ns of this thread */
};

extern const struct yard_limits yard_guard;      /* 50 ms, 2 M steps */
extern const struct yard_limits yard_background; /* 500 ms, 20 M steps */
/* ns of CPU this thread has used. Tests set another one before the first yard is made. */
extern int64_t (*yard_clock)(void);

#define YARD_MEMORY (16u << 20)
#define YARD_TEXT (1u << 20)   /* the longest text a library function makes */
#define YARD_PIECE (4u << 20)  /* the largest single allocation */
#define YARD_TABLE 100000      /* the longest table a library function walks */

/* What every call needs, kept in the registry under addresses: no text is looked up. */
enum yard_place {
    YARD_FUNCTIONS, /* array: slot → function */
    YARD_DECLARED,  /* array of the declarations' tables */
    YARD_RECORD,    /* the handle of the record at work */
    YARD_USER,
    YARD_LIBRARY,   /* what require has given, by name */
    YARD_PROXY,     /* the environment: an empty table before the real one */
    YARD_PLACES
};
extern const char yard_places[YARD_PLACES];

#define YARD_TOP 1 /* the message handler lies at the bottom of the stack */

struct yard {
    lua_State *lua;
    struct ruleset *rules; /* whose sources it runs; NULL for a bare yard */
    struct yard *next;     /* in the pool */

    size_t memory, peak;
    unsigned refusals;
    bool closed;           /* no more memory until the call ends */
    bool ended;            /* a limit was reached: nothing may catch it */
    int64_t steps, step_limit, cpu_start, cpu_limit;
    int stride; /* of the count hook */

    struct dms_unit *unit; /* of the call that runs; NULL at load */
    struct dms_error *error;
    uint64_t serial;       /* of the call: handles of an earlier one are dead */
    uint64_t random;
    struct dms_json **held; /* destroyed when the call ends */
    size_t held_count, held_room;
    char file[256];        /* where the last error was raised */
    int line;

    const void *record_kind; /* the metatable of record handles */
    const void *entry_kind;  /* of scenarios' records, which begin with their id */
    struct stage *stage;     /* of the scenarios; NULL: these are rules */
    const luaL_Reg *extra;   /* functions beyond the essentials */
    bool loading;            /* declarations are taken only then */
    bool once;               /* a file runs once: what it keeps in its locals ends with it */
    size_t source;           /* of the file that is loaded */
    struct declaration *declarations;
    size_t declared, declared_room;
};

/* Never NULL; fails only for lack of memory, which ends the program. */
struct yard *yard_create(struct ruleset *rules);
struct yard *yard_create_for_tests(struct stage *stage, const luaL_Reg *extra);
void yard_destroy(struct yard *yard); /* NULL is welcome */
/* Is it not fit for another call: a limit was reached, or much memory is in use? */
bool yard_is_worn(const struct yard *yard);
struct yard *yard_of(lua_State *lua);
int yard_push_place(lua_State *lua, enum yard_place place); /* returns its Lua type */

/* Compiles TEXT, checks the names it uses and runs it. NAME is what errors call the file. */
enum dms_status yard_run(struct yard *yard, const char *name, const char *text, size_t size,
                         struct dms_error *error);
/* Compiles and checks only; leaves the function on the stack when DMS_OK. */
enum dms_status yard_compile(struct yard *yard, const char *name, const char *text,
                             size_t size, struct dms_error *error);

/* Runs WORK(lua) with DATA as a light userdata at index 1, protected: whatever allocates in
 * the state and is not called by a script must go through here. */
enum dms_status yard_protect(struct yard *yard, lua_CFunction work, void *data);

/* Between begin and end one function runs, pushed with its ARGUMENTS in between; its
 * RESULTS are left on the stack. end empties the stack and frees what the call held. */
void yard_begin(struct yard *yard, struct dms_unit *unit, const struct yard_limits *limits,
                struct dms_error *error);
enum dms_status yard_call(struct yard *yard, int arguments, int results);
void yard_end(struct yard *yard);

/* Of yard_limit.c: what Lua allocates with, and a call's limits from its beginning. */
void *yard_memory(void *data, void *piece, size_t old, size_t wanted);
void yard_limit(struct yard *yard, const struct yard_limits *limits);
/* Behind yard_begin: counts every single step of this call and its memory from here on. */
void yard_measure(struct yard *yard);
/* Did Lua lack memory? Then the call has ended and its error says so. */
bool yard_ran_out(struct yard *yard, int result);

/* For library functions in C: count STEPS; end the call for good, as more than MOST was
 * asked for; raise an error. */
void yard_spend(lua_State *lua, size_t steps);
int yard_too_long(lua_State *lua, const char *key, size_t most);
int yard_fail(lua_State *lua, enum dms_status status, const char *key, const char *values, ...)
    DMS_PRINTF(4, 5);
/* Raises what a dms_ function has put into yard->error. */
int yard_raise(lua_State *lua);
int yard_rethrow(lua_State *lua);
/* The message handler: notes where the error was raised. */
int yard_on_error(lua_State *lua);
/* The error at the top of the stack, of a protected call with RESULT, in the call's error. */
enum dms_status yard_explain(struct yard *yard, int result);
/* File and line of the innermost Lua function. */
void yard_where(lua_State *lua, char *file, size_t size, int *line);

/* The value at the top becomes read-only to scripts: reading an absent member is an error
 * that names it as WHAT.member. */
void yard_freeze(lua_State *lua, const char *what);
/* Pushes a table with FUNCTIONS (ends with NULL). */
void yard_library(lua_State *lua, const luaL_Reg *functions);

void yard_open_base(lua_State *lua);   /* these push what they name */
void yard_open_string(lua_State *lua);
void yard_open_table(lua_State *lua);
int yard_pairs(lua_State *lua); /* yard_pairs.c */
void yard_open_math(lua_State *lua);
void yard_open_utf8(lua_State *lua);
void yard_open_dms(lua_State *lua);
int yard_format(lua_State *lua);
int yard_find(lua_State *lua);
int yard_match(lua_State *lua);
int yard_gmatch(lua_State *lua);
int yard_gsub(lua_State *lua);
int yard_tostring(lua_State *lua);
int yard_require(lua_State *lua);
/* The value at INDEX as words; pushes one value. */
const char *yard_name_of(lua_State *lua, int index);

/* Refuses what the compiled function at the top of the stack must not name or do. */
enum dms_status yard_inspect(lua_State *lua, const char *file, struct dms_error *error);
/* Is NAME something a script may name without declaring it? */
bool yard_knows(lua_State *lua, const char *name);
/* Names a script may use, for "did you mean"; ends with NULL. */
extern const char *const yard_names[];

#endif
