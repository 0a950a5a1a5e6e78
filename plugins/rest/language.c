/* language.c - Accept-Language: the best weight wins, the first of equals. */
#include "language.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* NULL: none of ours. */
static const char *
ours(const char *tag)
{
    static const char *const known[] = { "zh", "en" };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (strncasecmp(tag, known[i], 2) == 0 && strchr("-,; \t", tag[2]) != NULL)
            return known[i];
    return NULL;
}

static double
weight_of(const char *tag)
{
    const char *end = tag + strcspn(tag, ","), *weight = strstr(tag, "q=");
    return weight != NULL && weight < end ? strtod(weight + 2, NULL) : 1;
}

const char *
language_of(const char *accepted)
{
    const char *best = "zh";
    double most = 0;
    for (const char *at = accepted; at != NULL; at = strchr(at, ',')) {
        at += strspn(at, ", \t");
        const char *language = ours(at);
        double weight = language != NULL ? weight_of(at) : 0;
        if (weight > most) {
            best = language;
            most = weight;
        }
    }
    return best;
}
