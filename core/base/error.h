/* error.h - the inside of dms_error, so that the core can keep one on its stack. */
#ifndef DMS_BASE_ERROR_H
#define DMS_BASE_ERROR_H

#include <stdarg.h>
#include <stdbool.h>

#include "dms/error.h"

#define ERROR_VALUES_SIZE 1024

struct dms_error {
    enum dms_status status;
    char key[96];
    char values[ERROR_VALUES_SIZE]; /* name=value, each ended by 0; an empty one is last */
    char field[96];
    char rule[128];
    char file[256];
    int64_t line;
};

/* A filled copy of FROM in TO, unless TO is filled already. */
void error_copy(struct dms_error *to, const struct dms_error *from);
/* As JSON {"status","key","values":{},"field","rule","file","line"}; empty members left out. */
struct dms_json *error_json(const struct dms_error *error);
/* The reverse, for what came over the socket. */
void error_from_json(struct dms_error *error, const struct dms_json *json);
/* For functions that are told the va_list. */
enum dms_status error_fill(struct dms_error *error, enum dms_status status, const char *key,
                           const char *values, va_list arguments);
/* Adds an INVALID error of FILE (NULL: none) and LINE to ERRORS (struct dms_error, yours to
 * free()), unless that holds ERROR_MOST already: more nobody reads. */
#define ERROR_MOST 100U
struct list;
void error_add(struct list *errors, const char *file, int64_t line, const char *key,
               const char *values, ...) __attribute__((format(printf, 5, 6)));

#endif
