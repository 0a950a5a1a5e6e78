/* deal_margin.c - sales.deal_margin: what a deal leaves, explained line by line; after the close
 * what was written down then, and the corrections since (row 43). */
#include "deal.h"

static void
add_shown(struct dms_unit *unit, struct dms_json *shown, const char *kind, int64_t amount,
          const char *source, const char *note)
{
    struct dms_json *line = dms_json_create_object();
    dms_json_set_text(line, "kind", kind);
    dms_json_set_text(
        line, "label",
        sales_words(unit,
                    dms_scratch_printf(unit, "choice.sales.deal_line.kind.%s", kind)));
    dms_json_set_text(line, "amount", sales_yuan(unit, amount));
    if (source != NULL)
        dms_json_set_text(line, "source", source);
    if (note != NULL)
        dms_json_set_text(line, "note", note);
    dms_json_take(shown, line);
}

static enum dms_status
show_stored(struct dms_unit *unit, const struct dms_record *order, struct dms_json *shown,
            int64_t *margin, struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    const struct dms_list *list = NULL;
    dms_json_set_integer(values, "id", dms_record_id(order));
    enum dms_status st =
        dms_unit_find(unit, "sales.deal_line",
                      "{\"where\":{\"order\":\"$id\"},\"sort\":\"id\",\"limit\":200}",
                      values, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *line = dms_list_at(list, i);
        *margin += dms_record_int(line, "amount");
        add_shown(unit, shown, dms_record_text(line, "kind"),
                  dms_record_int(line, "amount"), dms_record_text(line, "source"),
                  dms_record_text(line, "note"));
    }
    dms_json_destroy(values);
    return st;
}

static enum dms_status
show_live(struct dms_unit *unit, const struct dms_record *order, struct dms_json *shown,
          int64_t *margin, struct dms_error *error)
{
    struct dms_json *lines = NULL;
    enum dms_status st = sales_deal_lines(unit, order, &lines, margin, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(lines); i++) {
        const struct dms_json *line = dms_json_at(lines, i);
        add_shown(unit, shown, dms_json_text_at(line, "kind"),
                  dms_json_integer_at(line, "amount"), dms_json_text_at(line, "source"),
                  NULL);
    }
    dms_json_destroy(lines);
    return st;
}

static enum dms_status
show_margin(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *order = NULL;
    int64_t margin = 0;
    enum dms_status st = sales_see(
        unit, "sales.order", dms_json_integer_at(arguments, "order"), &order, error);
    if (st != DMS_OK)
        return st;
    bool locked = dms_record_has(order, "closed_at");
    struct dms_json *shown = dms_json_create_array();
    st = (locked ? show_stored : show_live)(unit, order, shown, &margin, error);
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "order", dms_record_text(order, "number"));
    dms_json_set_boolean(*answer, "locked", locked);
    dms_json_set_text(*answer, "margin", sales_yuan(unit, margin));
    dms_json_set_text(*answer, "formula", sales_words(unit, "sales.margin_formula"));
    dms_json_take_key(*answer, "lines", shown);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "order", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card sales_deal_margin_call =
    DMS_CALL(.name = "sales.deal_margin", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             DMS_ARGUMENTS(arguments), .permission = "sales.deal_line:read",
             .run = show_margin);
