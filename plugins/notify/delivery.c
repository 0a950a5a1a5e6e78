/* delivery.c - one event on its way to one webhook.
 *
 * Of the waiting ones of a webhook and a record only one may go, the earliest: it alone has
 * next_at. When it is sent, parked or removed, the next is released in the same transaction,
 * so the order per record needs no look at anything but next_at. */
#include <stdlib.h>

#include "delivery.h"
#include "sender.h"

static const char *const errors[] = {
    "not_allowed",   "not_listed", "no_name",  "no_connection", "no_tls",
    "took_too_long", "status",     "redirect", "broken",        NULL
};

#define OURS (DMS_REQUIRED | DMS_READ_ONLY | DMS_IMMUTABLE)

static const struct dms_field fields[] = {
    { .name = "webhook",
      .type = DMS_REFERENCE,
      .target = WEBHOOK,
      .flags = OURS | DMS_INDEX },
    { .name = "event", .type = DMS_INTEGER, .flags = OURS },
    { .name = "event_name",
      .type = DMS_TEXT,
      .flags = OURS | DMS_INDEX,
      .max_length = 200 },
    /* What it stands in line for: the record's entity, or the event's name when of no record. */
    { .name = "entity", .type = DMS_TEXT, .flags = OURS, .max_length = 200 },
    { .name = "record", .type = DMS_INTEGER, .flags = OURS },
    { .name = "body", .type = DMS_STRUCTURED, .flags = OURS, .max_length = 100000 },
    { .name = "tries", .type = DMS_INTEGER, .flags = DMS_READ_ONLY, .default_text = "0" },
    { .name = "next_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "last_status", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "last_error",
      .type = DMS_CHOICE,
      .choices = errors,
      .flags = DMS_READ_ONLY },
    { .name = "sent_at", .type = DMS_TIME, .flags = DMS_READ_ONLY | DMS_INDEX },
};

static const struct dms_index indexes[] = {
    { .fields = "webhook,event", .unique = 1 }, /* once, whatever happens */
    { .fields = "webhook,next_at" },
    { .fields = "webhook,record,state" },
};

const struct dms_entity notify_delivery_entity =
    DMS_ENTITY(.name = DELIVERY, .flags = DMS_SHARED | DMS_NO_EVENTS,
               .title = "event_name", DMS_FIELDS(fields), DMS_INDEXES(indexes));

/* The waiting deliveries of the same webhook and record, the earliest event first. */
static enum dms_status
find_waiting(struct dms_unit *unit, int64_t webhook, const char *entity, int64_t record,
             const char *query, const struct dms_list **list, struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "webhook", webhook);
    dms_json_set_text(values, "entity", entity);
    dms_json_set_integer(values, "record", record);
    enum dms_status st = dms_unit_find(unit, DELIVERY, query, values, list, error);
    dms_json_destroy(values);
    return st;
}

enum dms_status
delivery_is_free(struct dms_unit *unit, int64_t webhook, const char *entity,
                 int64_t record, bool *is_free, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st = find_waiting(
        unit, webhook, entity, record,
        "{\"where\":{\"webhook\":\"$webhook\",\"entity\":\"$entity\",\"record\":\"$"
        "record\","
        "\"state\":\"waiting\",\"next_at\":{\"is_null\":false}},\"limit\":1}",
        &list, error);
    *is_free = st == DMS_OK && dms_list_count(list) == 0;
    return st;
}

static enum dms_status
release_first(struct dms_unit *unit, int64_t webhook, const char *entity, int64_t record,
              struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_record *next = NULL;
    enum dms_status st =
        find_waiting(unit, webhook, entity, record,
                     "{\"where\":{\"webhook\":\"$webhook\",\"entity\":\"$entity\","
                     "\"record\":\"$record\","
                     "\"state\":\"waiting\"},\"sort\":\"event\",\"limit\":1}",
                     &list, error);
    if (st != DMS_OK || dms_list_count(list) == 0)
        return st;
    st = dms_unit_edit(unit, DELIVERY, dms_record_id(dms_list_at(list, 0)), &next, error);
    if (st == DMS_OK)
        st = dms_record_set_int(next, "next_at", dms_unit_now(unit), error);
    return st == DMS_OK ? dms_unit_save(unit, next, error) : st;
}

/* After a delivery has left the queue. */
static enum dms_status
release(struct dms_unit *unit, struct dms_record *left, void *data,
        struct dms_error *error)
{
    (void)data;
    bool is_free = false;
    int64_t webhook = dms_record_int(left, "webhook"),
            record = dms_record_int(left, "record");
    const char *entity = dms_record_text(left, "entity");
    enum dms_status st = delivery_is_free(unit, webhook, entity, record, &is_free, error);
    if (st == DMS_OK && is_free)
        st = release_first(unit, webhook, entity, record, error);
    sender_wake();
    return st;
}

/* Nobody puts a delivery of their own into the line. */
static enum dms_status
refuse_people(struct dms_unit *unit, struct dms_record *record, void *data,
              struct dms_error *error)
{
    (void)record, (void)data;
    return dms_unit_user(unit) == 0 ? DMS_OK
                                    : dms_fail(error, DMS_DENIED, "notify.by_itself", "");
}

static enum dms_status
replay(struct dms_unit *unit, struct dms_record *record, void *data,
       struct dms_error *error)
{
    (void)data;
    bool is_free = false;
    enum dms_status st = delivery_is_free(
        unit, dms_record_int(record, "webhook"), dms_record_text(record, "entity"),
        dms_record_int(record, "record"), &is_free, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "tries", 0, error);
    if (st == DMS_OK && is_free)
        st = dms_record_set_int(record, "next_at", dms_unit_now(unit), error);
    return st;
}

static enum dms_status
tell_sender(struct dms_unit *unit, struct dms_record *record, void *data,
            struct dms_error *error)
{
    (void)unit, (void)record, (void)data, (void)error;
    sender_wake();
    return DMS_OK;
}

#define RELEASE(verb)                                                                    \
    DMS_HOOK(.name = "notify/release_" verb, .on = "notify.delivery." verb,              \
             .phase = DMS_AFTER, .run = release)
#define NEWS(entity, verb)                                                               \
    DMS_HOOK(.name = "notify/news_" entity "_" verb, .on = "notify." entity "." verb,    \
             .phase = DMS_AFTER, .run = tell_sender)

const struct dms_hook notify_delivery_hooks[] = {
    DMS_HOOK(.name = "notify/delivery", .on = "notify.delivery.create",
             .run = refuse_people),
    RELEASE("confirm"),
    RELEASE("park"),
    RELEASE("remove"),
    DMS_HOOK(.name = "notify/replay", .on = "notify.delivery.replay", .run = replay),
    NEWS("delivery", "create"),
    NEWS("delivery", "replay"),
    NEWS("webhook", "save"),
    NEWS("address", "save"),
    { 0 },
};
