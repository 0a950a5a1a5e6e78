/* campaign_send.c - a mailing goes out a few at a time, to those who said yes (rows 102, 112).
 *
 * A unit takes only so many steps, so a timer carries it on from where it stopped; whoever was
 * left out is counted, so that nobody wonders. */
#include <string.h>

#include "ask.h"
#include "consent.h"
#include "crm.h"

#define BATCH 8

static enum dms_status
go_on(struct dms_unit *unit, const struct dms_record *campaign, int64_t after,
      struct dms_error *error)
{
    struct dms_json *payload = crm_with_id("after", after);
    enum dms_status st = dms_timer_set(unit, crm_campaign_send_timer.name, campaign, NULL,
                                       dms_unit_now(unit), payload, error);
    dms_json_destroy(payload);
    return st;
}

/* Nobody likes to get the same twice. */
static enum dms_status
once(struct dms_unit *unit, struct dms_record *campaign, void *data,
     struct dms_error *error)
{
    (void)data;
    if (dms_record_has(campaign, "sent_at"))
        return dms_fail(error, DMS_DENIED, "crm.campaign_sent", "at=%s",
                        crm_time_text(unit, dms_record_int(campaign, "sent_at")));
    return dms_record_set_int(campaign, "sent_at", dms_unit_now(unit), error);
}

static enum dms_status
begin(struct dms_unit *unit, struct dms_record *campaign, void *data,
      struct dms_error *error)
{
    (void)data;
    return go_on(unit, campaign, 0, error);
}

static const char *
address_of(const struct dms_record *file, const char *channel)
{
    if (strcmp(channel, "mail") == 0)
        return dms_record_text(file, "email");
    if (strcmp(channel, "letter") == 0)
        return dms_record_text(file, "address");
    return dms_record_text(file, strcmp(channel, "wechat") == 0 ? "wechat" : "phone");
}

static enum dms_status
write_message(struct dms_unit *unit, const struct dms_record *campaign,
              const struct dms_record *file, const char *to, struct dms_error *error)
{
    struct dms_record *message = NULL;
    const char *const texts[][2] = { { "channel", dms_record_text(campaign, "channel") },
                                     { "recipient", to },
                                     { "text", dms_record_text(campaign, "message") },
                                     { "subject_entity", "crm.customer" } };
    enum dms_status st = dms_unit_new(unit, "core.message", &message, error);
    if (st == DMS_OK)
        st = dms_record_set_store(message, dms_record_store(file), error);
    for (size_t i = 0; st == DMS_OK && i < 4; i++)
        st = dms_record_set_text(message, texts[i][0], texts[i][1], error);
    if (st == DMS_OK)
        st = dms_record_set_int(message, "subject", dms_record_id(file), error);
    return st == DMS_OK ? dms_unit_save(unit, message, error) : st;
}

static enum dms_status
send_one(struct dms_unit *unit, const struct dms_record *campaign,
         const struct dms_record *file, int64_t *sent, int64_t *left_out,
         struct dms_error *error)
{
    const char *why = NULL, *channel = dms_record_text(campaign, "channel");
    const char *to = address_of(file, channel);
    enum dms_status st = crm_may_contact(unit, file, channel, "marketing", &why, error);
    if (st != DMS_OK)
        return st;
    if (why != NULL || to == NULL) {
        (*left_out)++;
        return DMS_OK;
    }
    (*sent)++;
    return write_message(unit, campaign, file, to, error);
}

static enum dms_status
find_batch(struct dms_unit *unit, const struct dms_record *campaign, int64_t after,
           const struct dms_list **list, struct dms_error *error)
{
    static const char all[] =
        "{\"where\":{\"id\":{\"gt\":\"$after\"},\"store\":\"$store\",\"merged_into\":"
        "{\"is_null\":true}},\"sort\":\"id\",\"limit\":8}";
    static const char some[] =
        "{\"where\":{\"id\":{\"gt\":\"$after\"},\"store\":\"$store\",\"merged_into\":"
        "{\"is_null\":true},\"grade\":\"$grade\"},\"sort\":\"id\",\"limit\":8}";
    struct dms_json *values = crm_with_id("after", after);
    dms_json_set_integer(values, "store", dms_record_store(campaign));
    if (dms_record_has(campaign, "audience"))
        dms_json_set_text(values, "grade", dms_record_text(campaign, "audience"));
    return crm_list(unit, "crm.customer",
                    dms_record_has(campaign, "audience") ? some : all, values, list,
                    error);
}

static enum dms_status
send_batch(struct dms_unit *unit, const char *entity, int64_t record,
           const struct dms_json *payload, void *data, struct dms_error *error)
{
    struct dms_record *campaign = NULL;
    const struct dms_list *list = NULL;
    int64_t sent = 0, left_out = 0, last = 0;
    (void)data;
    enum dms_status st = dms_unit_edit(unit, entity, record, &campaign, error);
    if (st == DMS_OK)
        st = find_batch(unit, campaign, dms_json_integer_at(payload, "after"), &list,
                        error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        last = dms_record_id(dms_list_at(list, i));
        st = send_one(unit, campaign, dms_list_at(list, i), &sent, &left_out, error);
    }
    if (st == DMS_OK)
        st = dms_record_set_int(campaign, "sent", dms_record_int(campaign, "sent") + sent,
                                error);
    if (st == DMS_OK)
        st = dms_record_set_int(campaign, "left_out",
                                dms_record_int(campaign, "left_out") + left_out, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, campaign, error);
    return st == DMS_OK && dms_list_count(list) == BATCH
               ? go_on(unit, campaign, last, error)
               : st;
}

const struct dms_hook crm_campaign_once_hook =
    DMS_HOOK(.name = "crm/campaign_send:once", .on = "crm.campaign.send", .run = once);
const struct dms_hook crm_campaign_send_hook =
    DMS_HOOK(.name = "crm/campaign_send", .on = "crm.campaign.send", .phase = DMS_AFTER,
             .run = begin);
const struct dms_timer_handler crm_campaign_send_timer = {
    .size = sizeof(struct dms_timer_handler),
    .name = "crm/campaign_send",
    .run = send_batch,
};
