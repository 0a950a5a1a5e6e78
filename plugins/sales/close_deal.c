/* close_deal.c - when an order is closed its margin is written down line by line, and stays; a
 * return turns the lines of the sale round (row 43). */
#include <string.h>

#include "deal.h"

/* Everything has to be known by then, and nobody's money may still lie here. */
static enum dms_status
check_open_ends(struct dms_unit *unit, struct dms_record *order, void *data,
                struct dms_error *error)
{
    (void)data;
    struct dms_json *lines = NULL;
    int64_t margin, held = dms_record_int(order, "held");
    if (held != 0)
        return dms_fail_field(error, DMS_DENIED, "held", "sales.held_open", "held=%s",
                              sales_yuan(unit, held));
    enum dms_status st = sales_deal_lines(unit, order, &lines, &margin, error);
    dms_json_destroy(lines);
    return st == DMS_OK
               ? dms_record_set_int(order, "closed_at", dms_unit_now(unit), error)
               : st;
}

static enum dms_status
write_line(struct dms_unit *unit, const struct dms_record *order, const char *kind,
           int64_t amount, const char *source, struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_new(unit, "sales.deal_line", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "order", dms_record_id(order), error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "kind", kind, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "amount", amount, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "source", source, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static enum dms_status
write_lines(struct dms_unit *unit, struct dms_record *order, void *data,
            struct dms_error *error)
{
    (void)data;
    struct dms_json *lines = NULL;
    int64_t margin;
    enum dms_status st = sales_deal_lines(unit, order, &lines, &margin, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(lines); i++) {
        const struct dms_json *line = dms_json_at(lines, i);
        st = write_line(unit, order, dms_json_text_at(line, "kind"),
                        dms_json_integer_at(line, "amount"),
                        dms_json_text_at(line, "source"), error);
    }
    dms_json_destroy(lines);
    return st;
}

static enum dms_status
sum_of(struct dms_unit *unit, const struct dms_record *order, const char *kind,
       int64_t *sum, struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", dms_record_id(order));
    dms_json_set_text(values, "kind", kind);
    enum dms_status st = dms_unit_sum(
        unit, "sales.deal_line", "{\"where\":{\"order\":\"$id\",\"kind\":\"$kind\"}}",
        values, "amount", sum, error);
    dms_json_destroy(values);
    return st;
}

/* What was sold is not; gifts and costs are spent all the same; what was kept counts. */
static enum dms_status
turn_round(struct dms_unit *unit, const struct dms_record *order, struct dms_error *error)
{
    static const char *const kinds[] = { "price", "charged", "car", "commission",
                                         "kept" };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        int64_t was = 0, is = 0;
        st = sum_of(unit, order, kinds[i], &was, error);
        if (strcmp(kinds[i], "kept") == 0)
            is = dms_record_int(order, "kept");
        if (st == DMS_OK && was != is)
            st = write_line(unit, order, kinds[i], is - was, "sales.order.@returned",
                            error);
    }
    return st;
}

static enum dms_status
close_returned(struct dms_unit *unit, struct dms_record *order, void *data,
               struct dms_error *error)
{
    (void)data;
    return dms_record_has(order, "closed_at")
               ? DMS_OK
               : dms_record_set_int(order, "closed_at", dms_unit_now(unit), error);
}

/* A deal that was closed before it came back has its lines already. */
static enum dms_status
write_returned(struct dms_unit *unit, struct dms_record *order, void *data,
               struct dms_error *error)
{
    int64_t lines = 0;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", dms_record_id(order));
    enum dms_status st =
        dms_unit_count(unit, "sales.deal_line", "{\"where\":{\"order\":\"$id\"}}", values,
                       &lines, error);
    dms_json_destroy(values);
    if (st != DMS_OK)
        return st;
    return lines > 0 ? turn_round(unit, order, error)
                     : write_lines(unit, order, data, error);
}

static const char *const after[] = { "sales/correct_commission:return", NULL };

const struct dms_hook sales_close_deal_hooks[] = {
    DMS_HOOK(.name = "sales/close_deal:check", .on = "sales.order.close",
             .run = check_open_ends),
    DMS_HOOK(.name = "sales/close_deal:write", .on = "sales.order.close",
             .phase = DMS_AFTER, .run = write_lines),
    DMS_HOOK(.name = "sales/close_deal:returned", .on = "sales.order.@returned",
             .run = close_returned),
    DMS_HOOK(.name = "sales/close_deal:turn_round", .on = "sales.order.@returned",
             .phase = DMS_AFTER, .after = after, .run = write_returned),
    { 0 },
};
