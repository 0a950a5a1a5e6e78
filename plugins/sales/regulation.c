/* regulation.c - the rules a seller keeps to: law, maker's policy, house rule, each with its days (row 42). */
#include "sales.h"

static const char *const kinds[] = { "law", "maker", "house", NULL };

static const struct dms_field fields[] = {
    { .name = "title",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 200 },
    { .name = "number", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 100 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .flags = DMS_REQUIRED },
    { .name = "issuer", .type = DMS_TEXT, .max_length = 200 },
    { .name = "text", .type = DMS_TEXT, .max_length = 8000 },
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE },
};

const struct dms_entity sales_regulation_entity =
    DMS_ENTITY(.name = "sales.regulation", .flags = DMS_SHARED, .title = "title",
               DMS_FIELDS(fields));
