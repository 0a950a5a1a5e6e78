/* target.c - a target as it should be: of one figure, so much, by somebody, from a day to a day
 * (rows 3, 4). Parts of it are targets, too: of a team, a person, a month of its year. */
#include "plan.h"

static const char *const periods[] = { "month", "quarter", "year", NULL };
static const char *const levels[] = { "store", "team", "person", NULL };

static const struct dms_field fields[] = {
    { .name = "figure",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX,
      .check = "figure",
      .max_length = 120 },
    { .name = "unit", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 20 },
    { .name = "number",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = INT64_C(100000000000000) },
    { .name = "period",
      .type = DMS_CHOICE,
      .choices = periods,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "starts_on",
      .type = DMS_DATE,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_IMMUTABLE },
    { .name = "level",
      .type = DMS_CHOICE,
      .choices = levels,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    /* Who reaches it: the person, or who leads the team. */
    { .name = "person",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_IMMUTABLE | DMS_INDEX },
    { .name = "parent",
      .type = DMS_REFERENCE,
      .target = "sales.target",
      .flags = DMS_IMMUTABLE | DMS_INDEX },
    /* Market, competition, what the store is able to. */
    { .name = "why", .type = DMS_TEXT, .max_length = 2000 },
    { .name = "moves", .type = DMS_INTEGER, .flags = DMS_READ_ONLY, .default_text = "0" },
};

static const struct dms_index indexes[] = {
    { .fields = "store,starts_on,state" },
};

const struct dms_entity sales_target_entity =
    DMS_ENTITY(.name = "sales.target", .title = "figure", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
