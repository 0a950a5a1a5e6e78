/* offer_use.c - somebody gets what an offer gives: in its time, if it is for him, while there is
 * some left (row 113). */
#include <inttypes.h>
#include <string.h>

#include "ask.h"
#include "crm.h"
#include "points.h"

static const struct dms_field fields[] = {
    { .name = "offer",
      .type = DMS_REFERENCE,
      .target = "crm.offer",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "entity", .type = DMS_TEXT, .max_length = 96 },
    { .name = "record", .type = DMS_INTEGER },
    { .name = "rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
};

const struct dms_entity crm_offer_use_entity =
    DMS_ENTITY(.name = "crm.offer_use", .flags = DMS_APPEND_ONLY, .parent = "offer",
               DMS_FIELDS(fields));

static enum dms_status
want_time(struct dms_unit *unit, const struct dms_record *offer, struct dms_error *error)
{
    int64_t today = dms_unit_today(unit);
    if (today >= dms_record_int(offer, "starts_on") &&
        today <= dms_record_int(offer, "ends_on") &&
        strcmp(dms_record_state(offer), "running") == 0)
        return DMS_OK;
    return dms_fail_field(error, DMS_DENIED, "offer", "crm.offer_not_now",
                          "from=%s|to=%s",
                          crm_date_text(unit, dms_record_int(offer, "starts_on")),
                          crm_date_text(unit, dms_record_int(offer, "ends_on")));
}

static enum dms_status
want_some_left(struct dms_unit *unit, const struct dms_record *offer, int64_t customer,
               struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"offer\":\"$offer\",\"customer\":\"$customer\"}}";
    int64_t had = 0, most = dms_record_int(offer, "per_customer");
    if (dms_record_has(offer, "total") &&
        dms_record_int(offer, "used") >= dms_record_int(offer, "total"))
        return dms_fail_field(error, DMS_DENIED, "offer", "crm.offer_used_up",
                              "total=%" PRId64, dms_record_int(offer, "total"));
    struct dms_json *values = crm_with_id("offer", dms_record_id(offer));
    dms_json_set_integer(values, "customer", customer);
    enum dms_status st = crm_count(unit, "crm.offer_use", query, values, &had, error);
    if (st != DMS_OK || most == 0 || had < most)
        return st;
    return dms_fail_field(error, DMS_DENIED, "customer", "crm.offer_had", "most=%" PRId64,
                          most);
}

static enum dms_status
want_eligible(struct dms_unit *unit, struct dms_record *use,
              const struct dms_record *offer, const struct dms_record *file,
              struct dms_error *error)
{
    static const char *const of_offer[] = { "kind",   "for_grade",  "for_tier",
                                            "amount", "conditions", NULL };
    static const char *const of_file[] = { "grade",  "tier",  "purchases",    "services",
                                           "points", "class", "satisfaction", NULL };
    struct dms_json *facts = dms_json_create_object(), *answer = NULL;
    crm_add_facts(facts, offer, of_offer);
    crm_add_facts(facts, file, of_file);
    enum dms_status st = crm_decide(unit, "crm.offer_eligible", facts, &answer, error);
    const char *why = dms_json_text_at(answer, "refuse");
    if (st == DMS_OK && why != NULL) {
        st = dms_fail_field(error, DMS_DENIED, "customer", why, "");
        dms_error_at_rule(error, dms_json_text_at(answer, "rule"));
    }
    if (st == DMS_OK && answer != NULL)
        st = crm_explain(use, answer, "rule", NULL, error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
check_use(struct dms_unit *unit, struct dms_record *use, void *data,
          struct dms_error *error)
{
    const struct dms_record *offer = NULL, *file = NULL;
    int64_t customer = dms_record_int(use, "customer");
    (void)data;
    if (!dms_record_has(use, "offer") || customer == 0)
        return DMS_OK; /* said by the fields themselves */
    enum dms_status st =
        dms_unit_get(unit, "crm.offer", dms_record_int(use, "offer"), &offer, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, "crm.customer", customer, &file, error);
    if (st == DMS_OK)
        st = want_time(unit, offer, error);
    if (st == DMS_OK)
        st = want_some_left(unit, offer, customer, error);
    return st == DMS_OK ? want_eligible(unit, use, offer, file, error) : st;
}

static enum dms_status
take_gift(struct dms_unit *unit, const struct dms_record *offer, struct dms_error *error)
{
    struct dms_record *move = NULL;
    enum dms_status st = dms_unit_new(unit, "crm.gift_move", &move, error);
    if (st == DMS_OK)
        st = dms_record_set_int(move, "gift", dms_record_int(offer, "gift"), error);
    if (st == DMS_OK)
        st = dms_record_set_int(move, "quantity", -dms_record_int(offer, "gift_quantity"),
                                error);
    if (st == DMS_OK)
        st = dms_record_set_text(move, "reason", "given", error);
    return st == DMS_OK ? dms_unit_save(unit, move, error) : st;
}

static enum dms_status
give(struct dms_unit *unit, struct dms_record *use, void *data, struct dms_error *error)
{
    struct dms_record *offer = NULL;
    (void)data;
    enum dms_status st =
        dms_unit_edit(unit, "crm.offer", dms_record_int(use, "offer"), &offer, error);
    if (st == DMS_OK && crm_is(offer, "kind", "gift"))
        st = take_gift(unit, offer, error);
    if (st == DMS_OK && crm_is(offer, "kind", "points")) {
        const struct crm_points points = { .customer = dms_record_int(use, "customer"),
                                           .points = dms_record_int(offer, "points"),
                                           .kind = "gift",
                                           .entity = "crm.offer_use",
                                           .record = dms_record_id(use) };
        st = crm_points_write(unit, &points, error);
    }
    if (st == DMS_OK)
        st = dms_record_set_int(offer, "used", dms_record_int(offer, "used") + 1, error);
    return st == DMS_OK ? dms_unit_save(unit, offer, error) : st;
}

const struct dms_hook crm_offer_use_hook =
    DMS_HOOK(.name = "crm/offer_use", .on = "crm.offer_use.create", .run = check_use);
const struct dms_hook crm_offer_give_hook =
    DMS_HOOK(.name = "crm/offer_use:give", .on = "crm.offer_use.create",
             .phase = DMS_AFTER, .run = give);
