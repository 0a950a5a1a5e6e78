/* alike.c - see alike.h. */
#include "alike.h"

#include <ctype.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#define MOST_PAIRS 1000 /* of a text; what is longer is judged by its beginning */

/* The next character at *AT that counts, as a number; 0 at the end. */
static uint32_t
next_letter(const unsigned char **at)
{
    while (**at != '\0') {
        uint32_t letter = *(*at)++;
        if (letter >= 0xC0)
            while ((**at & 0xC0) == 0x80)
                letter = letter << 6 ^ *(*at)++;
        if (letter >= 0x80)
            return letter;
        if (isalpha((int)letter))
            return (uint32_t)tolower((int)letter);
    }
    return 0;
}

static int
compare(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static size_t
pairs_of(const char *text, uint64_t pairs[MOST_PAIRS])
{
    const unsigned char *at = (const unsigned char *)text;
    size_t count = 0;
    uint32_t last = next_letter(&at);
    for (uint32_t letter = next_letter(&at); letter != 0 && count < MOST_PAIRS;
         letter = next_letter(&at)) {
        pairs[count++] = (uint64_t)last << 32 | letter;
        last = letter;
    }
    qsort(pairs, count, sizeof(pairs[0]), compare);
    return count;
}

int
crm_alike(const char *left, const char *right)
{
    uint64_t a[MOST_PAIRS], b[MOST_PAIRS];
    if (left == NULL || right == NULL)
        return 0;
    size_t of_a = pairs_of(left, a), of_b = pairs_of(right, b), both = 0;
    for (size_t i = 0, k = 0; i < of_a && k < of_b;) {
        if (a[i] == b[k])
            both++, i++, k++;
        else if (a[i] < b[k])
            i++;
        else
            k++;
    }
    return of_a + of_b == 0 ? 0 : (int)(200 * both / (of_a + of_b));
}
