/* record_repair.c - when the car goes back, its repair is written down for good: the twelve
 * fields, the days as the law counts them (each 24 hours begun is one, §40), what was replaced
 * (rows 54, 63). */
#include <stdlib.h>
#include <string.h>

#include "after_sales.h"

/* From agreement to completion, less what the law does not count: transport of parts made for
 * this VIN, and the way of a rescue (§24). */
int64_t
service_repair_days(const struct dms_record *order)
{
    int64_t span =
        dms_record_int(order, "finished_at") - dms_record_int(order, "arrived_at");
    int64_t left = span - dms_record_int(order, "excluded_hours") * (DMS_HOUR / 1000);
    return left <= 0 ? 0 : (left + DMS_DAY - 1) / DMS_DAY;
}

struct sums {
    struct dms_json *jobs, *parts, *replaced;
    int64_t material, hours, labor, towing;
    bool warranty;
};

static struct dms_json *
named(const struct dms_record *line, const char *also)
{
    struct dms_json *item = service_words("text", dms_record_text(line, "text"));
    if (dms_record_has(line, also))
        dms_json_take_key(item, also, dms_record_json(line, also));
    if (dms_record_has(line, "quantity"))
        dms_json_take_key(item, "quantity", dms_record_json(line, "quantity"));
    return item;
}

static void
add_replaced(struct sums *sums, const struct dms_record *line)
{
    struct dms_json *item = service_words("assembly", dms_record_text(line, "assembly"));
    dms_json_set_text(item, "main_part", dms_record_text(line, "main_part"));
    dms_json_take(sums->replaced, item);
}

static void
add_line(struct sums *sums, const struct dms_record *line)
{
    int64_t amount = dms_record_int(line, "amount");
    if (service_is(line, "kind", "labor")) {
        dms_json_take(sums->jobs, named(line, "hours"));
        sums->hours += dms_record_int(line, "hours");
        sums->labor += amount;
    } else if (service_is(line, "kind", "part")) {
        dms_json_take(sums->parts, named(line, "part_code"));
        sums->material += amount;
        if (dms_record_has(line, "assembly"))
            add_replaced(sums, line);
    } else if (service_is(line, "kind", "towing") || service_is(line, "kind", "rescue")) {
        sums->towing += amount;
    } else {
        dms_json_take(sums->jobs, named(line, "unit_price"));
        sums->material += amount;
    }
    sums->warranty = sums->warranty || service_is(line, "payer", "warranty");
}

static enum dms_status
add_lines(struct dms_unit *unit, const struct dms_record *order, struct sums *sums,
          struct dms_error *error)
{
    const struct dms_list *lines = NULL;
    enum dms_status st = service_lines(unit, dms_record_id(order), &lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++)
        if (service_in_state(dms_list_at(lines, i), "done"))
            add_line(sums, dms_list_at(lines, i));
    return st;
}

static enum dms_status
put_loaner(struct dms_unit *unit, struct service_fill *record, int64_t order)
{
    const struct dms_record *loaner = NULL;
    if (record->st == DMS_OK)
        record->st =
            service_first(unit, "after_sales.loaner",
                          "{\"where\":{\"order\":\"$id\"},\"sort\":\"-id\",\"limit\":1}",
                          service_values("id", order), &loaner, record->error);
    if (record->st == DMS_OK && loaner != NULL)
        service_put_text(
            record, "loaner",
            dms_scratch_printf(unit, "%s %s", dms_record_text(loaner, "kind"),
                               service_yuan(unit, dms_record_int(loaner, "amount"))));
    return record->st;
}

/* Kept as long as the law says, counted from the hand-over. */
static void
put_keeping(struct dms_unit *unit, struct service_fill *record)
{
    struct dms_json *terms = NULL;
    int64_t year = 0, month = 0, day = 0;
    if (record->st == DMS_OK)
        record->st = service_terms(unit, dms_unit_today(unit), &terms, record->error);
    dms_date_split(dms_unit_today(unit), &year, &month, &day);
    if (terms != NULL)
        service_put(record, "keep_until",
                    dms_date_make(year + dms_json_integer_at(terms, "keep_years"), month,
                                  day > 28 ? 28 : day) +
                        (day > 28 ? day - 28 : 0));
    dms_json_destroy(terms);
}

static void
put_sums(struct service_fill *record, struct sums *sums)
{
    service_put_json(record, "jobs", sums->jobs);
    service_put_json(record, "parts", sums->parts);
    service_put_json(record, "replaced", sums->replaced);
    service_put(record, "material_amount", sums->material);
    service_put(record, "labor_hours", sums->hours);
    service_put(record, "labor_amount", sums->labor);
    service_put(record, "towing_amount", sums->towing);
}

static enum dms_status
write_record(struct dms_unit *unit, struct dms_record *order, void *data,
             struct dms_error *error)
{
    (void)data;
    static const char *const same[] = {
        "customer",     "vin",        "arrived_at",         "mileage",
        "complaint",    "findings",   "delivered_at",       "fault",
        "safety_fault", "technician", "signed_by_customer", "signed_by_shop"
    };
    struct sums sums = { .jobs = dms_json_create_array(),
                         .parts = dms_json_create_array(),
                         .replaced = dms_json_create_array() };
    struct service_fill record = service_begin(unit, "after_sales.repair_record", error);
    if (record.st == DMS_OK)
        record.st = add_lines(unit, order, &sums, error);
    service_put(&record, "order", dms_record_id(order));
    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++)
        service_put_same(&record, same[i], order, same[i]);
    put_sums(&record, &sums);
    service_put(&record, "counts",
                sums.warranty || service_is(order, "kind", "warranty") ||
                    service_is(order, "kind", "comeback"));
    service_put(&record, "days", service_repair_days(order));
    put_loaner(unit, &record, dms_record_id(order));
    put_keeping(unit, &record);
    return service_save(unit, &record);
}

const struct dms_hook after_sales_record_repair_hooks[] = {
    DMS_HOOK(.name = "after_sales/record_repair",
             .on = "after_sales.repair_order.@delivered", .phase = DMS_AFTER,
             .run = write_record),
    { 0 },
};
