/* arrival.c - what is on its way here from another warehouse: counted, received at the cost it
 * left at; what is missing is a loss with a reason and not a silence (row 74). */
#include <inttypes.h>
#include <string.h>

#include "approval.h"
#include "average.h"

static const struct dms_field fields[] = {
    { .name = "number", /* the sender's */
      .type = DMS_TEXT,
      .flags = DMS_SEARCH | DMS_READ_ONLY,
      .max_length = 40 },
    { .name = "transfer", .type = DMS_INTEGER, .flags = DMS_INDEX | DMS_READ_ONLY },
    { .name = "sent_from", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 80 },
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "lost_value", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
};

const struct dms_entity parts_arrival_entity =
    DMS_ENTITY(.name = "parts.arrival", .title = "number", DMS_FIELDS(fields));

static const struct dms_field line_fields[] = {
    { .name = "arrival",
      .type = DMS_REFERENCE,
      .target = "parts.arrival",
      .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "part",
      .type = DMS_REFERENCE,
      .target = "parts.part",
      .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "quantity", .type = DMS_DECIMAL, .flags = DMS_REQUIRED | DMS_READ_ONLY },
    { .name = "cost", .type = DMS_MONEY, .flags = DMS_REQUIRED | DMS_READ_ONLY },
    /* Empty: all of it came. */
    { .name = "received", .type = DMS_DECIMAL, .minimum = 0, .maximum = PARTS_QUANTITY },
    { .name = "reason", .type = DMS_TEXT, .max_length = 300 },
};

const struct dms_entity parts_arrival_line_entity =
    DMS_ENTITY(.name = "parts.arrival_line", .flags = DMS_NO_EVENTS, .parent = "arrival",
               DMS_FIELDS(line_fields));

static enum dms_status
find_arrival(struct dms_unit *unit, const struct dms_record *transfer,
             const struct dms_record **arrival, struct dms_error *error)
{
    return parts_find_id(unit, "parts.arrival",
                         "{\"where\":{\"transfer\":\"$id\"},\"limit\":1}",
                         dms_record_id(transfer), arrival, error);
}

enum dms_status
parts_announce(struct dms_unit *unit, const struct dms_record *transfer,
               struct dms_error *error)
{
    const struct dms_record *from = NULL, *to = NULL;
    struct dms_record *arrival = NULL;
    enum dms_status st =
        dms_unit_get(unit, "parts.warehouse", dms_record_int(transfer, "from_warehouse"),
                     &from, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, "parts.warehouse",
                          dms_record_int(transfer, "to_warehouse"), &to, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, "parts.arrival", &arrival, error);
    if (st == DMS_OK)
        st = dms_record_set_store(arrival, dms_record_store(to), error);
    if (st == DMS_OK)
        st = dms_record_set_text(arrival, "number", dms_record_text(transfer, "number"),
                                 error);
    if (st == DMS_OK)
        st = dms_record_set_int(arrival, "transfer", dms_record_id(transfer), error);
    if (st == DMS_OK)
        st = dms_record_set_text(arrival, "sent_from", dms_record_text(from, "name"),
                                 error);
    if (st == DMS_OK)
        st = dms_record_set_int(arrival, "warehouse", dms_record_id(to), error);
    return st == DMS_OK ? dms_unit_save(unit, arrival, error) : st;
}

static enum dms_status
copy_part(struct dms_unit *unit, const struct dms_record *part, int64_t store,
          struct dms_record **copy, struct dms_error *error)
{
    static const char *const texts[] = { "code",     "name",        "unit",    "kind",
                                         "standard", "certificate", "storage", NULL };
    static const char *const numbers[] = { "brand",  "list_price",    "needs_certificate",
                                           "by_lot", "warranty_days", "warranty_km",
                                           NULL };
    enum dms_status st = dms_unit_new(unit, "parts.part", copy, error);
    if (st == DMS_OK)
        st = dms_record_set_store(*copy, store, error);
    for (size_t i = 0; st == DMS_OK && texts[i] != NULL; i++)
        if (dms_record_has(part, texts[i]))
            st = dms_record_set_text(*copy, texts[i], dms_record_text(part, texts[i]),
                                     error);
    for (size_t i = 0; st == DMS_OK && numbers[i] != NULL; i++)
        if (dms_record_has(part, numbers[i]))
            st = dms_record_set_int(*copy, numbers[i], dms_record_int(part, numbers[i]),
                                    error);
    return st == DMS_OK ? dms_unit_save(unit, *copy, error) : st;
}

/* The same number in the store it goes to; entered there when it was unknown. */
static enum dms_status
part_there(struct dms_unit *unit, int64_t part, int64_t store, int64_t *there,
           struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"store\":\"$id\",\"code\":\"$code\"},\"limit\":1}";
    const struct dms_record *ours = NULL, *found = NULL;
    struct dms_record *copy = NULL;
    enum dms_status st = dms_unit_get(unit, "parts.part", part, &ours, error);
    *there = part;
    if (st != DMS_OK || dms_record_store(ours) == store)
        return st;
    struct dms_json *values = parts_id_values(store);
    dms_json_set_text(values, "code", dms_record_text(ours, "code"));
    st = parts_find(unit, "parts.part", query, values, &found, error);
    if (st == DMS_OK && found == NULL)
        st = copy_part(unit, ours, store, &copy, error);
    if (st == DMS_OK)
        *there = dms_record_id(found != NULL ? found : copy);
    return st;
}

enum dms_status
parts_announce_line(struct dms_unit *unit, const struct dms_record *transfer,
                    const struct dms_record *line, struct dms_error *error)
{
    const struct dms_record *arrival = NULL;
    struct dms_record *own = NULL;
    int64_t part = 0, quantity = dms_record_int(line, "quantity");
    enum dms_status st = find_arrival(unit, transfer, &arrival, error);
    if (st == DMS_OK)
        st = part_there(unit, dms_record_int(line, "part"), dms_record_store(arrival),
                        &part, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, "parts.arrival_line", &own, error);
    if (st == DMS_OK)
        st = dms_record_set_store(own, dms_record_store(arrival), error);
    if (st == DMS_OK)
        st = dms_record_set_int(own, "arrival", dms_record_id(arrival), error);
    if (st == DMS_OK)
        st = dms_record_set_int(own, "part", part, error);
    if (st == DMS_OK)
        st = dms_record_set_int(own, "quantity", quantity, error);
    if (st == DMS_OK)
        st = dms_record_set_int(own, "cost", dms_record_int(line, "cost"), error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, own, error);
    return st == DMS_OK ? parts_expect(unit, part, dms_record_int(arrival, "warehouse"),
                                       "in_transit", quantity, error)
                        : st;
}

static enum dms_status
check_received(struct dms_unit *unit, const struct dms_record *line, int64_t *received,
               struct dms_error *error)
{
    int64_t sent = dms_record_int(line, "quantity");
    *received =
        dms_record_has(line, "received") ? dms_record_int(line, "received") : sent;
    if (*received > sent)
        return dms_fail_field(
            error, DMS_INVALID, "received", "parts.more_than_sent", "part=%s|sent=%s",
            parts_code(unit, dms_record_int(line, "part")), parts_count(unit, sent));
    if (*received < sent && !dms_record_has(line, "reason"))
        return dms_fail_field(error, DMS_INVALID, "reason", "parts.missing_reason",
                              "part=%s", parts_code(unit, dms_record_int(line, "part")));
    return DMS_OK;
}

/* What did not come leaves the shelf again at once, as a loss, for exactly what it was sent for. */
static enum dms_status
lose_rest(struct dms_unit *unit, const struct parts_posting *in, int64_t received,
          int64_t *lost, struct dms_error *error)
{
    struct parts_posting out = *in;
    out.kind = "loss";
    out.quantity = received - in->quantity;
    out.worth = in->value - parts_share(in->value, received, in->quantity);
    out.occasion = dms_scratch_printf(unit, "transfer_loss:%" PRId64, in->source_line);
    enum dms_status st = parts_post(unit, &out, error);
    *lost += st == DMS_OK ? out.cost : 0;
    return st;
}

/* All that left the other store comes in, to the fen, and what was lost on the way goes out. */
static enum dms_status
receive_line(struct dms_unit *unit, const struct dms_record *arrival,
             const struct dms_record *line, int64_t *lost, struct dms_error *error)
{
    int64_t received = 0, sent = dms_record_int(line, "quantity");
    struct parts_posting in = {
        .kind = "transfer_in",
        .part = dms_record_int(line, "part"),
        .warehouse = dms_record_int(arrival, "warehouse"),
        .quantity = sent,
        .value = dms_record_int(line, "cost"),
        .source_entity = "parts.arrival",
        .source = dms_record_id(arrival),
        .source_line = dms_record_id(line),
        .document = dms_record_text(arrival, "number"),
        .reason = dms_record_text(line, "reason"),
        .occasion = dms_scratch_printf(unit, "transfer_in:%" PRId64, dms_record_id(line)),
    };
    enum dms_status st = check_received(unit, line, &received, error);
    if (st == DMS_OK)
        st = parts_post(unit, &in, error);
    if (st == DMS_OK && received < sent)
        st = lose_rest(unit, &in, received, lost, error);
    return st == DMS_OK
               ? parts_expect(unit, in.part, in.warehouse, "in_transit", -sent, error)
               : st;
}

static enum dms_status
receive(struct dms_unit *unit, struct dms_record *arrival, void *data,
        struct dms_error *error)
{
    (void)data;
    int64_t lost = 0;
    const struct dms_list *lines = NULL;
    enum dms_status st =
        parts_lines_of(unit, "parts.arrival_line", arrival, &lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++)
        st = parts_at_line(
            error, i, receive_line(unit, arrival, dms_list_at(lines, i), &lost, error));
    return st == DMS_OK ? dms_record_set_int(arrival, "lost_value", lost, error) : st;
}

static enum dms_status
tell_sender(struct dms_unit *unit, struct dms_record *arrival, void *data,
            struct dms_error *error)
{
    (void)data;
    struct dms_record *transfer = NULL;
    enum dms_status st = dms_unit_edit(
        unit, "parts.transfer", dms_record_int(arrival, "transfer"), &transfer, error);
    return st == DMS_OK ? dms_unit_transition(unit, transfer, "receive", NULL, error)
                        : st;
}

static enum dms_status
line_is_open(struct dms_unit *unit, struct dms_record *line, void *data,
             struct dms_error *error)
{
    (void)data;
    const struct dms_record *arrival = NULL;
    return parts_still(unit, line, "arrival", "parts.arrival", "coming", &arrival, error);
}

const struct dms_hook parts_arrival_hooks[] = {
    DMS_HOOK(.name = "parts/arrival:line", .on = "parts.arrival_line.update",
             .run = line_is_open),
    DMS_HOOK(.name = "parts/arrival:receive", .on = "parts.arrival.receive",
             .run = receive),
    DMS_HOOK(.name = "parts/arrival:tell", .on = "parts.arrival.receive",
             .phase = DMS_AFTER, .run = tell_sender),
    { 0 },
};
