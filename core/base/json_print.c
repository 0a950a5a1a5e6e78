/* json_print.c - prints JSON with sorted keys.
 *
 * Our own: every record read and every audit row passes here, and jansson guards each
 * object against circles, which cost us more than the printing itself. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/list.h"
#include "base/text.h"

#define FEW_MEMBERS 32
#define COMPACT     (-1)

struct member {
    const char *key;
    const struct dms_json *value;
};

static void print(struct text *text, const struct dms_json *json, int depth);

/* What may stand in a JSON text as it is. */
static bool
is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\';
}

static void
print_escape(struct text *text, char c)
{
    static const char letters[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    for (const char *pair = letters; *pair != '\0'; pair += 2) {
        if (*pair == c) {
            text_add_char(text, '\\');
            text_add_char(text, pair[1]);
            return;
        }
    }
    text_printf(text, "\\u%04x", (unsigned)(unsigned char)c);
}

void
json_print_text(struct text *text, const char *from)
{
    text_add_char(text, '"');
    while (*from != '\0') {
        const char *at = from;
        while (is_plain((unsigned char)*at))
            at++;
        text_add_sized(text, from, (size_t)(at - from));
        if (*at != '\0')
            print_escape(text, *at++);
        from = at;
    }
    text_add_char(text, '"');
}

void
json_print_integer(struct text *text, int64_t value)
{
    char digits[24], *at = digits + sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        *--at = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (value < 0)
        *--at = '-';
    text_add_sized(text, at, (size_t)(digits + sizeof digits - at));
}

/* The shortest form that reads back as the same number, and as a real one. */
static void
print_real(struct text *text, double value)
{
    char digits[40];
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, value);
        if (strtod(digits, NULL) >= value && strtod(digits, NULL) <= value)
            break;
    }
    text_add(text, digits);
    if (strpbrk(digits, ".e") == NULL)
        text_add(text, ".0");
}

static void
new_line(struct text *text, int depth)
{
    if (depth == COMPACT)
        return;
    text_add_char(text, '\n');
    for (int i = 0; i < depth; i++)
        text_add(text, "  ");
}

static void
print_array(struct text *text, const struct dms_json *array, int depth)
{
    size_t count = dms_json_count(array);
    int inner = depth == COMPACT ? COMPACT : depth + 1;
    text_add_char(text, '[');
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add_char(text, ',');
        new_line(text, inner);
        print(text, dms_json_at(array, i), inner);
    }
    if (count > 0)
        new_line(text, depth);
    text_add_char(text, ']');
}

static int
by_key(const void *a, const void *b)
{
    return strcmp(((const struct member *)a)->key, ((const struct member *)b)->key);
}

/* Members mostly come nearly sorted; few are put in place one by one. */
static void
sort_members(struct member *members, size_t count)
{
    if (count > FEW_MEMBERS) {
        qsort(members, count, sizeof *members, by_key);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        struct member one = members[i];
        size_t at = i;
        for (; at > 0 && strcmp(members[at - 1].key, one.key) > 0; at--)
            members[at] = members[at - 1];
        members[at] = one;
    }
}

static void
print_members(struct text *text, const struct member *members, size_t count, int depth)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add_char(text, ',');
        new_line(text, depth);
        json_print_text(text, members[i].key);
        text_add(text, depth == COMPACT ? ":" : ": ");
        print(text, members[i].value, depth);
    }
}

static void
print_object(struct text *text, const struct dms_json *object, int depth)
{
    struct member few[FEW_MEMBERS], *members = few;
    size_t count = dms_json_count(object), used = 0;
    void *cursor = NULL;
    if (count > FEW_MEMBERS)
        members = memory_get(count * sizeof *members);
    while (used < count &&
           json_next(object, &cursor, &members[used].key, &members[used].value))
        used++;
    sort_members(members, used);
    text_add_char(text, '{');
    print_members(text, members, used, depth == COMPACT ? COMPACT : depth + 1);
    if (used > 0)
        new_line(text, depth);
    text_add_char(text, '}');
    if (members != few)
        free(members);
}

static void
print(struct text *text, const struct dms_json *json, int depth)
{
    switch (dms_json_kind(json)) {
    case DMS_JSON_NULL:
        text_add(text, "null");
        break;
    case DMS_JSON_BOOLEAN:
        text_add(text, dms_json_boolean(json) ? "true" : "false");
        break;
    case DMS_JSON_INTEGER:
        json_print_integer(text, dms_json_integer(json));
        break;
    case DMS_JSON_REAL:
        print_real(text, dms_json_real(json));
        break;
    case DMS_JSON_TEXT:
        json_print_text(text, dms_json_text(json));
        break;
    case DMS_JSON_ARRAY:
        print_array(text, json, depth);
        break;
    case DMS_JSON_OBJECT:
        print_object(text, json, depth);
        break;
    }
}

char *
dms_json_print(const struct dms_json *json)
{
    struct text text = { 0 };
    print(&text, json, COMPACT);
    return text_take(&text);
}

char *
dms_json_print_pretty(const struct dms_json *json)
{
    struct text text = { 0 };
    print(&text, json, 0);
    return text_take(&text);
}
