/* pattern_item.c - one item of a pattern, a letter, a class or a set, and the letters it means. */
#include <ctype.h>

#include "script/pattern.h"

const char *
pattern_broken(struct pattern *pattern, const char *what)
{
    luaL_error(pattern->lua, "the pattern %s", what);
    return NULL;
}

/* The end of one item: a letter, a class, a set. */
const char *
pattern_item_end(struct pattern *pattern, const char *rule)
{
    if (*rule == '%') {
        if (rule + 1 >= pattern->end)
            return pattern_broken(pattern, "ends with '%'");
        return rule + 2;
    }
    if (*rule != '[')
        return rule + 1;
    const char *at = rule + 1;
    if (at < pattern->end && *at == '^')
        at++;
    const char *first = at; /* a ']' here is itself */
    for (; at < pattern->end; at++) {
        if (*at == ']' && at != first) {
            yard_spend(pattern->lua,
                       (size_t)(at - rule)); /* found anew at every letter */
            return at + 1;
        }
        if (*at == '%')
            at++;
    }
    return pattern_broken(pattern, "misses a ']'");
}

static bool
in_class(int letter, char class)
{
    bool in;
    switch (tolower((unsigned char)class)) {
    case 'a':
        in = isalpha(letter);
        break;
    case 'c':
        in = iscntrl(letter);
        break;
    case 'd':
        in = isdigit(letter);
        break;
    case 'g':
        in = isgraph(letter);
        break;
    case 'l':
        in = islower(letter);
        break;
    case 'p':
        in = ispunct(letter);
        break;
    case 's':
        in = isspace(letter);
        break;
    case 'u':
        in = isupper(letter);
        break;
    case 'w':
        in = isalnum(letter);
        break;
    case 'x':
        in = isxdigit(letter);
        break;
    default:
        return letter == (unsigned char)class;
    }
    return isupper((unsigned char)class) ? !in : in;
}

/* END is that of the set, behind its ']'. */
bool
pattern_in_set(int letter, const char *set, const char *end)
{
    const char *at = set + 1, *last = end - 1;
    bool wanted = true;
    if (*at == '^') {
        wanted = false;
        at++;
    }
    for (; at < last; at++) {
        if (*at == '%') {
            if (in_class(letter, *++at))
                return wanted;
        } else if (at + 2 < last && at[1] == '-') {
            if (letter >= (unsigned char)at[0] && letter <= (unsigned char)at[2])
                return wanted;
            at += 2;
        } else if (letter == (unsigned char)*at) {
            return wanted;
        }
    }
    return !wanted;
}

bool
pattern_fits(struct pattern *pattern, const char *text, const char *rule, const char *end)
{
    if (text >= pattern->text_end)
        return false;
    yard_spend(pattern->lua, *rule == '[' ? (size_t)(end - rule) : 1);
    int letter = (unsigned char)*text;
    if (*rule == '.')
        return true;
    if (*rule == '%')
        return in_class(letter, rule[1]);
    return *rule == '[' ? pattern_in_set(letter, rule, end)
                        : letter == (unsigned char)*rule;
}
