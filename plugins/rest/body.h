/* body.h - the body of a request: how much of it, of which type, and read as JSON. */
#ifndef REST_BODY_H
#define REST_BODY_H

#include "exchange.h"

/* Each returns DMS_OK or has left a problem as the answer. expect: by the head alone. */
enum dms_status body_expect(struct exchange *exchange);
enum dms_status body_read(struct exchange *exchange);
/* False: the connection is to be cut. */
bool body_add(struct exchange *exchange, const char *data, size_t size);
void body_clear(struct body *body);

#endif
