/* money.c - the papers an order ends in: what the customer agreed to, one settlement a payer,
 * what was paid, vouchers and prepaid cards. */
#include "after_sales.h"
#include "fields.h"

static const char *const channels[] = { "in_person", "phone", "wechat",
                                        "sms",       "paper", NULL };
static const struct dms_field consent_fields[] = {
    REF("order", "after_sales.repair_order", DMS_REQUIRED),
    CHOICE("channel", channels, DMS_REQUIRED),
    TEXT("words", 1000, DMS_REQUIRED),
    { .name = "agreed_by",
      .type = DMS_TEXT,
      .max_length = 80,
      .flags = DMS_REQUIRED,
      .data_class = DMS_PERSONAL,
      .mask = "name" },
    { .name = "agreed_at", .type = DMS_TIME, .default_text = "@now" },
    MONEY("amount", DMS_READ_ONLY),
    { .name = "up_to_line", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
};

const struct dms_entity after_sales_consent_entity =
    DMS_ENTITY(.name = "after_sales.consent", .flags = DMS_APPEND_ONLY, .parent = "order",
               DMS_FIELDS(consent_fields));

static const struct dms_field settlement_fields[] = {
    NUMBER("ST"),
    REF("order", "after_sales.repair_order", DMS_REQUIRED | DMS_IMMUTABLE),
    { .name = "payer",
      .type = DMS_CHOICE,
      .choices = service_payers,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    MONEY("labor", DMS_READ_ONLY),
    MONEY("parts", DMS_READ_ONLY),
    MONEY("other", DMS_READ_ONLY),
    MONEY("discount", DMS_READ_ONLY),
    MONEY("amount", DMS_READ_ONLY),
    { .name = "paid", .type = DMS_MONEY, .flags = DMS_READ_ONLY, .default_text = "0" },
    MONEY("due", DMS_READ_ONLY),
    MONEY("written_off", DMS_READ_ONLY),
};

static const struct dms_index settlement_indexes[] = {
    { .fields = "order,payer", .unique = 1 },
    { .fields = "store,state,payer" },
};

const struct dms_entity after_sales_settlement_entity =
    DMS_ENTITY(.name = "after_sales.settlement", .title = "number", .parent = "order",
               DMS_FIELDS(settlement_fields), DMS_INDEXES(settlement_indexes));

static const char *const methods[] = { "cash",    "card",         "transfer", "mobile",
                                       "voucher", "service_card", NULL };
static const char *const payment_kinds[] = { "payment", "refund", NULL };

static const struct dms_field payment_fields[] = {
    REF("settlement", "after_sales.settlement", DMS_REQUIRED),
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = payment_kinds,
      .default_text = "payment" },
    CHOICE("method", methods, DMS_REQUIRED),
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = MOST_MONEY },
    REF("voucher", "after_sales.voucher", 0),
    REF("service_card", "after_sales.service_card", 0),
    MONEY("balance_before", DMS_READ_ONLY),
    MONEY("balance_after", DMS_READ_ONLY),
    TEXT("reference", 100, 0),
    { .name = "paid_at", .type = DMS_TIME, .default_text = "@now" },
};

const struct dms_entity after_sales_payment_entity =
    DMS_ENTITY(.name = "after_sales.payment", .flags = DMS_APPEND_ONLY,
               .parent = "settlement", DMS_FIELDS(payment_fields));

static const struct dms_field voucher_fields[] = {
    TEXT("code", 40, DMS_REQUIRED | DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE),
    REF("customer", "crm.customer", 0),
    MONEY("amount", DMS_REQUIRED),
    DATE("valid_from", 0),
    DATE("valid_to", DMS_REQUIRED),
    { .name = "used",
      .type = DMS_BOOLEAN,
      .flags = DMS_READ_ONLY,
      .default_text = "false" },
};

const struct dms_entity after_sales_voucher_entity =
    DMS_ENTITY(.name = "after_sales.voucher", .title = "code",
               DMS_FIELDS(voucher_fields));

static const struct dms_field card_fields[] = {
    NUMBER("SC"),
    REF("customer", "crm.customer", DMS_REQUIRED | DMS_IMMUTABLE),
    { .name = "balance", .type = DMS_MONEY, .flags = DMS_READ_ONLY, .default_text = "0" },
    DATE("valid_to", 0),
};

const struct dms_entity after_sales_service_card_entity =
    DMS_ENTITY(.name = "after_sales.service_card", .title = "number",
               DMS_FIELDS(card_fields));

static const struct dms_field top_up_fields[] = {
    REF("service_card", "after_sales.service_card", DMS_REQUIRED),
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = MOST_MONEY },
    CHOICE("method", methods, DMS_REQUIRED),
    MONEY("balance_before", DMS_READ_ONLY),
    MONEY("balance_after", DMS_READ_ONLY),
};

const struct dms_entity after_sales_top_up_entity =
    DMS_ENTITY(.name = "after_sales.top_up", .flags = DMS_APPEND_ONLY,
               .parent = "service_card", DMS_FIELDS(top_up_fields));
