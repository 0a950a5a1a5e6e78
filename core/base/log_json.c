/* log_json.c - a log line for programs: one JSON object. */
#include <stdio.h>
#include <string.h>

#include "base/log_text.h"
#include "base/text.h"

/* What closes the values and the object still fits behind anything. */
#define RESERVE 16U
#define LONGEST 1800U /* bytes of a sentence */

static void
add_sized(struct log_text *line, const char *text, size_t size)
{
    if (line->size + size >= sizeof line->data - RESERVE)
        return;
    memcpy(line->data + line->size, text, size);
    line->size += size;
}

/* Control characters were taken out when the values came in; a sentence may hold a line's end. */
static void
add_string(struct log_text *line, const char *text, size_t size)
{
    struct text escaped = { 0 };
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"' || text[i] == '\\')
            text_add_char(&escaped, '\\');
        text_add_char(&escaped, (unsigned char)text[i] < 0x20 ? ' ' : text[i]);
    }
    text_add(&escaped, "\"");
    add_sized(line, "\"", 1);
    add_sized(line, escaped.data, escaped.size);
    text_clear(&escaped);
}

static void
add_name(struct log_text *line, const char *name, size_t size)
{
    char last = line->data[line->size - 1];
    if (last != '{')
        add_sized(line, ",", 1);
    add_string(line, name, size);
    add_sized(line, ":", 1);
}

static void
add_member(struct log_text *line, const char *name, const char *value)
{
    if (value == NULL || value[0] == '\0')
        return;
    add_name(line, name, strlen(name));
    add_string(line, value, strlen(value));
}

static void
add_values(struct log_text *line, const char *values)
{
    if (values[0] == '\0')
        return;
    add_name(line, "values", 6);
    add_sized(line, "{", 1);
    for (; *values != '\0'; values += strlen(values) + 1) {
        size_t name = strcspn(values, "=");
        if (values[name] != '=')
            continue;
        add_name(line, values, name);
        add_string(line, values + name + 1, strlen(values + name + 1));
    }
    add_sized(line, "}", 1);
}

/* Cut between two characters. */
static void
add_sentence(struct log_text *line, const char *text)
{
    size_t size = text != NULL ? strlen(text) : 0;
    if (size > LONGEST)
        for (size = LONGEST; size > 0 && ((unsigned char)text[size] & 0xC0) == 0x80;)
            size--;
    if (size == 0)
        return;
    add_name(line, "text", 4);
    add_string(line, text, size);
}

void
log_print_json(struct log_text *line, const struct log_entry *entry)
{
    const struct dms_error *error = entry->error;
    char number[40];
    line->data[0] = '{';
    line->size = 1;
    add_member(line, "time", entry->time);
    add_member(line, "level", entry->level_name);
    add_member(line, "key", error->key);
    add_member(line, "status",
               error->status != DMS_OK ? dms_status_name(error->status) : "");
    add_member(line, "request", entry->request);
    add_member(line, "plugin", entry->plugin);
    add_member(line, "field", error->field);
    add_member(line, "rule", error->rule);
    add_member(line, "file", error->file);
    int size = snprintf(number, sizeof number, ",\"line\":%lld", (long long)error->line);
    if (error->line != 0)
        add_sized(line, number, (size_t)size);
    add_values(line, error->values);
    add_sentence(line, entry->text);
    line->data[line->size++] = '}';
}
