/* teller.c - when there is something to tell, each subscriber hears it. */
#include "unit/teller.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/log.h"
#include "storage/system.h"
#include "unit/telling.h"
#include "unit/unit_inside.h"

#define TROUBLE_PAUSE_S 2 /* before what could not be told is tried again */

struct teller {
    struct dms_house *house;
    pthread_mutex_t telling; /* held while somebody tells: order per record */
    pthread_mutex_t lock;    /* guards what follows */
    pthread_cond_t woken;
    _Atomic bool stopping; /* also looked at between batches, without the lock */
    _Atomic bool pending; /* set without the lock when it is set already */
    bool has_thread;
    pthread_t thread;
    struct map seen; /* under TELLING; see struct settling */
};

/* One round over all subscribers. One that is in trouble does not stop the others. */
static enum dms_status
tell_round(struct teller *teller, struct settling *settling, struct dms_error *error)
{
    const struct catalogue *catalogue = atomic_load(&teller->house->catalogue);
    int64_t last = 0;
    enum dms_status first = house_last_event(teller->house, &last, error);
    settling->told = 0;
    for (size_t i = 0; i < catalogue->subscribers.count; i++) {
        const struct dms_subscriber *subscriber = catalogue->subscribers.items[i];
        if ((intptr_t)map_at(&teller->seen, subscriber->name) >= last)
            continue;
        enum dms_status st =
            tell_subscriber(teller->house, subscriber,
                            catalogue->subscriber_owners.items[i], settling, error);
        first = first == DMS_OK ? st : first;
    }
    return first;
}

enum dms_status
dms_house_settle(struct dms_house *house, struct dms_error *error)
{
    struct teller *teller = house->teller;
    struct settling settling = { .stopping = &teller->stopping, .seen = &teller->seen };
    if (storage_is_writer(house->storage))
        return dms_fail(error, DMS_BUG, "unit.nested_write", "");
    pthread_mutex_lock(&teller->telling);
    enum dms_status st = house_last_event(house, &settling.end, error);
    do {
        if (st == DMS_OK)
            st = tell_round(teller, &settling, error);
    } while (st == DMS_OK && settling.told > 0 && settling.fed < TOLD_AT_ONCE &&
             !teller->stopping);
    pthread_mutex_unlock(&teller->telling);
    if (st == DMS_OK && settling.told > 0 && !teller->stopping)
        st = dms_fail(error, DMS_LIMIT, "unit.endless_events", "limit=%d", TOLD_AT_ONCE);
    return st;
}

static enum dms_status
introduce_work(struct dms_unit *unit, void *context, struct dms_json **answer,
               struct dms_error *error)
{
    (void)answer;
    const struct catalogue *catalogue = context;
    int64_t end = 0, mark = 0;
    enum dms_status st = session_outbox_last(unit->session, &end, error);
    for (size_t i = 0; st == DMS_OK && i < catalogue->subscribers.count; i++) {
        const struct dms_subscriber *subscriber = catalogue->subscribers.items[i];
        bool known = false;
        st = session_heard_get(unit->session, subscriber->name, &known, &mark, error);
        if (st == DMS_OK && !known)
            st = session_heard_set(unit->session, subscriber->name, end, error);
    }
    return st;
}

enum dms_status
teller_introduce(struct dms_house *house, const struct catalogue *catalogue,
                 struct dms_error *error)
{
    static const struct dms_request as_house = { .size = sizeof(as_house),
                                                 .flags = DMS_AS_HOUSE };
    if (catalogue->subscribers.count == 0)
        return DMS_OK;
    return dms_house_write(house, &as_house, introduce_work, (void *)(uintptr_t)catalogue,
                           NULL, error);
}

/* With the lock held. In trouble it looks again by itself: nobody may write for hours. */
static void
wait_for_work(struct teller *teller, bool trouble)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += TROUBLE_PAUSE_S;
    while (!teller->stopping && !(teller->pending && !trouble))
        if (!trouble)
            pthread_cond_wait(&teller->woken, &teller->lock);
        else if (pthread_cond_timedwait(&teller->woken, &teller->lock, &until) ==
                 ETIMEDOUT)
            break;
    teller->pending = false;
}

static void *
teller_thread(void *context)
{
    struct teller *teller = context;
    bool trouble = false;
    pthread_mutex_lock(&teller->lock);
    for (;;) {
        wait_for_work(teller, trouble);
        if (teller->stopping)
            break;
        pthread_mutex_unlock(&teller->lock);
        struct dms_error error = { 0 };
        trouble = dms_house_settle(teller->house, &error) != DMS_OK;
        if (trouble)
            log_error(&error);
        pthread_mutex_lock(&teller->lock);
    }
    pthread_mutex_unlock(&teller->lock);
    return NULL;
}

struct teller *
teller_create(struct dms_house *house)
{
    struct teller *teller = memory_get(sizeof(*teller));
    teller->house = house;
    pthread_mutex_init(&teller->telling, NULL);
    pthread_mutex_init(&teller->lock, NULL);
    pthread_cond_init(&teller->woken, NULL);
    return teller;
}

void
teller_wake(struct dms_house *house)
{
    struct teller *teller = house->teller;
    if (atomic_exchange(&teller->pending, true))
        return; /* it is on its way, and looks for itself what there is */
    pthread_mutex_lock(&teller->lock);
    pthread_cond_signal(&teller->woken);
    pthread_mutex_unlock(&teller->lock);
}

enum dms_status
teller_start_thread(struct teller *teller, struct dms_error *error)
{
    teller->pending = true; /* what was committed while nobody listened */
    teller->has_thread =
        pthread_create(&teller->thread, NULL, teller_thread, teller) == 0;
    return teller->has_thread ? DMS_OK : dms_fail(error, DMS_LIMIT, "unit.no_thread", "");
}

void
teller_stop(struct teller *teller)
{
    pthread_mutex_lock(&teller->lock);
    teller->stopping = true;
    pthread_cond_signal(&teller->woken);
    pthread_mutex_unlock(&teller->lock);
    if (teller->has_thread)
        pthread_join(teller->thread, NULL);
    teller->has_thread = false;
}

void
teller_destroy(struct teller *teller)
{
    if (teller == NULL)
        return;
    teller_stop(teller);
    pthread_mutex_destroy(&teller->telling);
    pthread_mutex_destroy(&teller->lock);
    pthread_cond_destroy(&teller->woken);
    map_clear(&teller->seen);
    free(teller);
}
