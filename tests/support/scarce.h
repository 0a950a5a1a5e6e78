/* scarce.h - memory of which one piece is refused. A program that asks for this has its malloc,
 * calloc, realloc and free; not under a sanitizer, whose allocator is its own. */
#ifndef TESTS_SUPPORT_SCARCE_H
#define TESTS_SUPPORT_SCARCE_H

#include <stdatomic.h>
#include <stdbool.h>

/* Pieces until the refused one; negative: none is. */
extern atomic_llong scarce_left;
/* Pieces asked for, and those of them that were not given back. */
extern atomic_llong scarce_asked, scarce_held;
/* Whether the house said so in ERRORS, what the child wrote: it may end for it, but not without. */
bool scarce_was_said(const char *errors);

#endif
