/* scratch.h - memory that dies with the request; nobody frees a piece of it. */
#ifndef DMS_BASE_SCRATCH_H
#define DMS_BASE_SCRATCH_H

#include <stdarg.h>
#include <stddef.h>

struct scratch;

struct scratch *scratch_create(void);
void scratch_destroy(struct scratch *scratch);
/* Forgets everything but keeps up to 64 KiB for the next request. */
void scratch_reset(struct scratch *scratch);
/* Zeroed, aligned for anything. Never NULL: running out of memory ends the program. */
void *scratch_alloc(struct scratch *scratch, size_t size);
char *scratch_copy(struct scratch *scratch, const char *text); /* NULL gives NULL */
char *scratch_copy_sized(struct scratch *scratch, const char *text, size_t size);
char *scratch_printf(struct scratch *scratch, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *scratch_vprintf(struct scratch *scratch, const char *format, va_list arguments);

#endif
