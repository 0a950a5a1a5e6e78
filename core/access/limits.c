/* limits.c - the table of figures, with bounds that keep a slip of the finger harmless. */
#include "access/limits.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>

const struct access_limit access_limits[LIMITS] = {
    [LIMIT_TRIES] = { "login.tries", 5, 1, 1000 },
    /* A whole shop may sit behind one address. */
    [LIMIT_ADDRESS_TRIES] = { "login.tries_address", 50, 1, 100000 },
    [LIMIT_ACCOUNT_TRIES] = { "login.tries_account", 50, 1, 100000 },
    [LIMIT_WINDOW_MINUTES] = { "login.window_minutes", 15, 1, 1440 },
    [LIMIT_SESSION_HOURS] = { "session.hours", 12, 1, 720 },
    /* Of one user; the oldest gives way. */
    [LIMIT_SESSIONS] = { "session.most", 20, 1, 100 },
    [LIMIT_TOKEN_DAYS] = { "token.days", 90, 1, 3660 },
    [LIMIT_TOKEN_MOST_DAYS] = { "token.most_days", 366, 1, 3660 },
    [LIMIT_TOKENS] = { "token.most", 50, 1, 1000 },
    [LIMIT_KEY_DAYS] = { "key.days", 30, 1, 3660 },
};

int64_t
access_limit_read(enum access_limit_number limit, const char *text)
{
    const struct access_limit *figure = &access_limits[limit];
    char *end = NULL;
    errno = 0;
    long long value = text != NULL ? strtoll(text, &end, 10) : 0;
    bool sound = text != NULL && end != text && *end == '\0' && errno == 0 &&
                 value >= figure->least && value <= figure->most;
    return sound ? value : figure->usual;
}
