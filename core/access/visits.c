/* visits.c - a small table in pieces, each with its lock. */
#include "access/visits.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "base/text.h"

#define PIECES 256
#define PLACES 16 /* in each: four thousand visitors in all */

/* Most have no scope: only what there is of it takes memory. */
static size_t
size_of(const struct visit *visit)
{
    return offsetof(struct visit, scope) + strlen(visit->scope) + 1;
}

struct piece {
    pthread_mutex_t lock;
    unsigned next; /* to be given away when all are taken */
    struct visit *places[PLACES];
};

struct visits {
    _Atomic uint64_t moment;
    struct piece pieces[PIECES];
};

struct visits *
visits_create(void)
{
    struct visits *visits = memory_get(sizeof(*visits));
    for (size_t i = 0; i < PIECES; i++)
        pthread_mutex_init(&visits->pieces[i].lock, NULL);
    return visits;
}

static void
empty(struct piece *piece)
{
    for (size_t i = 0; i < PLACES; i++) {
        free(piece->places[i]);
        piece->places[i] = NULL;
    }
}

void
visits_destroy(struct visits *visits)
{
    if (visits == NULL)
        return;
    for (size_t i = 0; i < PIECES; i++) {
        empty(&visits->pieces[i]);
        pthread_mutex_destroy(&visits->pieces[i].lock);
    }
    free(visits);
}

static struct piece *
piece_of(struct visits *visits, const char *digest)
{
    return &visits->pieces[name_hash(digest) % PIECES];
}

static struct visit **
find(struct piece *piece, const char *digest)
{
    for (size_t i = 0; i < PLACES; i++)
        if (piece->places[i] != NULL && strcmp(piece->places[i]->digest, digest) == 0)
            return &piece->places[i];
    return NULL;
}

bool
visits_find(struct visits *visits, struct visit *visit)
{
    struct piece *piece = piece_of(visits, visit->digest);
    pthread_mutex_lock(&piece->lock);
    struct visit **found = find(piece, visit->digest);
    if (found != NULL)
        memcpy(visit, *found, size_of(*found));
    pthread_mutex_unlock(&piece->lock);
    return found != NULL;
}

uint64_t
visits_moment(const struct visits *visits)
{
    return atomic_load(&visits->moment);
}

static struct visit **
make_room(struct piece *piece)
{
    for (size_t i = 0; i < PLACES; i++)
        if (piece->places[i] == NULL)
            return &piece->places[i];
    return &piece->places[piece->next++ % PLACES];
}

void
visits_keep(struct visits *visits, const struct visit *visit, uint64_t moment)
{
    struct piece *piece = piece_of(visits, visit->digest);
    struct visit *copy = memory_get(size_of(visit));
    memcpy(copy, visit, size_of(visit));
    pthread_mutex_lock(&piece->lock);
    struct visit **place = find(piece, visit->digest);
    if (place == NULL)
        place = make_room(piece);
    /* Under the lock: forget raises the moment first, then empties each piece. */
    if (atomic_load(&visits->moment) == moment) {
        struct visit *before = *place;
        *place = copy;
        copy = before;
    }
    pthread_mutex_unlock(&piece->lock);
    free(copy);
}

void
visits_forget(struct visits *visits)
{
    atomic_fetch_add(&visits->moment, 1);
    for (size_t i = 0; i < PIECES; i++) {
        pthread_mutex_lock(&visits->pieces[i].lock);
        empty(&visits->pieces[i]);
        pthread_mutex_unlock(&visits->pieces[i].lock);
    }
}
