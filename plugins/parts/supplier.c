/* supplier.c - who may deliver, and how well they do: chosen, judged every period, suspended
 * when they fail (rows 88, 89). */
#include <string.h>

#include "approval.h"
#include "average.h"

static const char *const kinds[] = { "oem", "parts", "materials", "outside_work", NULL };

static const struct dms_field fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 120 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .default_text = "parts" },
    { .name = "licence_no", .type = DMS_TEXT, .max_length = 60 },
    { .name = "licence_until", .type = DMS_DATE },
    { .name = "supplies", .type = DMS_TEXT, .max_length = 300 },
    { .name = "contact",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "name",
      .max_length = 60 },
    { .name = "phone",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "phone",
      .max_length = 40 },
    { .name = "lead_days", .type = DMS_INTEGER, .minimum = 0, .maximum = 730 },
    { .name = "grade", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 10 },
    { .name = "reason", .type = DMS_TEXT, .max_length = 300 },
};
static const struct dms_index indexes[] = { { .fields = "store,name", .unique = 1 } };

const struct dms_entity parts_supplier_entity =
    DMS_ENTITY(.name = "parts.supplier", .title = "name", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));

#define POINTS .type = DMS_INTEGER, .minimum = 0, .maximum = 100

static const struct dms_field score_fields[] = {
    { .name = "supplier",
      .type = DMS_REFERENCE,
      .target = "parts.supplier",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "begins_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "quality", POINTS }, /* empty: measured from the receipts */
    { .name = "delivery", POINTS },
    { .name = "price", POINTS, .flags = DMS_REQUIRED },
    { .name = "service", POINTS, .flags = DMS_REQUIRED },
    { .name = "receipts", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "total", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "grade", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 10 },
    { .name = "rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "note", .type = DMS_TEXT, .max_length = 300 },
};

const struct dms_entity parts_supplier_score_entity =
    DMS_ENTITY(.name = "parts.supplier_score", .parent = "supplier",
               DMS_FIELDS(score_fields));

struct measure {
    int64_t receipts, on_time, accepted, rejected;
};

static enum dms_status
measure_receipt(struct dms_unit *unit, const struct dms_record *receipt, void *context,
                struct dms_error *error)
{
    struct measure *measure = context;
    const struct dms_record *purchase = NULL;
    enum dms_status st = dms_unit_get(
        unit, "parts.purchase", dms_record_int(receipt, "purchase"), &purchase, error);
    if (st != DMS_OK)
        return st;
    measure->receipts++;
    measure->on_time +=
        !dms_record_has(purchase, "needed_on") ||
        dms_record_int(receipt, "received_on") <= dms_record_int(purchase, "needed_on");
    measure->accepted += dms_record_int(receipt, "accepted");
    measure->rejected += dms_record_int(receipt, "rejected");
    return DMS_OK;
}

static enum dms_status
measure_all(struct dms_unit *unit, const struct dms_record *score,
            struct measure *measure, struct dms_error *error)
{
    struct dms_json *where = dms_json_create_object(), *days = dms_json_create_object();
    dms_json_set_integer(where, "supplier", dms_record_int(score, "supplier"));
    dms_json_set_text(where, "state", "posted");
    dms_json_take_key(days, "gte", dms_record_json(score, "begins_on"));
    dms_json_take_key(days, "lte", dms_record_json(score, "ends_on"));
    dms_json_take_key(where, "received_on", days);
    return parts_walk(unit, "parts.receipt", where, measure_receipt, measure, error);
}

static enum dms_status
put_measured(struct dms_unit *unit, struct dms_record *score, struct dms_error *error)
{
    struct measure measure = { 0 };
    enum dms_status st = measure_all(unit, score, &measure, error);
    int64_t pieces = measure.accepted + measure.rejected;
    if (st == DMS_OK)
        st = dms_record_set_int(score, "receipts", measure.receipts, error);
    if (st == DMS_OK && !dms_record_has(score, "quality") && pieces > 0)
        st = dms_record_set_int(score, "quality",
                                parts_share(100, measure.accepted, pieces), error);
    if (st == DMS_OK && !dms_record_has(score, "delivery") && measure.receipts > 0)
        st = dms_record_set_int(score, "delivery",
                                parts_share(100, measure.on_time, measure.receipts),
                                error);
    if (st == DMS_OK &&
        (!dms_record_has(score, "quality") || !dms_record_has(score, "delivery")))
        st = dms_fail_field(error, DMS_INVALID, "quality", "parts.nothing_measured", "");
    return st;
}

static enum dms_status
ask_grade(struct dms_unit *unit, struct dms_record *score, struct dms_error *error)
{
    static const char *const points[] = { "quality", "delivery", "price", "service",
                                          NULL };
    struct dms_json *facts = dms_json_create_object(), *answer = NULL;
    for (size_t i = 0; points[i] != NULL; i++)
        dms_json_set_integer(facts, points[i], dms_record_int(score, points[i]));
    enum dms_status st = dms_call(unit, "parts.supplier_grade", facts, &answer, error);
    dms_json_destroy(facts);
    if (st == DMS_OK)
        st = dms_record_set_int(score, "total", dms_json_integer_at(answer, "total"),
                                error);
    if (st == DMS_OK)
        st =
            dms_record_set_text(score, "grade", dms_json_text_at(answer, "grade"), error);
    if (st == DMS_OK)
        st = dms_record_set_text(score, "rule", dms_json_text_at(answer, "rule"), error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
judge(struct dms_unit *unit, struct dms_record *score, void *data,
      struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(score, "supplier") || !dms_record_has(score, "begins_on") ||
        !dms_record_has(score, "ends_on") || !dms_record_has(score, "price") ||
        !dms_record_has(score, "service"))
        return DMS_OK; /* that they are required, the core says */
    if (dms_record_int(score, "ends_on") < dms_record_int(score, "begins_on"))
        return dms_fail_field(error, DMS_INVALID, "ends_on", "parts.ends_before", "");
    enum dms_status st = put_measured(unit, score, error);
    return st == DMS_OK ? ask_grade(unit, score, error) : st;
}

static enum dms_status
note_grade(struct dms_unit *unit, struct dms_record *score, void *data,
           struct dms_error *error)
{
    (void)data;
    struct dms_record *supplier = NULL;
    enum dms_status st = dms_unit_edit(
        unit, "parts.supplier", dms_record_int(score, "supplier"), &supplier, error);
    if (st == DMS_OK)
        st = dms_record_set_text(supplier, "grade", dms_record_text(score, "grade"),
                                 error);
    return st == DMS_OK ? dms_unit_save(unit, supplier, error) : st;
}

static enum dms_status
check_licence(struct dms_unit *unit, struct dms_record *supplier, void *data,
              struct dms_error *error)
{
    (void)data;
    if (dms_record_has(supplier, "licence_until") &&
        dms_record_int(supplier, "licence_until") < dms_unit_today(unit))
        return dms_fail_field(error, DMS_DENIED, "licence_until", "parts.licence_over",
                              "supplier=%s", dms_record_text(supplier, "name"));
    return DMS_OK;
}

const struct dms_hook parts_supplier_hooks[] = {
    DMS_HOOK(.name = "parts/supplier:qualify", .on = "parts.supplier.qualify",
             .run = check_licence),
    DMS_HOOK(.name = "parts/supplier:approve", .on = "parts.supplier.approve",
             .run = check_licence),
    DMS_HOOK(.name = "parts/supplier:judge", .on = "parts.supplier_score.save",
             .run = judge),
    DMS_HOOK(.name = "parts/supplier:grade", .on = "parts.supplier_score.save",
             .phase = DMS_AFTER, .run = note_grade),
    { 0 },
};
