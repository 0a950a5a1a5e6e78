/* log_text.c - a log line for eyes: time, level, key, and what belongs to it as name=value. */
#include "base/log_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* One byte stays free for the end of the line. */
static void
add_char(struct log_text *line, char letter)
{
    if (line->size < sizeof line->data - 1)
        line->data[line->size++] = letter;
}

static void
add(struct log_text *line, const char *text)
{
    for (; *text != '\0'; text++)
        add_char(line, *text);
}

static void
add_value(struct log_text *line, const char *value)
{
    bool plain = value[0] != '\0' && strpbrk(value, " \"\\=") == NULL;
    if (plain) {
        add(line, value);
        return;
    }
    add_char(line, '"');
    for (; *value != '\0'; value++) {
        if (*value == '"' || *value == '\\')
            add_char(line, '\\');
        add_char(line, *value);
    }
    add_char(line, '"');
}

static void
add_pair(struct log_text *line, const char *name, const char *value)
{
    if (value == NULL || value[0] == '\0')
        return;
    add_char(line, ' ');
    add(line, name);
    add_char(line, '=');
    add_value(line, value);
}

static void
add_pairs(struct log_text *line, const char *values)
{
    for (; *values != '\0'; values += strlen(values) + 1) {
        const char *equal = strchr(values, '=');
        add_char(line, ' ');
        if (equal == NULL) {
            add_value(line, values);
            continue;
        }
        for (const char *c = values; c <= equal; c++)
            add_char(line, *c);
        add_value(line, equal + 1);
    }
}

void
log_print_text(struct log_text *line, const struct log_entry *entry)
{
    const struct dms_error *error = entry->error;
    char number[24] = "";
    line->size = 0;
    add(line, entry->time);
    add_char(line, ' ');
    add(line, entry->level_name);
    add_char(line, ' ');
    add(line, error->key);
    if (error->status != DMS_OK)
        add_pair(line, "status", dms_status_name(error->status));
    add_pairs(line, error->values);
    add_pair(line, "field", error->field);
    add_pair(line, "rule", error->rule);
    add_pair(line, "file", error->file);
    if (error->line != 0)
        snprintf(number, sizeof number, "%lld", (long long)error->line);
    add_pair(line, "line", number);
    add_pair(line, "plugin", entry->plugin);
    add_pair(line, "request", entry->request);
}
