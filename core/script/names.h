/* names.h - which roles, fields, events and questions there are, for names in rules.
 *
 * Of a plugin that is not loaded nothing is known, so a name of its kind is never wrong. */
#ifndef DMS_SCRIPT_NAMES_H
#define DMS_SCRIPT_NAMES_H

#include "script/reader.h"

struct names;

/* Asks HOUSE once. */
struct names *names_create(struct dms_house *house);
void names_destroy(struct names *names); /* NULL is welcome */

/* While compiling: a role nobody has, a field the record does not have that the function at
 * the top of the stack reads from its first parameter. Nothing when the names are unknown. */
void names_check_role(const struct reader *reader, const char *role);
void names_check_roles(const struct reader *reader, const char *const *roles);
void names_check_reads(const struct reader *reader, int index, const char *key,
                       const char *entity);

/* After compiling: what rules listen to, decisions nobody asks for, keys without a sentence. */
void names_check_rules(struct ruleset *rules);

/* circle.c: follow-ups whose tasks and messages lead to more of them without end. */
void circle_check(struct ruleset *rules);

/* names.c, for names_check.c: the list ends with NULL and lives with the ruleset. */
const char *const *names_verbs(struct ruleset *rules, const char *entity);
const char *const *names_events(struct ruleset *rules, const char *entity);
const char *const *names_asked(struct ruleset *rules);
const char *const *names_roles(struct ruleset *rules);
const char *const *names_fields(struct ruleset *rules, const char *entity);
/* Has the plugin of NAME ("sales.order") said all it asks ("asks") or tells ("tells")? */
bool names_says(const struct names *names, const char *name, const char *member);
bool names_all_loaded(const struct names *names); /* is no plugin off? */

#endif
