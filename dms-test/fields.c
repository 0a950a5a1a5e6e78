/* fields.c - "name=value|name=value" as a JSON object. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define NAME_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789_"

/* A name and '=' begin at TEXT. */
static int
begins_pair(const char *text)
{
    size_t size = strspn(text, NAME_LETTERS);
    return size > 0 && text[size] == '=';
}

static char *
end_of_value(char *text)
{
    for (char *bar = strchr(text, '|'); bar != NULL; bar = strchr(bar + 1, '|'))
        if (begins_pair(bar + 1))
            return bar;
    return text + strlen(text);
}

static void
add(struct dms_json *fields, const char *name, const char *value)
{
    struct dms_json *json = NULL;
    if (value[0] == '{' || value[0] == '[')
        dms_json_load(value, strlen(value), &json, NULL);
    if (json == NULL)
        json = dms_json_create_text(value);
    dms_json_take_key(fields, name, json);
}

struct dms_json *
test_fields(const char *format, va_list arguments)
{
    struct dms_json *fields = dms_json_create_object();
    char *text = NULL, *at, *end;
    if (vasprintf(&text, format, arguments) < 0)
        abort();
    for (at = text; begins_pair(at); at = end) {
        char *value = strchr(at, '=') + 1;
        end = end_of_value(value);
        char after = *end;
        value[-1] = '\0';
        *end = '\0';
        add(fields, at, value);
        end += after == '|';
    }
    free(text);
    return fields;
}
