/* receipt_post.c - inspected goods go to the shelf: a posting each, a lot where parts are kept
 * so, and the order knows what has come. */
#include <inttypes.h>

#include "approval.h"
#include "average.h"

static const char *
paper_of(const struct dms_record *receipt, const struct dms_record *line)
{
    const char *own = dms_record_text(line, "certificate");
    return own != NULL ? own : dms_record_text(receipt, "certificate");
}

static enum dms_status
find_lot(struct dms_unit *unit, const struct dms_record *receipt,
         const struct dms_record *line, int64_t *lot, struct dms_error *error)
{
    const struct parts_lot paper = { .part = dms_record_int(line, "part"),
                                     .number = dms_record_text(line, "lot_number"),
                                     .certificate = paper_of(receipt, line),
                                     .made_on = dms_record_int(line, "made_on"),
                                     .expires_on = dms_record_int(line, "expires_on") };
    *lot = 0;
    return paper.number != NULL ? parts_lot_of(unit, &paper, lot, error) : DMS_OK;
}

/* The order's line has come so far, and no further than it was ordered. */
static enum dms_status
note_received(struct dms_unit *unit, const struct dms_record *receipt,
              const struct dms_record *line, int64_t *price, struct dms_error *error)
{
    struct dms_record *ordered = NULL;
    int64_t accepted = dms_record_int(line, "accepted");
    enum dms_status st =
        dms_unit_edit(unit, "parts.purchase_line", dms_record_int(line, "purchase_line"),
                      &ordered, error);
    if (st != DMS_OK)
        return st;
    int64_t received = dms_record_int(ordered, "received"),
            quantity = dms_record_int(ordered, "quantity");
    *price = dms_record_int(ordered, "price");
    if (received + accepted > quantity)
        return dms_fail_field(error, DMS_DENIED, "accepted", "parts.more_than_ordered",
                              "part=%s|left=%s",
                              parts_code(unit, dms_record_int(line, "part")),
                              parts_count(unit, quantity - received));
    st = dms_record_set_int(ordered, "received", received + accepted, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, ordered, error);
    return st == DMS_OK ? parts_expect(unit, dms_record_int(line, "part"),
                                       dms_record_int(receipt, "warehouse"), "on_order",
                                       -accepted, error)
                        : st;
}

static enum dms_status
note_paper(struct dms_unit *unit, const struct dms_record *receipt,
           const struct dms_record *line, struct dms_error *error)
{
    struct dms_record *part = NULL;
    const char *paper = paper_of(receipt, line);
    if (paper == NULL)
        return DMS_OK;
    enum dms_status st =
        dms_unit_edit(unit, "parts.part", dms_record_int(line, "part"), &part, error);
    if (st != DMS_OK || dms_record_has(part, "certificate"))
        return st;
    st = dms_record_set_text(part, "certificate", paper, error);
    return st == DMS_OK ? dms_unit_save(unit, part, error) : st;
}

static enum dms_status
note_line(struct dms_unit *unit, const struct dms_record *line, int64_t lot,
          int64_t movement, struct dms_error *error)
{
    struct dms_record *own = NULL;
    enum dms_status st =
        dms_unit_edit(unit, "parts.receipt_line", dms_record_id(line), &own, error);
    if (st == DMS_OK && lot != 0)
        st = dms_record_set_int(own, "lot", lot, error);
    if (st == DMS_OK)
        st = dms_record_set_int(own, "movement", movement, error);
    return st == DMS_OK ? dms_unit_save(unit, own, error) : st;
}

static enum dms_status
post_line(struct dms_unit *unit, const struct dms_record *receipt,
          const struct dms_record *line, struct dms_error *error)
{
    int64_t price = 0;
    struct parts_posting posting = {
        .kind = "receipt",
        .part = dms_record_int(line, "part"),
        .warehouse = dms_record_int(receipt, "warehouse"),
        .quantity = dms_record_int(line, "accepted"),
        .dated_on = dms_record_int(receipt, "received_on"),
        .source_entity = "parts.receipt",
        .source = dms_record_id(receipt),
        .source_line = dms_record_id(line),
        .document = dms_record_text(receipt, "number"),
        .occasion = dms_scratch_printf(unit, "receipt:%" PRId64, dms_record_id(line)),
    };
    if (posting.quantity == 0)
        return DMS_OK; /* all of it went back */
    enum dms_status st = note_received(unit, receipt, line, &price, error);
    posting.value = parts_amount(price, posting.quantity);
    if (st == DMS_OK)
        st = find_lot(unit, receipt, line, &posting.lot, error);
    if (st == DMS_OK)
        st = parts_post(unit, &posting, error);
    if (st == DMS_OK)
        st = note_paper(unit, receipt, line, error);
    return st == DMS_OK ? note_line(unit, line, posting.lot, posting.movement, error)
                        : st;
}

enum dms_status
parts_post_receipt(struct dms_unit *unit, struct dms_record *receipt, void *data,
                   struct dms_error *error)
{
    (void)data;
    const struct dms_list *lines = NULL;
    enum dms_status st =
        parts_lines_of(unit, "parts.receipt_line", receipt, &lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++)
        st = parts_at_line(error, i,
                           post_line(unit, receipt, dms_list_at(lines, i), error));
    return st;
}
