/* customer.c - a person or an organisation that the store knows (rows 93 to 100). */
#include "crm.h"

static const char *const kinds[] = { "person", "organisation", NULL };
static const char *const genders[] = { "female", "male", NULL };
static const char *const grades[] = { "potential", "new", "loyal", "vip", NULL };

static const struct dms_field fields[] = {
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .default_text = "person" },
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED | DMS_SEARCH,
      .data_class = DMS_PERSONAL, .mask = "name", .max_length = 120 },
    { .name = "phone", .type = DMS_TEXT, .flags = DMS_SEARCH | DMS_INDEX,
      .data_class = DMS_PERSONAL, .mask = "phone", .check = "phone", .max_length = 40 },
    { .name = "phone2", .type = DMS_TEXT, .flags = DMS_SEARCH, .data_class = DMS_PERSONAL,
      .mask = "phone", .check = "phone", .max_length = 40 },
    { .name = "wechat", .type = DMS_TEXT, .data_class = DMS_PERSONAL, .max_length = 60 },
    { .name = "email", .type = DMS_TEXT, .data_class = DMS_PERSONAL, .mask = "email",
      .check = "email", .max_length = 254 },
    { .name = "id_card", .type = DMS_TEXT, .data_class = DMS_SENSITIVE, .mask = "id_card",
      .check = "id_card", .max_length = 18 },
    { .name = "credit_code", .type = DMS_TEXT, .flags = DMS_INDEX, .check = "credit_code",
      .max_length = 18 },
    { .name = "gender", .type = DMS_CHOICE, .choices = genders },
    { .name = "birthday", .type = DMS_DATE, .data_class = DMS_PERSONAL },
    { .name = "province", .type = DMS_TEXT, .max_length = 40 },
    { .name = "city", .type = DMS_TEXT, .max_length = 40 },
    { .name = "address", .type = DMS_TEXT, .data_class = DMS_PERSONAL, .mask = "address",
      .max_length = 300 },
    { .name = "source", .type = DMS_CHOICE, .choices = crm_sources, .flags = DMS_IMMUTABLE },
    { .name = "preference", .type = DMS_TEXT },
    { .name = "need", .type = DMS_TEXT },
    { .name = "note", .type = DMS_TEXT, .data_class = DMS_PERSONAL },
    { .name = "do_not_contact", .type = DMS_BOOLEAN, .default_text = "false" },
    { .name = "verified_at", .type = DMS_TIME },
    { .name = "first_purchase_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "last_visit_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "purchases", .type = DMS_INTEGER, .flags = DMS_READ_ONLY, .default_text = "0" },
    { .name = "grade", .type = DMS_CHOICE, .choices = grades, .flags = DMS_READ_ONLY,
      .default_text = "potential" },
};

static const struct dms_index indexes[] = {
    { .fields = "store,phone", .unique = 1 },
    { .fields = "store,first_purchase_at" },
};

const struct dms_entity crm_customer_entity =
    DMS_ENTITY(.name = "crm.customer", .title = "name", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
