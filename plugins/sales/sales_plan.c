/* sales_plan.c - a plan is aim, strategy and tasks, with the people, money and cars it takes; what
 * was approved stays, a change is a new version (row 2). */
#include <string.h>

#include "plan.h"

static const struct dms_field fields[] = {
    { .name = "title",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 200 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "strategy", .type = DMS_REFERENCE, .target = "sales.strategy" },
    { .name = "target", .type = DMS_REFERENCE, .target = "sales.target" },
    { .name = "aim", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 2000 },
    { .name = "people", .type = DMS_INTEGER, .minimum = 0, .maximum = 10000 },
    { .name = "budget",
      .type = DMS_MONEY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "demo_cars", .type = DMS_INTEGER, .minimum = 0, .maximum = 1000 },
    { .name = "version",
      .type = DMS_INTEGER,
      .flags = DMS_READ_ONLY,
      .default_text = "1" },
    { .name = "previous",
      .type = DMS_REFERENCE,
      .target = "sales.plan",
      .flags = DMS_READ_ONLY | DMS_INDEX },
};

const struct dms_entity sales_plan_entity =
    DMS_ENTITY(.name = "sales.plan", .title = "title", DMS_FIELDS(fields));

static const struct dms_field task_fields[] = {
    { .name = "plan",
      .type = DMS_REFERENCE,
      .target = "sales.plan",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "what", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 300 },
    { .name = "person",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_REQUIRED },
    { .name = "due_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
};

const struct dms_entity sales_plan_task_entity =
    DMS_ENTITY(.name = "sales.plan_task", .parent = "plan", .title = "what",
               DMS_FIELDS(task_fields));

static const char *const texts[] = { "title", "aim" };
static const char *const numbers[] = { "starts_on", "ends_on", "strategy", "target",
                                       "people",    "budget",  "demo_cars" };
#define TEXTS   (sizeof(texts) / sizeof(texts[0]))
#define NUMBERS (sizeof(numbers) / sizeof(numbers[0]))

static enum dms_status
stay(struct dms_unit *unit, struct dms_record *plan, void *data, struct dms_error *error)
{
    (void)unit, (void)data;
    const char *changed = NULL;
    if (strcmp(dms_record_state(plan), "draft") == 0)
        return DMS_OK;
    for (size_t i = 0; i < TEXTS; i++)
        changed = dms_record_changed(plan, texts[i]) ? texts[i] : changed;
    for (size_t i = 0; i < NUMBERS; i++)
        changed = dms_record_changed(plan, numbers[i]) ? numbers[i] : changed;
    return changed == NULL
               ? DMS_OK
               : dms_fail_field(error, DMS_DENIED, changed, "sales.plan_frozen", "");
}

/* The old version stays as it was; the new one is a draft that knows where it came from. */
static enum dms_status
revise(struct dms_unit *unit, struct dms_record *plan, void *data,
       struct dms_error *error)
{
    (void)data;
    struct dms_record *next = NULL;
    enum dms_status st = dms_unit_new(unit, "sales.plan", &next, error);
    for (size_t i = 0; st == DMS_OK && i < TEXTS; i++)
        st = dms_record_set_text(next, texts[i], dms_record_text(plan, texts[i]), error);
    for (size_t i = 0; st == DMS_OK && i < NUMBERS; i++)
        if (dms_record_has(plan, numbers[i]))
            st = dms_record_set_int(next, numbers[i], dms_record_int(plan, numbers[i]),
                                    error);
    if (st == DMS_OK)
        st = dms_record_set_store(next, dms_record_store(plan), error);
    if (st == DMS_OK)
        st = dms_record_set_int(next, "version", dms_record_int(plan, "version") + 1,
                                error);
    if (st == DMS_OK)
        st = dms_record_set_int(next, "previous", dms_record_id(plan), error);
    return st == DMS_OK ? dms_unit_save(unit, next, error) : st;
}

const struct dms_hook sales_plan_hooks[] = {
    DMS_HOOK(.name = "sales/sales_plan:stay", .on = "sales.plan.update", .run = stay),
    DMS_HOOK(.name = "sales/sales_plan:revise", .on = "sales.plan.revise",
             .phase = DMS_AFTER, .run = revise),
    { 0 },
};
