/* rights.h - what the grants of a house say, worked out once more and without the core: from the
 * records of core.grant and the classes of the fields. By default nothing. */
#ifndef TESTS_SUPPORT_RIGHTS_H
#define TESTS_SUPPORT_RIGHTS_H

#include "support/http_house.h"

/* How far a grant must reach to hold a record: the asker's own, the store's, anybody's. */
enum rights_level { LEVEL_OWN = 1, LEVEL_TEAM, LEVEL_STORE, LEVEL_GROUP };
enum rights_sight { SIGHT_NONE, SIGHT_MASKED, SIGHT_CLEAR };

struct rights;

struct rights *rights_load(struct http_house *house);
void rights_destroy(struct rights *rights);
/* The widest level at which ROLE, with what everybody may, may do ACTION ("read", "update"…);
 * 0: nowhere. */
unsigned rights_reach(const struct rights *rights, const char *role, const char *entity,
                      const char *action);
bool rights_may(const struct rights *rights, const char *role, const char *entity,
                const char *action, unsigned level);
/* How FIELD, as described by the house, of a record at LEVEL is shown. */
enum rights_sight rights_sight(const struct rights *rights, const char *role,
                               const char *entity, const struct dms_json *field,
                               unsigned level);
/* How it may be asked about in a list: as of the least visible record that the role reads. */
enum rights_sight rights_list_sight(const struct rights *rights, const char *role,
                                    const char *entity, const struct dms_json *field);

#endif
