/* alert_look.c - each active alert line is looked at when the brand's plan says so; what crossed it is
 * told once (row 174). */
#include <string.h>

#include "deal.h"
#include "plan.h"

/* Everything that a brand may want to make its haste depend on. */
static struct dms_json *
facts_of(const struct dms_record *line)
{
    static const char *const texts[] = { "figure", "window", "side", "role" };
    struct dms_json *facts = dms_json_create_object();
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        dms_json_set_text(facts, texts[i], dms_record_text(line, texts[i]));
    return facts;
}

static enum dms_status
plan_look(struct dms_unit *unit, const struct dms_record *line, struct dms_error *error)
{
    struct dms_json *plan = NULL;
    enum dms_status st =
        sales_ask(unit, "sales.alert_plan", facts_of(line), &plan, error);
    int64_t at = dms_json_integer_at(plan, "look_at");
    bool planned = plan != NULL;
    dms_json_destroy(plan);
    if (st != DMS_OK || !planned)
        return st;
    if (at <= dms_unit_now(unit))
        return dms_fail(error, DMS_INVALID, "sales.alert_no_plan", "");
    return dms_timer_set(unit, sales_alert_timer.name, line, NULL, at, NULL, error);
}

static enum dms_status
wind_up(struct dms_unit *unit, struct dms_record *line, void *data,
        struct dms_error *error)
{
    (void)data;
    return dms_record_int(line, "active") != 0
               ? plan_look(unit, line, error)
               : dms_timer_cancel(unit, sales_alert_timer.name, line, NULL, error);
}

static enum dms_status
look(struct dms_unit *unit, const struct dms_record *line, struct dms_error *error)
{
    struct dms_json *seen = NULL;
    enum dms_status st = sales_alert_see(unit, line, &seen, error);
    if (st == DMS_NOT_FOUND) { /* a brand's rules took their figure back */
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st == DMS_OK && dms_json_boolean_at(seen, "crossed") &&
        !dms_json_boolean_at(seen, "told"))
        st = dms_emit(unit, "sales.alert_line.crossed", line, seen, error);
    dms_json_destroy(seen);
    return st;
}

static enum dms_status
ring(struct dms_unit *unit, const char *entity, int64_t record,
     const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)payload, (void)data;
    const struct dms_record *line = NULL;
    enum dms_status st = dms_unit_get(unit, entity, record, &line, error);
    if (st == DMS_NOT_FOUND) { /* removed meanwhile */
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st == DMS_OK && dms_record_int(line, "active") == 0)
        return DMS_OK;
    if (st == DMS_OK)
        st = look(unit, line, error);
    return st == DMS_OK ? plan_look(unit, line, error) : st;
}

const struct dms_hook sales_alert_look_hooks[] = {
    DMS_HOOK(.name = "sales/alert_look", .on = "sales.alert_line.save",
             .phase = DMS_AFTER, .run = wind_up),
    { 0 },
};

const struct dms_timer_handler sales_alert_timer = {
    .size = sizeof(struct dms_timer_handler),
    .name = "sales/alert_look",
    .run = ring,
};
