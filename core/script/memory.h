/* memory.h - memory that cannot fail, and an arena for what a rule version is made of. */
#ifndef DMS_SCRIPT_MEMORY_H
#define DMS_SCRIPT_MEMORY_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zeroed; out of memory ends the program, as everywhere in the house. */
void *script_get(size_t size);
void *script_grow(void *memory, size_t size);
char *script_copy(const char *text); /* NULL gives NULL */

/* Freed as a whole; not for several threads at once. */
struct arena {
    struct arena_block *blocks;
};

void *arena_get(struct arena *arena, size_t size); /* zeroed, aligned */
char *arena_copy(struct arena *arena, const char *text); /* NULL gives NULL */
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void arena_clear(struct arena *arena);

/* Text that grows. */
struct writing {
    char *data;
    size_t size, room;
};

void writing_add(struct writing *writing, const char *piece, size_t size);
void writing_printf(struct writing *writing, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The nearest of NAMES (ends with NULL) to NAME, for "did you mean"; "" when none is near. */
const char *script_nearest(const char *name, const char *const *names);
/* Is NAME, which is no name of NAMES, one of them but for a letter or two? */
bool script_is_slip(const char *name, const char *const *names);

#endif
