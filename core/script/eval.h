/* eval.h - tries chunks in the closed yard with a guard's limits; nothing is written. */
#ifndef DMS_SCRIPT_EVAL_H
#define DMS_SCRIPT_EVAL_H

#include "script/script.h"

struct ruleset;

#define EVAL_ROUNDS 10000
#define EVAL_THREADS 64

/* What chunks are tried on; members that are NULL or 0 are left out. */
struct eval_place {
    struct ruleset *rules;
    struct dms_house *house;
    const struct dms_request *request;
    script_words words;
    void *context; /* of words */
};

/* PLAN and *ANSWER as in script.h. INVALID when PLAN is none. */
enum dms_status eval_run(const struct eval_place *place, const struct dms_json *plan,
                         struct dms_json **answer, struct dms_error *error);

#endif
