/* receivable.c - what is not paid is told by payer until it is, and how much of it is old (row
 * 62). */
#include "after_sales.h"

static enum dms_status
sum_of(struct dms_unit *unit, const char *query, const struct dms_json *values,
       struct dms_json *answer, const char *name, struct dms_error *error)
{
    int64_t due = 0;
    enum dms_status st =
        dms_unit_sum(unit, "after_sales.settlement", query, values, "due", &due, error);
    dms_json_set_integer(answer, name, due);
    return st;
}

static enum dms_status
tell_receivables(struct dms_unit *unit, const struct dms_json *arguments, void *data,
                 struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    char text[40];
    int64_t days = dms_json_integer_at(arguments, "older_than_days");
    struct dms_json *values = service_values("store", dms_unit_store(unit));
    enum dms_status st = DMS_OK;
    dms_json_set_text(values, "before",
                      dms_time_print(dms_unit_now(unit) - days * DMS_DAY,
                                     dms_unit_offset(unit), text, sizeof(text)));
    *answer = dms_json_create_object();
    for (int i = 0; st == DMS_OK && i < SERVICE_PAYERS; i++) {
        struct dms_json *payer = dms_json_create_object();
        dms_json_set_text(values, "payer", service_payers[i]);
        st = sum_of(
            unit,
            "{\"where\":{\"store\":\"$store\",\"payer\":\"$payer\",\"due\":{\"gt\":"
            "\"0.00\"}}}",
            values, payer, "due", error);
        if (st == DMS_OK)
            st = sum_of(unit,
                        "{\"where\":{\"store\":\"$store\",\"payer\":\"$payer\",\"due\":"
                        "{\"gt\":\"0.00\"},\"created_at\":{\"lt\":\"$before\"}}}",
                        values, payer, "old", error);
        if (dms_json_integer_at(payer, "due") > 0)
            dms_json_take_key(*answer, service_payers[i], payer);
        else
            dms_json_destroy(payer);
    }
    dms_json_destroy(values);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "older_than_days", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
};

const struct dms_call_card after_sales_receivable_calls[] = {
    DMS_CALL(.name = "after_sales.receivables",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.settlement:export", DMS_ARGUMENTS(arguments),
             .run = tell_receivables),
    { 0 },
};
