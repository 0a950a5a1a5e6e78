/* points.c - the loyalty ledger: lines are only added, and no balance goes below zero
 * (row 119). */
#include "points.h"

#include <inttypes.h>
#include <string.h>

#include "ask.h"
#include "crm.h"

static const char *const kinds[] = { "earned", "redeemed", "gift",       "expired",
                                     "merged", "adjusted", "taken_back", NULL };

static const struct dms_field fields[] = {
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "points",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .minimum = -100000000,
      .maximum = 100000000 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "reason", .type = DMS_TEXT, .max_length = 300 },
    { .name = "entity", .type = DMS_TEXT, .max_length = 96 },
    { .name = "record", .type = DMS_INTEGER },
    { .name = "balance", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "at", .type = DMS_TIME, .default_text = "@now" },
};

const struct dms_entity crm_points_entity =
    DMS_ENTITY(.name = "crm.points", .flags = DMS_APPEND_ONLY, DMS_FIELDS(fields));

static enum dms_status
check_line(struct dms_unit *unit, struct dms_record *line, void *data,
           struct dms_error *error)
{
    const struct dms_record *file = NULL;
    int64_t points = dms_record_int(line, "points");
    (void)data;
    if (!dms_record_has(line, "customer") || !dms_record_has(line, "points"))
        return DMS_OK; /* said by the fields themselves */
    if (points == 0)
        return dms_fail_field(error, DMS_INVALID, "points", "crm.points_none", "");
    if (crm_is(line, "kind", "adjusted") && !dms_record_has(line, "reason"))
        return dms_fail_field(error, DMS_INVALID, "reason", "crm.points_reason", "");
    enum dms_status st = dms_unit_get(unit, "crm.customer",
                                      dms_record_int(line, "customer"), &file, error);
    if (st != DMS_OK)
        return st;
    int64_t balance = dms_record_int(file, "points") + points;
    if (balance < 0)
        return dms_fail_field(error, DMS_DENIED, "points", "crm.points_short",
                              "balance=%" PRId64 "|wanted=%" PRId64,
                              dms_record_int(file, "points"), -points);
    return dms_record_set_int(line, "balance", balance, error);
}

static enum dms_status
ask_tier(struct dms_unit *unit, const struct dms_record *file, int64_t balance,
         struct dms_json **answer, struct dms_error *error)
{
    static const char *const told[] = { "grade", "purchases", "spend", "services", NULL };
    struct dms_json *facts = crm_with_id("points", balance);
    crm_add_facts(facts, file, told);
    return crm_decide(unit, "crm.tier", facts, answer, error);
}

static enum dms_status
keep_balance(struct dms_unit *unit, struct dms_record *line, void *data,
             struct dms_error *error)
{
    struct dms_record *file = NULL;
    struct dms_json *answer = NULL;
    int64_t balance = dms_record_int(line, "balance");
    (void)data;
    enum dms_status st = dms_unit_edit(unit, "crm.customer",
                                       dms_record_int(line, "customer"), &file, error);
    if (st == DMS_OK)
        st = dms_record_set_int(file, "points", balance, error);
    if (st == DMS_OK)
        st = ask_tier(unit, file, balance, &answer, error);
    if (st == DMS_OK && dms_json_text_at(answer, "tier") != NULL)
        st = dms_record_set_text(file, "tier", dms_json_text_at(answer, "tier"), error);
    dms_json_destroy(answer);
    return st == DMS_OK ? dms_unit_save(unit, file, error) : st;
}

const struct dms_hook crm_points_hook =
    DMS_HOOK(.name = "crm/points", .on = "crm.points.create", .run = check_line);
const struct dms_hook crm_points_balance_hook =
    DMS_HOOK(.name = "crm/points:balance", .on = "crm.points.create", .phase = DMS_AFTER,
             .run = keep_balance);

enum dms_status
crm_points_write(struct dms_unit *unit, const struct crm_points *points,
                 struct dms_error *error)
{
    struct dms_record *line = NULL;
    enum dms_status st = dms_unit_new(unit, "crm.points", &line, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "customer", points->customer, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "points", points->points, error);
    if (st == DMS_OK)
        st = dms_record_set_text(line, "kind", points->kind, error);
    if (st == DMS_OK && points->entity != NULL)
        st = dms_record_set_text(line, "entity", points->entity, error);
    if (st == DMS_OK && points->record != 0)
        st = dms_record_set_int(line, "record", points->record, error);
    if (st == DMS_OK && points->rule != NULL)
        st = dms_record_set_text(line, "rule", points->rule, error);
    return st == DMS_OK ? dms_unit_save(unit, line, error) : st;
}

/* What was spent here earns what the brand gives for it. */
enum dms_status
crm_points_earn(struct dms_unit *unit, const struct dms_record *file,
                const struct crm_memory *memory, struct dms_error *error)
{
    static const char *const told[] = { "grade", "tier", NULL };
    struct dms_json *facts, *answer = NULL;
    if (memory->amount == 0)
        return DMS_OK;
    facts = crm_with_id("amount", memory->amount);
    dms_json_set_text(facts, "kind", memory->kind);
    crm_add_facts(facts, file, told);
    enum dms_status st = crm_decide(unit, "crm.points_for", facts, &answer, error);
    const struct crm_points points = { .customer = dms_record_id(file),
                                       .points = dms_json_integer_at(answer, "points"),
                                       .kind = "earned",
                                       .entity = memory->entity,
                                       .record = memory->record,
                                       .rule = dms_json_text_at(answer, "rule") };
    if (st == DMS_OK && points.points > 0)
        st = crm_points_write(unit, &points, error);
    dms_json_destroy(answer);
    return st;
}

/* What a purchase earned goes with it; what was spent of it meanwhile is gone, and no balance falls
 * below zero. */
enum dms_status
crm_points_take_back(struct dms_unit *unit, const struct dms_record *file,
                     const struct crm_memory *memory, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"customer\":\"$customer\",\"entity\":\"$entity\",\"record\":"
        "\"$record\",\"kind\":{\"in\":[\"earned\",\"taken_back\"]}}}";
    int64_t earned = 0, balance = dms_record_int(file, "points");
    if (memory->entity == NULL || memory->record == 0)
        return DMS_OK;
    struct dms_json *values = crm_with_id("customer", dms_record_id(file));
    dms_json_set_text(values, "entity", memory->entity);
    dms_json_set_integer(values, "record", memory->record);
    enum dms_status st =
        dms_unit_sum(unit, "crm.points", query, values, "points", &earned, error);
    dms_json_destroy(values);
    const struct crm_points points = { .customer = dms_record_id(file),
                                       .points = -(earned < balance ? earned : balance),
                                       .kind = "taken_back",
                                       .entity = memory->entity,
                                       .record = memory->record };
    return st == DMS_OK && points.points < 0 ? crm_points_write(unit, &points, error)
                                             : st;
}
