/* strategy.c - how the store means to sell in a period, and what the maker of the cars said to it
 * (row 1). */
#include <inttypes.h>

#include "plan.h"

static const char *const kinds[] = { "pricing", "promotion", "channel", NULL };

static const struct dms_field fields[] = {
    { .name = "title",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 200 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "model", .type = DMS_REFERENCE, .target = "sales.model" },
    { .name = "scope", .type = DMS_TEXT, .max_length = 500 },
    { .name = "market_study", .type = DMS_TEXT, .max_length = 4000 },
    { .name = "competitors", .type = DMS_TEXT, .max_length = 4000 },
    { .name = "positioning", .type = DMS_TEXT, .max_length = 2000 },
    { .name = "measures", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 4000 },
    { .name = "result_review", .type = DMS_TEXT, .max_length = 4000 },
};

const struct dms_entity sales_strategy_entity =
    DMS_ENTITY(.name = "sales.strategy", .title = "title", DMS_FIELDS(fields));

static const char *const outcomes[] = { "agreed", "objected", "open", NULL };

static const struct dms_field consultation_fields[] = {
    { .name = "strategy",
      .type = DMS_REFERENCE,
      .target = "sales.strategy",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "held_at", .type = DMS_TIME, .default_text = "@now" },
    { .name = "partner", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 120 },
    { .name = "words", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 4000 },
    { .name = "outcome", .type = DMS_CHOICE, .choices = outcomes, .flags = DMS_REQUIRED },
};

const struct dms_entity sales_consultation_entity =
    DMS_ENTITY(.name = "sales.consultation", .flags = DMS_APPEND_ONLY,
               .parent = "strategy", .title = "partner", DMS_FIELDS(consultation_fields));

/* The last word with the maker decides; without one there is nothing to approve. */
static enum dms_status
want_consultation(struct dms_unit *unit, struct dms_record *strategy, void *data,
                  struct dms_error *error)
{
    (void)data;
    const struct dms_record *last = NULL;
    enum dms_status st = sales_find_one(
        unit, "sales.consultation",
        "{\"where\":{\"strategy\":\"$id\"},\"sort\":\"-held_at,-id\",\"limit\":1}",
        dms_record_id(strategy), &last, error);
    if (st != DMS_OK)
        return st;
    if (last == NULL)
        st = dms_fail(error, DMS_DENIED, "sales.strategy_unconsulted", "");
    else if (sales_is(last, "outcome", "objected"))
        st = dms_fail(error, DMS_DENIED, "sales.strategy_objected", "partner=%s",
                      dms_record_text(last, "partner"));
    if (st != DMS_OK)
        dms_error_at_rule(error, "sales/strategy");
    return st;
}

const struct dms_hook sales_strategy_hooks[] = {
    DMS_HOOK(.name = "sales/strategy", .on = "sales.strategy.approve",
             .run = want_consultation),
    { 0 },
};
