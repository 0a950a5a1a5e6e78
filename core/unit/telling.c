/* telling.c - one subscriber hears its events: in order, many to a commit, each once. */
#include "unit/telling.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/log.h"
#include "unit/parked.h"
#include "unit/unit_inside.h"

#define BATCH                                                                            \
    1000 /* a mark is written per batch: importing tells thousands nobody hears */
#define TRIES 3

/* One event on its way to one subscriber. */
struct telling {
    const struct dms_subscriber *subscriber;
    const struct outbox_row *row; /* NULL: only the mark moves */
    int64_t before, mark;         /* what was heard last; what is heard then */
    struct dms_error *reason;
};

static bool
listens_to(const struct dms_subscriber *subscriber, const char *name)
{
    size_t size = strlen(subscriber->on);
    if (size > 0 && subscriber->on[size - 1] == '*')
        return strncmp(name, subscriber->on, size - 1) == 0;
    return strcmp(subscriber->on, name) == 0;
}

static struct dms_event
event_of(const struct outbox_row *row, const struct dms_json *payload)
{
    return (struct dms_event){ .size = sizeof(struct dms_event),
                               .id = row->id,
                               .at = row->at,
                               .name = row->name,
                               .entity = row->entity,
                               .record = row->record,
                               .store = row->store,
                               .user = row->user,
                               .payload = payload };
}

static bool
wants(struct dms_house *house, const struct dms_subscriber *subscriber,
      const struct outbox_row *row)
{
    if (!listens_to(subscriber, row->name))
        return false;
    struct dms_event event = event_of(row, NULL);
    return subscriber->wants == NULL ||
           subscriber->wants(house, &event, subscriber->data);
}

enum dms_status
telling_run(struct dms_unit *unit, const struct dms_subscriber *subscriber,
            const struct outbox_row *row, struct dms_error *error)
{
    struct dms_json *payload = NULL;
    enum dms_status st = DMS_OK;
    if (row->payload != NULL)
        st = dms_json_load(row->payload, strlen(row->payload), &payload, error);
    struct dms_event event = event_of(row, payload);
    if (st == DMS_OK)
        st = subscriber->run(unit, &event, subscriber->data, error);
    if (st != DMS_OK)
        dms_fail(error, st, "unit.no_reason", "who=%s", subscriber->name);
    dms_json_destroy(payload);
    return st;
}

/* Events are put to the writer many at a time: after one that failed, those behind it wait. */
static enum dms_status
wait_for_turn(struct dms_unit *unit, const struct telling *telling,
              struct dms_error *error)
{
    int64_t heard = 0;
    bool known = false;
    enum dms_status st = session_heard_get(unit->session, telling->subscriber->name,
                                           &known, &heard, error);
    if (st == DMS_OK && heard != telling->before)
        st = dms_fail(error, DMS_BUSY, "unit.not_its_turn", "who=%s",
                      telling->subscriber->name);
    return st;
}

/* What the subscriber writes and its mark commit together: it hears each event once. */
static enum dms_status
tell_work(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    const struct telling *telling = context;
    enum dms_status st = wait_for_turn(unit, telling, error);
    if (st != DMS_OK)
        return st;
    if (telling->reason != NULL) {
        char *reason = parked_reason(telling->reason, unit->now, NULL);
        st = session_park(unit->session, telling->subscriber->name, telling->row->id,
                          reason, error);
        free(reason);
    } else if (telling->row != NULL) {
        st = telling_run(unit, telling->subscriber, telling->row, error);
    }
    if (st == DMS_OK)
        st = session_heard_set(unit->session, telling->subscriber->name, telling->mark,
                               error);
    return st;
}

static struct unit_start
start_of(struct dms_house *house, const struct telling *telling, const char *owner)
{
    static const struct dms_request as_house = { .size = sizeof(as_house),
                                                 .flags = DMS_AS_HOUSE };
    return (struct unit_start){ .request = &as_house,
                                .now = atomic_load(&house->moment),
                                .store = telling->row != NULL ? telling->row->store : 0,
                                .owner = owner };
}

static enum dms_status
write_telling(struct dms_house *house, struct telling *telling, const char *owner,
              struct dms_error *error)
{
    struct unit_start start = start_of(house, telling, owner);
    return house_write_as(house, &start, tell_work, telling, NULL, error);
}

/* Tries again what failed among the others, then parks: one bad event must not silence all
 * that follow. */
static enum dms_status
tell_again(struct dms_house *house, struct telling *telling, const char *owner,
           struct dms_error *error)
{
    struct dms_error reason = { 0 };
    enum dms_status st = DMS_OK;
    for (int i = 1; i < TRIES; i++) {
        dms_error_clear(&reason);
        st = write_telling(house, telling, owner, &reason);
        if (st == DMS_OK)
            return DMS_OK;
        if (storage_trouble(st)) {
            error_copy(error, &reason);
            return st;
        }
    }
    telling->reason = &reason;
    house_notice_failed(house, owner, telling->subscriber->name, &reason);
    log_error(&reason);
    return write_telling(house, telling, owner, error);
}

/* Puts COUNT of them to the writer together. Returns how many were heard, up to the first
 * that was not. */
static size_t
tell_together(struct dms_house *house, struct telling *tellings, size_t count,
              const char *owner)
{
    struct house_write writes[BATCH] = { 0 };
    size_t heard = 0;
    for (size_t i = 0; i < count; i++) {
        writes[i].start = start_of(house, &tellings[i], owner);
        writes[i].work = tell_work;
        writes[i].context = &tellings[i];
    }
    house_write_all(house, writes, count);
    while (heard < count && writes[heard].status == DMS_OK)
        heard++;
    return heard;
}

struct batch {
    struct outbox_row *rows;
    size_t count;
    int64_t heard; /* the mark in the store */
    int64_t
        from; /* after which the rows were read: what is not wanted is looked at once */
};

static enum dms_status
read_batch(struct storage_session *session, const struct dms_subscriber *subscriber,
           int64_t seen, struct scratch *scratch, struct batch *batch,
           struct dms_error *error)
{
    bool known = false;
    enum dms_status st =
        session_heard_get(session, subscriber->name, &known, &batch->heard, error);
    batch->from = seen > batch->heard ? seen : batch->heard;
    if (st == DMS_OK)
        st = session_outbox_after(session, batch->from, BATCH, scratch, &batch->rows,
                                  &batch->count, error);
    return st;
}

static enum dms_status
next_batch(struct dms_house *house, const struct dms_subscriber *subscriber, int64_t seen,
           struct scratch *scratch, struct batch *batch, struct dms_error *error)
{
    struct storage_session *session = NULL;
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    st = read_batch(session, subscriber, seen, scratch, batch, error);
    storage_read_end(session);
    return st;
}

static enum dms_status
tell_all(struct dms_house *house, struct telling *tellings, size_t count,
         const char *owner, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t done = 0; st == DMS_OK && done < count; done++) {
        done += tell_together(house, tellings + done, count - done, owner);
        if (done < count)
            st = tell_again(house, &tellings[done], owner, error);
    }
    return st;
}

/* One batch to one subscriber. Events it does not want cost one write for the mark of as many as
 * fill a batch; a few of them are rather read again by the next house. */
static enum dms_status
tell_batch(struct dms_house *house, const struct dms_subscriber *subscriber,
           const char *owner, const struct batch *batch, struct settling *settling,
           struct dms_error *error)
{
    struct telling tellings[BATCH];
    size_t count = 0;
    int64_t mark = batch->heard;
    for (size_t i = 0; i < batch->count; i++) {
        const struct outbox_row *row = &batch->rows[i];
        if (!wants(house, subscriber, row))
            continue;
        tellings[count++] = (struct telling){
            .subscriber = subscriber, .row = row, .before = mark, .mark = row->id
        };
        mark = row->id;
        settling->fed += mark > settling->end;
    }
    settling->told += (int64_t)count;
    enum dms_status st = tell_all(house, tellings, count, owner, error);
    int64_t last = batch->count > 0 ? batch->rows[batch->count - 1].id : mark;
    struct telling skip = { .subscriber = subscriber, .before = mark, .mark = last };
    if (st == DMS_OK && last > mark && last - batch->heard >= BATCH)
        st = write_telling(house, &skip, owner, error);
    if (st == DMS_OK && last > batch->from)
        map_set(settling->seen, subscriber->name, (void *)(intptr_t)last);
    return st;
}

enum dms_status
tell_subscriber(struct dms_house *house, const struct dms_subscriber *subscriber,
                const char *owner, struct settling *settling, struct dms_error *error)
{
    struct scratch *scratch = scratch_create();
    struct batch batch = { 0 };
    enum dms_status st;
    do {
        scratch_reset(scratch);
        int64_t seen = (intptr_t)map_at(settling->seen, subscriber->name);
        st = next_batch(house, subscriber, seen, scratch, &batch, error);
        if (st == DMS_OK && batch.count > 0)
            st = tell_batch(house, subscriber, owner, &batch, settling, error);
    } while (st == DMS_OK && batch.count == BATCH && settling->fed < TOLD_AT_ONCE &&
             !*settling->stopping);
    scratch_destroy(scratch);
    return st;
}
