/* clockwork.c - each due timer in a unit of its own, at its own time, once. */
#include "unit/clockwork.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/log.h"
#include "unit/parked.h"
#include "unit/unit_inside.h"

#define BATCH         64
#define TRIES         5
#define LOOK_EVERY_MS 500
#define ABSENT        (6 * DMS_HOUR) /* how long to wait for a plugin that is off */

struct clockwork {
    struct dms_house *house;
    pthread_mutex_t lock;
    pthread_cond_t stopped;
    bool stopping, has_thread;
    pthread_t thread;
};

struct ringing {
    const struct timer_row *row;
    const struct dms_timer_handler *handler;
    const char *owner;
    struct dms_error failed; /* the last try's error: wait and try again */
};

static const struct dms_request as_house = { .size = sizeof(as_house),
                                             .flags = DMS_AS_HOUSE };

/* What a timer does, it does in its record's store: its hours, its brand, its tasks. */
static enum dms_status
go_to_store(struct dms_unit *unit, const struct timer_row *row, struct dms_error *error)
{
    struct dms_record *record = NULL;
    const struct entity *entity = entity_at(unit->catalogue->entities, row->entity);
    if (entity == NULL || row->record == 0)
        return DMS_OK;
    enum dms_status st = session_load(unit->session, entity, row->record, unit->scratch,
                                      unit->house->offset, &record, error);
    if (st == DMS_OK)
        unit_stand_in(unit, record->head.store);
    if (st != DMS_NOT_FOUND)
        return st;
    dms_error_clear(error);
    return DMS_OK;
}

enum dms_status
clockwork_ring(struct dms_unit *unit, const struct dms_timer_handler *handler,
               const struct timer_row *row, struct dms_error *error)
{
    struct dms_json *payload = NULL;
    enum dms_status st = go_to_store(unit, row, error);
    if (st == DMS_OK && row->payload != NULL)
        st = dms_json_load(row->payload, strlen(row->payload), &payload, error);
    if (st == DMS_OK)
        st = handler->run(unit, row->entity, row->record, payload, handler->data, error);
    if (st != DMS_OK)
        dms_fail(error, st, "unit.no_reason", "who=%s", handler->name);
    dms_json_destroy(payload);
    return st;
}

/* The timer goes in the same transaction as what it did. Somebody may have cancelled it
 * since it was read: then nothing happens. */
static enum dms_status
ring_work(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    const struct ringing *ringing = context;
    bool was_there = false;
    if (ringing->handler == NULL)
        return dms_fail(error, DMS_UNSUPPORTED, "unit.no_such_timer", "handler=%s",
                        ringing->row->handler);
    enum dms_status st =
        session_timer_drop(unit->session, ringing->row->id, &was_there, error);
    if (st == DMS_OK && was_there)
        st = clockwork_ring(unit, ringing->handler, ringing->row, error);
    return st;
}

/* Its payload, or an empty one. */
static struct dms_json *
payload_of(const struct timer_row *row)
{
    struct dms_json *payload = NULL;
    if (row->payload == NULL ||
        dms_json_load(row->payload, strlen(row->payload), &payload, NULL) != DMS_OK)
        payload = dms_json_create_object();
    return payload;
}

/* The reason, with the timer itself, so that nothing of it is lost. */
static enum dms_status
park(struct dms_unit *unit, const struct ringing *ringing, struct dms_error *error)
{
    const struct timer_row *row = ringing->row;
    struct dms_json *timer = dms_json_create_object();
    dms_json_set_text(timer, "entity", row->entity);
    dms_json_set_integer(timer, "record", row->record);
    dms_json_set_text(timer, "key", row->key);
    dms_json_take_key(timer, "payload", payload_of(row));
    char *reason = parked_reason(&ringing->failed, unit->now, timer);
    enum dms_status st =
        session_park(unit->session, row->handler, -row->id, reason, error);
    free(reason);
    return st;
}

/* 1, 5, 25, 125 minutes after a failure; a plugin that is off, or a full disk, is waited for
 * for ever. */
static int64_t
next_try(const struct ringing *ringing, struct dms_json *payload)
{
    int64_t delay = DMS_MINUTE, tries = dms_json_integer_at(payload, "failed_tries") + 1;
    if (ringing->handler == NULL)
        return ABSENT;
    if (storage_trouble(ringing->failed.status))
        return delay;
    for (int64_t i = 1; i < tries; i++)
        delay *= 5;
    dms_json_set_integer(payload, "failed_tries", tries);
    return tries < TRIES ? delay : 0;
}

static enum dms_status
postpone_work(struct dms_unit *unit, void *context, struct dms_json **answer,
              struct dms_error *error)
{
    (void)answer;
    const struct ringing *ringing = context;
    struct timer_row row = *ringing->row;
    struct dms_json *payload = payload_of(&row);
    int64_t delay = next_try(ringing, payload);
    char *text = dms_json_print(payload);
    bool was_there = false;
    row.payload = text;
    row.due = unit->now + delay;
    enum dms_status st = session_timer_drop(unit->session, row.id, &was_there, error);
    if (st == DMS_OK && was_there)
        st = delay > 0 ? session_timer_put(unit->session, &row, error)
                       : park(unit, ringing, error);
    free(text);
    dms_json_destroy(payload);
    return st;
}

/* Beside the live ones, where others wait behind it, trouble ends the run. If it is the
 * disk's trouble, putting the timer off fails as well, and it stays as it is. */
static enum dms_status
after_failure(struct dms_house *house, struct ringing *ringing, int64_t now,
              struct dms_error *error)
{
    const struct unit_start start = { .request = &as_house, .now = now };
    if (storage_trouble(ringing->failed.status) && now != 0) {
        error_copy(error, &ringing->failed);
        return ringing->failed.status;
    }
    log_error(&ringing->failed);
    house_notice_failed(house, ringing->owner != NULL ? ringing->owner : "core",
                        ringing->row->handler, &ringing->failed);
    return house_write_as(house, &start, postpone_work, ringing, NULL, error);
}

static void
prepare(struct dms_house *house, const struct timer_row *row, int64_t now,
        struct ringing *ringing, struct house_write *write)
{
    ringing->row = row;
    ringing->handler =
        catalogue_timer(atomic_load(&house->catalogue), row->handler, &ringing->owner);
    *write = (struct house_write){ .work = ring_work,
                                   .context = ringing,
                                   .error = &ringing->failed };
    write->start =
        (struct unit_start){ .request = &as_house, .now = now, .owner = ringing->owner };
}

/* Those that are due at one time, in their order, in few commits. */
static enum dms_status
ring_all(struct dms_house *house, const struct timer_row *rows, size_t count, int64_t now,
         struct dms_error *error)
{
    struct ringing *ringing = memory_get((count + 1) * sizeof(*ringing));
    struct house_write *writes = memory_get((count + 1) * sizeof(*writes));
    enum dms_status first = DMS_OK;
    for (size_t i = 0; i < count; i++)
        prepare(house, &rows[i], now, &ringing[i], &writes[i]);
    house_write_all(house, writes, count);
    for (size_t i = 0; i < count; i++) {
        enum dms_status st = writes[i].status == DMS_OK
                                 ? DMS_OK
                                 : after_failure(house, &ringing[i], now, error);
        first = first == DMS_OK ? st : first;
    }
    free(ringing);
    free(writes);
    return first;
}

static enum dms_status
read_due(struct dms_house *house, int64_t until, size_t limit, struct scratch *scratch,
         struct timer_row **rows, size_t *count, struct dms_error *error)
{
    struct storage_session *session = NULL;
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    st = session_timer_due(session, until, limit, scratch, rows, count, error);
    storage_read_end(session);
    return st;
}

/* Runs those due at the earliest moment, then lets the subscribers hear: what they plan may
 * fall before the next timer. */
static enum dms_status
run_moment(struct dms_house *house, int64_t until, bool live, int64_t *ran,
           struct dms_error *error)
{
    struct scratch *scratch = scratch_create();
    struct timer_row *rows = NULL;
    size_t count = 0;
    enum dms_status st = read_due(house, until, BATCH, scratch, &rows, &count, error);
    while (!live && count > 1 && rows[count - 1].due != rows[0].due)
        count--;
    if (st == DMS_OK && count > 0)
        st = ring_all(house, rows, count, live ? 0 : rows[0].due, error);
    *ran += (int64_t)count;
    if (st == DMS_OK && count > 0) {
        atomic_store(&house->moment, live ? 0 : rows[0].due);
        st = dms_house_settle(house, error);
        atomic_store(&house->moment, 0);
    }
    scratch_destroy(scratch);
    return st;
}

enum dms_status
dms_house_run_timers(struct dms_house *house, int64_t until, int64_t *ran,
                     struct dms_error *error)
{
    int64_t before;
    enum dms_status st = dms_house_settle(house, error);
    *ran = 0;
    do {
        before = *ran;
        if (st == DMS_OK)
            st = run_moment(house, until, false, ran, error);
    } while (st == DMS_OK && *ran > before);
    return st;
}

static bool
is_stopping(struct clockwork *clockwork)
{
    pthread_mutex_lock(&clockwork->lock);
    bool stopping = clockwork->stopping;
    pthread_mutex_unlock(&clockwork->lock);
    return stopping;
}

/* All that are due, batch by batch: after a long night there may be thousands. */
static void
look(struct clockwork *clockwork)
{
    struct dms_error error = { 0 };
    enum dms_status st;
    int64_t ran;
    do {
        ran = 0;
        st = run_moment(clockwork->house, clock_now(&clockwork->house->clock), true, &ran,
                        &error);
    } while (st == DMS_OK && ran == BATCH && !is_stopping(clockwork));
    if (st != DMS_OK)
        log_error(&error);
    dms_error_clear(&error);
    if (house_anchor(clockwork->house, false, &error) != DMS_OK)
        log_error(&error);
}

static void *
clockwork_thread(void *context)
{
    struct clockwork *clockwork = context;
    pthread_mutex_lock(&clockwork->lock);
    while (!clockwork->stopping) {
        pthread_mutex_unlock(&clockwork->lock);
        look(clockwork);
        struct timespec next;
        clock_gettime(CLOCK_REALTIME, &next);
        next.tv_nsec += LOOK_EVERY_MS * 1000000;
        next.tv_sec += next.tv_nsec / 1000000000;
        next.tv_nsec %= 1000000000;
        pthread_mutex_lock(&clockwork->lock);
        while (!clockwork->stopping &&
               pthread_cond_timedwait(&clockwork->stopped, &clockwork->lock, &next) !=
                   ETIMEDOUT)
            ;
    }
    pthread_mutex_unlock(&clockwork->lock);
    return NULL;
}

struct clockwork *
clockwork_create(struct dms_house *house)
{
    struct clockwork *clockwork = memory_get(sizeof(*clockwork));
    clockwork->house = house;
    pthread_mutex_init(&clockwork->lock, NULL);
    pthread_cond_init(&clockwork->stopped, NULL);
    return clockwork;
}

enum dms_status
clockwork_start_thread(struct clockwork *clockwork, struct dms_error *error)
{
    clockwork->has_thread =
        pthread_create(&clockwork->thread, NULL, clockwork_thread, clockwork) == 0;
    return clockwork->has_thread ? DMS_OK
                                 : dms_fail(error, DMS_LIMIT, "unit.no_thread", "");
}

void
clockwork_stop(struct clockwork *clockwork)
{
    pthread_mutex_lock(&clockwork->lock);
    clockwork->stopping = true;
    pthread_cond_signal(&clockwork->stopped);
    pthread_mutex_unlock(&clockwork->lock);
    if (clockwork->has_thread)
        pthread_join(clockwork->thread, NULL);
    clockwork->has_thread = false;
}

void
clockwork_destroy(struct clockwork *clockwork)
{
    if (clockwork == NULL)
        return;
    clockwork_stop(clockwork);
    pthread_mutex_destroy(&clockwork->lock);
    pthread_cond_destroy(&clockwork->stopped);
    free(clockwork);
}
