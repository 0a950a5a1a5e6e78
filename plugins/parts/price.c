/* price.c - what a part sells for: the brand's decision, else its list price (row 52).
 *
 * parts.price answers {part, price, amount, rule, reason}: fen a piece and for the quantity. */
#include <string.h>

#include "average.h"
#include "parts.h"

static struct dms_json *
facts_of(const struct dms_record *part, int64_t average, const struct dms_json *about)
{
    static const char *const texts[] = { "payer", "kind" };
    struct dms_json *facts = dms_json_create_object();
    dms_json_set_integer(facts, "part", dms_record_id(part));
    dms_json_set_text(facts, "code", dms_record_text(part, "code"));
    dms_json_set_text(facts, "quality", dms_record_text(part, "kind"));
    if (dms_record_has(part, "list_price"))
        dms_json_set_integer(facts, "list_price", dms_record_int(part, "list_price"));
    dms_json_set_integer(facts, "average", average);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (dms_json_text_at(about, texts[i]) != NULL)
            dms_json_set_text(facts, texts[i], dms_json_text_at(about, texts[i]));
    if (dms_json_at_key(about, "customer") != NULL)
        dms_json_take_key(facts, "customer",
                          dms_json_copy(dms_json_at_key(about, "customer")));
    return facts;
}

static enum dms_status
list_price(const struct dms_record *part, struct parts_price *price,
           struct dms_error *error)
{
    if (!dms_record_has(part, "list_price"))
        return dms_fail_field(error, DMS_DENIED, "list_price", "parts.no_price",
                              "part=%s", dms_record_text(part, "code"));
    price->price = dms_record_int(part, "list_price");
    price->rule = "";
    return DMS_OK;
}

enum dms_status
parts_decide_price(struct dms_unit *unit, const struct dms_record *part, int64_t average,
                   const struct dms_json *about, struct parts_price *price,
                   struct dms_error *error)
{
    struct dms_json *answer = NULL, *facts;
    if (!dms_unit_can_call(unit, "parts.sale_price"))
        return list_price(part, price, error);
    facts = facts_of(part, average, about);
    enum dms_status st = dms_call(unit, "parts.sale_price", facts, &answer, error);
    dms_json_destroy(facts);
    if (st == DMS_OK && dms_json_at_key(answer, "price") != NULL) {
        price->price = dms_json_integer_at(answer, "price");
        price->rule = dms_scratch_printf(unit, "%s", dms_json_text_at(answer, "rule"));
    } else if (st == DMS_OK) {
        st = list_price(part, price, error);
    }
    dms_json_destroy(answer);
    return st;
}

int64_t
parts_average_of(const struct dms_record *stock)
{
    struct parts_pool pool = { 0, 0 };
    if (stock != NULL)
        pool = (struct parts_pool){ dms_record_int(stock, "on_hand"),
                                    dms_record_int(stock, "value") };
    return parts_pool_average(&pool);
}

static enum dms_status
answer_price(struct dms_unit *unit, const struct dms_json *arguments, void *data,
             struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    int64_t warehouse = 0, quantity = 0;
    const struct dms_record *part = NULL, *stock = NULL;
    struct parts_price price = { 0, "" };
    enum dms_status st = parts_which_part(unit, arguments, &part, error);
    if (st == DMS_OK)
        st = parts_which_warehouse(unit, arguments, &warehouse, error);
    if (st == DMS_OK)
        st = parts_which_stock(unit, dms_record_id(part), warehouse, &stock, error);
    if (st == DMS_OK)
        st = parts_read_quantity(arguments, "quantity", &quantity, error);
    if (st == DMS_OK)
        st = parts_decide_price(unit, part, parts_average_of(stock), arguments, &price,
                                error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "part", dms_record_id(part));
    dms_json_set_integer(*answer, "price", price.price);
    dms_json_set_integer(*answer, "amount",
                         parts_amount(price.price, quantity == 0 ? 1000 : quantity));
    dms_json_set_text(*answer, "rule", price.rule);
    return DMS_OK;
}

static const struct dms_argument price_arguments[] = {
    { "part", DMS_INTEGER, 0 },     { "code", DMS_TEXT, 0 },
    { "quantity", DMS_DECIMAL, 0 }, { "warehouse", DMS_INTEGER, 0 },
    { "payer", DMS_TEXT, 0 },       { "kind", DMS_TEXT, 0 },
    { "customer", DMS_INTEGER, 0 },
};

const struct dms_call_card parts_price_calls[] = {
    DMS_CALL(.name = "parts.price", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "parts.stock:read", DMS_ARGUMENTS(price_arguments),
             .run = answer_price),
    { 0 },
};
