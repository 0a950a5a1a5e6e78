/* head.h - what the headers of a request say. */
#ifndef REST_HEAD_H
#define REST_HEAD_H

#include "exchange.h"

/* Each returns DMS_OK or has left a problem as the answer. */
enum dms_status head_read(struct exchange *exchange, const char *method, const char *version);
/* Finds the route. OPTIONS is answered here: the route stays NULL. */
enum dms_status head_route(struct exchange *exchange);
/* Is a body on its way? */
bool head_has_body(const struct exchange *exchange);
/* Does the list header NAME ("gzip, br;q=0.5") take WORD? */
bool head_takes(const struct exchange *exchange, const char *name, const char *word);

#endif
