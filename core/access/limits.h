/* limits.h - the figures of logging in and asking again: settings of the house, and what holds without them. */
#ifndef DMS_ACCESS_LIMITS_H
#define DMS_ACCESS_LIMITS_H

#include <stddef.h>
#include <stdint.h>

struct access_limit {
    const char *name; /* of the core.setting */
    int64_t usual, least, most;
};

enum access_limit_number {
    LIMIT_TRIES,
    LIMIT_ADDRESS_TRIES,
    LIMIT_ACCOUNT_TRIES,
    LIMIT_WINDOW_MINUTES,
    LIMIT_SESSION_HOURS,
    LIMIT_SESSIONS,
    LIMIT_TOKEN_DAYS,
    LIMIT_TOKEN_MOST_DAYS,
    LIMIT_TOKENS,
    LIMIT_KEY_DAYS, /* an idempotency key is remembered */
    LIMITS
};

extern const struct access_limit access_limits[LIMITS];
/* The figure that TEXT sets; the usual one for NULL and for what is no number or out of
 * bounds. */
int64_t access_limit_read(enum access_limit_number limit, const char *text);

#endif
