/* ruleset.h - one version of the rules: its files, what they declare, and yards to run them.
 *
 * Immutable once compiled. It stays until the house closes, because records run on it; only
 * its idle yards are given up when a newer version takes over. */
#ifndef DMS_SCRIPT_RULESET_H
#define DMS_SCRIPT_RULESET_H

#include <pthread.h>
#include <stdatomic.h>

#include "script/yard.h"

struct names;
struct script_host;

enum layer { LAYER_LIBRARY, LAYER_PLUGIN, LAYER_COMMON, LAYER_BRAND, LAYER_STORE };

struct source {
    enum layer layer;
    char *code; /* of the plugin, brand or store; "" for the others */
    char *path; /* as errors name it: "brands/aurora/sales.lua" */
    char *text;
    size_t size;
    char digest[65];
    const char *language; /* of a file of words: "zh", "en"; NULL: a script */
};

struct source_list {
    struct source *items;
    size_t count, room;
    char digest[65]; /* over all of them */
};

enum declared_kind {
    DECLARED_WORKFLOW,
    DECLARED_RULE,
    DECLARED_FOLLOW_UP,
    DECLARED_DECISION,
    DECLARED_FIELD,
    DECLARED_FIGURE,
    DECLARED_PAGE
};

struct declaration {
    enum declared_kind kind;
    size_t source;
    int line;
};

/* Where in its declaration a function stands: KEY, or row ROW of LIST and there KEY. */
struct slot {
    size_t declaration;
    const char *list, *key;
    int row;
};

/* One rule of one layer. */
struct rule {
    struct ruleset *rules;
    enum declared_kind kind;
    enum layer layer;
    const char *name, *file;
    int line;
    const char *brand, *store; /* NULL: all */
    const char *on;            /* rules: "sales.quote.send"; follow-ups: the event */
    uint32_t phase;
    const char *const *after, *const *before;
    int run; /* slots; 0: none */
    const char *transition;          /* of a guard */
    const struct dms_json *approval; /* of a guard: who must agree; NULL: nobody */
    struct follow_up *follow_up;
    const char *const *pilot; /* codes of stores, ends with NULL: only there; NULL: everywhere */
    bool elsewhere;           /* everywhere but there */
    _Atomic uint32_t kills; /* how often a limit stopped it; the last member */
};
#define RULE_KILLS 5 /* then it is suspended, until its file changes */

/* All rules of one name, the most specific first: the first that fits a unit runs. */
struct rule_group {
    const char *name;
    enum declared_kind kind;
    struct rule **items;
    size_t count;
};

/* The common steps of all workflows of an entity; each list ends with NULL, or is NULL. */
struct scale {
    const char *const *steps, *const *aside, *const *keeps, *const *back;
};

struct flow {
    const char *entity, *brand;
    const char *template; /* a model under this name: in force only where one extends it */
    struct scale scale;
    struct dms_workflow card;
    const char *file;
    int line;
    enum layer layer;
    struct flow *replaced_by; /* itself: a template */
};

struct added_field {
    const char *entity;
    struct dms_field card;
    const char *label_zh, *label_en;
    const char *file;
    int line;
};

/* Its measures live in the arena. Words: zh, en. */
struct added_figure {
    struct dms_figure card;
    const char *label[2], *formula[2];
    const char *file;
    int line;
};

/* A change of somebody's page. */
struct changed_page {
    struct dms_page card;
};

struct ruleset {
    struct script_host *host; /* NULL in tests of the yard alone */
    int64_t version;
    char digest[65];
    bool tried; /* does not run the house: what its rules ask of decisions it answers itself */
    struct source_list sources;
    struct arena arena;

    struct slot *slots; /* slot 1 is slots[0] */
    size_t slot_count, slot_room;
    struct rule_group *groups;
    size_t group_count, group_room;
    struct flow **flows;
    size_t flow_count, flow_room;
    struct added_field *fields;
    size_t field_count, field_room;
    struct added_figure *figures;
    size_t figure_count, figure_room;
    struct changed_page *pages;
    size_t page_count, page_room;
    struct dms_json *words[2]; /* zh, en */
    struct dms_json **held;    /* data of declarations */
    size_t held_count;
    const struct names *names; /* while names are checked; NULL: they are not */
    struct dms_error **problems;
    size_t problem_count, problem_room;

    pthread_mutex_t lock; /* of what follows */
    struct yard *idle;
    size_t idle_count;
    bool retired;
};

/* Takes SOURCES; compiles them. Problems are in the ruleset; it is never NULL. */
struct ruleset *ruleset_create(struct script_host *host, struct source_list *sources);
/* The same for rules that are new: a name that nobody has is a problem, too. A version that
 * ran once must load again, whatever has gone since. */
struct ruleset *ruleset_create_checked(struct script_host *host, struct source_list *sources);
void ruleset_destroy(struct ruleset *rules); /* NULL is welcome */
/* The first problem, copied into ERROR; DMS_OK when there is none. */
enum dms_status ruleset_verdict(const struct ruleset *rules, struct dms_error *error);
struct dms_house *ruleset_house(const struct ruleset *rules);
/* A yard for one call. give: ready for the next, or destroyed when it ran into a limit. */
struct yard *ruleset_take(struct ruleset *rules, struct dms_error *error);
void ruleset_give(struct ruleset *rules, struct yard *yard);
/* Frees the idle yards and keeps at most one from now on. */
void ruleset_retire(struct ruleset *rules);
void ruleset_revive(struct ruleset *rules); /* it is the active one again */
/* A new problem: TEXT and NEAR fill the gaps of its sentence. */
void ruleset_problem(struct ruleset *rules, const char *file, int64_t line, const char *key,
                     const char *text, const char *near);
/* Those since there were FROM of them, from top to bottom: a table gives its members in an order
 * that no two yards have in common. */
void ruleset_sort_problems(struct ruleset *rules, size_t from);
/* A problem of an error that has its place already. */
void ruleset_problem_copy(struct ruleset *rules, const struct dms_error *error);
/* JSON lives as long as RULES. */
const struct dms_json *ruleset_hold(struct ruleset *rules, struct dms_json *json);
/* require("lib/x") inside a yard. */
int ruleset_require(lua_State *lua, const char *name);
/* The group of NAME, or NULL. */
const struct rule_group *ruleset_group(const struct ruleset *rules, enum declared_kind kind,
                                       const char *name);
/* The rule of the group that holds for BRAND and STORE (codes, may be ""); NULL: none. */
const struct rule *group_pick(const struct rule_group *group, const char *brand,
                              const char *store);
/* flow.c: the workflow that holds for ENTITY under BRAND; its row NAME that leaves state FROM. */
const struct flow *ruleset_flow(const struct ruleset *rules, const char *entity,
                                const char *brand);
const struct dms_transition *flow_row(const struct flow *flow, const char *from,
                                      const char *name);
/* Is KEY a sentence that the house or these rules know? */
bool ruleset_knows_words(const struct ruleset *rules, const char *key);

/* Compiling, inside a protected call: reads every declaration of YARD. */
void compile_declarations(struct yard *yard);
void compile_sort_groups(struct ruleset *rules);

#endif
