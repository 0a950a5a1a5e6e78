/* due.c - of each webhook that has nothing on its way, the delivery that is due first. */
#include <stdlib.h>
#include <string.h>

#include "due.h"

static char *
copy(const char *text)
{
    char *copied = strdup(text != NULL ? text : "");
    if (copied == NULL)
        abort();
    return copied;
}

static bool
is_busy(const struct due *due, int64_t webhook)
{
    for (size_t i = 0; i < due->busy_count; i++)
        if (due->busy[i] == webhook)
            return true;
    return false;
}

static enum dms_status
read_limits(struct dms_unit *unit, struct limits *limits, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    enum dms_status st = dms_call(unit, "notify.limits", NULL, &answer, error);
    *limits =
        (struct limits){ .connect = dms_json_integer_at(answer, "connect"),
                         .whole = dms_json_integer_at(answer, "whole"),
                         .answer_bytes = dms_json_integer_at(answer, "answer_bytes"),
                         .keep_days = dms_json_integer_at(answer, "keep_days") };
    dms_json_destroy(answer);
    if (st == DMS_OK && (limits->connect < 1 || limits->whole < 1 ||
                         limits->answer_bytes < 1 || limits->keep_days < 1))
        st = dms_fail(error, DMS_INVALID, "notify.limits_form", "");
    return st;
}

/* Whose eyes the webhook has. */
static char *
owner_of(struct dms_unit *unit, const struct dms_record *webhook)
{
    const struct dms_record *user = NULL;
    int64_t owner = dms_record_owner(webhook);
    if (owner == 0)
        return NULL;
    bool known = dms_unit_get(unit, "core.user", owner, &user, NULL) == DMS_OK;
    return copy(known ? dms_record_text(user, "name") : "");
}

static void
add_wish(struct dms_unit *unit, const struct dms_record *webhook,
         const struct dms_record *delivery, struct due *due)
{
    const struct dms_record *record = NULL;
    struct wish *wish = &due->wishes[due->count++];
    *wish = (struct wish){ .delivery = dms_record_id(delivery),
                           .webhook = dms_record_id(webhook),
                           .record = dms_record_int(delivery, "record") };
    wish->name = copy(dms_record_text(delivery, "event_name"));
    wish->url = copy(dms_record_text(webhook, "url"));
    wish->secret = copy(dms_record_text(webhook, "secret"));
    wish->body = copy(dms_record_text(delivery, "body"));
    wish->entity = copy(dms_record_text(delivery, "entity"));
    wish->owner = owner_of(unit, webhook);
    wish->exists = wish->record != 0 && dms_unit_get(unit, wish->entity, wish->record,
                                                     &record, NULL) == DMS_OK;
}

static enum dms_status
look_at(struct dms_unit *unit, const struct dms_record *webhook, struct due *due,
        struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "webhook", dms_record_id(webhook));
    enum dms_status st = dms_unit_find(unit, DELIVERY,
                                       "{\"where\":{\"webhook\":\"$webhook\","
                                       "\"next_at\":{\"is_null\":false}},"
                                       "\"sort\":\"next_at,event\",\"limit\":1}",
                                       values, &list, error);
    dms_json_destroy(values);
    if (st != DMS_OK || dms_list_count(list) == 0)
        return st;
    const struct dms_record *delivery = dms_list_at(list, 0);
    int64_t at = dms_record_int(delivery, "next_at");
    if (at <= due->now && due->count < DUE_MOST)
        add_wish(unit, webhook, delivery, due);
    else if (due->next_at == 0 || at < due->next_at)
        due->next_at = at;
    return DMS_OK;
}

static enum dms_status
look(struct dms_unit *unit, void *context, struct dms_json **answer,
     struct dms_error *error)
{
    (void)answer;
    struct due *due = context;
    const struct dms_list *webhooks = NULL;
    due->now = dms_unit_now(unit);
    enum dms_status st = read_limits(unit, &due->limits, error);
    if (st == DMS_OK)
        st = dms_unit_find(unit, WEBHOOK, "{\"where\":{\"active\":true},\"limit\":1000}",
                           NULL, &webhooks, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(webhooks); i++)
        if (!is_busy(due, dms_record_id(dms_list_at(webhooks, i))))
            st = look_at(unit, dms_list_at(webhooks, i), due, error);
    if (st == DMS_OK && due->count > 0)
        st = egress_load(unit, &due->egress, error);
    return st;
}

/* Who vouches for receivers besides the system's own list: a dealer group's own authority. */
static void
read_config(struct dms_house *house, struct due *due)
{
    const struct dms_config *config = dms_config_hold(house);
    const char *file = dms_config_text(config, "notify", "ca_file");
    due->ca_file = file != NULL ? copy(file) : NULL;
    dms_config_release(house, config);
}

enum dms_status
due_look(struct dms_house *house, struct due *due, struct dms_error *error)
{
    static const struct dms_request as_house = { .size = sizeof(as_house),
                                                 .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    enum dms_status st = dms_house_read(house, &as_house, look, due, &answer, error);
    dms_json_destroy(answer);
    if (st == DMS_OK && due->count > 0)
        read_config(house, due);
    return st;
}

/* A secret does not stay in memory that is given back. */
static void
forget(char *secret)
{
    if (secret != NULL)
        explicit_bzero(secret, strlen(secret));
    free(secret);
}

void
due_clear(struct due *due)
{
    for (size_t i = 0; i < due->count; i++) {
        free(due->wishes[i].name);
        free(due->wishes[i].url);
        forget(due->wishes[i].secret);
        free(due->wishes[i].body);
        free(due->wishes[i].entity);
        free(due->wishes[i].owner);
    }
    free(due->ca_file);
    due->ca_file = NULL;
    egress_release(due->egress);
    due->egress = NULL;
    due->count = 0;
}
