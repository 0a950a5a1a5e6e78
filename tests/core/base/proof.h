/* proof.h - what the tests of the ground floor share. */
#ifndef TESTS_BASE_PROOF_H
#define TESTS_BASE_PROOF_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/error.h"

#define PROVE(tests) cmocka_run_group_tests(tests, NULL, NULL)

/* A copy without the ending 0 and without a byte behind it, so that the address sanitizer
 * sees who reads too far. Yours to free(). */
static inline char *
exact_copy(const char *bytes, size_t size)
{
    char *copy = malloc(size > 0 ? size : 1);
    memcpy(copy, bytes, size);
    return copy;
}

#endif
