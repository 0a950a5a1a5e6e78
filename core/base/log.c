/* log.c - one line to stderr in one write, so that threads do not mix their lines. */
#include "base/log.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/values.h"
#include "dms/amount.h"

struct line {
    char data[2048];
    size_t size;
};

static atomic_int limit = LOG_WARNING;

void
log_set_level(enum log_level level)
{
    atomic_store(&limit, (int)level);
}

/* One byte stays free for the end of the line. */
static void
add_char(struct line *line, char letter)
{
    if (line->size < sizeof line->data - 1)
        line->data[line->size++] = letter;
}

static void
add(struct line *line, const char *text)
{
    for (; *text != '\0'; text++)
        add_char(line, *text);
}

static void
add_value(struct line *line, const char *value)
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
add_pair(struct line *line, const char *name, const char *value)
{
    if (value[0] == '\0')
        return;
    add_char(line, ' ');
    add(line, name);
    add_char(line, '=');
    add_value(line, value);
}

static void
add_pairs(struct line *line, const char *values)
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

static void
begin(struct line *line, enum log_level level, const char *key)
{
    static const char *const names[] = { "error", "warning", "notice", "debug" };
    char time[40];
    line->size = 0;
    add(line, dms_time_print(clock_now(NULL), 0, time, sizeof time));
    add_char(line, ' ');
    add(line, names[level]);
    add_char(line, ' ');
    add(line, key);
}

/* Nobody is left to tell when stderr is gone. */
static void
end(struct line *line)
{
    line->data[line->size++] = '\n';
    ssize_t written = write(STDERR_FILENO, line->data, line->size);
    (void)written;
}

void
log_values(enum log_level level, const char *key, const char *values, va_list arguments)
{
    struct line line;
    char pairs[ERROR_VALUES_SIZE];
    if ((int)level > atomic_load(&limit))
        return;
    values_print(pairs, sizeof pairs, values, arguments);
    begin(&line, level, key);
    add_pairs(&line, pairs);
    end(&line);
}

void
log_line(enum log_level level, const char *key, const char *values, ...)
{
    va_list arguments;
    va_start(arguments, values);
    log_values(level, key, values, arguments);
    va_end(arguments);
}

void
log_error(const struct dms_error *error)
{
    struct line line;
    char number[24] = "";
    if (error == NULL || error->status == DMS_OK)
        return;
    begin(&line, LOG_ERROR, error->key);
    add_pair(&line, "status", dms_status_name(error->status));
    add_pairs(&line, error->values);
    add_pair(&line, "field", error->field);
    add_pair(&line, "rule", error->rule);
    add_pair(&line, "file", error->file);
    if (error->line != 0)
        snprintf(number, sizeof number, "%lld", (long long)error->line);
    add_pair(&line, "line", number);
    end(&line);
}
