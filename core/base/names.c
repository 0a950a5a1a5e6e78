/* names.c - what may be a name, which name was meant. */
#include <string.h>

#include "base/text.h"

#define LONGEST 64

bool
name_valid(const char *name, size_t limit)
{
    if (name == NULL || name[0] < 'a' || name[0] > 'z')
        return false;
    size_t size = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return name[size] == '\0' && size <= limit;
}

static size_t
least(size_t a, size_t b, size_t c)
{
    size_t low = a < b ? a : b;
    return low < c ? low : c;
}

/* Letters to change, add or drop (Levenshtein). */
static size_t
distance(const char *left, const char *right)
{
    size_t row[LONGEST + 1], left_size = strlen(left), right_size = strlen(right);
    if (left_size > LONGEST || right_size > LONGEST)
        return LONGEST;
    for (size_t j = 0; j <= right_size; j++)
        row[j] = j;
    for (size_t i = 1; i <= left_size; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= right_size; j++) {
            size_t up = row[j];
            row[j] = least(up + 1, row[j - 1] + 1, corner + (left[i - 1] != right[j - 1]));
            corner = up;
        }
    }
    return row[right_size];
}

const char *
name_nearest(const char *name, const char *const *names)
{
    const char *nearest = NULL;
    size_t best = strlen(name) / 3 + 1;
    for (; *names != NULL; names++) {
        size_t far = distance(name, *names);
        if (far <= best && (nearest == NULL || far < best)) {
            best = far;
            nearest = *names;
        }
    }
    return nearest;
}

uint64_t
name_hash(const char *name)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * UINT64_C(1099511628211);
    return hash ^ hash >> 32;
}
