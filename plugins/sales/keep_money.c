/* keep_money.c - what of a customer's money may stay with the store when his order ends: a
 * deposit by the brand's rule before the delivery, a compensation for use after it
 * (rows 15, 43). */
#include <string.h>

#include "deal.h"

static struct dms_json *
facts_of(struct dms_unit *unit, const struct dms_record *order, int64_t deposits)
{
    static const char *const numbers[] = { "price", "paid", "kept", "return_km",
                                           "deposit_due" };
    static const char *const words[] = { "cancel_fault", "return_kind", "number" };
    struct dms_json *facts = dms_json_create_object();
    dms_json_set_integer(facts, "id", dms_record_id(order));
    dms_json_set_text(facts, "state", dms_record_state(order));
    dms_json_set_integer(facts, "deposits", deposits);
    dms_json_set_integer(facts, "today", dms_unit_today(unit));
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        dms_json_set_integer(facts, numbers[i], dms_record_int(order, numbers[i]));
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (dms_record_has(order, words[i]))
            dms_json_set_text(facts, words[i], dms_record_text(order, words[i]));
    return facts;
}

enum dms_status
sales_kept_limit(struct dms_unit *unit, const struct dms_record *order,
                 struct dms_json **answer, struct dms_error *error)
{
    static const char deposits[] = "{\"where\":{\"order\":\"$id\",\"kind\":\"deposit\"}}";
    int64_t sum = 0;
    *answer = NULL;
    enum dms_status st = sales_sum(unit, "sales.payment", deposits, dms_record_id(order),
                                   "amount", &sum, error);
    const char *rule = dms_record_has(order, "delivered_at") ? "sales.use_compensation"
                                                             : "sales.deposit_kept";
    return st == DMS_OK ? sales_ask(unit, rule, facts_of(unit, order, sum), answer, error)
                        : st;
}
