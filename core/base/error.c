/* error.c - one clear error; the first one wins. */
#include "base/error.h"

#include <stdlib.h>

#include "base/list.h"
#include "base/values.h"

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

/* Only the first bytes: an error is cleared often and filled seldom. */
void
dms_error_clear(struct dms_error *error)
{
    if (error == NULL)
        return;
    error->status = DMS_OK;
    error->key[0] = error->field[0] = error->rule[0] = error->file[0] = '\0';
    error->values[0] = error->values[1] = '\0';
    error->line = 0;
}

enum dms_status
dms_fail(struct dms_error *error, enum dms_status status, const char *key,
         const char *values, ...)
{
    va_list arguments;
    va_start(arguments, values);
    error_fill(error, status, key, values, arguments);
    va_end(arguments);
    return status;
}

enum dms_status
error_fill(struct dms_error *error, enum dms_status status, const char *key,
           const char *values, va_list arguments)
{
    if (error == NULL || error->status != DMS_OK || status == DMS_OK)
        return status;
    dms_error_clear(error);
    error->status = status;
    values_copy(error->key, sizeof error->key, key);
    values_print(error->values, sizeof error->values, values, arguments);
    return status;
}

void
error_copy(struct dms_error *to, const struct dms_error *from)
{
    if (to != NULL && from != NULL && to->status == DMS_OK && from->status != DMS_OK)
        *to = *from;
}

/* A place without an error would stick to the next error, which happened elsewhere. */
static void
place(const struct dms_error *error, char *to, size_t size, const char *from)
{
    if (error->status != DMS_OK && to[0] == '\0')
        values_copy(to, size, from);
}

enum dms_status
dms_fail_field(struct dms_error *error, enum dms_status status, const char *field,
               const char *key, const char *values, ...)
{
    va_list arguments;
    va_start(arguments, values);
    error_fill(error, status, key, values, arguments);
    va_end(arguments);
    dms_error_at_field(error, field);
    return status;
}

void
dms_error_at_field(struct dms_error *error, const char *field)
{
    if (error != NULL)
        place(error, error->field, sizeof error->field, field);
}

void
dms_error_at_rule(struct dms_error *error, const char *rule)
{
    if (error != NULL)
        place(error, error->rule, sizeof error->rule, rule);
}

void
dms_error_at_file(struct dms_error *error, const char *file, int64_t line)
{
    if (error == NULL || error->status == DMS_OK || error->file[0] != '\0')
        return;
    values_copy(error->file, sizeof error->file, file);
    error->line = line;
}

enum dms_status
dms_error_status(const struct dms_error *error)
{
    return error != NULL ? error->status : DMS_OK;
}

const char *
dms_error_key(const struct dms_error *error)
{
    return error != NULL ? error->key : "";
}

const char *
dms_error_value(const struct dms_error *error, const char *name)
{
    return error != NULL ? values_at(error->values, name) : "";
}

const char *
dms_error_field(const struct dms_error *error)
{
    return error != NULL ? error->field : "";
}

const char *
dms_error_rule(const struct dms_error *error)
{
    return error != NULL ? error->rule : "";
}

const char *
dms_error_file(const struct dms_error *error)
{
    return error != NULL ? error->file : "";
}

int64_t
dms_error_line(const struct dms_error *error)
{
    return error != NULL ? error->line : 0;
}

void
dms_error_copy(struct dms_error *to, const struct dms_error *from)
{
    error_copy(to, from);
}

void
error_add(struct list *errors, const char *file, int64_t line, const char *key,
          const char *values, ...)
{
    va_list arguments;
    if (errors->count >= ERROR_MOST)
        return;
    struct dms_error *error = dms_error_create();
    va_start(arguments, values);
    error_fill(error, DMS_INVALID, key, values, arguments);
    va_end(arguments);
    if (file != NULL)
        dms_error_at_file(error, file, line);
    list_add(errors, error);
}
