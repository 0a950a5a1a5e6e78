/* remember.c - what the customer would see in his timeline is told to crm, when crm keeps one
 * (rows 44, 55). */
#include <string.h>

#include "after_sales.h"

struct entry {
    const char *kind, *title_key;
};

/* What the customer himself paid for the visit; the maker's and the insurer's money is not his. */
static enum dms_status
add_paid(struct dms_unit *unit, const struct dms_record *record, struct dms_json *what,
         struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"order\":\"$order\",\"payer\":\"customer\"}}";
    char text[32];
    int64_t paid = 0;
    struct dms_json *values = service_values("order", dms_record_id(record));
    enum dms_status st = dms_unit_sum(unit, "after_sales.settlement", query, values,
                                      "amount", &paid, error);
    dms_json_destroy(values);
    if (st == DMS_OK && paid > 0)
        dms_json_set_text(what, "amount", dms_money_print(paid, text, sizeof(text)));
    return st;
}

static enum dms_status
tell_timeline(struct dms_unit *unit, struct dms_record *record, void *data,
              struct dms_error *error)
{
    const struct entry *entry = data;
    char text[40];
    struct dms_json *answer = NULL;
    if (!dms_unit_can_call(unit, "crm.remember") || !dms_record_has(record, "customer"))
        return DMS_OK;
    struct dms_json *what =
        service_values("customer", dms_record_int(record, "customer"));
    if (dms_record_has(record, "vin"))
        dms_json_set_text(what, "vin", dms_record_text(record, "vin"));
    dms_json_set_text(what, "kind", entry->kind);
    dms_json_set_text(what, "entity", dms_record_entity(record));
    dms_json_set_integer(what, "record", dms_record_id(record));
    dms_json_set_text(
        what, "at",
        dms_time_print(dms_unit_now(unit), dms_unit_offset(unit), text, sizeof(text)));
    dms_json_set_text(what, "title_key", entry->title_key);
    enum dms_status st = strcmp(entry->kind, "service") == 0
                             ? add_paid(unit, record, what, error)
                             : DMS_OK;
    if (st == DMS_OK)
        st = dms_call(unit, "crm.remember", what, &answer, error);
    dms_json_destroy(answer);
    dms_json_destroy(what);
    return st;
}

static struct entry visited = { "workshop", "after_sales.timeline_visit" },
                    left = { "service", "after_sales.timeline_left" },
                    helped = { "rescue", "after_sales.timeline_rescue" },
                    asked = { "guarantee", "after_sales.timeline_case" };

const struct dms_hook after_sales_remember_hooks[] = {
    DMS_HOOK(.name = "after_sales/remember:visit",
             .on = "after_sales.repair_order.create", .phase = DMS_AFTER,
             .run = tell_timeline, .data = &visited),
    DMS_HOOK(.name = "after_sales/remember:left",
             .on = "after_sales.repair_order.@delivered", .phase = DMS_AFTER,
             .run = tell_timeline, .data = &left),
    DMS_HOOK(.name = "after_sales/remember:rescue", .on = "after_sales.rescue.create",
             .phase = DMS_AFTER, .run = tell_timeline, .data = &helped),
    DMS_HOOK(.name = "after_sales/remember:case",
             .on = "after_sales.guarantee_case.create", .phase = DMS_AFTER,
             .run = tell_timeline, .data = &asked),
    { 0 },
};
