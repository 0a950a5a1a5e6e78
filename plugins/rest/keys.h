/* keys.h - Idempotency-Key: a write that is sent again happens once. */
#ifndef REST_KEYS_H
#define REST_KEYS_H

#include "exchange.h"

/* Puts the key into REQUEST with a digest of all that it stands for, kept in HASH. DMS_OK, also
 * without a key; or a problem is the answer. */
enum dms_status keys_take(struct exchange *exchange, struct dms_request *request, char hash[65]);
/* INVALID when a key came to a route whose answer is a secret: it could not be kept. */
enum dms_status keys_refuse(struct exchange *exchange);

#endif
