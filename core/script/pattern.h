/* pattern.h - Lua's patterns, with every step counted and the nesting limited. */
#ifndef DMS_SCRIPT_PATTERN_H
#define DMS_SCRIPT_PATTERN_H

#include "script/yard.h"

#define PATTERN_CAPTURES 32
#define PATTERN_DEPTH 160

#define CAPTURE_OPEN (-1)
#define CAPTURE_PLACE (-2) /* "()": the position */

struct capture {
    const char *start;
    ptrdiff_t size;
};

struct pattern {
    lua_State *lua;
    const char *text, *text_end, *end; /* of the subject, and of the pattern */
    int depth, count;
    struct capture captures[PATTERN_CAPTURES];
};

/* Where a match that begins at TEXT ends; NULL when there is none. */
const char *pattern_match(struct pattern *pattern, const char *text, const char *rule);
/* pattern_item.c: raises "the pattern WHAT". */
const char *pattern_broken(struct pattern *pattern, const char *what);
/* The end of the item at RULE: a letter, a class, a set. */
const char *pattern_item_end(struct pattern *pattern, const char *rule);
/* Does the set from SET to END, behind its ']', hold LETTER? */
bool pattern_in_set(int letter, const char *set, const char *end);
/* Does the letter at TEXT fit the item from RULE to END? */
bool pattern_fits(struct pattern *pattern, const char *text, const char *rule,
                  const char *end);
/* Pushes capture INDEX; the whole match START…END when there are no captures and INDEX is 0. */
void pattern_push(struct pattern *pattern, int index, const char *start, const char *end);
/* Pushes all of them (WHOLE: the match itself when there are none); returns how many. */
int pattern_push_all(struct pattern *pattern, const char *start, const char *end, bool whole);

#endif
