/* subscriber.c - each event becomes a delivery for each webhook that wants it, once. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "delivery.h"

/* What happened before the webhook was made was not meant for it. */
static bool
wants(const struct dms_record *webhook, const struct dms_event *event)
{
    const char *pattern = dms_record_text(webhook, "event");
    int64_t store = dms_record_int(webhook, "only_store");
    return pattern != NULL && notify_pattern_fits(pattern, event->name) &&
           event->at >= dms_record_int(webhook, "created_at") &&
           (store == 0 || store == event->store);
}

/* Events of one record keep their order; those of none keep it per name. */
static const char *
line_of(const struct dms_event *event)
{
    return event->entity[0] != '\0' ? event->entity : event->name;
}

static enum dms_status
fill(struct dms_record *delivery, int64_t webhook, const struct dms_event *event,
     const char *body, struct dms_error *error)
{
    enum dms_status st = dms_record_set_int(delivery, "webhook", webhook, error);
    if (st == DMS_OK)
        st = dms_record_set_int(delivery, "event", event->id, error);
    if (st == DMS_OK)
        st = dms_record_set_text(delivery, "event_name", event->name, error);
    if (st == DMS_OK)
        st = dms_record_set_text(delivery, "entity", line_of(event), error);
    if (st == DMS_OK)
        st = dms_record_set_int(delivery, "record", event->record, error);
    return st == DMS_OK ? dms_record_set_text(delivery, "body", body, error) : st;
}

static enum dms_status
write_down(struct dms_unit *unit, int64_t webhook, const struct dms_event *event,
           const char *body, struct dms_error *error)
{
    struct dms_record *delivery = NULL;
    bool is_free = false;
    enum dms_status st =
        delivery_is_free(unit, webhook, line_of(event), event->record, &is_free, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, DELIVERY, &delivery, error);
    if (st == DMS_OK)
        st = fill(delivery, webhook, event, body, error);
    if (st == DMS_OK && is_free)
        st = dms_record_set_int(delivery, "next_at", dms_unit_now(unit), error);
    return st == DMS_OK ? dms_unit_save(unit, delivery, error) : st;
}

/* Our own deeds are no news: a delivery about a delivery would never end. */
static enum dms_status
hear(struct dms_unit *unit, const struct dms_event *event, void *data,
     struct dms_error *error)
{
    struct dms_house *house = data;
    const struct dms_list *webhooks = NULL;
    char *body = NULL;
    if (strncmp(event->name, "notify.", 7) == 0)
        return DMS_OK;
    enum dms_status st =
        dms_unit_find(unit, WEBHOOK, "{\"where\":{\"active\":true},\"limit\":1000}", NULL,
                      &webhooks, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(webhooks); i++) {
        const struct dms_record *webhook = dms_list_at(webhooks, i);
        if (!wants(webhook, event))
            continue;
        if (body == NULL) {
            struct dms_json *json = notify_body(house, event, dms_unit_offset(unit));
            body = dms_json_print(json);
            dms_json_destroy(json);
        }
        st = write_down(unit, dms_record_id(webhook), event, body, error);
    }
    free(body);
    return st;
}

static enum dms_status
count_active(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    (void)answer;
    return dms_unit_count(unit, WEBHOOK, "{\"where\":{\"active\":true}}", NULL, context,
                          error);
}

/* Whether HOUSE has active webhooks. Its own events come in their order between the others: each
 * makes that unknown again, so that nothing after it is passed over. */
static struct {
    pthread_mutex_t lock;
    struct dms_house *house;
    enum { UNKNOWN, NONE, SOME } active;
} known = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* Whatever cannot be counted is heard: then the reason is told. */
static void
look(struct dms_house *house)
{
    static const struct dms_request as_house = { .size = sizeof(as_house),
                                                 .flags = DMS_AS_HOUSE };
    struct dms_json *nothing = NULL;
    int64_t count = 0;
    enum dms_status st =
        dms_house_read(house, &as_house, count_active, &count, &nothing, NULL);
    dms_json_destroy(nothing);
    known.house = house;
    known.active = st != DMS_OK ? UNKNOWN : count > 0 ? SOME : NONE;
}

/* A house without webhooks costs no commit. */
static bool
is_of_interest(struct dms_house *house, const struct dms_event *event, void *data)
{
    bool ours = strncmp(event->name, "notify.", 7) == 0;
    (void)data;
    pthread_mutex_lock(&known.lock);
    if (ours)
        known.active = UNKNOWN;
    else if (known.active == UNKNOWN || known.house != house)
        look(house);
    bool wanted = !ours && known.active != NONE;
    pthread_mutex_unlock(&known.lock);
    return wanted;
}

enum dms_status
notify_register_subscriber(struct dms_registrar *registrar, struct dms_error *error)
{
    known.house = NULL; /* another may come to stand where one was closed */
    const struct dms_subscriber subscriber = { .size = sizeof(subscriber),
                                               .name = "notify/webhook",
                                               .on = "*",
                                               .run = hear,
                                               .wants = is_of_interest,
                                               .data = dms_registrar_house(registrar) };
    return dms_register_subscriber(registrar, &subscriber, error);
}
