/* instalments_call.c - sales.instalments: a loan worked out before anybody applies for it
 * (rows 22, 24). */
#include <string.h>

#include "desk.h"

static enum dms_status
bad_terms(const char *field, struct dms_error *error)
{
    return dms_fail_field(error, DMS_INVALID, field, "sales.bad_terms",
                          "most=%d|field=%s", SALES_MOST_MONTHS, field);
}

static bool
says(const struct dms_json *arguments, const char *name, const char *word)
{
    const char *text = dms_json_text_at(arguments, name);
    return text != NULL && strcmp(text, word) == 0;
}

static enum dms_status
read_terms(const struct dms_json *arguments, struct loan_terms *terms,
           struct dms_error *error)
{
    *terms = (struct loan_terms){
        .months = dms_json_integer_at(arguments, "months"),
        .annual_rate = dms_json_integer_at(arguments, "annual_rate"),
        .equal_principal = says(arguments, "method", "equal_principal"),
        .at_begin = says(arguments, "due", "begin"),
    };
    enum dms_status st = dms_money_load(dms_json_text_at(arguments, "principal"),
                                        &terms->principal, error);
    if (st != DMS_OK)
        return st;
    if (terms->principal <= 0 || terms->principal > INT64_C(100000000000))
        return bad_terms("principal", error);
    if (terms->months < 1 || terms->months > SALES_MOST_MONTHS)
        return bad_terms("months", error);
    if (terms->annual_rate < 0 || terms->annual_rate > 1000000)
        return bad_terms("annual_rate", error);
    return DMS_OK;
}

static struct dms_json *
shown_row(struct dms_unit *unit, int64_t number, const struct instalment *row)
{
    struct dms_json *json = dms_json_create_object();
    dms_json_set_integer(json, "number", number);
    dms_json_set_text(json, "payment", sales_yuan(unit, row->payment));
    dms_json_set_text(json, "principal", sales_yuan(unit, row->principal));
    dms_json_set_text(json, "interest", sales_yuan(unit, row->interest));
    dms_json_set_text(json, "balance", sales_yuan(unit, row->balance));
    return json;
}

static enum dms_status
work_out(struct dms_unit *unit, const struct dms_json *arguments, void *data,
         struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct loan_terms terms;
    struct instalment rows[SALES_MOST_MONTHS];
    int64_t interest = 0;
    enum dms_status st = read_terms(arguments, &terms, error);
    if (st != DMS_OK)
        return st;
    sales_instalments(&terms, rows);
    struct dms_json *list = dms_json_create_array();
    for (int64_t i = 0; i < terms.months; i++) {
        interest += rows[i].interest;
        dms_json_take(list, shown_row(unit, i + 1, &rows[i]));
    }
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "first", sales_yuan(unit, rows[0].payment));
    dms_json_set_text(*answer, "last", sales_yuan(unit, rows[terms.months - 1].payment));
    dms_json_set_text(*answer, "interest", sales_yuan(unit, interest));
    dms_json_set_text(*answer, "total", sales_yuan(unit, terms.principal + interest));
    dms_json_take_key(*answer, "rows", list);
    return DMS_OK;
}

static const struct dms_argument arguments[] = {
    { .name = "principal", .type = DMS_MONEY, .flags = DMS_REQUIRED },
    { .name = "months", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
    { .name = "annual_rate", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
    { .name = "method", .type = DMS_TEXT },
    { .name = "due", .type = DMS_TEXT },
};

const struct dms_call_card sales_instalments_call =
    DMS_CALL(.name = "sales.instalments", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             DMS_ARGUMENTS(arguments), .permission = "sales.model:read", .run = work_out);
