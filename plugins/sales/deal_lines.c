/* deal_lines.c - the margin of a deal as it is now (row 43): price and what else was charged or
 * kept, less the car, the gifts, the commissions and what the house spent on it. */
#include <string.h>

#include "deal.h"

struct ledger {
    struct dms_unit *unit;
    const struct dms_record *order;
    struct dms_json *lines;
    int64_t margin;
    struct dms_error *error;
    enum dms_status st;
};

static void
add_line(struct ledger *ledger, const char *kind, int64_t amount, const char *source)
{
    struct dms_json *line = dms_json_create_object();
    dms_json_set_text(line, "kind", kind);
    dms_json_set_integer(line, "amount", amount);
    dms_json_set_text(line, "source", source);
    dms_json_take(ledger->lines, line);
    ledger->margin += amount;
}

static int64_t
sum_of(struct ledger *ledger, const char *entity, const char *query)
{
    int64_t sum = 0;
    if (ledger->st == DMS_OK)
        ledger->st = sales_sum(ledger->unit, entity, query, dms_record_id(ledger->order),
                               "amount", &sum, ledger->error);
    return sum;
}

static void
add_car(struct ledger *ledger)
{
    const struct dms_record *car = NULL;
    if (ledger->st == DMS_OK && dms_record_has(ledger->order, "vehicle"))
        ledger->st =
            dms_unit_get(ledger->unit, "sales.vehicle",
                         dms_record_int(ledger->order, "vehicle"), &car, ledger->error);
    if (ledger->st == DMS_OK && (car == NULL || !dms_record_has(car, "cost")))
        ledger->st =
            dms_fail_field(ledger->error, DMS_DENIED, "vehicle", "sales.cost_unknown",
                           "order=%s", dms_record_text(ledger->order, "number"));
    if (ledger->st == DMS_OK)
        add_line(ledger, "car", -dms_record_int(car, "cost"), "sales.vehicle.cost");
}

/* Gifts count at what they are promised for, until somebody writes down what they cost. */
static void
add_gifts(struct ledger *ledger)
{
    static const char gifts[] = "{\"where\":{\"order\":\"$id\",\"kind\":\"gift\"}}";
    int64_t cost = sum_of(ledger, "sales.deal_cost", gifts);
    int64_t promised = dms_record_int(ledger->order, "gifts_value");
    add_line(ledger, "gifts", -(cost != 0 ? cost : promised),
             cost != 0 ? "sales.deal_cost" : "sales.order.gifts_value");
}

enum dms_status
sales_deal_lines(struct dms_unit *unit, const struct dms_record *order,
                 struct dms_json **lines, int64_t *margin, struct dms_error *error)
{
    static const char of_order[] = "{\"where\":{\"order\":\"$id\"}}";
    static const char spent[] =
        "{\"where\":{\"order\":\"$id\",\"kind\":{\"ne\":\"gift\"}}}";
    struct ledger ledger = { unit, order, dms_json_create_array(), 0, error, DMS_OK };
    bool sold = strcmp(dms_record_state(order), "returned") != 0;
    if (sold)
        add_line(&ledger, "price", dms_record_int(order, "price"), "sales.order.price");
    if (sold && dms_record_int(order, "fees") != 0)
        add_line(&ledger, "charged", dms_record_int(order, "fees"), "sales.order.fees");
    if (dms_record_int(order, "kept") != 0)
        add_line(&ledger, "kept", dms_record_int(order, "kept"), "sales.payment");
    if (sold)
        add_car(&ledger);
    add_gifts(&ledger);
    add_line(&ledger, "commission", -sum_of(&ledger, "sales.commission", of_order),
             "sales.commission");
    add_line(&ledger, "fees", -sum_of(&ledger, "sales.deal_cost", spent),
             "sales.deal_cost");
    *lines = ledger.lines;
    *margin = ledger.margin;
    return ledger.st;
}
