/* reassess.c - the look at all parts comes back by itself, as often as the brand reviews its shelves
 * (parts.policy, review_days): set off by the store's main warehouse or by a look by hand. */
#include "parts.h"
#include "policy.h"

/* At the beginning of that day, when nobody waits for the shelves. */
static enum dms_status
plan(struct dms_unit *unit, const struct dms_record *warehouse, struct dms_error *error)
{
    struct parts_policy policy;
    if (!dms_unit_can_call(unit, "parts.policy"))
        return DMS_OK;
    enum dms_status st = parts_load_policy(unit, &policy, error);
    int64_t day = dms_unit_today(unit) + policy.review_days;
    return st == DMS_OK
               ? dms_timer_set(unit, parts_reassess_timer.name, warehouse, NULL,
                               day * DMS_DAY - dms_unit_offset(unit) * DMS_MINUTE, NULL,
                               error)
               : st;
}

enum dms_status
parts_plan_assessment(struct dms_unit *unit, struct dms_error *error)
{
    const struct dms_record *warehouse = NULL;
    int64_t id = 0;
    if (parts_which_warehouse(unit, NULL, &id, NULL) != DMS_OK)
        return DMS_OK; /* nothing can lie in a store without one */
    enum dms_status st = dms_unit_get(unit, "parts.warehouse", id, &warehouse, error);
    return st == DMS_OK ? plan(unit, warehouse, error) : st;
}

static enum dms_status
begin(struct dms_unit *unit, struct dms_record *warehouse, void *data,
      struct dms_error *error)
{
    (void)warehouse, (void)data;
    return parts_plan_assessment(unit, error);
}

/* A warehouse that is not the main one any more has nothing to set off. */
static enum dms_status
look(struct dms_unit *unit, const char *entity, int64_t record,
     const struct dms_json *payload, void *data, struct dms_error *error)
{
    struct dms_json *answer = NULL;
    int64_t main = 0;
    (void)entity, (void)payload, (void)data;
    if (parts_which_warehouse(unit, NULL, &main, NULL) != DMS_OK || main != record)
        return DMS_OK;
    enum dms_status st = parts_assess(unit, &answer, error);
    dms_json_destroy(answer);
    return st;
}

const struct dms_hook parts_reassess_hooks[] = {
    DMS_HOOK(.name = "parts/reassess", .on = "parts.warehouse.create", .phase = DMS_AFTER,
             .run = begin),
    { 0 },
};
const struct dms_timer_handler parts_reassess_timer = {
    .size = sizeof(struct dms_timer_handler),
    .name = "parts/reassess",
    .run = look,
};
