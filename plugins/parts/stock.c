/* stock.c - the ledger and what follows from it: nobody writes here but post.c (row 71).
 *
 * Every field is read-only, so no request makes or changes a line. */
#include "parts.h"

#define HOUSE_ONLY DMS_READ_ONLY

static const struct dms_field stock_fields[] = {
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "bin", .type = DMS_REFERENCE, .target = "parts.bin" },
    { .name = "on_hand", .type = DMS_DECIMAL, .flags = HOUSE_ONLY, .default_text = "0" },
    { .name = "reserved", .type = DMS_DECIMAL, .flags = HOUSE_ONLY, .default_text = "0" },
    { .name = "in_transit",
      .type = DMS_DECIMAL,
      .flags = HOUSE_ONLY,
      .default_text = "0" },
    { .name = "on_order", .type = DMS_DECIMAL, .flags = HOUSE_ONLY, .default_text = "0" },
    { .name = "value", .type = DMS_MONEY, .flags = HOUSE_ONLY, .default_text = "0" },
    { .name = "last_in_on", .type = DMS_DATE, .flags = HOUSE_ONLY },
    { .name = "last_out_on", .type = DMS_DATE, .flags = HOUSE_ONLY },
    { .name = "frozen_by", .type = DMS_INTEGER, .flags = HOUSE_ONLY }, /* a stocktake */
};
static const struct dms_index stock_indexes[] = {
    { .fields = "part,warehouse", .unique = 1 },
    { .fields = "warehouse,part" },
};

const struct dms_entity parts_stock_entity =
    DMS_ENTITY(.name = "parts.stock", .flags = DMS_NO_EVENTS, .title = "part",
               DMS_FIELDS(stock_fields), DMS_INDEXES(stock_indexes));

static const char *const kinds[] = { "opening",       "receipt",     "issue",
                                     "return",        "sale",        "sale_return",
                                     "transfer_out",  "transfer_in", "count",
                                     "adjustment",    "loss",        "price_difference",
                                     "supply_return", NULL };

static const struct dms_field movement_fields[] = {
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "lot", .type = DMS_REFERENCE, .target = "parts.lot", .flags = HOUSE_ONLY },
    { .name = "quantity", .type = DMS_DECIMAL, .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "value", .type = DMS_MONEY, .flags = DMS_REQUIRED | HOUSE_ONLY },
    /* What lay there and was worth afterwards: every line proves the one before. */
    { .name = "on_hand", .type = DMS_DECIMAL, .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "stock_value", .type = DMS_MONEY, .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "amount", .type = DMS_MONEY, .flags = HOUSE_ONLY }, /* sold for */
    { .name = "dated_on", .type = DMS_DATE, .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "source_entity", .type = DMS_TEXT, .flags = HOUSE_ONLY, .max_length = 96 },
    { .name = "source", .type = DMS_INTEGER, .flags = HOUSE_ONLY },
    { .name = "source_line", .type = DMS_INTEGER, .flags = HOUSE_ONLY },
    { .name = "document", .type = DMS_TEXT, .flags = HOUSE_ONLY, .max_length = 80 },
    { .name = "occasion",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | HOUSE_ONLY,
      .max_length = 200 },
    { .name = "reverses",
      .type = DMS_REFERENCE,
      .target = "parts.movement",
      .flags = DMS_INDEX | HOUSE_ONLY },
    { .name = "clerk", .type = DMS_TEXT, .flags = HOUSE_ONLY, .max_length = 120 },
    { .name = "reason", .type = DMS_TEXT, .flags = HOUSE_ONLY, .max_length = 300 },
};
static const struct dms_index movement_indexes[] = {
    { .fields = "part,warehouse" },
    { .fields = "source_entity,source" },
};

const struct dms_entity parts_movement_entity =
    DMS_ENTITY(.name = "parts.movement", .flags = DMS_APPEND_ONLY | DMS_NO_EVENTS,
               .title = "document", DMS_FIELDS(movement_fields),
               DMS_INDEXES(movement_indexes));

static const struct dms_field reservation_fields[] = {
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "quantity", .type = DMS_DECIMAL, .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "open", .type = DMS_DECIMAL, .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "subject_entity", .type = DMS_TEXT, .flags = HOUSE_ONLY, .max_length = 96 },
    { .name = "subject", .type = DMS_INTEGER, .flags = HOUSE_ONLY },
    { .name = "subject_line", .type = DMS_INTEGER, .flags = HOUSE_ONLY },
    { .name = "document", .type = DMS_TEXT, .flags = HOUSE_ONLY, .max_length = 80 },
    { .name = "clerk", .type = DMS_TEXT, .flags = HOUSE_ONLY, .max_length = 120 },
    { .name = "until", .type = DMS_TIME, .flags = HOUSE_ONLY },
};
static const struct dms_index reservation_indexes[] = {
    { .fields = "part,warehouse,open" },
    { .fields = "subject_entity,subject" },
};

const struct dms_entity parts_reservation_entity =
    DMS_ENTITY(.name = "parts.reservation", .flags = DMS_NO_EVENTS, .title = "document",
               DMS_FIELDS(reservation_fields), DMS_INDEXES(reservation_indexes));

/* One line a part and month: what was used, lost and bought in haste (rows 69, 79). */
static const struct dms_field demand_fields[] = {
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "month", .type = DMS_DATE, .flags = DMS_REQUIRED | HOUSE_ONLY },
    { .name = "quantity", .type = DMS_DECIMAL, .flags = HOUSE_ONLY, .default_text = "0" },
    { .name = "value", .type = DMS_MONEY, .flags = HOUSE_ONLY, .default_text = "0" },
    { .name = "amount", .type = DMS_MONEY, .flags = HOUSE_ONLY, .default_text = "0" },
    { .name = "lines", .type = DMS_INTEGER, .flags = HOUSE_ONLY, .default_text = "0" },
    { .name = "lost", .type = DMS_DECIMAL, .flags = HOUSE_ONLY, .default_text = "0" },
    { .name = "emergency",
      .type = DMS_DECIMAL,
      .flags = HOUSE_ONLY,
      .default_text = "0" },
};
static const struct dms_index demand_indexes[] = {
    { .fields = "part,month", .unique = 1 },
    { .fields = "store,month" },
};

const struct dms_entity parts_demand_entity =
    DMS_ENTITY(.name = "parts.demand", .flags = DMS_NO_EVENTS, .title = "month",
               DMS_FIELDS(demand_fields), DMS_INDEXES(demand_indexes));
