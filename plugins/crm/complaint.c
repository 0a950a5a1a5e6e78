/* complaint.c - a complaint from the first word to what keeps it from coming back
 * (rows 120 to 127). */
#include "crm.h"

static const char *const channels[] = { "phone", "visit", "wechat",    "mail",   "web",
                                        "sms",   "media", "authority", "survey", NULL };
static const char *const signs[] = { "none",   "fire",  "airbag",    "steering", "brake",
                                     "injury", "media", "authority", "extreme",  NULL };
static const char *const classes[] = { "general", "escalated", "severe", NULL };
static const char *const units[] = { "sales", "service", "parts", "finance",
                                     "front", "maker",   "other", NULL };

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_READ_ONLY | DMS_INDEX | DMS_SEARCH,
      .default_text = "@number:TS",
      .max_length = 40 },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_INDEX },
    { .name = "vin",
      .type = DMS_TEXT,
      .flags = DMS_INDEX,
      .data_class = DMS_PERSONAL,
      .mask = "vin",
      .check = "vin",
      .max_length = 17 },
    { .name = "brand", .type = DMS_REFERENCE, .target = "core.brand" },
    { .name = "channel", .type = DMS_CHOICE, .choices = channels, .flags = DMS_REQUIRED },
    /* As the customer said it, and what he showed: neither is ever changed (row 121). */
    { .name = "words",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_SEARCH,
      .max_length = 8000 },
    { .name = "evidence", .type = DMS_STRUCTURED, .flags = DMS_IMMUTABLE },
    { .name = "about_entity",
      .type = DMS_TEXT,
      .flags = DMS_IMMUTABLE,
      .max_length = 96 },
    { .name = "about", .type = DMS_INTEGER, .flags = DMS_IMMUTABLE },
    { .name = "topic",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_INDEX,
      .max_length = 60 },
    { .name = "sign", .type = DMS_CHOICE, .choices = signs, .default_text = "none" },
    { .name = "occurred_on", .type = DMS_DATE },
    { .name = "received_at",
      .type = DMS_TIME,
      .default_text = "@now",
      .flags = DMS_IMMUTABLE | DMS_INDEX },
    { .name = "class", .type = DMS_CHOICE, .choices = classes, .flags = DMS_READ_ONLY },
    { .name = "class_rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "class_reasons", .type = DMS_STRUCTURED, .flags = DMS_READ_ONLY },
    { .name = "recurrence_of",
      .type = DMS_REFERENCE,
      .target = "crm.complaint",
      .flags = DMS_READ_ONLY },
    { .name = "first_response_due_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "first_response_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "first_response_late", .type = DMS_BOOLEAN, .flags = DMS_READ_ONLY },
    { .name = "close_due_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "verified", .type = DMS_TEXT, .max_length = 4000 },
    { .name = "findings", .type = DMS_TEXT, .max_length = 4000 },
    { .name = "responsible_unit", .type = DMS_CHOICE, .choices = units },
    { .name = "cause", .type = DMS_TEXT, .max_length = 2000 },
    { .name = "solution", .type = DMS_TEXT, .max_length = 4000 },
    { .name = "preventive_action", .type = DMS_TEXT, .max_length = 2000 },
    { .name = "cost", .type = DMS_MONEY, .minimum = 0, .maximum = INT64_C(100000000000) },
    { .name = "compensation",
      .type = DMS_MONEY,
      .minimum = 0,
      .maximum = INT64_C(100000000000) },
    { .name = "compensated_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "satisfied", .type = DMS_BOOLEAN },
    { .name = "closed_at", .type = DMS_TIME, .flags = DMS_READ_ONLY | DMS_INDEX },
    { .name = "closed_late", .type = DMS_BOOLEAN, .flags = DMS_READ_ONLY },
};

static const struct dms_index indexes[] = {
    { .fields = "customer,topic" },
    { .fields = "store,topic,received_at" },
};

const struct dms_entity crm_complaint_entity =
    DMS_ENTITY(.name = "crm.complaint", .title = "number", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));
