/* settlement.c - sales.settlement: where the money of an order stands: owed, paid, what may be
 * kept if it ends now and why, what goes back, what lies here for others (rows 15, 29, 31). */
#include "deal.h"

static const char *const purposes[] = { "insurance", "purchase_tax", "vehicle_tax",
                                        "plate", "other" };

static enum dms_status
held_for(struct dms_unit *unit, const struct dms_record *order, const char *purpose,
         int64_t *held, struct dms_error *error)
{
    static const char received[] = "{\"where\":{\"order\":\"$order\",\"purpose\":"
                                   "\"$purpose\",\"kind\":\"received\"}}";
    static const char gone[] =
        "{\"where\":{\"order\":\"$order\",\"purpose\":\"$purpose\","
        "\"kind\":{\"ne\":\"received\"}}}";
    int64_t in = 0, out = 0;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "order", dms_record_id(order));
    dms_json_set_text(values, "purpose", purpose);
    enum dms_status st =
        dms_unit_sum(unit, "sales.held_money", received, values, "amount", &in, error);
    if (st == DMS_OK)
        st = dms_unit_sum(unit, "sales.held_money", gone, values, "amount", &out, error);
    dms_json_destroy(values);
    *held = in - out;
    return st;
}

static enum dms_status
add_held(struct dms_unit *unit, const struct dms_record *order, struct dms_json *answer,
         struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    struct dms_json *list = dms_json_create_array();
    for (size_t i = 0; st == DMS_OK && i < sizeof(purposes) / sizeof(purposes[0]); i++) {
        int64_t held = 0;
        st = held_for(unit, order, purposes[i], &held, error);
        if (held == 0)
            continue;
        struct dms_json *row = dms_json_create_object();
        dms_json_set_text(row, "purpose", purposes[i]);
        dms_json_set_text(row, "amount", sales_yuan(unit, held));
        dms_json_take(list, row);
    }
    dms_json_take_key(answer, "held", list);
    return st;
}

static void
add_money(struct dms_unit *unit, struct dms_json *answer, const char *name, int64_t fen)
{
    dms_json_set_text(answer, name, sales_yuan(unit, fen));
}

static enum dms_status
add_kept(struct dms_unit *unit, const struct dms_record *order, struct dms_json *answer,
         struct dms_error *error)
{
    struct dms_json *limit = NULL;
    enum dms_status st = sales_kept_limit(unit, order, &limit, error);
    int64_t kept = dms_record_int(order, "kept"), paid = dms_record_int(order, "paid");
    int64_t may = dms_json_integer_at(limit, "amount") - kept;
    may = may < 0 ? 0 : may < paid ? may : paid;
    const char *reason = dms_json_text_at(limit, "reason");
    dms_json_set_text(
        answer, "kept_because",
        sales_words(unit, reason != NULL ? reason : "sales.kept_without_rule"));
    add_money(unit, answer, "kept", kept);
    add_money(unit, answer, "may_keep", may);
    add_money(unit, answer, "goes_back", paid - may);
    dms_json_destroy(limit);
    return st;
}

static enum dms_status
settle(struct dms_unit *unit, const struct dms_json *arguments, void *data,
       struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    enum dms_status st = sales_see(
        unit, "sales.order", dms_json_integer_at(arguments, "order"), &order, error);
    if (st != DMS_OK)
        return st;
    int64_t owed = dms_record_int(order, "price") + dms_record_int(order, "fees");
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "order", dms_record_text(order, "number"));
    add_money(unit, *answer, "owed", owed);
    add_money(unit, *answer, "paid", dms_record_int(order, "paid"));
    add_money(unit, *answer, "due", owed - dms_record_int(order, "paid"));
    st = add_kept(unit, order, *answer, error);
    return st == DMS_OK ? add_held(unit, order, *answer, error) : st;
}

static const struct dms_argument arguments[] = {
    { .name = "order", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card sales_settlement_call =
    DMS_CALL(.name = "sales.settlement", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             DMS_ARGUMENTS(arguments), .permission = "sales.payment:read", .run = settle);
