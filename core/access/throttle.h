/* throttle.h - how often a password may be tried: per account from one address, per address,
 * per account from everywhere.
 *
 * No account is ever locked. Whoever tries too often from one address waits for the rest of
 * the window, there and for that account only. When an account is tried too often from
 * everywhere together, each address has one try left per window instead of several: a crowd of
 * machines gains little, and whoever knows the password still comes in from any address at
 * the first try. A lock on the account itself would hand everybody the means to keep a
 * colleague out.
 *
 * The table has a fixed size: who tries many names only overwrites what is least worth
 * keeping. It is lost when the house closes. Any thread may ask. */
#ifndef DMS_ACCESS_THROTTLE_H
#define DMS_ACCESS_THROTTLE_H

#include <stdint.h>

struct throttle;

struct throttle_rule {
    int64_t tries;         /* failures of an account from one address… */
    int64_t address_tries; /* of all accounts from one address… */
    int64_t account_tries; /* of an account from everywhere… */
    int64_t window;        /* …within this, ms from the first */
};

struct throttle *throttle_create(void);
void throttle_destroy(struct throttle *throttle); /* NULL is welcome */
/* 0: go on; the try is counted, so that many at once do not slip through. Else the seconds
 * to wait. ADDRESS may be NULL. NOW: ms. */
int64_t throttle_try(struct throttle *throttle, const struct throttle_rule *rule,
                     const char *account, const char *address, int64_t now);
/* Takes the try back: it could not be looked into. */
void throttle_undo(struct throttle *throttle, const char *account, const char *address);
/* It was the right password: the account's failures from this address are forgotten. */
void throttle_forgive(struct throttle *throttle, const char *account, const char *address);

#endif
