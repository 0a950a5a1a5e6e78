/* consent.c - what a customer allowed or forbade, in his words, by channel and purpose; the last
 * word holds (row 102). Withdrawing is as easy as giving: one more line. */
#include "ask.h"
#include "consent.h"
#include "crm.h"

#include <string.h>

static const char *const channels[] = { "all",    "phone",  "sms", "mail",
                                        "wechat", "letter", NULL };
static const char *const purposes[] = { "marketing", "service", "sharing", NULL };
static const char *const ways[] = { "form", "phone", "web", "visit", "message", NULL };

static const struct dms_field fields[] = {
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "purpose", .type = DMS_CHOICE, .choices = purposes, .flags = DMS_REQUIRED },
    { .name = "channel",
      .type = DMS_CHOICE,
      .choices = channels,
      .flags = DMS_REQUIRED,
      .default_text = "all" },
    { .name = "given", .type = DMS_BOOLEAN, .flags = DMS_REQUIRED },
    { .name = "way", .type = DMS_CHOICE, .choices = ways },
    /* What he was told and said: asked for when anybody doubts it. */
    { .name = "words", .type = DMS_TEXT, .max_length = 2000 },
    { .name = "at", .type = DMS_TIME, .default_text = "@now" },
};

const struct dms_entity crm_consent_entity =
    DMS_ENTITY(.name = "crm.consent", .flags = DMS_APPEND_ONLY, DMS_FIELDS(fields));

/* The last word about PURPOSE that speaks of CHANNEL; NULL: none. */
static enum dms_status
last_word(struct dms_unit *unit, int64_t customer, const char *purpose,
          const char *channel, const struct dms_record **word, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"customer\":\"$customer\",\"purpose\":\"$purpose\",\"channel\":"
        "{\"in\":[\"all\",\"$channel\"]}},\"sort\":\"-at,-id\",\"limit\":1}";
    struct dms_json *values = crm_with_id("customer", customer);
    dms_json_set_text(values, "purpose", purpose);
    dms_json_set_text(values, "channel", channel);
    return crm_first(unit, "crm.consent", query, values, word, error);
}

static bool
is_channel(const char *word)
{
    for (size_t i = 0; channels[i] != NULL; i++)
        if (strcmp(channels[i], word) == 0)
            return true;
    return false;
}

enum dms_status
crm_may_contact(struct dms_unit *unit, const struct dms_record *file, const char *channel,
                const char *purpose, const char **why, struct dms_error *error)
{
    const struct dms_record *word = NULL;
    *why = NULL;
    if (dms_record_int(file, "do_not_contact") != 0) {
        *why = "crm.do_not_contact";
        return DMS_OK;
    }
    enum dms_status st = last_word(unit, dms_record_id(file), purpose,
                                   is_channel(channel) ? channel : "all", &word, error);
    if (st != DMS_OK)
        return st;
    if (word != NULL && dms_record_int(word, "given") == 0)
        *why = "crm.consent_withdrawn";
    /* What serves the customer needs no yes, what advertises does. */
    else if (word == NULL && strcmp(purpose, "service") != 0)
        *why = "crm.consent_missing";
    return DMS_OK;
}

static enum dms_status
run_may_contact(struct dms_unit *unit, const struct dms_json *arguments, void *data,
                struct dms_json **answer, struct dms_error *error)
{
    const struct dms_record *file = NULL;
    const char *why = NULL, *channel = dms_json_text_at(arguments, "channel");
    (void)data;
    enum dms_status st =
        crm_seen_customer(unit, dms_json_integer_at(arguments, "customer"), &file, error);
    if (st == DMS_OK)
        st = crm_may_contact(unit, file, channel != NULL ? channel : "all",
                             dms_json_text_at(arguments, "purpose"), &why, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_boolean(*answer, "allowed", why == NULL);
    if (why != NULL) {
        dms_json_set_text(*answer, "reason", why);
        dms_json_set_text(*answer, "text", dms_unit_text(unit, why, NULL));
    }
    return DMS_OK;
}

static const struct dms_argument arguments[] = {
    { .name = "customer", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
    { .name = "purpose", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "channel", .type = DMS_TEXT },
};

const struct dms_call_card crm_may_contact_call =
    DMS_CALL(.name = "crm.may_contact", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.customer:read", DMS_ARGUMENTS(arguments),
             .run = run_may_contact);
