/* parked.c - what was given up, tried once more: it leaves the list in the transaction that does it. */
#include "unit/parked.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "unit/clockwork.h"
#include "unit/telling.h"
#include "unit/unit_inside.h"

/* One try: of an event, or of a timer. */
struct retry {
    struct parked_try *told;
    struct dms_json *reason;
    const struct dms_json *timer;            /* in REASON; NULL: an event */
    const struct dms_timer_handler *handler; /* NULL beside a timer: it is off */
    const struct dms_subscriber *subscriber; /* likewise beside an event */
    const char *owner;
    bool ran; /* not only refused at the door */
};

static const struct dms_request as_house = { .size = sizeof(as_house),
                                             .flags = DMS_AS_HOUSE };

bool
storage_trouble(enum dms_status st)
{
    return st == DMS_STORAGE || st == DMS_FULL;
}

char *
parked_reason(const struct dms_error *failed, int64_t at, struct dms_json *timer)
{
    struct dms_json *reason = error_json(failed);
    dms_json_set_integer(reason, "parked_at", at);
    if (timer != NULL)
        dms_json_take_key(reason, "timer", timer);
    char *text = dms_json_print(reason);
    dms_json_destroy(reason);
    return text;
}

struct dms_json *
parked_load(const struct parked_row *row)
{
    struct dms_json *reason = NULL;
    if (dms_json_load(row->reason, strlen(row->reason), &reason, NULL) != DMS_OK)
        reason = dms_json_create_object();
    return reason;
}

static enum dms_status
ring(struct dms_unit *unit, const struct retry *retry, struct dms_error *error)
{
    const struct dms_json *timer = retry->timer;
    char *payload = dms_json_print(dms_json_at_key(timer, "payload"));
    const struct timer_row row = { .handler = retry->handler->name,
                                   .entity = dms_json_text_at(timer, "entity"),
                                   .record = dms_json_integer_at(timer, "record"),
                                   .key = dms_json_text_at(timer, "key"),
                                   .payload = payload };
    enum dms_status st = clockwork_ring(unit, retry->handler, &row, error);
    free(payload);
    return st;
}

static enum dms_status
run(struct dms_unit *unit, struct retry *retry, struct dms_error *error)
{
    const struct parked_row *row = retry->told->row;
    retry->ran = retry->timer != NULL
                     ? retry->handler != NULL
                     : retry->subscriber != NULL && row->told.name != NULL;
    if (!retry->ran)
        return dms_fail(error, DMS_UNSUPPORTED, "unit.nobody_hears", "who=%s",
                        row->subscriber);
    return retry->timer != NULL ? ring(unit, retry, error)
                                : telling_run(unit, retry->subscriber, &row->told, error);
}

/* Whoever comes second finds nothing: it happens once, however often it is asked for. */
static enum dms_status
retry_work(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    struct retry *retry = context;
    int64_t id = retry->told->row->id;
    bool was_there = false;
    (void)answer;
    retry->ran = false;
    enum dms_status st = session_parked_drop(unit->session, id, &was_there, error);
    if (st == DMS_OK && !was_there)
        st = dms_fail_field(error, DMS_NOT_FOUND, "id", "unit.not_parked", "id=%" PRId64,
                            id);
    return st == DMS_OK ? run(unit, retry, error) : st;
}

static enum dms_status
keep_work(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    const struct retry *retry = context;
    (void)answer;
    char *reason =
        parked_reason(&retry->told->error, unit->now, dms_json_copy(retry->timer));
    enum dms_status st =
        session_parked_reason(unit->session, retry->told->row->id, reason, error);
    free(reason);
    return st;
}

static void
find_subscriber(const struct catalogue *catalogue, const char *name, struct retry *retry)
{
    for (size_t i = 0; i < catalogue->subscribers.count; i++) {
        const struct dms_subscriber *subscriber = catalogue->subscribers.items[i];
        if (strcmp(subscriber->name, name) != 0)
            continue;
        retry->subscriber = subscriber;
        retry->owner = catalogue->subscriber_owners.items[i];
    }
}

static void
prepare(struct dms_house *house, struct parked_try *told, struct retry *retry,
        struct house_write *write)
{
    const struct catalogue *catalogue = atomic_load(&house->catalogue);
    const struct parked_row *row = told->row;
    *retry = (struct retry){ .told = told, .reason = parked_load(row) };
    retry->timer = dms_json_at_key(retry->reason, "timer");
    if (retry->timer != NULL)
        retry->handler = catalogue_timer(catalogue, row->subscriber, &retry->owner);
    else
        find_subscriber(catalogue, row->subscriber, retry);
    dms_error_clear(&told->error);
    *write = (struct house_write){ .work = retry_work,
                                   .context = retry,
                                   .error = &told->error };
    write->start =
        (struct unit_start){ .request = &as_house,
                             .store = retry->timer == NULL ? row->told.store : 0,
                             .owner = retry->owner };
}

/* The new reasons, for as many as failed by themselves. */
static void
keep_reasons(struct dms_house *house, struct retry *retries, size_t count,
             struct house_write *writes)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        enum dms_status st = writes[i].status;
        if (st == DMS_OK || storage_trouble(st) || !retries[i].ran)
            continue;
        writes[kept++] = (struct house_write){ .start = { .request = &as_house },
                                               .work = keep_work,
                                               .context = &retries[i] };
    }
    house_write_all(house, writes, kept);
}

void
parked_retry(struct dms_house *house, struct parked_try *tries, size_t count)
{
    struct retry *retries = memory_get((count + 1) * sizeof(*retries));
    struct house_write *writes = memory_get((count + 1) * sizeof(*writes));
    for (size_t i = 0; i < count; i++)
        prepare(house, &tries[i], &retries[i], &writes[i]);
    house_write_all(house, writes, count);
    keep_reasons(house, retries, count, writes);
    for (size_t i = 0; i < count; i++)
        dms_json_destroy(retries[i].reason);
    free(retries);
    free(writes);
}
