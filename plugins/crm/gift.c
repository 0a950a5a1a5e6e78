/* gift.c - gifts with name, quantity and price, as a price display must show them; what is
 * handed out comes from stock (row 113). */
#include <inttypes.h>

#include "ask.h"
#include "crm.h"

static const struct dms_field gift_fields[] = {
    { .name = "name",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 120 },
    { .name = "price",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = INT64_C(10000000000) },
    { .name = "stock", .type = DMS_INTEGER, .flags = DMS_READ_ONLY, .default_text = "0" },
    { .name = "active", .type = DMS_BOOLEAN, .default_text = "true" },
};

const struct dms_entity crm_gift_entity =
    DMS_ENTITY(.name = "crm.gift", .title = "name", DMS_FIELDS(gift_fields));

static const char *const reasons[] = { "received", "given", "returned", "counted", NULL };

static const struct dms_field move_fields[] = {
    { .name = "gift",
      .type = DMS_REFERENCE,
      .target = "crm.gift",
      .flags = DMS_REQUIRED | DMS_INDEX },
    /* Into stock above zero, out of it below. */
    { .name = "quantity",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .minimum = -100000,
      .maximum = 100000 },
    { .name = "reason", .type = DMS_CHOICE, .choices = reasons, .flags = DMS_REQUIRED },
    { .name = "note", .type = DMS_TEXT, .max_length = 300 },
};

const struct dms_entity crm_gift_move_entity =
    DMS_ENTITY(.name = "crm.gift_move", .flags = DMS_APPEND_ONLY, .parent = "gift",
               DMS_FIELDS(move_fields));

static enum dms_status
move(struct dms_unit *unit, struct dms_record *record, void *data,
     struct dms_error *error)
{
    struct dms_record *gift = NULL;
    (void)data;
    enum dms_status st =
        dms_unit_edit(unit, "crm.gift", dms_record_int(record, "gift"), &gift, error);
    if (st != DMS_OK)
        return st;
    int64_t stock = dms_record_int(gift, "stock");
    int64_t left = stock + dms_record_int(record, "quantity");
    if (left < 0)
        return dms_fail_field(error, DMS_DENIED, "quantity", "crm.gift_short",
                              "gift=%s|stock=%" PRId64, dms_record_text(gift, "name"),
                              stock);
    st = dms_record_set_int(gift, "stock", left, error);
    return st == DMS_OK ? dms_unit_save(unit, gift, error) : st;
}

const struct dms_hook crm_gift_move_hook =
    DMS_HOOK(.name = "crm/gift", .on = "crm.gift_move.create", .phase = DMS_AFTER,
             .run = move);
