/* values.h - the name=value pairs of errors and log lines: filled in, cleaned, found. */
#ifndef DMS_BASE_VALUES_H
#define DMS_BASE_VALUES_H

#include <stdarg.h>
#include <stddef.h>

/* FORMAT is "name=%s|name=%d". BUFFER gets the pairs, each ended by 0, and an empty one last.
 * What does not fit is cut between two characters. */
void values_print(char *buffer, size_t size, const char *format, va_list arguments);
/* The value of NAME; "" when there is none. */
const char *values_at(const char *values, const char *name);
/* FROM without control characters and broken UTF-8, cut between two characters. */
void values_copy(char *to, size_t size, const char *from);

#endif
