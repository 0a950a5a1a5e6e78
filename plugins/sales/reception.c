/* reception.c - somebody comes through the door: when, who greeted him, after how long (row 16). */
#include "sales.h"

static const char *const purposes[] = { "look",     "test_drive", "sign",
                                        "delivery", "other",      NULL };

static const struct dms_field fields[] = {
    { .name = "arrived_at",
      .type = DMS_TIME,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .default_text = "@now" },
    { .name = "greeted_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "wait_seconds", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
    { .name = "left_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "purpose", .type = DMS_CHOICE, .choices = purposes, .flags = DMS_REQUIRED },
    { .name = "party_size",
      .type = DMS_INTEGER,
      .default_text = "1",
      .minimum = 1,
      .maximum = 100 },
    { .name = "first_visit", .type = DMS_BOOLEAN },
    { .name = "name",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "name",
      .max_length = 120 },
    { .name = "phone",
      .type = DMS_TEXT,
      .check = "phone",
      .data_class = DMS_PERSONAL,
      .mask = "phone",
      .max_length = 40 },
    { .name = "customer", .type = DMS_REFERENCE, .target = "crm.customer" },
    { .name = "opportunity", .type = DMS_REFERENCE, .target = "sales.opportunity" },
    { .name = "receptionist",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "advisor", .type = DMS_REFERENCE, .target = "core.user" },
    { .name = "outcome", .type = DMS_TEXT, .max_length = 1000 },
};

static const struct dms_index indexes[] = {
    { .fields = "store,state,arrived_at" },
    { .fields = "advisor,arrived_at" },
};

const struct dms_entity sales_reception_entity =
    DMS_ENTITY(.name = "sales.reception", DMS_FIELDS(fields), DMS_INDEXES(indexes));
