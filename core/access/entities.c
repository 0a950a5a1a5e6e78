/* entities.c - who works where: brands, stores, people, roles and grants as records. */
#include "access/entities.h"

static const char *const languages[] = { "zh", "en", NULL };
static const char *const scopes[] = { "own", "team", "store", "group", NULL };

static const struct dms_field brand_fields[] = {
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH,
      .data_class = DMS_PUBLIC,
      .max_length = 40,
      .check = "core_code" },
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .data_class = DMS_PUBLIC,
      .max_length = 80 },
};
static const struct dms_entity brand =
    DMS_ENTITY(.name = "core.brand", .flags = DMS_SHARED, .title = "name",
               DMS_FIELDS(brand_fields));

static const struct dms_field store_fields[] = {
    { .name = "code",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH,
      .data_class = DMS_PUBLIC,
      .max_length = 40 },
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .data_class = DMS_PUBLIC,
      .max_length = 120 },
    { .name = "brand",
      .type = DMS_REFERENCE,
      .flags = DMS_INDEX,
      .target = "core.brand" },
    /* "08:30"; empty: the house's usual hours. */
    { .name = "opens", .type = DMS_TEXT, .max_length = 5, .check = "core_clock" },
    { .name = "closes", .type = DMS_TEXT, .max_length = 5, .check = "core_clock" },
    /* "123456": Monday is 1; empty: every day. */
    { .name = "weekdays", .type = DMS_TEXT, .max_length = 7, .check = "core_weekdays" },
    { .name = "phone", .type = DMS_TEXT, .data_class = DMS_PUBLIC, .max_length = 40 },
    { .name = "address", .type = DMS_TEXT, .data_class = DMS_PUBLIC, .max_length = 300 },
    /* As contracts and invoices name it. */
    { .name = "company", .type = DMS_TEXT, .data_class = DMS_PUBLIC, .max_length = 120 },
    { .name = "tax_number",
      .type = DMS_TEXT,
      .data_class = DMS_PUBLIC,
      .max_length = 20 },
    { .name = "bank_account",
      .type = DMS_TEXT,
      .data_class = DMS_PUBLIC,
      .max_length = 200 },
};
static const struct dms_entity store =
    DMS_ENTITY(.name = "core.store", .flags = DMS_SHARED, .title = "name",
               DMS_FIELDS(store_fields));

static const struct dms_field user_fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH,
      .max_length = 60 },
    { .name = "full_name", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 80 },
    { .name = "phone",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "phone",
      .max_length = 40 },
    { .name = "password_hash",
      .type = DMS_TEXT,
      .data_class = DMS_SECRET,
      .max_length = 128 },
    /* ["sales_advisor"] */
    { .name = "roles", .type = DMS_STRUCTURED, .check = "core_roles" },
    /* [1,2] or ["S-01"]; the first is the usual one. */
    { .name = "stores", .type = DMS_STRUCTURED, .check = "core_stores" },
    { .name = "leader",
      .type = DMS_REFERENCE,
      .flags = DMS_INDEX,
      .target = "core.user" },
    { .name = "active", .type = DMS_BOOLEAN, .default_text = "true" },
    { .name = "language",
      .type = DMS_CHOICE,
      .choices = languages,
      .default_text = "zh" },
};
static const struct dms_entity user =
    DMS_ENTITY(.name = "core.user", .flags = DMS_SHARED, .title = "name",
               DMS_FIELDS(user_fields));

static const struct dms_field role_fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH,
      .max_length = 60 },
    /* For a role of the dealer's own, which has no sentence in i18n. */
    { .name = "label", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 80 },
};
static const struct dms_entity role =
    DMS_ENTITY(.name = "core.role", .flags = DMS_SHARED, .title = "name",
               DMS_FIELDS(role_fields));

static const struct dms_field grant_fields[] = {
    { .name = "role",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .max_length = 60 },
    { .name = "entity",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .max_length = 96 },
    /* "read,create,update": see action_names */
    { .name = "actions",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED,
      .max_length = 200,
      .check = "core_actions" },
    { .name = "scope", .type = DMS_CHOICE, .flags = DMS_REQUIRED, .choices = scopes },
    { .name = "except", .type = DMS_TEXT, .max_length = 1000 },
};
static const struct dms_entity grant =
    DMS_ENTITY(.name = "core.grant", .flags = DMS_SHARED, DMS_FIELDS(grant_fields));

const struct dms_entity *const access_entities[] = {
    &brand,
    &store,
    &user,
    &role,
    &grant,
    &access_setting,
    &access_calendar_day,
    &access_task,
    &access_message,
    &access_session,
    &access_token,
    &access_print,
    NULL,
};
