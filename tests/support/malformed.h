/* malformed.h - requests that no good client sends, from a seed. */
#ifndef TESTS_SUPPORT_MALFORMED_H
#define TESTS_SUPPORT_MALFORMED_H

#include <stdint.h>
#include <stdio.h>

/* What has to follow. Without any: one answer, 4xx, a problem document. */
enum malformed_end {
    MALFORMED_PLAIN = 1 << 0,  /* no HTTP at all: the library's plain refusal will do */
    MALFORMED_SILENT = 1 << 1, /* nobody can answer that: closing will do */
    MALFORMED_PASSES = 1 << 2, /* some of these are right after all */
    MALFORMED_VERSION = 1 << 3 /* another HTTP than ours: 505, which says so, will do */
};

struct malformed_source {
    uint64_t state;
    const char *token; /* of somebody who may do much */
};
/* 0 to LIMIT - 1 */
unsigned malformed_number(struct malformed_source *source, unsigned limit);

struct malformed_kind {
    const char *name;
    unsigned ends; /* enum malformed_end */
    void (*write)(struct malformed_source *source, FILE *out);
};
/* Each ends with a NULL name. */
extern const struct malformed_kind malformed_heads[], malformed_targets[], malformed_bodies[];

/* The first lines of a request; the empty line is still to come. */
void malformed_begin(struct malformed_source *source, FILE *out, const char *method,
                     const char *target);
/* A whole one, with a JSON body. */
void malformed_post(struct malformed_source *source, FILE *out, const char *target,
                    const char *body, size_t size);
/* One of LIST, which ends with NULL. */
const char *malformed_choice(struct malformed_source *source, const char *const *list);

#endif
