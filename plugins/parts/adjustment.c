/* adjustment.c - what is more or less than the book says, and why; damage, theft and scrap are
 * losses. Who asks does not approve, and large ones need a larger hand (rows 73, 78). */
#include <inttypes.h>
#include <string.h>

#include "approval.h"
#include "average.h"

static const char *const kinds[] = { "correction", "damage",  "theft",
                                     "scrap",      "expired", NULL };

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,
      .default_text = "@number:PA",
      .max_length = 40 },
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED,
      .default_text = "correction" },
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "warehouse", .type = DMS_REFERENCE, .target = "parts.warehouse" },
    { .name = "lot", .type = DMS_REFERENCE, .target = "parts.lot" },
    { .name = "quantity",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED | DMS_IMMUTABLE,
      .minimum = -PARTS_QUANTITY,
      .maximum = PARTS_QUANTITY },
    { .name = "reason", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 300 },
    { .name = "value", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "requested_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "approved_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "movement",
      .type = DMS_REFERENCE,
      .target = "parts.movement",
      .flags = DMS_READ_ONLY },
    { .name = "answer", .type = DMS_TEXT, .max_length = 300 },
};

const struct dms_entity parts_adjustment_entity =
    DMS_ENTITY(.name = "parts.adjustment", .title = "number", DMS_FIELDS(fields));

enum dms_status
parts_last_cost(struct dms_unit *unit, int64_t part, int64_t warehouse, int64_t *piece,
                struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"part\":\"$id\",\"warehouse\":\"$warehouse\",\"quantity\":"
        "{\"ne\":0},\"value\":{\"ne\":0}},\"sort\":\"-id\",\"limit\":1}";
    const struct dms_record *stock = NULL, *last = NULL;
    enum dms_status st = parts_which_stock(unit, part, warehouse, &stock, error);
    *piece = parts_average_of(stock);
    if (st != DMS_OK || *piece != 0)
        return st;
    struct dms_json *values = parts_id_values(part);
    dms_json_set_integer(values, "warehouse", warehouse);
    st = parts_find(unit, "parts.movement", query, values, &last, error);
    if (st == DMS_OK && last != NULL) {
        int64_t quantity = dms_record_int(last, "quantity");
        int64_t value = dms_record_int(last, "value");
        *piece = quantity < 0 ? parts_share(-value, 1000, -quantity)
                              : parts_share(value, 1000, quantity);
    }
    return st;
}

static enum dms_status
need_loss(const struct dms_record *adjustment, struct dms_error *error)
{
    const char *kind = dms_record_text(adjustment, "kind");
    int64_t quantity = dms_record_int(adjustment, "quantity");
    if (quantity == 0)
        return dms_fail_field(error, DMS_INVALID, "quantity", "parts.nothing_to_adjust",
                              "");
    if (quantity > 0 && kind != NULL && strcmp(kind, "correction") != 0)
        return dms_fail_field(error, DMS_INVALID, "quantity", "parts.loss_is_less", "");
    return DMS_OK;
}

static enum dms_status
complete(struct dms_unit *unit, struct dms_record *adjustment, void *data,
         struct dms_error *error)
{
    (void)data;
    int64_t warehouse = 0, piece = 0;
    struct dms_json *line = dms_json_create_object();
    if (dms_record_has(adjustment, "warehouse"))
        dms_json_set_integer(line, "warehouse", dms_record_int(adjustment, "warehouse"));
    enum dms_status st = need_loss(adjustment, error);
    if (st == DMS_OK)
        st = parts_which_warehouse(unit, line, &warehouse, error);
    if (st == DMS_OK)
        st = dms_record_set_int(adjustment, "warehouse", warehouse, error);
    if (st == DMS_OK)
        st = parts_last_cost(unit, dms_record_int(adjustment, "part"), warehouse, &piece,
                             error);
    if (st == DMS_OK)
        st = dms_record_set_int(
            adjustment, "value",
            parts_amount(piece, dms_record_int(adjustment, "quantity")), error);
    dms_json_destroy(line);
    return st == DMS_OK ? parts_sign(unit, adjustment, "requested_by", error) : st;
}

static enum dms_status
approve(struct dms_unit *unit, struct dms_record *adjustment, void *data,
        struct dms_error *error)
{
    (void)data;
    int64_t value = dms_record_int(adjustment, "value");
    return parts_approve(unit, adjustment, "parts.adjustment_limit",
                         value < 0 ? -value : value, error);
}

static enum dms_status
post(struct dms_unit *unit, struct dms_record *adjustment, void *data,
     struct dms_error *error)
{
    (void)data;
    bool loss = strcmp(dms_record_text(adjustment, "kind"), "correction") != 0;
    struct parts_posting posting = {
        .kind = loss ? "loss" : "adjustment",
        .part = dms_record_int(adjustment, "part"),
        .warehouse = dms_record_int(adjustment, "warehouse"),
        .lot = dms_record_int(adjustment, "lot"),
        .quantity = dms_record_int(adjustment, "quantity"),
        .value = dms_record_int(adjustment, "value"),
        .source_entity = "parts.adjustment",
        .source = dms_record_id(adjustment),
        .document = dms_record_text(adjustment, "number"),
        .reason = dms_record_text(adjustment, "reason"),
        .occasion =
            dms_scratch_printf(unit, "adjustment:%" PRId64, dms_record_id(adjustment)),
    };
    enum dms_status st = parts_post(unit, &posting, error);
    if (st == DMS_OK)
        st = dms_record_set_int(adjustment, "movement", posting.movement, error);
    if (st == DMS_OK)
        st = dms_record_set_int(adjustment, "value",
                                posting.quantity < 0 ? -posting.cost : posting.cost,
                                error);
    return st;
}

const struct dms_hook parts_adjustment_hooks[] = {
    DMS_HOOK(.name = "parts/adjustment:create", .on = "parts.adjustment.create",
             .run = complete),
    DMS_HOOK(.name = "parts/adjustment:approve", .on = "parts.adjustment.approve",
             .run = approve),
    DMS_HOOK(.name = "parts/adjustment:post", .on = "parts.adjustment.approve",
             .after = (const char *const[]){ "parts/adjustment:approve", NULL },
             .run = post),
    { 0 },
};
