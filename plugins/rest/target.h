/* target.h - the first line of a request, taken apart. */
#ifndef REST_TARGET_H
#define REST_TARGET_H

#include "exchange.h"

#define TARGET_MOST 8192 /* bytes */

/* Splits the raw target the exchange was made with. INVALID: not percent-encoded UTF-8, a NUL, a
 * parameter twice, too many of them; LIMIT: too long. */
enum dms_status target_read(struct target *target, struct dms_error *error);
/* INVALID names the first parameter that the route does not know. */
enum dms_status target_check(const struct exchange *exchange, struct dms_error *error);
/* Is it UTF-8 without NUL and control characters? */
bool target_is_text(const char *text, size_t size);

#endif
