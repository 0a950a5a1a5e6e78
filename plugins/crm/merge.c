/* merge.c - what a merge did, so that it can be taken back; and what it may not touch. */
#include "merge.h"

#include <inttypes.h>
#include <string.h>

#include "ask.h"
#include "crm.h"

static const char *const kinds[] = { "customer", "lead", NULL };

static const struct dms_field fields[] = {
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "kept",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX },
    { .name = "away",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX },
    { .name = "reason", .type = DMS_TEXT, .flags = DMS_IMMUTABLE, .max_length = 500 },
    /* {field: value} that the kept one got from the other. */
    { .name = "filled",
      .type = DMS_STRUCTURED,
      .flags = DMS_READ_ONLY,
      .data_class = DMS_PERSONAL },
    /* Loyalty points that went with it. */
    { .name = "points", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "undone_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "undone_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
};

const struct dms_entity crm_merge_entity =
    DMS_ENTITY(.name = "crm.merge", DMS_FIELDS(fields));

const char *const *
crm_merge_fields(const char *entity)
{
    static const char *const customer[] = {
        "phone",  "phone2",   "wechat",      "email",         "id_card", "credit_code",
        "gender", "birthday", "province",    "city",          "address", "preference",
        "need",   "note",     "referred_by", "last_visit_at", NULL,
    };
    static const char *const lead[] = {
        "phone",       "email",        "address",     "customer",   "plate",
        "make_wanted", "model_wanted", "trim_wanted", "vin_wanted", "trade_make",
        "trade_model", "trade_vin",    "referrer",    "campaign",   "grade",
        "note",        NULL,
    };
    return strcmp(entity, "crm.lead") == 0 ? lead : customer;
}

static enum dms_status
load_one(struct dms_unit *unit, const char *entity, const char *argument, int64_t id,
         struct dms_record **record, struct dms_error *error)
{
    enum dms_status st = dms_unit_edit(unit, entity, id, record, error);
    if (st == DMS_OK && !dms_unit_may(unit, *record, DMS_UPDATE))
        st = dms_fail_field(error, DMS_NOT_FOUND, argument, "crm.merge_none",
                            "id=%" PRId64, id);
    if (st == DMS_OK && dms_record_has(*record, "merged_into"))
        st = dms_fail_field(error, DMS_DENIED, argument, "crm.merged_away",
                            "id=%" PRId64 "|into=%" PRId64, id,
                            dms_record_int(*record, "merged_into"));
    return st;
}

/* What was merged into the one that goes would be two steps away from the one that stays. */
static enum dms_status
want_no_family(struct dms_unit *unit, const struct crm_pair *pair,
               struct dms_error *error)
{
    int64_t count = 0;
    enum dms_status st =
        crm_count(unit, pair->entity, "{\"where\":{\"merged_into\":\"$id\"}}",
                  crm_with_id("id", dms_record_id(pair->away)), &count, error);
    if (st != DMS_OK || count == 0)
        return st;
    return dms_fail_field(error, DMS_DENIED, "merge", "crm.merge_has_family",
                          "count=%" PRId64, count);
}

enum dms_status
crm_pair_load(struct dms_unit *unit, const struct dms_json *arguments,
              struct crm_pair *pair, struct dms_error *error)
{
    int64_t keep = dms_json_integer_at(arguments, "keep");
    int64_t merge = dms_json_integer_at(arguments, "merge");
    bool lead = strcmp(dms_json_text_at(arguments, "entity"), "crm.lead") == 0;
    *pair = (struct crm_pair){ .entity = lead ? "crm.lead" : "crm.customer" };
    if (!lead && strcmp(dms_json_text_at(arguments, "entity"), "crm.customer") != 0)
        return dms_fail_field(error, DMS_INVALID, "entity", "crm.merge_entity", "");
    if (keep == merge)
        return dms_fail_field(error, DMS_INVALID, "merge", "crm.merge_self", "");
    enum dms_status st = load_one(unit, pair->entity, "keep", keep, &pair->kept, error);
    if (st == DMS_OK)
        st = load_one(unit, pair->entity, "merge", merge, &pair->away, error);
    if (st == DMS_OK && dms_record_store(pair->kept) != dms_record_store(pair->away))
        st = dms_fail_field(error, DMS_DENIED, "merge", "crm.merge_two_stores", "");
    return st == DMS_OK ? want_no_family(unit, pair, error) : st;
}

struct dms_json *
crm_pair_fills(const struct crm_pair *pair)
{
    struct dms_json *fills = dms_json_create_object();
    for (const char *const *field = crm_merge_fields(pair->entity); *field != NULL;
         field++)
        if (dms_record_has(pair->away, *field) && !dms_record_has(pair->kept, *field))
            dms_json_take_key(fills, *field, dms_record_json(pair->away, *field));
    /* The other's number is the second one; the first stays who one knows. */
    if (strcmp(pair->entity, "crm.customer") == 0 &&
        dms_record_has(pair->kept, "phone") && dms_record_has(pair->away, "phone") &&
        !dms_record_has(pair->kept, "phone2"))
        dms_json_take_key(fills, "phone2", dms_record_json(pair->away, "phone"));
    /* Two files of one store never share a first number. */
    if (strcmp(pair->entity, "crm.customer") == 0 &&
        dms_json_at_key(fills, "phone") != NULL) {
        dms_json_take_key(fills, "phone2", dms_record_json(pair->away, "phone"));
        dms_json_remove_key(fills, "phone");
    }
    return fills;
}

static enum dms_status
stay_merged(struct dms_unit *unit, struct dms_record *record, void *data,
            struct dms_error *error)
{
    (void)unit, (void)data;
    if (!dms_record_has(record, "merged_into") ||
        dms_record_changed(record, "merged_into"))
        return DMS_OK;
    return dms_fail(error, DMS_DENIED, "crm.merged_away", "id=%" PRId64 "|into=%" PRId64,
                    dms_record_id(record), dms_record_int(record, "merged_into"));
}

const struct dms_hook crm_merged_customer_hook =
    DMS_HOOK(.name = "crm/merge:customer", .on = "crm.customer.update",
             .run = stay_merged);
const struct dms_hook crm_merged_lead_hook =
    DMS_HOOK(.name = "crm/merge:lead", .on = "crm.lead.update", .run = stay_merged);
