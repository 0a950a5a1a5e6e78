/* digits.h - numbers written by hand: a page of a list prints hundreds, and printf is slow. */
#ifndef DMS_BASE_DIGITS_H
#define DMS_BASE_DIGITS_H

#include <stdint.h>

/* The last WIDTH decimal digits of VALUE, with leading zeros, at AT; the place after them. */
static inline char *
digits_fixed(char *at, uint64_t value, int width)
{
    for (int i = width - 1; i >= 0; i--, value /= 10)
        at[i] = (char)('0' + value % 10);
    return at + width;
}

/* All digits of VALUE (at most 20); the place after them. */
static inline char *
digits_add(char *at, uint64_t value)
{
    int width = 1;
    for (uint64_t rest = value; rest >= 10; rest /= 10)
        width++;
    return digits_fixed(at, value, width);
}

#endif
