/* purchase.c - asked for, approved by somebody else, ordered from who may deliver (row 69).
 *
 * Ordered is always the newest number; what is on its way stands beside what lies there. */
#include <inttypes.h>
#include <string.h>

#include "approval.h"
#include "average.h"

static const char *const kinds[] = { "stock", "emergency", "customer", NULL };

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,
      .default_text = "@number:PO",
      .max_length = 40 },
    { .name = "kind", .type = DMS_CHOICE, .choices = kinds, .default_text = "stock" },
    { .name = "supplier", .type = DMS_REFERENCE, .target = "parts.supplier" },
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_IMMUTABLE },
    { .name = "needed_on", .type = DMS_DATE },
    { .name = "reason", .type = DMS_TEXT, .max_length = 300 },
    { .name = "answer", .type = DMS_TEXT, .max_length = 300 },
    { .name = "total", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "ordered_on", .type = DMS_DATE, .flags = DMS_READ_ONLY },
    { .name = "requested_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
    { .name = "approved_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
};

const struct dms_entity parts_purchase_entity =
    DMS_ENTITY(.name = "parts.purchase", .title = "number", DMS_FIELDS(fields));

static const struct dms_field line_fields[] = {
    { .name = "purchase",
      .type = DMS_REFERENCE,
      .target = "parts.purchase",
      .flags = DMS_REQUIRED },
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED },
    { .name = "quantity",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = PARTS_QUANTITY },
    { .name = "price",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = PARTS_MONEY },
    { .name = "reason", .type = DMS_TEXT, .max_length = 300 },
    { .name = "why", .type = DMS_STRUCTURED, .flags = DMS_READ_ONLY }, /* {key, values} */
    { .name = "received",
      .type = DMS_DECIMAL,
      .flags = DMS_READ_ONLY,
      .default_text = "0" },
};

const struct dms_entity parts_purchase_line_entity =
    DMS_ENTITY(.name = "parts.purchase_line", .flags = DMS_NO_EVENTS,
               .parent = "purchase", DMS_FIELDS(line_fields));

static enum dms_status
put_warehouse(struct dms_unit *unit, struct dms_record *purchase, void *data,
              struct dms_error *error)
{
    (void)data;
    int64_t warehouse = 0;
    struct dms_json *line = dms_json_create_object();
    if (dms_record_has(purchase, "warehouse"))
        dms_json_set_integer(line, "warehouse", dms_record_int(purchase, "warehouse"));
    enum dms_status st = parts_which_warehouse(unit, line, &warehouse, error);
    dms_json_destroy(line);
    return st == DMS_OK ? dms_record_set_int(purchase, "warehouse", warehouse, error)
                        : st;
}

static enum dms_status
line_is_open(struct dms_unit *unit, struct dms_record *line, void *data,
             struct dms_error *error)
{
    (void)data;
    const struct dms_record *purchase = NULL;
    if (dms_record_id(line) != 0 && dms_record_changed(line, "received"))
        return DMS_OK; /* a receipt tells */
    return parts_still(unit, line, "purchase", "parts.purchase", "draft", &purchase,
                       error);
}

static enum dms_status
check_newest(struct dms_unit *unit, int64_t part, struct dms_error *error)
{
    int64_t newest = 0, old = 0, new = 0;
    enum dms_status st = parts_newest(unit, part, &newest, &old, &new, error);
    if (st == DMS_OK && newest != part)
        st = dms_fail_field(error, DMS_DENIED, "part", "parts.order_the_newest",
                            "old=%s|new=%s", parts_code(unit, part),
                            parts_code(unit, newest));
    return st;
}

/* Said while the line can still be changed, and not after the approval. */
static enum dms_status
save_line(struct dms_unit *unit, struct dms_record *line, void *data,
          struct dms_error *error)
{
    enum dms_status st = line_is_open(unit, line, data, error);
    return st == DMS_OK && dms_record_has(line, "part") &&
                   dms_record_changed(line, "part")
               ? check_newest(unit, dms_record_int(line, "part"), error)
               : st;
}

static enum dms_status
request(struct dms_unit *unit, struct dms_record *purchase, void *data,
        struct dms_error *error)
{
    (void)data;
    int64_t total = 0;
    const struct dms_list *lines = NULL;
    enum dms_status st =
        parts_lines_of(unit, "parts.purchase_line", purchase, &lines, error);
    if (st == DMS_OK)
        st = parts_need_lines(purchase, lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++)
        total += parts_amount(dms_record_int(dms_list_at(lines, i), "price"),
                              dms_record_int(dms_list_at(lines, i), "quantity"));
    if (st == DMS_OK)
        st = dms_record_set_int(purchase, "total", total, error);
    return st == DMS_OK ? parts_sign(unit, purchase, "requested_by", error) : st;
}

static enum dms_status
approve(struct dms_unit *unit, struct dms_record *purchase, void *data,
        struct dms_error *error)
{
    (void)data;
    return parts_approve(unit, purchase, "parts.purchase_limit",
                         dms_record_int(purchase, "total"), error);
}

static enum dms_status
need_supplier(struct dms_unit *unit, const struct dms_record *purchase,
              struct dms_error *error)
{
    const struct dms_record *supplier = NULL;
    enum dms_status st = dms_unit_get(
        unit, "parts.supplier", dms_record_int(purchase, "supplier"), &supplier, error);
    if (st == DMS_OK && strcmp(dms_record_state(supplier), "approved") != 0)
        st =
            dms_fail_field(error, DMS_DENIED, "supplier", "parts.supplier_not_approved",
                           "supplier=%s|state=@state.parts.supplier.%s",
                           dms_record_text(supplier, "name"), dms_record_state(supplier));
    return st;
}

static enum dms_status
order_line(struct dms_unit *unit, const struct dms_record *purchase,
           const struct dms_record *line, struct dms_error *error)
{
    int64_t part = dms_record_int(line, "part"),
            quantity = dms_record_int(line, "quantity");
    const char *kind = dms_record_text(purchase, "kind");
    enum dms_status st = check_newest(unit, part, error);
    if (st == DMS_OK && kind != NULL && strcmp(kind, "emergency") == 0)
        st = parts_note_lost(unit, part, 0, quantity, error);
    return st == DMS_OK ? parts_expect(unit, part, dms_record_int(purchase, "warehouse"),
                                       "on_order", quantity, error)
                        : st;
}

static enum dms_status
order(struct dms_unit *unit, struct dms_record *purchase, void *data,
      struct dms_error *error)
{
    (void)data;
    const struct dms_list *lines = NULL;
    enum dms_status st = need_supplier(unit, purchase, error);
    if (st == DMS_OK)
        st = parts_lines_of(unit, "parts.purchase_line", purchase, &lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++)
        st = parts_at_line(error, i,
                           order_line(unit, purchase, dms_list_at(lines, i), error));
    return st == DMS_OK
               ? dms_record_set_int(purchase, "ordered_on", dms_unit_today(unit), error)
               : st;
}

/* What has not come by now will not come. */
static enum dms_status
close_rest(struct dms_unit *unit, struct dms_record *purchase, void *data,
           struct dms_error *error)
{
    (void)data;
    const struct dms_list *lines = NULL;
    enum dms_status st =
        parts_lines_of(unit, "parts.purchase_line", purchase, &lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++) {
        const struct dms_record *line = dms_list_at(lines, i);
        int64_t rest =
            dms_record_int(line, "quantity") - dms_record_int(line, "received");
        if (rest > 0)
            st = parts_expect(unit, dms_record_int(line, "part"),
                              dms_record_int(purchase, "warehouse"), "on_order", -rest,
                              error);
    }
    return st;
}

const struct dms_hook parts_purchase_hooks[] = {
    DMS_HOOK(.name = "parts/purchase:warehouse", .on = "parts.purchase.create",
             .run = put_warehouse),
    DMS_HOOK(.name = "parts/purchase:line", .on = "parts.purchase_line.save",
             .run = save_line),
    DMS_HOOK(.name = "parts/purchase:remove", .on = "parts.purchase_line.remove",
             .run = line_is_open),
    DMS_HOOK(.name = "parts/purchase:request", .on = "parts.purchase.request",
             .run = request),
    DMS_HOOK(.name = "parts/purchase:approve", .on = "parts.purchase.approve",
             .run = approve),
    DMS_HOOK(.name = "parts/purchase:order", .on = "parts.purchase.order", .run = order),
    DMS_HOOK(.name = "parts/purchase:close", .on = "parts.purchase.close",
             .run = close_rest),
    { 0 },
};
