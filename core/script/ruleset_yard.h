/* ruleset_yard.h - how a yard of a version is made ready. */
#ifndef DMS_SCRIPT_RULESET_YARD_H
#define DMS_SCRIPT_RULESET_YARD_H

#include "script/ruleset.h"

/* Runs every script of the yard's rules; FIRST: what is wrong becomes a problem of theirs. */
void ruleset_run_sources(struct yard *yard, bool first);
/* WORK in a protected call with the rules as its argument. */
enum dms_status ruleset_protect(struct yard *yard, lua_CFunction work, struct dms_error *error);
/* Keeps the functions of all slots; the declarations are given up. */
enum dms_status ruleset_fill_slots(struct yard *yard, struct dms_error *error);

#endif
