/* receipt.c - what came, looked at piece by piece: good ones go to the shelf at the ordered
 * price, bad ones do not; without a proof of source nothing is accepted (rows 80, 83). */
#include <inttypes.h>
#include <string.h>

#include "approval.h"
#include "average.h"

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,
      .default_text = "@number:PR",
      .max_length = 40 },
    { .name = "purchase",
      .type = DMS_REFERENCE,
      .target = "parts.purchase",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "supplier",
      .type = DMS_REFERENCE,
      .target = "parts.supplier",
      .flags = DMS_READ_ONLY | DMS_INDEX },
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_READ_ONLY },
    { .name = "delivery_note", .type = DMS_TEXT, .flags = DMS_SEARCH, .max_length = 60 },
    { .name = "certificate", .type = DMS_TEXT, .max_length = 120 },
    { .name = "received_on",
      .type = DMS_DATE,
      .flags = DMS_REQUIRED,
      .default_text = "@today" },
    { .name = "accepted", .type = DMS_DECIMAL, .flags = DMS_READ_ONLY },
    { .name = "rejected", .type = DMS_DECIMAL, .flags = DMS_READ_ONLY },
    { .name = "inspected_by",
      .type = DMS_REFERENCE,
      .target = "core.user",
      .flags = DMS_READ_ONLY },
};

const struct dms_entity parts_receipt_entity =
    DMS_ENTITY(.name = "parts.receipt", .title = "number", DMS_FIELDS(fields));

static const struct dms_field line_fields[] = {
    { .name = "receipt",
      .type = DMS_REFERENCE,
      .target = "parts.receipt",
      .flags = DMS_REQUIRED },
    { .name = "purchase_line",
      .type = DMS_REFERENCE,
      .target = "parts.purchase_line",
      .flags = DMS_REQUIRED },
    { .name = "quantity",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = PARTS_QUANTITY },
    { .name = "accepted", .type = DMS_DECIMAL, .minimum = 0, .maximum = PARTS_QUANTITY },
    { .name = "rejected", .type = DMS_DECIMAL, .minimum = 0, .maximum = PARTS_QUANTITY },
    { .name = "fault", .type = DMS_TEXT, .max_length = 300 },
    { .name = "lot_number", .type = DMS_TEXT, .max_length = 60 },
    { .name = "made_on", .type = DMS_DATE },
    { .name = "expires_on", .type = DMS_DATE },
    { .name = "certificate", .type = DMS_TEXT, .max_length = 120 },
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_READ_ONLY },
    { .name = "lot",
      .type = DMS_REFERENCE,
      .target = "parts.lot",
      .flags = DMS_READ_ONLY },
    { .name = "movement",
      .type = DMS_REFERENCE,
      .target = "parts.movement",
      .flags = DMS_READ_ONLY },
    { .name = "invoiced",
      .type = DMS_DECIMAL,
      .flags = DMS_READ_ONLY,
      .default_text = "0" },
};

const struct dms_entity parts_receipt_line_entity =
    DMS_ENTITY(.name = "parts.receipt_line", .flags = DMS_NO_EVENTS, .parent = "receipt",
               DMS_FIELDS(line_fields));

static enum dms_status
copy_order(struct dms_unit *unit, struct dms_record *receipt, void *data,
           struct dms_error *error)
{
    (void)data;
    const struct dms_record *purchase = NULL;
    if (dms_record_has(receipt, "received_on") &&
        dms_record_int(receipt, "received_on") > dms_unit_today(unit))
        return dms_fail_field(error, DMS_INVALID, "received_on", "parts.dated_ahead", "");
    if (!dms_record_has(receipt, "purchase"))
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st = dms_unit_get(
        unit, "parts.purchase", dms_record_int(receipt, "purchase"), &purchase, error);
    if (st == DMS_OK && strcmp(dms_record_state(purchase), "ordered") != 0)
        st = dms_fail_field(error, DMS_DENIED, "purchase", "parts.not_ordered",
                            "number=%s|state=@state.parts.purchase.%s",
                            dms_record_text(purchase, "number"),
                            dms_record_state(purchase));
    if (st != DMS_OK)
        return st;
    st = dms_record_set_int(receipt, "supplier", dms_record_int(purchase, "supplier"),
                            error);
    return st == DMS_OK ? dms_record_set_int(receipt, "warehouse",
                                             dms_record_int(purchase, "warehouse"), error)
                        : st;
}

static enum dms_status
line_is_open(struct dms_unit *unit, struct dms_record *line, void *data,
             struct dms_error *error)
{
    (void)data;
    const struct dms_record *receipt = NULL, *ordered = NULL;
    if (dms_record_id(line) != 0 &&
        (dms_record_changed(line, "movement") || dms_record_changed(line, "invoiced")))
        return DMS_OK; /* the house notes what became of it */
    enum dms_status st =
        parts_still(unit, line, "receipt", "parts.receipt", "draft", &receipt, error);
    if (st != DMS_OK || receipt == NULL || !dms_record_has(line, "purchase_line"))
        return st;
    st = dms_unit_get(unit, "parts.purchase_line", dms_record_int(line, "purchase_line"),
                      &ordered, error);
    if (st == DMS_OK &&
        dms_record_int(ordered, "purchase") != dms_record_int(receipt, "purchase"))
        st = dms_fail_field(error, DMS_INVALID, "purchase_line", "parts.other_purchase",
                            "");
    return st == DMS_OK
               ? dms_record_set_int(line, "part", dms_record_int(ordered, "part"), error)
               : st;
}

static bool
has_paper(const struct dms_record *receipt, const struct dms_record *line)
{
    return dms_record_has(line, "certificate") || dms_record_has(receipt, "certificate");
}

static enum dms_status
inspect_line(struct dms_unit *unit, const struct dms_record *receipt,
             const struct dms_record *line, struct dms_error *error)
{
    const struct dms_record *part = NULL;
    int64_t accepted = dms_record_int(line, "accepted"),
            rejected = dms_record_int(line, "rejected");
    enum dms_status st =
        dms_unit_get(unit, "parts.part", dms_record_int(line, "part"), &part, error);
    if (st != DMS_OK)
        return st;
    const char *code = dms_record_text(part, "code");
    if (accepted + rejected != dms_record_int(line, "quantity"))
        return dms_fail_field(error, DMS_INVALID, "accepted", "parts.not_all_inspected",
                              "part=%s|quantity=%s", code,
                              parts_count(unit, dms_record_int(line, "quantity")));
    if (rejected > 0 && !dms_record_has(line, "fault"))
        return dms_fail_field(error, DMS_INVALID, "fault", "parts.rejected_why",
                              "part=%s", code);
    if (accepted > 0 && dms_record_int(part, "needs_certificate") != 0 &&
        !has_paper(receipt, line))
        return dms_fail_field(error, DMS_DENIED, "certificate", "parts.receipt_no_paper",
                              "part=%s", code);
    if (accepted > 0 && dms_record_int(part, "by_lot") != 0 &&
        !dms_record_has(line, "lot_number"))
        return dms_fail_field(error, DMS_INVALID, "lot_number", "parts.receipt_no_lot",
                              "part=%s", code);
    return DMS_OK;
}

static enum dms_status
inspect(struct dms_unit *unit, struct dms_record *receipt, void *data,
        struct dms_error *error)
{
    (void)data;
    int64_t accepted = 0, rejected = 0;
    const struct dms_list *lines = NULL;
    enum dms_status st =
        parts_lines_of(unit, "parts.receipt_line", receipt, &lines, error);
    if (st == DMS_OK)
        st = parts_need_lines(receipt, lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++) {
        const struct dms_record *line = dms_list_at(lines, i);
        st = parts_at_line(error, i, inspect_line(unit, receipt, line, error));
        accepted += dms_record_int(line, "accepted");
        rejected += dms_record_int(line, "rejected");
    }
    if (st == DMS_OK)
        st = dms_record_set_int(receipt, "accepted", accepted, error);
    if (st == DMS_OK)
        st = dms_record_set_int(receipt, "rejected", rejected, error);
    return st == DMS_OK ? parts_sign(unit, receipt, "inspected_by", error) : st;
}

const struct dms_hook parts_receipt_hooks[] = {
    DMS_HOOK(.name = "parts/receipt:order", .on = "parts.receipt.create",
             .run = copy_order),
    DMS_HOOK(.name = "parts/receipt:line", .on = "parts.receipt_line.save",
             .run = line_is_open),
    DMS_HOOK(.name = "parts/receipt:remove", .on = "parts.receipt_line.remove",
             .run = line_is_open),
    DMS_HOOK(.name = "parts/receipt:inspect", .on = "parts.receipt.inspect",
             .run = inspect),
    DMS_HOOK(.name = "parts/receipt:post", .on = "parts.receipt.post",
             .run = parts_post_receipt),
    { 0 },
};
