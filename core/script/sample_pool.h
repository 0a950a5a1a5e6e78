/* sample_pool.h - the numbers and words that rules mention: what lies beside them is worth trying. */
#ifndef DMS_SCRIPT_SAMPLE_POOL_H
#define DMS_SCRIPT_SAMPLE_POOL_H

#include "script/sample.h"

struct pool {
    int64_t numbers[8];
    const char *words[8]; /* live as long as the unit */
    size_t number_count, word_count;
};

/* Lines of a file; FIRST is where a function begins. */
struct sample_lines {
    const struct source *source;
    int64_t first, last;
};
/* Those of the function in SLOT of RULE's own file; false when there is none. */
bool sample_function(const struct rule *rule, int slot, struct sample_lines *lines);
/* Adds what stands there; EACH (NULL: nobody) hears of "table.name". */
typedef void (*pool_each)(const char *table, const char *name, void *context);
void pool_read(struct pool *pool, struct dms_unit *unit, const struct sample_lines *lines,
               pool_each each, void *context);
/* All of RULE's file: constants stand above the functions. */
void pool_read_file(struct pool *pool, struct dms_unit *unit, const struct rule *rule);

#endif
