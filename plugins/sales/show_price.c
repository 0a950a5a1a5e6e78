/* show_price.c - no price is shown above the list (汽车销售管理办法 §10), and what it is compared
 * with was really paid here (明码标价规定; sales.compared_price says how far back) (row 42). */
#include "showroom.h"

static enum dms_status
check_list(struct dms_unit *unit, const struct dms_record *tag, struct dms_error *error)
{
    int64_t list = 0, price = dms_record_int(tag, "price");
    enum dms_status st = sales_list_price(unit, dms_record_int(tag, "model"),
                                          dms_record_int(tag, "starts_on"), &list, error);
    if (st != DMS_OK || list == 0 || price <= list)
        return st;
    return dms_fail_field(error, DMS_INVALID, "price", "sales.tag_above_list",
                          "price=%s|list=%s", sales_yuan(unit, price),
                          sales_yuan(unit, list));
}

static enum dms_status
check_comparison(struct dms_unit *unit, struct dms_record *tag, struct dms_error *error)
{
    struct dms_json *answer = NULL, *facts = dms_json_create_object();
    dms_json_set_integer(facts, "model", dms_record_int(tag, "model"));
    dms_json_set_integer(facts, "store", dms_unit_store(unit));
    enum dms_status st = sales_ask(unit, "sales.compared_price", facts, &answer, error);
    const char *why = dms_json_text_at(answer, "reason");
    int64_t most = dms_json_integer_at(answer, "most");
    if (st == DMS_OK && answer != NULL && why == NULL)
        st = dms_fail_field(error, DMS_DENIED, "was_price", "sales.tag_never_sold", "");
    else if (st == DMS_OK && why != NULL && dms_record_int(tag, "was_price") > most)
        st = dms_fail_field(error, DMS_DENIED, "was_price", "sales.tag_was_too_high",
                            "most=%s|why=@%s", sales_yuan(unit, most), why);
    if (st == DMS_OK && why != NULL)
        st = dms_record_set_text(tag, "compared_with", sales_words(unit, why), error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
check_tag(struct dms_unit *unit, struct dms_record *tag, void *data,
          struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(tag, "model") || !dms_record_has(tag, "price"))
        return DMS_OK; /* that they are required, the core says */
    enum dms_status st = check_list(unit, tag, error);
    return st == DMS_OK && dms_record_has(tag, "was_price")
               ? check_comparison(unit, tag, error)
               : st;
}

const struct dms_hook sales_show_price_hooks[] = {
    DMS_HOOK(.name = "sales/show_price", .on = "sales.price_tag.save", .run = check_tag),
    { 0 },
};
