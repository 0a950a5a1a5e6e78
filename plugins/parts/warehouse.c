/* warehouse.c - where parts lie: warehouses, their bins, the lots they came in (rows 80, 82). */
#include "parts.h"

static const char *const kinds[] = { "main", "second", "returns", NULL };
static const char *const storages[] = { "normal", "dry",   "flammable",
                                        "acid",   "large", NULL };

static const struct dms_field warehouse_fields[] = {
    { .name = "code", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 20 },
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 80 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .default_text = "main" },
    { .name = "keeper", .type = DMS_REFERENCE, .target = "core.user" },
    { .name = "checked_on", .type = DMS_DATE, .flags = DMS_READ_ONLY },
};
static const struct dms_index warehouse_indexes[] = { { .fields = "store,code",
                                                        .unique = 1 } };

const struct dms_entity parts_warehouse_entity =
    DMS_ENTITY(.name = "parts.warehouse", .title = "name", DMS_FIELDS(warehouse_fields),
               DMS_INDEXES(warehouse_indexes));

static const struct dms_field bin_fields[] = {
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_REQUIRED },
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 40 },
    { .name = "label", .type = DMS_TEXT, .max_length = 120 },
    { .name = "storage",
      .type = DMS_CHOICE,
      .choices = storages,
      .default_text = "normal" },
};
static const struct dms_index bin_indexes[] = { { .fields = "warehouse,code",
                                                  .unique = 1 } };

const struct dms_entity parts_bin_entity =
    DMS_ENTITY(.name = "parts.bin", .title = "code", DMS_FIELDS(bin_fields),
               DMS_INDEXES(bin_indexes));

static const struct dms_field lot_fields[] = {
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 60 },
    { .name = "certificate", .type = DMS_TEXT, .max_length = 120 },
    { .name = "made_on", .type = DMS_DATE },
    { .name = "expires_on", .type = DMS_DATE, .flags = DMS_INDEX },
    { .name = "block_reason", .type = DMS_TEXT, .max_length = 200 },
    { .name = "on_hand",
      .type = DMS_DECIMAL,
      .flags = DMS_READ_ONLY,
      .default_text = "0" },
};
static const struct dms_index lot_indexes[] = { { .fields = "part,number",
                                                  .unique = 1 } };

const struct dms_entity parts_lot_entity =
    DMS_ENTITY(.name = "parts.lot", .title = "number", DMS_FIELDS(lot_fields),
               DMS_INDEXES(lot_indexes));
