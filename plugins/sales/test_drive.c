/* test_drive.c - a demo car, a licence, a time that is nobody else's (row 21). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED },
    { .name = "opportunity", .type = DMS_REFERENCE, .target = "sales.opportunity" },
    { .name = "vehicle",
      .type = DMS_REFERENCE,
      .target = "sales.vehicle",
      .flags = DMS_REQUIRED },
    { .name = "starts_at", .type = DMS_TIME, .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "ends_at", .type = DMS_TIME, .flags = DMS_REQUIRED },
    { .name = "licence_no",
      .type = DMS_TEXT,
      .data_class = DMS_SENSITIVE,
      .mask = "id_card",
      .max_length = 30 },
    { .name = "licence_checked", .type = DMS_BOOLEAN },
    { .name = "licence_expires_on", .type = DMS_DATE },
    { .name = "agreement_signed", .type = DMS_BOOLEAN },
    { .name = "agreement_reference", .type = DMS_TEXT, .max_length = 100 },
    { .name = "route", .type = DMS_TEXT, .max_length = 300 },
    { .name = "mileage_out", .type = DMS_INTEGER, .minimum = 0, .maximum = 2000000 },
    { .name = "mileage_in", .type = DMS_INTEGER, .minimum = 0, .maximum = 2000000 },
    { .name = "rating", .type = DMS_INTEGER, .minimum = 1, .maximum = 5 },
    { .name = "feedback", .type = DMS_TEXT, .max_length = 2000 },
};

static const struct dms_index indexes[] = {
    { .fields = "vehicle,starts_at" },
};

const struct dms_entity sales_test_drive_entity =
    DMS_ENTITY(.name = "sales.test_drive", DMS_FIELDS(fields), DMS_INDEXES(indexes));
