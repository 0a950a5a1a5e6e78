/* transfer.c - from one warehouse to another, of this store or the other: sent at what it
 * costs here, in transit until somebody there has counted it, received at the same cost
 * (row 74).
 *
 * The other store does not see our papers: it gets an arrival of its own (arrival.c). */
#include <inttypes.h>
#include <string.h>

#include "approval.h"

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,
      .default_text = "@number:PT",
      .max_length = 40 },
    { .name = "from_warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "to_warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "reason", .type = DMS_TEXT, .max_length = 300 },
    { .name = "cost", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "sent_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
    { .name = "received_at", .type = DMS_TIME, .flags = DMS_READ_ONLY },
};

const struct dms_entity parts_transfer_entity =
    DMS_ENTITY(.name = "parts.transfer", .title = "number", DMS_FIELDS(fields));

static const struct dms_field line_fields[] = {
    { .name = "transfer",
      .type = DMS_REFERENCE,
      .target = "parts.transfer",
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
    { .name = "cost", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
};

const struct dms_entity parts_transfer_line_entity =
    DMS_ENTITY(.name = "parts.transfer_line", .flags = DMS_NO_EVENTS,
               .parent = "transfer", DMS_FIELDS(line_fields));

static enum dms_status
check_ends(struct dms_unit *unit, struct dms_record *transfer, void *data,
           struct dms_error *error)
{
    (void)data;
    int64_t from = dms_record_int(transfer, "from_warehouse");
    const char *state = dms_record_old_text(transfer, "state");
    if (dms_record_id(transfer) != 0 && strcmp(state, "draft") != 0)
        return DMS_OK; /* it is on its way: the other store ends it */
    struct dms_json *line = dms_json_create_object();
    enum dms_status st = DMS_OK;
    if (from != 0 && from == dms_record_int(transfer, "to_warehouse"))
        st = dms_fail_field(error, DMS_INVALID, "to_warehouse", "parts.same_warehouse",
                            "");
    dms_json_set_integer(line, "warehouse", from);
    if (st == DMS_OK && from != 0) /* ours: nobody sends what another store has */
        st = parts_which_warehouse(unit, line, &from, error);
    dms_json_destroy(line);
    return st;
}

static enum dms_status
line_is_open(struct dms_unit *unit, struct dms_record *line, void *data,
             struct dms_error *error)
{
    (void)data;
    const struct dms_record *transfer = NULL;
    if (dms_record_id(line) != 0 && dms_record_changed(line, "cost"))
        return DMS_OK; /* sent: written by send_line */
    return parts_still(unit, line, "transfer", "parts.transfer", "draft", &transfer,
                       error);
}

static enum dms_status
send_line(struct dms_unit *unit, const struct dms_record *transfer,
          const struct dms_record *line, int64_t *cost, struct dms_error *error)
{
    struct dms_record *own = NULL;
    struct parts_posting posting = {
        .kind = "transfer_out",
        .part = dms_record_int(line, "part"),
        .warehouse = dms_record_int(transfer, "from_warehouse"),
        .quantity = -dms_record_int(line, "quantity"),
        .value = PARTS_AT_AVERAGE,
        .source_entity = "parts.transfer",
        .source = dms_record_id(transfer),
        .source_line = dms_record_id(line),
        .document = dms_record_text(transfer, "number"),
        .occasion =
            dms_scratch_printf(unit, "transfer_out:%" PRId64, dms_record_id(line)),
    };
    enum dms_status st = parts_post(unit, &posting, error);
    if (st == DMS_OK)
        st = dms_unit_edit(unit, "parts.transfer_line", dms_record_id(line), &own, error);
    if (st == DMS_OK)
        st = dms_record_set_int(own, "cost", posting.cost, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, own, error);
    *cost = posting.cost;
    return st == DMS_OK ? parts_announce_line(unit, transfer, own, error) : st;
}

static enum dms_status
send(struct dms_unit *unit, struct dms_record *transfer, void *data,
     struct dms_error *error)
{
    (void)data;
    int64_t total = 0;
    const struct dms_list *lines = NULL;
    enum dms_status st =
        parts_lines_of(unit, "parts.transfer_line", transfer, &lines, error);
    if (st == DMS_OK)
        st = parts_need_lines(transfer, lines, error);
    if (st == DMS_OK)
        st = parts_announce(unit, transfer, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++) {
        int64_t cost = 0;
        st = parts_at_line(
            error, i, send_line(unit, transfer, dms_list_at(lines, i), &cost, error));
        total += cost;
    }
    if (st == DMS_OK)
        st = dms_record_set_int(transfer, "sent_at", dms_unit_now(unit), error);
    return st == DMS_OK ? dms_record_set_int(transfer, "cost", total, error) : st;
}

static enum dms_status
note_received(struct dms_unit *unit, struct dms_record *transfer, void *data,
              struct dms_error *error)
{
    (void)data;
    const struct dms_record *arrival = NULL;
    enum dms_status st = parts_find_id(unit, "parts.arrival",
                                       "{\"where\":{\"transfer\":\"$id\",\"state\":"
                                       "\"received\"},\"limit\":1}",
                                       dms_record_id(transfer), &arrival, error);
    if (st == DMS_OK && arrival == NULL)
        return dms_fail(error, DMS_DENIED, "parts.received_by_arrival", "number=%s",
                        dms_record_text(transfer, "number"));
    return st == DMS_OK
               ? dms_record_set_int(transfer, "received_at", dms_unit_now(unit), error)
               : st;
}

const struct dms_hook parts_transfer_hooks[] = {
    DMS_HOOK(.name = "parts/transfer:ends", .on = "parts.transfer.save",
             .run = check_ends),
    DMS_HOOK(.name = "parts/transfer:line", .on = "parts.transfer_line.save",
             .run = line_is_open),
    DMS_HOOK(.name = "parts/transfer:remove", .on = "parts.transfer_line.remove",
             .run = line_is_open),
    DMS_HOOK(.name = "parts/transfer:send", .on = "parts.transfer.send", .run = send),
    DMS_HOOK(.name = "parts/transfer:receive", .on = "parts.transfer.receive",
             .run = note_received),
    { 0 },
};
