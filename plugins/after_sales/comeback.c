/* comeback.c - the warranty of the repair: so many kilometres or days from completion, by depth
 * of the work; a car that comes back within it for the same fault is found, goes into the fast
 * lane with the technician and inspector who know it, and its rework costs the customer nothing
 * unless somebody proves in time that the fault is another one's (rows 53, 63). */
#include <inttypes.h>
#include <string.h>

#include "after_sales.h"

static enum dms_status
warrant(struct dms_unit *unit, struct dms_record *order, void *data,
        struct dms_error *error)
{
    (void)data;
    struct dms_json *terms = NULL;
    struct dms_json *facts = service_words("depth", dms_record_text(order, "depth"));
    dms_json_set_text(facts, "kind", dms_record_text(order, "kind"));
    struct service_fill fill = { .record = order, .error = error };
    fill.st = service_decide(unit, "after_sales.repair_warranty", facts, &terms, error);
    if (fill.st == DMS_OK && terms != NULL) {
        int64_t completed =
            dms_time_date(dms_record_int(order, "finished_at"), dms_unit_offset(unit));
        service_put(&fill, "warranty_to", completed + dms_json_integer_at(terms, "days"));
        service_put(&fill, "warranty_to_km",
                    dms_record_int(order, "mileage") + dms_json_integer_at(terms, "km"));
    }
    dms_json_destroy(terms);
    return fill.st;
}

/* The visit whose warranty still holds for this fault; NULL when there is none. */
static enum dms_status
find_first(struct dms_unit *unit, const struct dms_record *order,
           const struct dms_record **first, struct dms_error *error)
{
    *first = NULL;
    if (dms_record_has(order, "comeback_of"))
        return dms_unit_get(unit, "after_sales.repair_order",
                            dms_record_int(order, "comeback_of"), first, error);
    struct dms_json *values = service_words("vin", dms_record_text(order, "vin"));
    dms_json_set_text(values, "fault", dms_record_text(order, "fault"));
    dms_json_set_text(values, "today", service_day(unit, dms_unit_today(unit)));
    dms_json_set_integer(values, "km", dms_record_int(order, "mileage"));
    return service_first(
        unit, "after_sales.repair_order",
        "{\"where\":{\"vin\":\"$vin\",\"fault\":\"$fault\",\"state\":\"delivered\","
        "\"warranty_to\":{\"gte\":\"$today\"},\"warranty_to_km\":{\"gte\":\"$km\"}},"
        "\"sort\":\"-delivered_at\",\"limit\":1}",
        values, first, error);
}

static enum dms_status
inspector_of(struct dms_unit *unit, const struct dms_record *first,
             struct service_fill *order)
{
    const struct dms_record *check = NULL;
    enum dms_status st = service_first(
        unit, "after_sales.check",
        "{\"where\":{\"order\":\"$id\",\"stage\":\"final\",\"result\":\"pass\"},"
        "\"sort\":\"-id\",\"limit\":1}",
        service_values("id", dms_record_id(first)), &check, order->error);
    if (st == DMS_OK && check != NULL)
        service_put_same(order, "original_inspector", check, "inspector");
    return st;
}

static enum dms_status
link_first(struct dms_unit *unit, struct dms_record *order,
           const struct dms_record *first, struct dms_error *error)
{
    const char *vin = dms_record_text(order, "vin"),
               *other = dms_record_text(first, "vin");
    if (other == NULL || strcmp(vin, other) != 0)
        return dms_fail_field(error, DMS_INVALID, "comeback_of",
                              "after_sales.another_car", "order=%s",
                              dms_record_text(first, "number"));
    struct service_fill fill = { .record = order, .error = error };
    service_put(&fill, "comeback_of", dms_record_id(first));
    service_put(&fill, "comeback_count", dms_record_int(first, "comeback_count") + 1);
    service_put(&fill, "fast_lane", 1);
    service_put_text(&fill, "kind", "comeback");
    service_put_same(&fill, "original_technician", first, "technician");
    return fill.st == DMS_OK ? inspector_of(unit, first, &fill) : fill.st;
}

static enum dms_status
recognise(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *first = NULL;
    bool asked =
        dms_record_changed(order, "fault") || dms_record_changed(order, "comeback_of");
    if (!asked || dms_record_text(order, "vin") == NULL ||
        dms_record_has(order, "settled_at") ||
        (dms_record_text(order, "fault") == NULL &&
         !dms_record_has(order, "comeback_of")))
        return DMS_OK;
    enum dms_status st = find_first(unit, order, &first, error);
    return st == DMS_OK && first != NULL ? link_first(unit, order, first, error) : st;
}

static enum dms_status
take_proof(struct dms_unit *unit, struct dms_record *order, void *data,
           struct dms_error *error)
{
    (void)data;
    struct dms_json *terms = NULL;
    if (!dms_record_changed(order, "proof") || !dms_record_has(order, "proof"))
        return DMS_OK;
    enum dms_status st = service_decide(
        unit, "after_sales.repair_warranty",
        service_words("depth", dms_record_text(order, "depth")), &terms, error);
    int64_t days = dms_json_integer_at(terms, "proof_days");
    int64_t last =
        dms_time_date(dms_record_int(order, "arrived_at"), dms_unit_offset(unit)) + days;
    if (st == DMS_OK && dms_unit_today(unit) > last) {
        dms_fail_field(error, DMS_DENIED, "proof", "after_sales.proof_late",
                       "days=%" PRId64 "|last=%s", days, service_day(unit, last));
        st = service_blame(terms, error);
    }
    dms_json_destroy(terms);
    return st;
}

/* The rework is the house's, unless the line is other work or the proof is there. */
enum dms_status
service_free_rework(struct dms_unit *unit, struct dms_record *line,
                    const struct dms_record *order, struct dms_error *error)
{
    int64_t shares[SERVICE_PAYERS];
    if (!dms_record_has(order, "comeback_of") || dms_record_has(order, "proof") ||
        dms_record_int(line, "other_work") != 0)
        return DMS_OK;
    enum dms_status st = service_read_shares(line, shares, error);
    if (st != DMS_OK || shares[0] == 0)
        return st;
    if (dms_record_has(line, "shares"))
        return dms_fail_field(error, DMS_DENIED, "shares", "after_sales.rework_is_free",
                              "");
    dms_unit_warn(unit, "payer", "after_sales.rework_is_free", "");
    return dms_record_set_text(line, "payer", "internal", error);
}

static const char *const after_car[] = { "after_sales/reception", NULL };
static const char *const before_look[] = { "after_sales/guarantee", NULL };
static const char *const after_gate[] = { "after_sales/deliver", NULL };

const struct dms_hook after_sales_comeback_hooks[] = {
    DMS_HOOK(.name = "after_sales/comeback:warrant",
             .on = "after_sales.repair_order.@delivered", .after = after_gate,
             .run = warrant),
    DMS_HOOK(.name = "after_sales/comeback", .on = "after_sales.repair_order.save",
             .after = after_car, .before = before_look, .run = recognise),
    DMS_HOOK(.name = "after_sales/comeback:proof", .on = "after_sales.repair_order.save",
             .after = after_car, .run = take_proof),
    { 0 },
};
