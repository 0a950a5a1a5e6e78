/* partner.c - lasting ties: framework agreements, the makers' notices and what they owe us,
 * what was talked about, banks and what they pay (rows 90 to 92). */
#include "parts.h"

static const char *const agreement_kinds[] = { "supply", "oem", "finance", "service",
                                               NULL };
static const char *const notice_kinds[] = { "policy", "target", "price", "promotion",
                                            NULL };

static const struct dms_field agreement_fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,
      .default_text = "@number:FA",
      .max_length = 40 },
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = agreement_kinds,
      .default_text = "supply" },
    { .name = "partner",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 120 },
    { .name = "supplier", .type = DMS_REFERENCE, .target = "parts.supplier" },
    { .name = "valid_from", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "valid_until", .type = DMS_DATE, .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "contact",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "name",
      .max_length = 60 },
    { .name = "phone",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "phone",
      .max_length = 40 },
    { .name = "terms", .type = DMS_TEXT },
};
const struct dms_entity parts_agreement_entity =
    DMS_ENTITY(.name = "parts.agreement", .title = "number",
               DMS_FIELDS(agreement_fields));

static const struct dms_field notice_fields[] = {
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = notice_kinds,
      .default_text = "policy" },
    { .name = "sender",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 120 },
    { .name = "title",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 200 },
    { .name = "reference", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 60 },
    { .name = "valid_from", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "valid_until", .type = DMS_DATE },
    { .name = "text", .type = DMS_TEXT },
    { .name = "answer_by", .type = DMS_DATE },
    { .name = "done_note", .type = DMS_TEXT, .max_length = 300 },
};
const struct dms_entity parts_notice_entity =
    DMS_ENTITY(.name = "parts.notice", .title = "title", DMS_FIELDS(notice_fields));

static const struct dms_field rebate_fields[] = {
    { .name = "notice", .type = DMS_REFERENCE, .target = "parts.notice" },
    { .name = "sender", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 120 },
    { .name = "begins_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "expected",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = PARTS_MONEY },
    { .name = "received", .type = DMS_MONEY, .minimum = 0, .maximum = PARTS_MONEY },
    { .name = "credit_note", .type = DMS_TEXT, .max_length = 60 },
    { .name = "reason", .type = DMS_TEXT, .max_length = 300 },
};
const struct dms_entity parts_rebate_entity =
    DMS_ENTITY(.name = "parts.rebate", .title = "sender", DMS_FIELDS(rebate_fields));

static const struct dms_field talk_fields[] = {
    { .name = "partner",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 120 },
    { .name = "agreement", .type = DMS_REFERENCE, .target = "parts.agreement" },
    { .name = "talked_on",
      .type = DMS_DATE,
      .flags = DMS_REQUIRED,
      .default_text = "@today" },
    { .name = "subject", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 200 },
    { .name = "result", .type = DMS_TEXT },
};
const struct dms_entity parts_consultation_entity =
    DMS_ENTITY(.name = "parts.consultation", .flags = DMS_APPEND_ONLY, .title = "subject",
               DMS_FIELDS(talk_fields));

static const struct dms_field lender_fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 120 },
    { .name = "contact",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "name",
      .max_length = 60 },
    { .name = "phone",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "phone",
      .max_length = 40 },
    { .name = "agreement", .type = DMS_REFERENCE, .target = "parts.agreement" },
};
static const struct dms_index lender_indexes[] = { { .fields = "store,name",
                                                     .unique = 1 } };
const struct dms_entity parts_lender_entity =
    DMS_ENTITY(.name = "parts.lender", .title = "name", DMS_FIELDS(lender_fields),
               DMS_INDEXES(lender_indexes));

static const struct dms_field product_fields[] = {
    { .name = "lender",
      .type = DMS_REFERENCE,
      .target = "parts.lender",
      .flags = DMS_REQUIRED },
    { .name = "name", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 120 },
    { .name = "months", .type = DMS_INTEGER, .minimum = 1, .maximum = 120 },
    { .name = "yearly_rate", .type = DMS_INTEGER, .minimum = 0, .maximum = 10000 },
    { .name = "commission_rate", .type = DMS_INTEGER, .minimum = 0, .maximum = 10000 },
    { .name = "valid_from", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "valid_until", .type = DMS_DATE },
};
const struct dms_entity parts_loan_product_entity =
    DMS_ENTITY(.name = "parts.loan_product", .title = "name", .parent = "lender",
               DMS_FIELDS(product_fields));

/* The first of each pair is not after the second. */
static enum dms_status
check_order(struct dms_unit *unit, struct dms_record *record, void *data,
            struct dms_error *error)
{
    static const char *const pairs[][2] = { { "valid_from", "valid_until" },
                                            { "begins_on", "ends_on" } };
    (void)unit, (void)data;
    for (size_t i = 0; i < 2; i++)
        if (dms_record_has(record, pairs[i][0]) && dms_record_has(record, pairs[i][1]) &&
            dms_record_int(record, pairs[i][1]) < dms_record_int(record, pairs[i][0]))
            return dms_fail_field(error, DMS_INVALID, pairs[i][1], "parts.ends_before",
                                  "");
    return DMS_OK;
}

const struct dms_hook parts_partner_hooks[] = {
    DMS_HOOK(.name = "parts/partner:agreement", .on = "parts.agreement.save",
             .run = check_order),
    DMS_HOOK(.name = "parts/partner:notice", .on = "parts.notice.save",
             .run = check_order),
    DMS_HOOK(.name = "parts/partner:rebate", .on = "parts.rebate.save",
             .run = check_order),
    DMS_HOOK(.name = "parts/partner:loan", .on = "parts.loan_product.save",
             .run = check_order),
    { 0 },
};
