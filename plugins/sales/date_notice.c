/* date_notice.c - the date of a car changed: since when one knows, and when the customer was told (row 28). */
#include "sales.h"

static const char *const channels[] = { "phone", "sms", "wechat", "in_person", NULL };

static const struct dms_field fields[] = {
    { .name = "maker_order",
      .type = DMS_REFERENCE,
      .target = "sales.maker_order",
      .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "order",
      .type = DMS_REFERENCE,
      .target = "sales.order",
      .flags = DMS_READ_ONLY },
    { .name = "old_on", .type = DMS_DATE, .flags = DMS_READ_ONLY },
    { .name = "new_on", .type = DMS_DATE, .flags = DMS_READ_ONLY },
    { .name = "reason", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 300 },
    { .name = "channel", .type = DMS_CHOICE, .choices = channels },
    { .name = "told_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "told_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
};

const struct dms_entity sales_date_notice_entity =
    DMS_ENTITY(.name = "sales.date_notice", .parent = "maker_order", DMS_FIELDS(fields));
