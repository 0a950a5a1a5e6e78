/* invoice.c - the supplier's invoice against what was ordered and what came (row 69).
 *
 * A price that differs is a posting of its own, of the day it is matched: what still lies there
 * is worth more or less, what is gone is an expense of the invoice. Nothing is posted again. */
#include <inttypes.h>
#include <string.h>

#include "approval.h"
#include "average.h"

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_REQUIRED | DMS_SEARCH,
      .max_length = 60 },
    { .name = "supplier",
      .type = DMS_REFERENCE,
      .target = "parts.supplier",
      .flags = DMS_REQUIRED },
    { .name = "dated_on", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "amount",
      .type = DMS_MONEY,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = PARTS_MONEY },
    { .name = "difference", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "expense", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "note", .type = DMS_TEXT, .max_length = 300 },
};
static const struct dms_index indexes[] = { { .fields = "supplier,number",
                                              .unique = 1 } };

const struct dms_entity parts_invoice_entity =
    DMS_ENTITY(.name = "parts.invoice", .title = "number", DMS_FIELDS(fields),
               DMS_INDEXES(indexes));

static const struct dms_field line_fields[] = {
    { .name = "invoice",
      .type = DMS_REFERENCE,
      .target = "parts.invoice",
      .flags = DMS_REQUIRED },
    { .name = "receipt_line",
      .type = DMS_REFERENCE,
      .target = "parts.receipt_line",
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
};

const struct dms_entity parts_invoice_line_entity =
    DMS_ENTITY(.name = "parts.invoice_line", .flags = DMS_NO_EVENTS, .parent = "invoice",
               DMS_FIELDS(line_fields));

struct match {
    const struct dms_record *invoice, *receipt_line, *ordered;
    int64_t tolerance; /* basis points of the ordered price */
    int64_t difference, expense;
};

static enum dms_status
line_is_open(struct dms_unit *unit, struct dms_record *line, void *data,
             struct dms_error *error)
{
    (void)data;
    const struct dms_record *invoice = NULL;
    return parts_still(unit, line, "invoice", "parts.invoice", "entered", &invoice,
                       error);
}

static enum dms_status
load_line(struct dms_unit *unit, const struct dms_record *line, struct match *match,
          struct dms_error *error)
{
    const struct dms_record *receipt = NULL;
    enum dms_status st =
        dms_unit_get(unit, "parts.receipt_line", dms_record_int(line, "receipt_line"),
                     &match->receipt_line, error);
    if (st == DMS_OK)
        st =
            dms_unit_get(unit, "parts.receipt",
                         dms_record_int(match->receipt_line, "receipt"), &receipt, error);
    if (st == DMS_OK && (dms_record_int(receipt, "supplier") !=
                             dms_record_int(match->invoice, "supplier") ||
                         strcmp(dms_record_state(receipt), "posted") != 0))
        st = dms_fail_field(error, DMS_INVALID, "receipt_line", "parts.other_receipt",
                            "receipt=%s", dms_record_text(receipt, "number"));
    return st == DMS_OK
               ? dms_unit_get(unit, "parts.purchase_line",
                              dms_record_int(match->receipt_line, "purchase_line"),
                              &match->ordered, error)
               : st;
}

static enum dms_status
check_line(struct dms_unit *unit, const struct dms_record *line,
           const struct match *match, struct dms_error *error)
{
    const char *code = parts_code(unit, dms_record_int(match->ordered, "part"));
    int64_t left = dms_record_int(match->receipt_line, "accepted") -
                   dms_record_int(match->receipt_line, "invoiced");
    int64_t ordered = dms_record_int(match->ordered, "price"),
            billed = dms_record_int(line, "price");
    int64_t off = billed > ordered ? billed - ordered : ordered - billed;
    if (dms_record_int(line, "quantity") > left)
        return dms_fail_field(error, DMS_DENIED, "quantity", "parts.billed_too_much",
                              "part=%s|left=%s", code, parts_count(unit, left));
    if (off > dms_money_share(ordered, match->tolerance))
        return dms_fail_field(error, DMS_DENIED, "price", "parts.price_off",
                              "part=%s|ordered=%s|billed=%s", code,
                              parts_yuan(unit, ordered), parts_yuan(unit, billed));
    return DMS_OK;
}

static enum dms_status
post_difference(struct dms_unit *unit, const struct dms_record *line, int64_t difference,
                struct match *match, struct dms_error *error)
{
    const struct dms_record *stock = NULL, *movement = NULL;
    int64_t quantity = dms_record_int(line, "quantity");
    enum dms_status st =
        dms_unit_get(unit, "parts.movement",
                     dms_record_int(match->receipt_line, "movement"), &movement, error);
    if (st == DMS_OK)
        st = parts_which_stock(unit, dms_record_int(movement, "part"),
                               dms_record_int(movement, "warehouse"), &stock, error);
    if (st != DMS_OK)
        return st;
    int64_t here = stock == NULL ? 0 : dms_record_int(stock, "on_hand");
    int64_t share =
        here >= quantity ? difference : parts_share(difference, here, quantity);
    struct parts_posting posting = {
        .kind = "price_difference",
        .part = dms_record_int(movement, "part"),
        .warehouse = dms_record_int(movement, "warehouse"),
        .value = share,
        .source_entity = "parts.invoice",
        .source = dms_record_id(match->invoice),
        .source_line = dms_record_id(line),
        .document = dms_record_text(match->invoice, "number"),
        .occasion = dms_scratch_printf(unit, "invoice:%" PRId64, dms_record_id(line)),
    };
    if (share != 0)
        st = parts_post(unit, &posting, error);
    match->difference += difference;
    match->expense += difference - (share < 0 ? -posting.cost : posting.cost);
    return st;
}

static enum dms_status
note_invoiced(struct dms_unit *unit, const struct dms_record *line,
              const struct match *match, struct dms_error *error)
{
    struct dms_record *own = NULL;
    enum dms_status st = dms_unit_edit(unit, "parts.receipt_line",
                                       dms_record_id(match->receipt_line), &own, error);
    if (st == DMS_OK)
        st = dms_record_set_int(
            own, "invoiced",
            dms_record_int(own, "invoiced") + dms_record_int(line, "quantity"), error);
    return st == DMS_OK ? dms_unit_save(unit, own, error) : st;
}

static enum dms_status
match_line(struct dms_unit *unit, const struct dms_record *line, struct match *match,
           int64_t *total, struct dms_error *error)
{
    enum dms_status st = load_line(unit, line, match, error);
    if (st == DMS_OK)
        st = check_line(unit, line, match, error);
    if (st != DMS_OK)
        return st;
    int64_t quantity = dms_record_int(line, "quantity");
    int64_t billed = parts_amount(dms_record_int(line, "price"), quantity);
    int64_t difference =
        billed - parts_amount(dms_record_int(match->ordered, "price"), quantity);
    *total += billed;
    if (difference != 0)
        st = post_difference(unit, line, difference, match, error);
    return st == DMS_OK ? note_invoiced(unit, line, match, error) : st;
}

static enum dms_status
match_all(struct dms_unit *unit, struct dms_record *invoice, void *data,
          struct dms_error *error)
{
    (void)data;
    int64_t total = 0, amount = dms_record_int(invoice, "amount");
    struct match match = { .invoice = invoice };
    const struct dms_list *lines = NULL;
    enum dms_status st = parts_decide(unit, "parts.invoice_tolerance", NULL, "rate", 0,
                                      &match.tolerance, error);
    if (st == DMS_OK)
        st = parts_lines_of(unit, "parts.invoice_line", invoice, &lines, error);
    if (st == DMS_OK)
        st = parts_need_lines(invoice, lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++)
        st = parts_at_line(
            error, i, match_line(unit, dms_list_at(lines, i), &match, &total, error));
    if (st == DMS_OK && total != amount)
        st = dms_fail_field(error, DMS_INVALID, "amount", "parts.invoice_sum",
                            "lines=%s|amount=%s", parts_yuan(unit, total),
                            parts_yuan(unit, amount));
    if (st == DMS_OK)
        st = dms_record_set_int(invoice, "difference", match.difference, error);
    return st == DMS_OK ? dms_record_set_int(invoice, "expense", match.expense, error)
                        : st;
}

const struct dms_hook parts_invoice_hooks[] = {
    DMS_HOOK(.name = "parts/invoice:line", .on = "parts.invoice_line.save",
             .run = line_is_open),
    DMS_HOOK(.name = "parts/invoice:remove", .on = "parts.invoice_line.remove",
             .run = line_is_open),
    DMS_HOOK(.name = "parts/invoice:match", .on = "parts.invoice.match",
             .run = match_all),
    { 0 },
};
