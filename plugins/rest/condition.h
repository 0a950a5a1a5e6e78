/* condition.h - tags of answers, and requests that depend on them. */
#ifndef REST_CONDITION_H
#define REST_CONDITION_H

#include "exchange.h"

/* Tags the answer to a GET or of one record; one that the asker has already becomes 304. PACKED:
 * it is compressed. */
void condition_tag(struct exchange *exchange, bool packed);
/* Is TAG one of the tags of LIST (NULL: none), or that "*"? */
bool condition_names(const char *list, const char *tag);
/* Puts the revision of If-Match into QUESTION as "rev". DMS_OK, or a problem is the answer. */
enum dms_status condition_rev(struct exchange *exchange, struct dms_json *question);

#endif
