/* throttle.c - counts failures in a table of fixed size. */
#include "access/throttle.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/list.h"

#define SETS 512
#define WAYS 8
#define SALT 32

enum subject { PAIR, ADDRESS, ACCOUNT, SUBJECTS };

struct tries {
    uint64_t key;
    int64_t until, count; /* count 0: free */
};

struct throttle {
    pthread_mutex_t lock;
    char salt[2 * SALT + 1]; /* nobody outside can aim at a set */
    struct tries sets[SETS][WAYS];
};

struct throttle *
throttle_create(void)
{
    struct throttle *throttle = memory_get(sizeof(*throttle));
    pthread_mutex_init(&throttle->lock, NULL);
    random_text(throttle->salt, SALT);
    return throttle;
}

void
throttle_destroy(struct throttle *throttle)
{
    if (throttle == NULL)
        return;
    pthread_mutex_destroy(&throttle->lock);
    free(throttle);
}

/* Somebody with IPv6 has a whole /64 to come from: it counts as one address. */
static void
plain_address(const char *address, char plain[INET6_ADDRSTRLEN])
{
    struct in6_addr six;
    snprintf(plain, INET6_ADDRSTRLEN, "%s", address != NULL ? address : "");
    plain[strcspn(plain, "%")] = '\0'; /* fe80::1%eth0 */
    if (inet_pton(AF_INET6, plain, &six) != 1)
        return;
    if (IN6_IS_ADDR_V4MAPPED(&six)) {
        inet_ntop(AF_INET, &six.s6_addr[12], plain, INET6_ADDRSTRLEN);
        return;
    }
    memset(&six.s6_addr[8], 0, 8);
    inet_ntop(AF_INET6, &six, plain, INET6_ADDRSTRLEN);
}

static uint64_t
key_of(const struct throttle *throttle, char subject, const char *account,
       const char *address)
{
    struct digest_state state;
    unsigned char digest[DIGEST_SIZE];
    uint64_t key;
    digest_begin(&state);
    digest_add(&state, throttle->salt, sizeof(throttle->salt));
    digest_add(&state, &subject, 1);
    digest_add(&state, account, strlen(account) + 1);
    digest_add(&state, address, strlen(address) + 1);
    digest_end(&state, digest);
    memcpy(&key, digest, sizeof(key));
    return key;
}

static void
keys_of(const struct throttle *throttle, const char *account, const char *address,
        uint64_t keys[SUBJECTS])
{
    char plain[INET6_ADDRSTRLEN];
    plain_address(address, plain);
    keys[PAIR] = key_of(throttle, 'p', account, plain);
    keys[ADDRESS] = key_of(throttle, 'a', "", plain);
    keys[ACCOUNT] = key_of(throttle, 'n', account, "");
}

static struct tries *
find(struct throttle *throttle, uint64_t key)
{
    struct tries *set = throttle->sets[key % SETS];
    for (size_t i = 0; i < WAYS; i++)
        if (set[i].count > 0 && set[i].key == key)
            return &set[i];
    return NULL;
}

/* Free, then over, then the fewest tries: a guesser's own many names push each other out
 * before they push out what tells against him. */
static struct tries *
make_room(struct throttle *throttle, uint64_t key, int64_t now)
{
    struct tries *set = throttle->sets[key % SETS], *least = &set[0];
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].count == 0 || set[i].until <= now)
            return &set[i];
        if (set[i].count < least->count)
            least = &set[i];
    }
    return least;
}

/* A window that is over, or that a clock set back has pushed too far away, does not count. */
static int64_t
count_of(struct throttle *throttle, uint64_t key, int64_t window, int64_t now,
         int64_t *until)
{
    struct tries *tries = find(throttle, key);
    bool holds = tries != NULL && tries->until > now && tries->until <= now + window;
    if (tries != NULL && !holds)
        tries->count = 0;
    *until = holds ? tries->until : now;
    return holds ? tries->count : 0;
}

static void
count_up(struct throttle *throttle, uint64_t key, int64_t window, int64_t now)
{
    struct tries *tries = find(throttle, key);
    if (tries == NULL) {
        tries = make_room(throttle, key, now);
        *tries = (struct tries){ .key = key, .until = now + window };
    }
    tries->count++;
}

static void
count_down(struct throttle *throttle, uint64_t key)
{
    struct tries *tries = find(throttle, key);
    if (tries != NULL)
        tries->count--;
}

/* Seconds, never 0 for somebody who has to wait. */
static int64_t
seconds(int64_t ms)
{
    return ms < 1000 ? 1 : (ms + 999) / 1000;
}

int64_t
throttle_try(struct throttle *throttle, const struct throttle_rule *rule,
             const char *account, const char *address, int64_t now)
{
    uint64_t keys[SUBJECTS];
    int64_t counts[SUBJECTS], until[SUBJECTS], wait = 0;
    keys_of(throttle, account, address, keys);
    pthread_mutex_lock(&throttle->lock);
    for (int i = 0; i < SUBJECTS; i++)
        counts[i] = count_of(throttle, keys[i], rule->window, now, &until[i]);
    int64_t tries = counts[ACCOUNT] >= rule->account_tries ? 1 : rule->tries;
    if (counts[PAIR] >= tries)
        wait = seconds(until[PAIR] - now);
    else if (counts[ADDRESS] >= rule->address_tries)
        wait = seconds(until[ADDRESS] - now);
    for (int i = 0; wait == 0 && i < SUBJECTS; i++)
        count_up(throttle, keys[i], rule->window, now);
    pthread_mutex_unlock(&throttle->lock);
    return wait;
}

void
throttle_undo(struct throttle *throttle, const char *account, const char *address)
{
    uint64_t keys[SUBJECTS];
    keys_of(throttle, account, address, keys);
    pthread_mutex_lock(&throttle->lock);
    for (int i = 0; i < SUBJECTS; i++)
        count_down(throttle, keys[i]);
    pthread_mutex_unlock(&throttle->lock);
}

void
throttle_forgive(struct throttle *throttle, const char *account, const char *address)
{
    uint64_t keys[SUBJECTS];
    keys_of(throttle, account, address, keys);
    pthread_mutex_lock(&throttle->lock);
    for (int i = 0; i < SUBJECTS; i++)
        count_down(throttle, keys[i]);
    struct tries *pair = find(throttle, keys[PAIR]);
    if (pair != NULL)
        pair->count = 0;
    pthread_mutex_unlock(&throttle->lock);
}
