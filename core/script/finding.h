/* finding.h - what a check of the rules finds: errors, warnings, and what each rule costs. */
#ifndef DMS_SCRIPT_FINDING_H
#define DMS_SCRIPT_FINDING_H

#include "script/host.h"

/* LIST gets {file, line, column, key, severity: "error"|"warning"|"info", text}. */
struct findings {
    struct dms_house *house;
    const char *language;
    const struct ruleset *rules;
    struct dms_json *list;
};

/* The item, which is the list's. */
struct dms_json *finding_add(const struct findings *to, const char *severity, const struct dms_error *error);
/* overlap.c: two rules that decide the same thing of one record. */
void overlap_check(struct dms_unit *unit, struct ruleset *rules, const struct findings *to);
/* overlap_refusals.c: guards that one gets around by another transition, and refusals that are said
 * twice. */
void refusals_check(struct dms_unit *unit, struct ruleset *rules, const struct findings *to);
/* cost.c: steps and memory of each rule, on a record of the house. */
void cost_check(struct dms_unit *unit, struct ruleset *rules, const struct findings *to);

#endif
