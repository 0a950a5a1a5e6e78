/* pattern.c - Lua's patterns, with every step counted and the nesting limited.
 *
 * Written anew because the matcher of the Lua library runs in C where no count hook can
 * stop it: "a*a*a*a*b" against a long text would hold the counter for minutes. */
#include "script/pattern.h"

#include <ctype.h>
#include <string.h>

/* "%b()": from one to its counterpart. */
static const char *
match_balance(struct pattern *pattern, const char *text, const char *rule)
{
    if (rule + 1 >= pattern->end)
        return pattern_broken(pattern, "misses the two letters of '%b'");
    if (text >= pattern->text_end || *text != rule[0])
        return NULL;
    int open = 1;
    for (const char *at = text + 1; at < pattern->text_end; at++) {
        yard_spend(pattern->lua, 1);
        if (*at == rule[1]) {
            if (--open == 0)
                return at + 1;
        } else if (*at == rule[0]) {
            open++;
        }
    }
    return NULL;
}

static const char *
match_most(struct pattern *pattern, const char *text, const char *rule, const char *end,
           ptrdiff_t least)
{
    ptrdiff_t count = 0;
    while (pattern_fits(pattern, text + count, rule, end))
        count++;
    for (; count >= least; count--) {
        const char *found = pattern_match(pattern, text + count, end + 1);
        if (found != NULL)
            return found;
    }
    return NULL;
}

static const char *
match_fewest(struct pattern *pattern, const char *text, const char *rule, const char *end)
{
    for (;; text++) {
        const char *found = pattern_match(pattern, text, end + 1);
        if (found != NULL || !pattern_fits(pattern, text, rule, end))
            return found;
    }
}

static const char *
open_capture(struct pattern *pattern, const char *text, const char *rule)
{
    if (pattern->count >= PATTERN_CAPTURES)
        return pattern_broken(pattern, "has too many captures");
    bool place = rule + 1 < pattern->end && rule[1] == ')';
    struct capture *capture = &pattern->captures[pattern->count++];
    capture->start = text;
    capture->size = place ? CAPTURE_PLACE : CAPTURE_OPEN;
    const char *found = pattern_match(pattern, text, rule + (place ? 2 : 1));
    if (found == NULL)
        pattern->count--;
    return found;
}

static const char *
close_capture(struct pattern *pattern, const char *text, const char *rule)
{
    int index = pattern->count;
    while (--index >= 0 && pattern->captures[index].size != CAPTURE_OPEN)
        ;
    if (index < 0)
        return pattern_broken(pattern, "closes a capture that is not open");
    pattern->captures[index].size = text - pattern->captures[index].start;
    const char *found = pattern_match(pattern, text, rule + 1);
    if (found == NULL)
        pattern->captures[index].size = CAPTURE_OPEN;
    return found;
}

/* "%1": the same text once more. */
static const char *
match_again(struct pattern *pattern, const char *text, char digit)
{
    int index = digit - '1';
    if (index < 0 || index >= pattern->count || pattern->captures[index].size < 0)
        return pattern_broken(pattern, "names a capture that is not there");
    size_t size = (size_t)pattern->captures[index].size;
    yard_spend(pattern->lua, 1 + size / 16);
    if ((size_t)(pattern->text_end - text) < size ||
        memcmp(pattern->captures[index].start, text, size) != 0)
        return NULL;
    return text + size;
}

/* "%f[set]": the border where a set begins. */
static bool
at_frontier(struct pattern *pattern, const char *text, const char *set, const char *end)
{
    yard_spend(pattern->lua, (size_t)(end - set));
    int before = text == pattern->text ? 0 : (unsigned char)text[-1];
    int after = text < pattern->text_end ? (unsigned char)*text : 0;
    return !pattern_in_set(before, set, end) && pattern_in_set(after, set, end);
}

/* What one item with its quantifier does; sets *NEXT when matching simply goes on there. */
static const char *
match_item(struct pattern *pattern, const char *text, const char *rule, const char **next)
{
    const char *end = pattern_item_end(pattern, rule), *found;
    char quantifier = end < pattern->end ? *end : 0;
    switch (quantifier) {
    case '*':
        return match_most(pattern, text, rule, end, 0);
    case '+':
        return match_most(pattern, text, rule, end, 1);
    case '-':
        return match_fewest(pattern, text, rule, end);
    case '?':
        if (pattern_fits(pattern, text, rule, end)) {
            found = pattern_match(pattern, text + 1, end + 1);
            if (found != NULL)
                return found;
        }
        *next = end + 1;
        return text;
    default:
        if (!pattern_fits(pattern, text, rule, end))
            return NULL;
        *next = end;
        return text + 1;
    }
}

/* The items that begin with '%' and are no class. */
static const char *
match_special(struct pattern *pattern, const char *text, const char *rule,
              const char **next)
{
    if (rule[1] == 'b') {
        *next = rule + 4;
        return match_balance(pattern, text, rule + 2);
    }
    if (rule[1] == 'f') {
        if (rule + 2 >= pattern->end || rule[2] != '[')
            return pattern_broken(pattern, "misses a '[' after '%f'");
        *next = pattern_item_end(pattern, rule + 2);
        return at_frontier(pattern, text, rule + 2, *next) ? text : NULL;
    }
    *next = rule + 2;
    return match_again(pattern, text, rule[1]);
}

static bool
is_special(const struct pattern *pattern, const char *rule)
{
    return *rule == '%' && rule + 1 < pattern->end &&
           (rule[1] == 'b' || rule[1] == 'f' || isdigit((unsigned char)rule[1]));
}

const char *
pattern_match(struct pattern *pattern, const char *text, const char *rule)
{
    if (++pattern->depth > PATTERN_DEPTH)
        return pattern_broken(pattern, "is too deep");
    while (text != NULL && rule < pattern->end) {
        const char *next = NULL;
        yard_spend(pattern->lua, 1);
        if (*rule == '(')
            text = open_capture(pattern, text, rule);
        else if (*rule == ')')
            text = close_capture(pattern, text, rule);
        else if (*rule == '$' && rule + 1 == pattern->end)
            text = text == pattern->text_end ? text : NULL;
        else if (is_special(pattern, rule))
            text = match_special(pattern, text, rule, &next);
        else
            text = match_item(pattern, text, rule, &next);
        if (next == NULL)
            break;
        rule = next;
    }
    pattern->depth--;
    return text;
}

void
pattern_push(struct pattern *pattern, int index, const char *start, const char *end)
{
    if (index >= pattern->count) {
        if (index != 0)
            pattern_broken(pattern, "has no capture of that number");
        lua_pushlstring(pattern->lua, start, (size_t)(end - start));
        return;
    }
    const struct capture *capture = &pattern->captures[index];
    if (capture->size == CAPTURE_PLACE)
        lua_pushinteger(pattern->lua, capture->start - pattern->text + 1);
    else if (capture->size == CAPTURE_OPEN)
        pattern_broken(pattern, "leaves a capture open");
    else
        lua_pushlstring(pattern->lua, capture->start, (size_t)capture->size);
}

int
pattern_push_all(struct pattern *pattern, const char *start, const char *end, bool whole)
{
    int count = pattern->count == 0 && whole ? 1 : pattern->count;
    luaL_checkstack(pattern->lua, count, "too many captures");
    for (int i = 0; i < count; i++)
        pattern_push(pattern, i, start, end);
    return count;
}
