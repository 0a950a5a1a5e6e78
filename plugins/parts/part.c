/* part.c - one part number of the store: what it is, what it sells for, how many there should
 * be, what proves where it comes from (rows 63, 69, 70, 80, 84, 87). */
#include "parts.h"

static const char *const kinds[] = { "genuine", "brand", "remade", "used", NULL };
static const char *const storages[] = { "normal", "dry",   "flammable",
                                        "acid",   "large", NULL };

static const struct dms_field fields[] = {
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 60 },
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 200 },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "unit", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 20 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .default_text = "genuine" },
    { .name = "list_price", .type = DMS_MONEY, .minimum = 0, .maximum = PARTS_MONEY },
    { .name = "shelf", .type = DMS_TEXT, .max_length = 40 },
    { .name = "storage",
      .type = DMS_CHOICE,
      .choices = storages,
      .default_text = "normal" },
    { .name = "minimum", .type = DMS_DECIMAL, .minimum = 0, .maximum = PARTS_QUANTITY },
    { .name = "maximum", .type = DMS_DECIMAL, .minimum = 0, .maximum = PARTS_QUANTITY },
    { .name = "pack", .type = DMS_DECIMAL, .minimum = 1, .maximum = PARTS_QUANTITY },
    { .name = "lead_days", .type = DMS_INTEGER, .minimum = 0, .maximum = 730 },
    { .name = "standard", .type = DMS_TEXT, .max_length = 120 },
    { .name = "certificate", .type = DMS_TEXT, .max_length = 120 },
    { .name = "needs_certificate", .type = DMS_BOOLEAN, .default_text = "true" },
    { .name = "by_lot", .type = DMS_BOOLEAN, .default_text = "false" },
    { .name = "warranty_days", .type = DMS_INTEGER, .minimum = 0, .maximum = 7300 },
    { .name = "warranty_km", .type = DMS_INTEGER, .minimum = 0, .maximum = 1000000 },
    { .name = "display_place", .type = DMS_TEXT, .flags = DMS_INDEX, .max_length = 80 },
    { .name = "opening_quantity",
      .type = DMS_DECIMAL,
      .flags = DMS_IMMUTABLE,
      .minimum = 0,
      .maximum = PARTS_QUANTITY },
    { .name = "opening_lot", .type = DMS_TEXT, .flags = DMS_IMMUTABLE, .max_length = 60 },
    { .name = "opening_cost",
      .type = DMS_MONEY,
      .flags = DMS_IMMUTABLE,
      .minimum = 0,
      .maximum = PARTS_MONEY },
};

/* The same number lies in many stores, but once in each. */
static const struct dms_index indexes[] = {
    { .fields = "store,code", .unique = 1 },
};

const struct dms_entity parts_part_entity =
    DMS_ENTITY(.name = "parts.part", .title = "name", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
