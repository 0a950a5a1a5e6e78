/* recall_lock.c - on learning of a defect one stops selling at once (条例 §17): a car with an open
 * recall is neither promised nor handed over; an order of the workshop closes it; the authority
 * gets its figures. */
#include <string.h>

#include "after_sales.h"

#define OPEN_OF_VIN                                                                      \
    "{\"where\":{\"vin\":\"$vin\",\"state\":{\"in\":[\"matched\",\"notified\","          \
    "\"booked\"]}},\"sort\":\"id\",\"limit\":1}"

static enum dms_status
open_recall(struct dms_unit *unit, const char *vin, const struct dms_record **recall,
            const struct dms_record **campaign, struct dms_error *error)
{
    enum dms_status st = service_first(unit, "after_sales.recall_car", OPEN_OF_VIN,
                                       service_words("vin", vin), recall, error);
    return st == DMS_OK && *recall != NULL
               ? dms_unit_get(unit, "after_sales.campaign",
                              dms_record_int(*recall, "campaign"), campaign, error)
               : st;
}

/* Runs at the sales order; the salesman may see the car, or he could not sell it. */
static enum dms_status
hold_sale(struct dms_unit *unit, struct dms_record *order, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *car = NULL, *recall = NULL, *campaign = NULL;
    if (!dms_record_has(order, "vehicle"))
        return DMS_OK;
    enum dms_status st = dms_unit_get(unit, "sales.vehicle",
                                      dms_record_int(order, "vehicle"), &car, error);
    if (st == DMS_OK)
        st = open_recall(unit, dms_record_text(car, "vin"), &recall, &campaign, error);
    if (st != DMS_OK || recall == NULL)
        return st;
    return dms_fail_field(error, DMS_DENIED, "vehicle", "after_sales.recall_open",
                          "vin=%s|campaign=%s", dms_record_text(car, "vin"),
                          dms_record_text(campaign, "number"));
}

static enum dms_status
tell_advisor(struct dms_unit *unit, struct dms_record *order, void *data,
             struct dms_error *error)
{
    (void)data;
    const struct dms_record *recall = NULL, *campaign = NULL;
    const char *vin = dms_record_text(order, "vin");
    if (vin == NULL)
        return DMS_OK;
    enum dms_status st = open_recall(unit, vin, &recall, &campaign, error);
    if (st != DMS_OK || recall == NULL)
        return st;
    dms_unit_warn(unit, "vin", "after_sales.recall_here", "campaign=%s",
                  dms_record_text(campaign, "number"));
    return service_is(order, "kind", "recall") && !dms_record_has(order, "recall_car")
               ? dms_record_set_int(order, "recall_car", dms_record_id(recall), error)
               : DMS_OK;
}

static enum dms_status
close_recall(struct dms_unit *unit, struct dms_record *order, void *data,
             struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(order, "recall_car"))
        return DMS_OK;
    struct service_fill recall = service_edit(unit, "after_sales.recall_car",
                                              dms_record_int(order, "recall_car"), error);
    service_put(&recall, "order", dms_record_id(order));
    service_put(&recall, "done_on", dms_unit_today(unit));
    return recall.st == DMS_OK
               ? dms_unit_transition(unit, recall.record, "finish", NULL, error)
               : recall.st;
}

/* A row of an authority's file opens its campaign. */
static enum dms_status
join_campaign(struct dms_unit *unit, struct dms_record *scope, void *data,
              struct dms_error *error)
{
    (void)data;
    const struct dms_record *campaign = NULL;
    const char *number = dms_record_text(scope, "campaign");
    if (number == NULL)
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st = service_first(unit, "after_sales.campaign",
                                       "{\"where\":{\"number\":\"$number\"},\"limit\":1}",
                                       service_words("number", number), &campaign, error);
    if (st == DMS_OK && campaign == NULL) {
        struct service_fill fill = service_begin(unit, "after_sales.campaign", error);
        service_put_text(&fill, "number", number);
        service_put_same(&fill, "summary", scope, "document_summary");
        st = service_save(unit, &fill);
        campaign = fill.record;
    }
    if (st == DMS_OK)
        st = dms_record_set_int(scope, "of", dms_record_id(campaign), error);
    return st == DMS_OK ? service_match_campaign(unit, campaign, error) : st;
}

static enum dms_status
report(struct dms_unit *unit, struct dms_record *recall, void *data,
       struct dms_error *error)
{
    (void)data;
    return dms_record_set_int(recall, "reported_on", dms_unit_today(unit), error);
}

static const char *const after_car[] = { "after_sales/reception", NULL };

const struct dms_hook after_sales_recall_hooks[] = {
    DMS_HOOK(.name = "after_sales/recall_lock:allocate", .on = "sales.order.@allocated",
             .run = hold_sale),
    DMS_HOOK(.name = "after_sales/recall_lock:deliver", .on = "sales.order.@delivered",
             .run = hold_sale),
    DMS_HOOK(.name = "after_sales/recall_lock:tell",
             .on = "after_sales.repair_order.create", .after = after_car,
             .run = tell_advisor),
    DMS_HOOK(.name = "after_sales/recall_lock:close",
             .on = "after_sales.repair_order.@delivered", .phase = DMS_AFTER,
             .run = close_recall),
    DMS_HOOK(.name = "after_sales/recall_lock:join",
             .on = "after_sales.campaign_scope.create", .run = join_campaign),
    DMS_HOOK(.name = "after_sales/recall_lock:report",
             .on = "after_sales.recall_car.report", .run = report),
    { 0 },
};

#define OF_CAMPAIGN(states)                                                              \
    "{\"where\":{\"campaign\":\"$campaign\",\"state\":{\"in\":[" states "]}}}"

static enum dms_status
tell_report(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    static const struct {
        const char *name, *query;
    } counts[] = {
        { "concerned", "{\"where\":{\"campaign\":\"$campaign\"}}" },
        { "open", OF_CAMPAIGN("\"matched\",\"notified\",\"booked\"") },
        { "not_notified", OF_CAMPAIGN("\"matched\"") },
        { "done", OF_CAMPAIGN("\"done\",\"reported\"") },
        { "reported", OF_CAMPAIGN("\"reported\"") },
    };
    enum dms_status st = DMS_OK;
    *answer = dms_json_create_object();
    for (size_t i = 0; st == DMS_OK && i < sizeof(counts) / sizeof(counts[0]); i++) {
        int64_t count = 0;
        st = dms_unit_count(unit, "after_sales.recall_car", counts[i].query, arguments,
                            &count, error);
        dms_json_set_integer(*answer, counts[i].name, count);
    }
    int64_t all = dms_json_integer_at(*answer, "concerned");
    if (all > 0)
        dms_json_set_integer(*answer, "completion",
                             dms_json_integer_at(*answer, "done") * 10000 / all);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "campaign", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card after_sales_recall_calls[] = {
    DMS_CALL(.name = "after_sales.recall_report",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "after_sales.recall_car:read", DMS_ARGUMENTS(arguments),
             .run = tell_report),
    { 0 },
};
