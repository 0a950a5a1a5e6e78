/* instalment.c - one month of a loan, to the fen (row 22). */
#include "sales.h"

static const struct dms_field fields[] = {
    { .name = "loan",
      .type = DMS_REFERENCE,
      .target = "sales.loan",
      .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "number", .type = DMS_INTEGER, .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "due_on", .type = DMS_DATE, .flags = DMS_READ_ONLY },
    { .name = "payment",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "principal",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "interest",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "balance",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED | DMS_READ_ONLY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
};

static const struct dms_index indexes[] = {
    { .fields = "loan,number", .unique = 1 },
};

const struct dms_entity sales_instalment_entity =
    DMS_ENTITY(.name = "sales.instalment", .flags = DMS_APPEND_ONLY | DMS_NO_EVENTS,
               .parent = "loan", DMS_FIELDS(fields), DMS_INDEXES(indexes));
