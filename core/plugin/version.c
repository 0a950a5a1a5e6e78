/* version.c - versions as dotted numbers, and the ranges a manifest asks for. */
#include <stdlib.h>
#include <string.h>

#include "plugin/item.h"

#define PARTS   3
#define LONGEST 32

/* The bytes of a version at TEXT: "1", "1.4" or "1.4.2"; 0 when there is none. */
static size_t
version_size(const char *text)
{
    size_t size = 0;
    for (int part = 0; part < PARTS; part++) {
        size_t digits = strspn(text + size, "0123456789");
        if (digits == 0 || digits > 9)
            return 0;
        size += digits;
        if (text[size] != '.')
            return size;
        size++;
    }
    return 0; /* a fourth part */
}

bool
plugin_version_valid(const char *version)
{
    size_t size = version_size(version);
    return size > 0 && size < LONGEST && version[size] == '\0';
}

int
plugin_version_compare(const char *left, const char *right)
{
    for (int part = 0; part < PARTS; part++) {
        char *left_end, *right_end;
        unsigned long a = strtoul(left, &left_end, 10),
                      b = strtoul(right, &right_end, 10);
        if (a != b)
            return a < b ? -1 : 1;
        left = *left_end == '.' ? left_end + 1 : left_end;
        right = *right_end == '.' ? right_end + 1 : right_end;
    }
    return 0;
}

/* One condition at *CURSOR, which moves on. VERSION NULL: only its form is judged. */
static bool
holds(const char **cursor, const char *version)
{
    const char *at = *cursor;
    char first = *at, wanted[LONGEST];
    bool equal = false;
    if (first == '*') {
        *cursor = at + 1;
        return true;
    }
    if (first == '<' || first == '>')
        at++;
    if (*at == '=') {
        equal = true;
        at++;
    }
    size_t size = version_size(at);
    if (size == 0 || size >= LONGEST)
        return false;
    memcpy(wanted, at, size);
    wanted[size] = '\0';
    *cursor = at + size;
    if (version == NULL)
        return true;
    int order = plugin_version_compare(version, wanted);
    if (first == '<')
        return equal ? order <= 0 : order < 0;
    if (first == '>')
        return equal ? order >= 0 : order > 0;
    return order == 0;
}

static bool
all_hold(const char *range, const char *version)
{
    const char *cursor = range;
    for (;;) {
        cursor += strspn(cursor, " ,");
        if (*cursor == '\0')
            return true;
        if (!holds(&cursor, version) || strchr(" ,", *cursor) == NULL)
            return false;
    }
}

bool
plugin_range_valid(const char *range)
{
    return all_hold(range, NULL);
}

bool
plugin_range_holds(const char *range, const char *version)
{
    return all_hold(range, version);
}
