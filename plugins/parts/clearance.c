/* clearance.c - what nobody wants any more is sold cheaper until a day, and then somebody looks
 * what came of it (row 76). */
#include <inttypes.h>
#include <string.h>

#include "parts.h"

static const char *const ways[] = { "discount", "return", "transfer", "scrap", NULL };

static const struct dms_field fields[] = {
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "way",
      .type = DMS_CHOICE,
      .choices = ways,
      .flags = DMS_REQUIRED,
      .default_text = "discount" },
    { .name = "price", .type = DMS_MONEY, .minimum = 0, .maximum = PARTS_MONEY },
    { .name = "until", .type = DMS_DATE, .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "plan", .type = DMS_TEXT, .max_length = 300 },
    { .name = "begun_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "on_hand", .type = DMS_DECIMAL, .flags = DMS_READ_ONLY },
    { .name = "stock_value", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "gone", .type = DMS_DECIMAL, .flags = DMS_READ_ONLY },
    { .name = "proceeds", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "cost", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "result", .type = DMS_TEXT, .max_length = 300 },
};

const struct dms_entity parts_clearance_entity =
    DMS_ENTITY(.name = "parts.clearance", DMS_FIELDS(fields));

static enum dms_status
sum_stock(struct dms_unit *unit, int64_t part, const char *field, int64_t *sum,
          struct dms_error *error)
{
    struct dms_json *values = parts_id_values(part);
    enum dms_status st = dms_unit_sum(
        unit, "parts.stock", "{\"where\":{\"part\":\"$id\"}}", values, field, sum, error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
begin(struct dms_unit *unit, struct dms_record *clearance, void *data,
      struct dms_error *error)
{
    (void)data;
    int64_t part = dms_record_int(clearance, "part"), on_hand = 0, value = 0;
    if (dms_record_int(clearance, "until") < dms_unit_today(unit))
        return dms_fail_field(error, DMS_INVALID, "until", "parts.until_past", "");
    enum dms_status st = sum_stock(unit, part, "on_hand", &on_hand, error);
    if (st == DMS_OK)
        st = sum_stock(unit, part, "value", &value, error);
    if (st == DMS_OK && on_hand == 0)
        st = dms_fail_field(error, DMS_DENIED, "part", "parts.nothing_to_clear",
                            "part=%s", parts_code(unit, part));
    if (st == DMS_OK)
        st = dms_record_set_int(clearance, "begun_at", dms_unit_now(unit), error);
    if (st == DMS_OK)
        st = dms_record_set_int(clearance, "on_hand", on_hand, error);
    return st == DMS_OK ? dms_record_set_int(clearance, "stock_value", value, error) : st;
}

struct gone {
    int64_t quantity, amount, cost;
};

static enum dms_status
add_gone(struct dms_unit *unit, const struct dms_record *movement, void *context,
         struct dms_error *error)
{
    struct gone *gone = context;
    const char *kind = dms_record_text(movement, "kind");
    (void)unit, (void)error;
    if (strcmp(kind, "receipt") == 0 || strcmp(kind, "price_difference") == 0)
        return DMS_OK;
    gone->quantity -= dms_record_int(movement, "quantity");
    gone->amount += dms_record_int(movement, "amount");
    gone->cost -= dms_record_int(movement, "value");
    return DMS_OK;
}

static enum dms_status
finish(struct dms_unit *unit, struct dms_record *clearance, void *data,
       struct dms_error *error)
{
    (void)data;
    struct gone gone = { 0 };
    struct dms_json *where = dms_json_create_object(), *since = dms_json_create_object();
    dms_json_set_integer(where, "part", dms_record_int(clearance, "part"));
    dms_json_take_key(since, "gte", dms_record_json(clearance, "begun_at"));
    dms_json_take_key(where, "created_at", since);
    enum dms_status st =
        parts_walk(unit, "parts.movement", where, add_gone, &gone, error);
    if (st == DMS_OK)
        st = dms_record_set_int(clearance, "gone", gone.quantity, error);
    if (st == DMS_OK)
        st = dms_record_set_int(clearance, "proceeds", gone.amount, error);
    return st == DMS_OK ? dms_record_set_int(clearance, "cost", gone.cost, error) : st;
}

const struct dms_hook parts_clearance_hooks[] = {
    DMS_HOOK(.name = "parts/clearance:begin", .on = "parts.clearance.begin",
             .run = begin),
    DMS_HOOK(.name = "parts/clearance:finish", .on = "parts.clearance.finish",
             .run = finish),
    { 0 },
};
