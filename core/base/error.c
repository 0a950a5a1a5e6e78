/* error.c - what went wrong, kept as a key and values until somebody reads it. */
#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"

#define VALUE_END '\x1f'
#define FORMAT_LIMIT 512

struct dms_error *
dms_error_create(void)
{
    return memory_get(sizeof(struct dms_error));
}

void
dms_error_destroy(struct dms_error *error)
{
    free(error);
}

void
dms_error_clear(struct dms_error *error)
{
    if (error != NULL)
        memset(error, 0, sizeof(*error));
}

/* Copies what fits and never cuts a character in two. */
static void
copy_text(char *to, size_t room, const char *from)
{
    size_t size = strlen(from);
    if (size >= room) {
        size = room - 1;
        while (size > 0 && ((unsigned char)from[size] & 0xC0) == 0x80)
            size--;
    }
    memcpy(to, from, size);
    to[size] = '\0';
}

/* The bars of the format become separators before the values come in, so that a bar inside
 * a value stays a bar. */
static void
mark_separators(const char *format, char marked[FORMAT_LIMIT])
{
    copy_text(marked, FORMAT_LIMIT, format);
    for (char *c = marked; *c != '\0'; c++)
        if (*c == '|')
            *c = VALUE_END;
}

static void
clean_controls(char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 && *text != VALUE_END)
            *text = ' ';
}

enum dms_status
error_fill(struct dms_error *error, enum dms_status status, const char *key,
           const char *values, va_list arguments)
{
    if (error == NULL || error->status != DMS_OK)
        return error == NULL ? status : error->status;
    char marked[FORMAT_LIMIT], filled[2 * ERROR_VALUES_SIZE];
    mark_separators(values, marked);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    vsnprintf(filled, sizeof(filled), marked, arguments);
#pragma GCC diagnostic pop
    clean_controls(filled);
    error->status = status;
    copy_text(error->key, sizeof(error->key), key);
    copy_text(error->values, sizeof(error->values), filled);
    return status;
}

enum dms_status
dms_fail(struct dms_error *error, enum dms_status status, const char *key, const char *values,
         ...)
{
    va_list arguments;
    va_start(arguments, values);
    error_fill(error, status, key, values, arguments);
    va_end(arguments);
    return status;
}

void
dms_error_at_field(struct dms_error *error, const char *field)
{
    if (error != NULL && field != NULL && error->field[0] == '\0')
        copy_text(error->field, sizeof(error->field), field);
}

void
dms_error_at_rule(struct dms_error *error, const char *rule)
{
    if (error != NULL && rule != NULL && error->rule[0] == '\0')
        copy_text(error->rule, sizeof(error->rule), rule);
}

void
dms_error_at_file(struct dms_error *error, const char *file, int64_t line)
{
    if (error == NULL || file == NULL || error->file[0] != '\0')
        return;
    copy_text(error->file, sizeof(error->file), file);
    error->line = line;
}

enum dms_status
dms_error_status(const struct dms_error *error)
{
    return error == NULL ? DMS_OK : error->status;
}

const char *
dms_error_key(const struct dms_error *error)
{
    return error == NULL ? "" : error->key;
}

const char *
dms_error_field(const struct dms_error *error)
{
    return error == NULL ? "" : error->field;
}

const char *
dms_error_rule(const struct dms_error *error)
{
    return error == NULL ? "" : error->rule;
}

const char *
dms_error_file(const struct dms_error *error)
{
    return error == NULL ? "" : error->file;
}

int64_t
dms_error_line(const struct dms_error *error)
{
    return error == NULL ? 0 : error->line;
}

void
error_copy(struct dms_error *to, const struct dms_error *from)
{
    if (to != NULL && to->status == DMS_OK)
        *to = *from;
}
