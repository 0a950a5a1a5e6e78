/* eval_inside.h - eval.c has each chunk tried as often as wished; eval_chunk.c tries it once. */
#ifndef DMS_SCRIPT_EVAL_INSIDE_H
#define DMS_SCRIPT_EVAL_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "script/eval.h"
#include "script/ruleset.h"

struct chunk {
    const char *name;
    char *text; /* begins with EVAL_PARAMETERS */
    pthread_mutex_t lock;
    struct dms_json *verdict; /* the first one */
    bool differs;
};

struct trial {
    const struct eval_place *place;
    const char *entity;
    int64_t id;
    struct chunk *chunks;
    size_t count, jobs;
    size_t *order; /* of the jobs: which chunk */
    atomic_size_t next;
};

/* One evaluation of one thread. */
struct attempt {
    struct trial *trial;
    struct chunk *chunk;
    struct yard *yard;
    struct dms_json *verdict;
};

#define EVAL_PARAMETERS "local record <const>, user <const> = ...; "
#define EVAL_FILE       "chunk.lua"

/* The work of a reading unit; DATA: struct attempt, whose verdict is set. */
enum dms_status eval_try(struct dms_unit *unit, void *data, struct dms_json **answer,
                         struct dms_error *error);
/* Two verdicts of one chunk. */
bool eval_same(const struct dms_json *left, const struct dms_json *right);

#endif
