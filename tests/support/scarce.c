/* scarce.c - stands before the C library's malloc. */
#include "support/scarce.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#define SHOWN __attribute__((visibility("default")))

atomic_llong scarce_left = -1, scarce_asked, scarce_held;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void __libc_free(void *memory);

static bool
is_refused(void)
{
    atomic_fetch_add_explicit(&scarce_asked, 1, memory_order_relaxed);
    if (atomic_load_explicit(&scarce_left, memory_order_relaxed) < 0 ||
        atomic_fetch_sub(&scarce_left, 1) != 0)
        return false;
    errno = ENOMEM;
    return true;
}

static void *
counted(void *memory)
{
    if (memory != NULL)
        atomic_fetch_add_explicit(&scarce_held, 1, memory_order_relaxed);
    return memory;
}

SHOWN void *
malloc(size_t size)
{
    return is_refused() ? NULL : counted(__libc_malloc(size));
}

SHOWN void *
calloc(size_t count, size_t size)
{
    return is_refused() ? NULL : counted(__libc_calloc(count, size));
}

SHOWN void *
realloc(void *memory, size_t size)
{
    if (is_refused())
        return NULL;
    void *moved = __libc_realloc(memory, size);
    return memory == NULL ? counted(moved) : moved;
}

SHOWN void
free(void *memory)
{
    if (memory != NULL)
        atomic_fetch_sub_explicit(&scarce_held, 1, memory_order_relaxed);
    __libc_free(memory);
}

bool
scarce_was_said(const char *errors)
{
    return strstr(errors, "key=base.out_of_memory") != NULL;
}
