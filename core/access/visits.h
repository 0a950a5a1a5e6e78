/* visits.h - who has shown a secret lately, so that most requests need no database.
 *
 * A bounded copy of core.session and core.token by digest. Whatever ends one of them empties
 * it after the commit; what a slower reader then brings from before is refused. Whether the
 * user is still welcome and the time has not passed is asked each time, by whoever looks. */
#ifndef DMS_ACCESS_VISITS_H
#define DMS_ACCESS_VISITS_H

#include <stdbool.h>

#include "access/secret.h"

struct visits;

struct visit {
    char digest[DIGEST_TEXT_SIZE];
    enum dms_visitor_kind kind;
    int64_t id, user, expires_at;
    char scope[sizeof(((struct dms_visitor *)0)->scope)];
};

struct visits *visits_create(void);
void visits_destroy(struct visits *visits); /* NULL is welcome */
/* Fills VISIT by its digest. */
bool visits_find(struct visits *visits, struct visit *visit);
/* What is true now; to be asked for before the database is read. */
uint64_t visits_moment(const struct visits *visits);
/* Keeps VISIT unless something has ended since MOMENT. */
void visits_keep(struct visits *visits, const struct visit *visit, uint64_t moment);
void visits_forget(struct visits *visits);

#endif
