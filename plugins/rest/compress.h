/* compress.h - gzip, for who takes it and where it is worth it. */
#ifndef REST_COMPRESS_H
#define REST_COMPRESS_H

#include "exchange.h"

/* True when the answer's body is now gzip; the header is set. */
bool compress_answer(struct exchange *exchange);

#endif
