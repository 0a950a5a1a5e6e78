/* inquiry.c - what somebody asked, what was answered, by whom and how fast (row 13). */
#include "ask.h"
#include "crm.h"

static const char *const channels[] = { "phone", "visit", "wechat", "web",
                                        "sms",   "mail",  NULL };

static const struct dms_field fields[] = {
    { .name = "lead", .type = DMS_REFERENCE, .target = "crm.lead", .flags = DMS_INDEX },
    { .name = "customer",
      .type = DMS_REFERENCE,
      .target = "crm.customer",
      .flags = DMS_INDEX },
    { .name = "channel", .type = DMS_CHOICE, .choices = channels, .flags = DMS_REQUIRED },
    /* As it was asked; an answer that went out stays as it was given. */
    { .name = "question",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE | DMS_SEARCH,
      .max_length = 4000 },
    { .name = "asked_at",
      .type = DMS_TIME,
      .default_text = "@now",
      .flags = DMS_IMMUTABLE | DMS_INDEX },
    { .name = "answer", .type = DMS_TEXT, .flags = DMS_IMMUTABLE, .max_length = 4000 },
    { .name = "answered_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "answered_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "answer_minutes", .type = DMS_INTEGER, .flags = DMS_READ_ONLY },
};

const struct dms_entity crm_inquiry_entity =
    DMS_ENTITY(.name = "crm.inquiry", DMS_FIELDS(fields));

static enum dms_status
sign_answer(struct dms_unit *unit, struct dms_record *inquiry, struct dms_error *error)
{
    int64_t now = dms_unit_now(unit), asked = dms_record_int(inquiry, "asked_at");
    int64_t waited = now > asked ? now - asked : 0, user = dms_unit_user(unit);
    enum dms_status st = dms_record_set_int(inquiry, "answered_at", now, error);
    if (st == DMS_OK)
        st = dms_record_set_int(inquiry, "answer_minutes", waited / DMS_MINUTE, error);
    if (st == DMS_OK && user != 0)
        st = dms_record_set_int(inquiry, "answered_by", user, error);
    return st;
}

static enum dms_status
note_answer(struct dms_unit *unit, struct dms_record *inquiry, void *data,
            struct dms_error *error)
{
    (void)data;
    if (dms_record_has(inquiry, "asked_at") &&
        dms_record_int(inquiry, "asked_at") > dms_unit_now(unit))
        return dms_fail_field(error, DMS_INVALID, "asked_at", "crm.in_future", "");
    if (!dms_record_has(inquiry, "answer") || dms_record_has(inquiry, "answered_at"))
        return DMS_OK;
    return sign_answer(unit, inquiry, error);
}

const struct dms_hook crm_inquiry_hook =
    DMS_HOOK(.name = "crm/inquiry", .on = "crm.inquiry.save", .run = note_answer);
