/* teller.c - reads the outbox after each subscriber's mark and runs it, event by event. */
#include "unit/teller.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/log.h"
#include "storage/system.h"
#include "unit/unit_inside.h"

#define BATCH 1000
#define MOST_AT_ONCE 10000 /* events of one settle told in it; beyond that they feed themselves */
#define TRIES 3
#define TROUBLE_PAUSE_S 2 /* before what could not be told is tried again */

struct teller {
    struct dms_house *house;
    pthread_mutex_t telling; /* held while somebody tells: order per record */
    pthread_mutex_t lock;    /* guards what follows */
    pthread_cond_t woken;
    _Atomic bool stopping; /* also looked at between batches, without the lock */
    bool pending, has_thread;
    pthread_t thread;
};

/* One event on its way to one subscriber. */
struct telling {
    const struct dms_subscriber *subscriber;
    const struct outbox_row *row; /* NULL: only the mark moves */
    int64_t mark;
    struct dms_error *reason;
};

static bool
wants(const struct dms_subscriber *subscriber, const char *name)
{
    size_t size = strlen(subscriber->on);
    if (size > 0 && subscriber->on[size - 1] == '*')
        return strncmp(name, subscriber->on, size - 1) == 0;
    return strcmp(subscriber->on, name) == 0;
}

static enum dms_status
run_subscriber(struct dms_unit *unit, const struct telling *telling, struct dms_error *error)
{
    const struct outbox_row *row = telling->row;
    struct dms_json *payload = NULL;
    enum dms_status st = DMS_OK;
    if (row->payload != NULL)
        st = dms_json_load(row->payload, strlen(row->payload), &payload, error);
    struct dms_event event = { .size = sizeof(event),
                               .id = row->id,
                               .at = row->at,
                               .name = row->name,
                               .entity = row->entity,
                               .record = row->record,
                               .store = row->store,
                               .user = row->user,
                               .payload = payload };
    if (st == DMS_OK)
        st = telling->subscriber->run(unit, &event, telling->subscriber->data, error);
    dms_json_destroy(payload);
    return st;
}

/* What the subscriber writes and its mark commit together: it hears each event once. */
static enum dms_status
tell_work(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    const struct telling *telling = context;
    enum dms_status st = DMS_OK;
    if (telling->reason != NULL) {
        struct dms_json *json = error_json(telling->reason);
        char *text = dms_json_print(json);
        st = session_park(unit->session, telling->subscriber->name, telling->row->id, text, error);
        free(text);
        dms_json_destroy(json);
    } else if (telling->row != NULL) {
        st = run_subscriber(unit, telling, error);
    }
    if (st == DMS_OK)
        st = session_heard_set(unit->session, telling->subscriber->name, telling->mark, error);
    return st;
}

static enum dms_status
write_telling(struct teller *teller, struct telling *telling, const char *owner,
              struct dms_error *error)
{
    static const struct dms_request as_house = { .size = sizeof(as_house),
                                                 .flags = DMS_AS_HOUSE };
    struct unit_start start = { .request = &as_house,
                                .now = atomic_load(&teller->house->moment),
                                .store = telling->row != NULL ? telling->row->store : 0,
                                .owner = owner };
    return house_write_as(teller->house, &start, tell_work, telling, NULL, error);
}

static bool
storage_trouble(enum dms_status st)
{
    return st == DMS_STORAGE || st == DMS_FULL;
}

/* Tries, then parks: one bad event must not silence all that follow. */
static enum dms_status
tell_one(struct teller *teller, const struct dms_subscriber *subscriber, const char *owner,
         const struct outbox_row *row, struct dms_error *error)
{
    struct telling telling = { .subscriber = subscriber, .row = row, .mark = row->id };
    struct dms_error reason = { 0 };
    enum dms_status st = DMS_OK;
    for (int i = 0; i < TRIES; i++) {
        dms_error_clear(&reason);
        st = write_telling(teller, &telling, owner, &reason);
        if (st == DMS_OK)
            return DMS_OK;
        if (storage_trouble(st)) {
            error_copy(error, &reason);
            return st;
        }
    }
    telling.reason = &reason;
    house_notice(teller->house, owner, subscriber->name, &reason);
    log_error(&reason);
    return write_telling(teller, &telling, owner, error);
}

/* One settle. What was committed before it began is work, however much; what comes of that
 * must end some time. */
struct settling {
    int64_t end;       /* the last event when it began */
    int64_t told, fed; /* told in this round; of all told, those after END */
};

struct batch {
    struct outbox_row *rows;
    size_t count;
    int64_t heard;
};

static enum dms_status
read_batch(struct storage_session *session, const struct dms_subscriber *subscriber,
           struct scratch *scratch, struct batch *batch, struct dms_error *error)
{
    bool known = false;
    enum dms_status st =
        session_heard_get(session, subscriber->name, &known, &batch->heard, error);
    if (st == DMS_OK)
        st = session_outbox_after(session, batch->heard, BATCH, scratch, &batch->rows,
                                  &batch->count, error);
    return st;
}

static enum dms_status
next_batch(struct teller *teller, const struct dms_subscriber *subscriber,
           struct scratch *scratch, struct batch *batch, struct dms_error *error)
{
    struct storage_session *session = NULL;
    enum dms_status st = storage_read_begin(teller->house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    st = read_batch(session, subscriber, scratch, batch, error);
    storage_read_end(session);
    return st;
}

/* One batch to one subscriber. Events it does not want cost one
 * write for the mark of a whole batch; a few of them are rather read again next time. */
static enum dms_status
tell_batch(struct teller *teller, const struct dms_subscriber *subscriber, const char *owner,
           const struct batch *batch, struct settling *settling, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    int64_t mark = batch->heard;
    for (size_t i = 0; st == DMS_OK && i < batch->count; i++) {
        if (!wants(subscriber, batch->rows[i].name))
            continue;
        st = tell_one(teller, subscriber, owner, &batch->rows[i], error);
        mark = batch->rows[i].id;
        settling->told++;
        settling->fed += mark > settling->end;
    }
    int64_t last = batch->count > 0 ? batch->rows[batch->count - 1].id : mark;
    struct telling skip = { .subscriber = subscriber, .mark = last };
    if (st == DMS_OK && last > mark && batch->count == BATCH)
        st = write_telling(teller, &skip, owner, error);
    return st;
}

static enum dms_status
tell_subscriber(struct teller *teller, const struct dms_subscriber *subscriber,
                const char *owner, struct settling *settling, struct dms_error *error)
{
    struct scratch *scratch = scratch_create();
    struct batch batch = { 0 };
    enum dms_status st;
    do {
        scratch_reset(scratch);
        st = next_batch(teller, subscriber, scratch, &batch, error);
        if (st == DMS_OK && batch.count > 0)
            st = tell_batch(teller, subscriber, owner, &batch, settling, error);
    } while (st == DMS_OK && batch.count == BATCH && settling->fed < MOST_AT_ONCE &&
             !teller->stopping);
    scratch_destroy(scratch);
    return st;
}

/* One round over all subscribers. One that is in trouble does not stop the others. */
static enum dms_status
tell_round(struct teller *teller, struct settling *settling, struct dms_error *error)
{
    const struct catalogue *catalogue = atomic_load(&teller->house->catalogue);
    enum dms_status first = DMS_OK;
    settling->told = 0;
    for (size_t i = 0; i < catalogue->subscribers.count; i++) {
        enum dms_status st = tell_subscriber(teller, catalogue->subscribers.items[i],
                                             catalogue->subscriber_owners.items[i], settling,
                                             error);
        first = first == DMS_OK ? st : first;
    }
    return first;
}

static enum dms_status
read_end(struct dms_house *house, int64_t *end, struct dms_error *error)
{
    struct storage_session *session = NULL;
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st == DMS_OK)
        st = session_outbox_last(session, end, error);
    storage_read_end(session);
    return st;
}

enum dms_status
dms_house_settle(struct dms_house *house, struct dms_error *error)
{
    struct teller *teller = house->teller;
    struct settling settling = { 0 };
    if (storage_is_writer(house->storage))
        return dms_fail(error, DMS_BUG, "unit.nested_write", "");
    pthread_mutex_lock(&teller->telling);
    enum dms_status st = read_end(house, &settling.end, error);
    do {
        if (st == DMS_OK)
            st = tell_round(teller, &settling, error);
    } while (st == DMS_OK && settling.told > 0 && settling.fed < MOST_AT_ONCE &&
             !teller->stopping);
    pthread_mutex_unlock(&teller->telling);
    if (st == DMS_OK && settling.told > 0 && !teller->stopping)
        st = dms_fail(error, DMS_LIMIT, "unit.endless_events", "limit=%d", MOST_AT_ONCE);
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
        else if (pthread_cond_timedwait(&teller->woken, &teller->lock, &until) == ETIMEDOUT)
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
    pthread_mutex_lock(&teller->lock);
    teller->pending = true;
    pthread_cond_signal(&teller->woken);
    pthread_mutex_unlock(&teller->lock);
}

enum dms_status
teller_start_thread(struct teller *teller, struct dms_error *error)
{
    teller->pending = true; /* what was committed while nobody listened */
    teller->has_thread = pthread_create(&teller->thread, NULL, teller_thread, teller) == 0;
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
    free(teller);
}
