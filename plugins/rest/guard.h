/* guard.h - who asks, and whether the question is their own. */
#ifndef REST_GUARD_H
#define REST_GUARD_H

#include "exchange.h"

/* DMS_OK, with the visitor known unless the route is open; or a problem is the answer. */
enum dms_status guard_check(struct exchange *exchange);
/* The same for an open route that not everybody may use after all. */
enum dms_status guard_enter(struct exchange *exchange);
/* Is the visitor still welcome? What may be done meanwhile less, or more, is noted. For answers
 * that go on for long. */
bool guard_again(struct exchange *exchange);
/* The secret of the session in the cookie; NULL: none came. */
const char *guard_cookie(const struct exchange *exchange);
/* The cookie's name, which depends on whether the way is encrypted. */
const char *guard_cookie_name(const struct exchange *exchange);
/* FORBIDDEN when a page of somebody else's made the browser ask. */
enum dms_status origin_check(const struct exchange *exchange, struct dms_error *error);

#endif
