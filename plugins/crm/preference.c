/* preference.c - what a customer likes, said once and shown ever after (rows 96, 106). */
#include <string.h>

#include "ask.h"
#include "crm.h"

#define COUNTED 1000 /* preferences looked at for a profile */

static const char *const kinds[] = { "drink",   "seat",    "contact_time",
                                     "channel", "colour",  "model",
                                     "budget",  "advisor", "family",
                                     "other",   NULL };

static const struct dms_field fields[] = {
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "value", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 200 },
    { .name = "heard_at", .type = DMS_TIME, .default_text = "@now" },
    { .name = "over", .type = DMS_BOOLEAN, .default_text = "false" }, /* no longer so */
};

const struct dms_entity crm_preference_entity =
    DMS_ENTITY(.name = "crm.preference", .title = "value", DMS_FIELDS(fields));

static void
count_value(struct dms_json *profile, const char *value)
{
    dms_json_set_integer(profile, value, dms_json_integer_at(profile, value) + 1);
}

/* crm.profile kind=drink: what how many like, of those the requester may see. */
static enum dms_status
run_profile(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    static const char query[] = "{\"where\":{\"kind\":\"$kind\",\"over\":false},\"sort\":"
                                "\"-id\",\"limit\":1000}";
    const struct dms_list *list = NULL;
    struct dms_json *profile = dms_json_create_object();
    int64_t counted = 0;
    (void)data;
    enum dms_status st = crm_list(
        unit, "crm.preference", query,
        crm_with_text("kind", dms_json_text_at(arguments, "kind")), &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *one = dms_list_at(list, i);
        if (!dms_unit_may(unit, one, DMS_READ))
            continue;
        count_value(profile, dms_record_text(one, "value"));
        counted++;
    }
    *answer = crm_with_id("counted", counted);
    dms_json_set_boolean(*answer, "all", dms_list_count(list) < COUNTED);
    dms_json_take_key(*answer, "values", profile);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "kind", .type = DMS_TEXT, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_profile_call =
    DMS_CALL(.name = "crm.profile", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.preference:read", DMS_ARGUMENTS(arguments),
             .run = run_profile);
