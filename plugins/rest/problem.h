/* problem.h - every error is a problem+json (RFC 9457) in the asker's language. */
#ifndef REST_PROBLEM_H
#define REST_PROBLEM_H

#include "exchange.h"

/* The exchange's error becomes its answer: with HTTP status STATUS, or the one that belongs to
 * ST. Returns ST, so that one can write  return problem(exchange, 404, dms_fail(…)). */
enum dms_status problem(struct exchange *exchange, unsigned status, enum dms_status st);
enum dms_status problem_of(struct exchange *exchange, enum dms_status st);

#endif
