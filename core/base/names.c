/* names.c - the names of entities, fields and keys, and what somebody may have meant. */
#include <string.h>

#include "base/text.h"

#define LONGEST 63

bool
name_valid(const char *name, size_t limit)
{
    size_t size = 0;
    if (name == NULL || name[0] < 'a' || name[0] > 'z')
        return false;
    for (; name[size] != '\0'; size++) {
        char c = name[size];
        bool fits = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        if (!fits || size >= limit)
            return false;
    }
    return true;
}

static size_t
least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to change, add, leave out or swap with their neighbour. */
static size_t
distance(const char *a, size_t a_size, const char *b, size_t b_size)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    memset(rows, 0, sizeof rows);
    for (size_t j = 0; j <= b_size; j++)
        above[j] = j;
    for (size_t i = 1; i <= a_size; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t cost = a[i - 1] != b[j - 1];
            row[j] = least(above[j - 1] + cost, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[b_size];
}

/* Of those that LIMIT steps lead to. */
static const char *
nearest_within(const char *name, const char *const *names, size_t limit)
{
    const char *nearest = NULL;
    size_t size = strlen(name);
    if (size == 0 || size > LONGEST)
        return NULL;
    for (; *names != NULL; names++) {
        size_t other = strlen(*names);
        if (other > LONGEST || other > size + limit || size > other + limit)
            continue;
        size_t steps = distance(name, size, *names, other);
        if (steps <= limit && steps < least(size, other)) {
            nearest = *names;
            if (steps == 0)
                break;
            limit = steps - 1; /* the next one has to be nearer */
        }
    }
    return nearest;
}

const char *
name_nearest(const char *name, const char *const *names)
{
    size_t size = strlen(name);
    return nearest_within(name, names, size / 3 + (size < 3 ? 1 : 0));
}

const char *
name_slip(const char *name, const char *const *names)
{
    size_t third = strlen(name) / 3;
    return nearest_within(name, names, third < 2 ? third : 2);
}

uint64_t
name_hash(const char *name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * UINT64_C(0x100000001b3);
    return hash;
}
