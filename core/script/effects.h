/* effects.h - what a rule answered becomes what the core does: refuse, warn, set, create. */
#ifndef DMS_SCRIPT_EFFECTS_H
#define DMS_SCRIPT_EFFECTS_H

#include "script/ruleset.h"

/* What an answer may hold, by where the rule runs. */
enum effect_place { EFFECTS_OF_GUARD, EFFECTS_BEFORE, EFFECTS_AFTER };

/* ANSWER is what the rule returned: null, one effect, or a list of them. */
enum dms_status effects_apply(struct dms_unit *unit, const struct rule *rule,
                              enum effect_place place, struct dms_record *record,
                              const struct dms_json *answer, struct dms_error *error);

/* WHAT: "task" or "message"; CARD its members. INVALID with the member. */
enum dms_status effect_check(const char *what, const struct dms_json *card,
                             struct dms_error *error);
/* About whom a task or message is, for which occasion. */
struct occasion {
    const struct rule *rule;
    const struct dms_record *subject; /* NULL: of no record */
    const char *once;                 /* NULL: not limited to once */
    int64_t at;                       /* what spans count from */
};
/* Creates a core.task or core.message unless the occasion had one. *CREATED: its id or 0. */
enum dms_status effect_create(struct dms_unit *unit, const char *what,
                              const struct occasion *occasion, const struct dms_json *card,
                              int64_t *created, struct dms_error *error);
/* DMS_DENIED or a warning from {"key", "values"}: see dms_fail. */
enum dms_status effect_fail(struct dms_error *error, enum dms_status status, const char *key,
                            const struct dms_json *values);

#endif
