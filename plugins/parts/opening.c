/* opening.c - what lies there on the first day: once a part and warehouse, and never again.
 *
 * parts.opening {dated_on, lines:[{part|code, quantity, cost|value, warehouse, lot,
 * certificate, expires_on}]} answers
 * {lines, value}. "cost": a piece; "value": all of it. */
#include <inttypes.h>

#include "average.h"
#include "parts.h"

/* Nobody can take from a shelf of lots what belongs to none. */
static enum dms_status
find_lot(struct dms_unit *unit, const struct dms_record *part,
         const struct parts_lot *paper, int64_t *lot, struct dms_error *error)
{
    struct parts_lot own = *paper;
    own.part = dms_record_id(part);
    if (dms_record_int(part, "by_lot") == 0)
        return DMS_OK;
    if (own.number == NULL)
        return dms_fail_field(error, DMS_INVALID, "lot", "parts.opening_no_lot",
                              "part=%s", dms_record_text(part, "code"));
    if (own.certificate == NULL)
        own.certificate = dms_record_text(part, "certificate");
    return parts_lot_of(unit, &own, lot, error);
}

enum dms_status
parts_open_stock(struct dms_unit *unit, const struct dms_record *part, int64_t warehouse,
                 int64_t quantity, int64_t value, const struct parts_lot *paper,
                 int64_t dated_on, bool *again, struct dms_error *error)
{
    int64_t id = dms_record_id(part), lot = 0;
    enum dms_status st = find_lot(unit, part, paper, &lot, error);
    if (st != DMS_OK)
        return st;
    struct parts_posting posting = {
        .kind = "opening",
        .part = id,
        .fresh =
            dms_record_rev(part) == 1 && dms_record_changed(part, "code") ? part : NULL,
        .warehouse = warehouse,
        .lot = lot,
        .quantity = quantity,
        .value = value,
        .dated_on = dated_on,
        .occasion =
            lot == 0
                ? dms_scratch_printf(unit, "opening:%" PRId64 ":%" PRId64, id, warehouse)
                : dms_scratch_printf(unit, "opening:%" PRId64 ":%" PRId64 ":%" PRId64, id,
                                     warehouse, lot),
    };
    if (quantity <= 0 || quantity > PARTS_QUANTITY)
        return dms_fail_field(error, DMS_INVALID, "quantity", "parts.bad_quantity",
                              "quantity=%s", parts_count(unit, quantity));
    if (value < 0)
        return dms_fail_field(error, DMS_INVALID, "value", "parts.bad_price", "");
    st = parts_post(unit, &posting, error);
    *again = posting.again;
    return st;
}

static enum dms_status
open_line(struct dms_unit *unit, const struct dms_json *line, int64_t dated_on,
          int64_t *total, struct dms_error *error)
{
    const struct dms_record *part = NULL;
    int64_t warehouse = 0, quantity = 0, value = 0, cost = 0;
    bool again = false;
    struct parts_lot paper = { .number = dms_json_text_at(line, "lot"),
                               .certificate = dms_json_text_at(line, "certificate") };
    const char *expires = dms_json_text_at(line, "expires_on");
    enum dms_status st = parts_which_part(unit, line, &part, error);
    if (st == DMS_OK)
        st = parts_which_warehouse(unit, line, &warehouse, error);
    if (st == DMS_OK)
        st = parts_read_quantity(line, "quantity", &quantity, error);
    if (st == DMS_OK)
        st = parts_read_money(line, "value", &value, error);
    if (st == DMS_OK)
        st = parts_read_money(line, "cost", &cost, error);
    if (st == DMS_OK && expires != NULL)
        st = dms_date_load(expires, &paper.expires_on, error);
    if (st != DMS_OK)
        return st;
    if (dms_json_at_key(line, "value") == NULL)
        value = parts_amount(cost, quantity);
    st = parts_open_stock(unit, part, warehouse, quantity, value, &paper, dated_on,
                          &again, error);
    if (st == DMS_OK && again)
        st = dms_fail_field(error, DMS_CONFLICT, "part", "parts.opened_before", "part=%s",
                            dms_record_text(part, "code"));
    *total += st == DMS_OK ? value : 0;
    return st;
}

static enum dms_status
open_all(struct dms_unit *unit, const struct dms_json *arguments, void *data,
         struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    int64_t dated_on = 0, total = 0;
    const struct dms_json *lines = NULL;
    const char *date = dms_json_text_at(arguments, "dated_on");
    enum dms_status st = parts_which_lines(arguments, &lines, error);
    if (st == DMS_OK && date != NULL)
        st = dms_date_load(date, &dated_on, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(lines); i++)
        st = parts_at_line(
            error, i, open_line(unit, dms_json_at(lines, i), dated_on, &total, error));
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "lines", (int64_t)dms_json_count(lines));
    dms_json_set_integer(*answer, "value", total);
    return st;
}

static const struct dms_argument arguments[] = {
    { "dated_on", DMS_DATE, 0 },
    { "lines", DMS_STRUCTURED, DMS_REQUIRED },
};

const struct dms_call_card parts_opening_calls[] = {
    DMS_CALL(.name = "parts.opening", .flags = DMS_CALL_EXPOSED,
             .permission = "parts.movement:import", DMS_ARGUMENTS(arguments),
             .run = open_all),
    { 0 },
};
