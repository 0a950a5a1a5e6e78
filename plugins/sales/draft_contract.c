/* draft_contract.c - a contract is not typed: it says what order, car, model and customer say
 * (row 27). What somebody writes into it himself stays, and is compared before the signature. */
#include "contract_terms.h"

static enum dms_status
copy_value(const struct dms_record *from, const char *from_field, struct dms_record *to,
           const char *field, struct dms_error *error)
{
    uint32_t type = dms_record_field(to, field)->type;
    if (type == DMS_TEXT)
        return dms_record_set_text(to, field, dms_record_text(from, from_field), error);
    return dms_record_set_int(to, field, dms_record_int(from, from_field), error);
}

static enum dms_status
fill_terms(struct dms_record *contract, const struct papers *papers,
           struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (const struct term *term = contract_terms; term->field != NULL; term++) {
        const struct dms_record *paper = papers_at(papers, term->paper);
        if (st == DMS_OK && paper != NULL && !dms_record_has(contract, term->field) &&
            dms_record_has(paper, term->source))
            st = copy_value(paper, term->source, contract, term->field, error);
    }
    return st;
}

static enum dms_status
count_version(struct dms_unit *unit, struct dms_record *contract, struct dms_error *error)
{
    int64_t earlier = 0;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", dms_record_int(contract, "order"));
    enum dms_status st =
        dms_unit_count(unit, "sales.contract", "{\"where\":{\"order\":\"$id\"}}", values,
                       &earlier, error);
    dms_json_destroy(values);
    return st == DMS_OK ? dms_record_set_int(contract, "version", earlier + 1, error)
                        : st;
}

static enum dms_status
draft(struct dms_unit *unit, struct dms_record *contract, void *data,
      struct dms_error *error)
{
    (void)data;
    struct papers papers;
    if (!dms_record_has(contract, "order"))
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st = papers_load(unit, contract, &papers, error);
    if (st == DMS_OK)
        st = sales_contract_refuse_second(unit, contract, error);
    if (st == DMS_OK)
        st = fill_terms(contract, &papers, error);
    if (st == DMS_OK)
        st = dms_record_set_int(contract, "customer",
                                dms_record_int(papers.order, "customer"), error);
    if (st == DMS_OK && dms_record_has(papers.order, "brand"))
        st = dms_record_set_int(contract, "brand", dms_record_int(papers.order, "brand"),
                                error);
    if (st == DMS_OK)
        st = sales_give_to(unit, contract, dms_record_owner(papers.order), error);
    return st == DMS_OK ? count_version(unit, contract, error) : st;
}

const struct dms_hook sales_draft_contract_hooks[] = {
    DMS_HOOK(.name = "sales/draft_contract", .on = "sales.contract.create", .run = draft),
    { 0 },
};
