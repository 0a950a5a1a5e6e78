/* scope.h - what a token may do of what its user may: a short text, read once per request.
 *
 * Words with blanks between: PATTERN:ACTIONS, such as "crm.*:read" or
 * "sales.order:read,update"; a pattern is an entity, all of a plugin ("crm.*") or "*";
 * actions are those of grants, or "*". "call:parts.stock" opens an exposed call that asks for
 * no permission of its own ("call:parts.*", "call:*"); one that asks for a permission needs
 * the word of that instead. "*" alone is everything. What no word names is closed. */
#ifndef DMS_ACCESS_SCOPE_H
#define DMS_ACCESS_SCOPE_H

#include "access/access.h"

struct access_scope;

/* *SCOPE lives in SCRATCH; NULL for NULL and "": nothing is narrowed. INVALID
 * "access.bad_scope" with the word. */
enum dms_status scope_read(const char *text, struct scratch *scratch,
                           const struct access_scope **scope, struct dms_error *error);
/* Takes from PERMISSION what SCOPE does not name; NULL is welcome. */
void scope_narrow(const struct access_scope *scope, struct permission *permission);
/* May a call without a permission be asked from outside? */
bool scope_opens_call(const struct access_scope *scope, const char *call);
/* The first word that speaks of nothing: no entity of SET, and none of the calls IS_CALL
 * knows. NULL when all do. Lent by SCOPE. */
const char *scope_idle_word(const struct access_scope *scope, const struct entity_set *set,
                            bool (*is_call)(const void *data, const char *pattern),
                            const void *data);
/* Does "crm.lead", "crm.*" or "*" speak of NAME? */
bool pattern_speaks_of(const char *pattern, const char *name);

#endif
