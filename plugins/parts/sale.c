/* sale.c - sold over the counter: priced by the brand, taken from the shelf, paid at the till,
 * and taken back line by line (row 81). */
#include <inttypes.h>
#include <string.h>

#include "approval.h"
#include "average.h"

static const char *const methods[] = { "cash", "card", "transfer", "mobile", NULL };

static const struct dms_field fields[] = {
    { .name = "number",
      .type = DMS_TEXT,
      .flags = DMS_UNIQUE | DMS_SEARCH | DMS_IMMUTABLE,
      .default_text = "@number:PS",
      .max_length = 40 },
    { .name = "warehouse",
      .type = DMS_REFERENCE,
      .target = "parts.warehouse",
      .flags = DMS_IMMUTABLE },
    { .name = "customer",
      .type = DMS_INTEGER,
      .flags = DMS_INDEX }, /* crm.customer, if any */
    { .name = "customer_name",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "name",
      .max_length = 120 },
    { .name = "phone",
      .type = DMS_TEXT,
      .data_class = DMS_PERSONAL,
      .mask = "phone",
      .max_length = 40 },
    { .name = "total", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "cost", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "sold_on", .type = DMS_DATE, .flags = DMS_READ_ONLY | DMS_INDEX },
    { .name = "method", .type = DMS_CHOICE, .choices = methods },
    { .name = "note", .type = DMS_TEXT, .max_length = 300 },
};

const struct dms_entity parts_sale_entity =
    DMS_ENTITY(.name = "parts.sale", .title = "number", DMS_FIELDS(fields));

static const struct dms_field line_fields[] = {
    { .name = "sale",
      .type = DMS_REFERENCE,
      .target = "parts.sale",
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
    /* Empty: what the brand asks for it. */
    { .name = "price", .type = DMS_MONEY, .minimum = 0, .maximum = PARTS_MONEY },
    { .name = "amount", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "cost", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "rule", .type = DMS_TEXT, .flags = DMS_READ_ONLY, .max_length = 200 },
    { .name = "movement",
      .type = DMS_REFERENCE,
      .target = "parts.movement",
      .flags = DMS_READ_ONLY },
};

const struct dms_entity parts_sale_line_entity =
    DMS_ENTITY(.name = "parts.sale_line", .flags = DMS_NO_EVENTS, .parent = "sale",
               DMS_FIELDS(line_fields));

static const struct dms_field return_fields[] = {
    { .name = "sale_line",
      .type = DMS_REFERENCE,
      .target = "parts.sale_line",
      .flags = DMS_REQUIRED },
    { .name = "quantity",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .minimum = 1,
      .maximum = PARTS_QUANTITY },
    { .name = "reason", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 300 },
    { .name = "refund", .type = DMS_MONEY, .flags = DMS_READ_ONLY },
    { .name = "movement",
      .type = DMS_REFERENCE,
      .target = "parts.movement",
      .flags = DMS_READ_ONLY },
};

const struct dms_entity parts_sale_return_entity =
    DMS_ENTITY(.name = "parts.sale_return", .flags = DMS_APPEND_ONLY,
               .parent = "sale_line", DMS_FIELDS(return_fields));

static enum dms_status
put_warehouse(struct dms_unit *unit, struct dms_record *sale, void *data,
              struct dms_error *error)
{
    (void)data;
    int64_t warehouse = 0;
    struct dms_json *line = dms_json_create_object();
    if (dms_record_has(sale, "warehouse"))
        dms_json_set_integer(line, "warehouse", dms_record_int(sale, "warehouse"));
    enum dms_status st = parts_which_warehouse(unit, line, &warehouse, error);
    dms_json_destroy(line);
    return st == DMS_OK ? dms_record_set_int(sale, "warehouse", warehouse, error) : st;
}

static enum dms_status
line_is_open(struct dms_unit *unit, struct dms_record *line, void *data,
             struct dms_error *error)
{
    (void)data;
    const struct dms_record *sale = NULL;
    if (dms_record_id(line) != 0 && dms_record_changed(line, "movement"))
        return DMS_OK;
    return parts_still(unit, line, "sale", "parts.sale", "draft", &sale, error);
}

static enum dms_status
price_line(struct dms_unit *unit, const struct dms_record *sale,
           const struct dms_record *part, struct dms_record *line,
           struct dms_error *error)
{
    const struct dms_record *stock = NULL;
    struct parts_price price = { 0, "" };
    if (dms_record_has(line, "price"))
        return DMS_OK;
    struct dms_json *about = dms_json_create_object();
    dms_json_set_text(about, "kind", "counter");
    if (dms_record_has(sale, "customer"))
        dms_json_set_integer(about, "customer", dms_record_int(sale, "customer"));
    enum dms_status st = parts_which_stock(
        unit, dms_record_id(part), dms_record_int(sale, "warehouse"), &stock, error);
    if (st == DMS_OK)
        st =
            parts_decide_price(unit, part, parts_average_of(stock), about, &price, error);
    dms_json_destroy(about);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "price", price.price, error);
    if (st == DMS_OK && price.rule[0] != '\0')
        st = dms_record_set_text(line, "rule", price.rule, error);
    return st;
}

static enum dms_status
post_line(struct dms_unit *unit, const struct dms_record *sale,
          const struct dms_record *part, struct dms_record *line, struct dms_error *error)
{
    struct parts_posting posting = {
        .kind = "sale",
        .part = dms_record_id(part),
        .warehouse = dms_record_int(sale, "warehouse"),
        .quantity = -dms_record_int(line, "quantity"),
        .value = PARTS_AT_AVERAGE,
        .amount =
            parts_amount(dms_record_int(line, "price"), dms_record_int(line, "quantity")),
        .source_entity = "parts.sale",
        .source = dms_record_id(sale),
        .source_line = dms_record_id(line),
        .document = dms_record_text(sale, "number"),
        .occasion = dms_scratch_printf(unit, "sale:%" PRId64, dms_record_id(line)),
    };
    enum dms_status st = parts_take(unit, part, &posting, error);
    if (st == DMS_OK && posting.amount < posting.cost)
        dms_unit_warn(unit, "price", "parts.below_cost", "part=%s",
                      dms_record_text(part, "code"));
    if (st == DMS_OK)
        st = dms_record_set_int(line, "amount", posting.amount, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "cost", posting.cost, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "movement", posting.movement, error);
    return st == DMS_OK ? dms_unit_save(unit, line, error) : st;
}

static enum dms_status
issue_line(struct dms_unit *unit, const struct dms_record *sale, int64_t id,
           int64_t *total, int64_t *cost, struct dms_error *error)
{
    struct dms_record *line = NULL;
    const struct dms_record *part = NULL;
    enum dms_status st = dms_unit_edit(unit, "parts.sale_line", id, &line, error);
    if (st == DMS_OK)
        st = dms_unit_get(unit, "parts.part", dms_record_int(line, "part"), &part, error);
    if (st == DMS_OK)
        st = price_line(unit, sale, part, line, error);
    if (st == DMS_OK)
        st = post_line(unit, sale, part, line, error);
    if (st == DMS_OK) {
        *total += dms_record_int(line, "amount");
        *cost += dms_record_int(line, "cost");
    }
    return st;
}

static enum dms_status
issue(struct dms_unit *unit, struct dms_record *sale, void *data, struct dms_error *error)
{
    (void)data;
    int64_t total = 0, cost = 0;
    const struct dms_list *lines = NULL;
    enum dms_status st = parts_lines_of(unit, "parts.sale_line", sale, &lines, error);
    if (st == DMS_OK)
        st = parts_need_lines(sale, lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++)
        st = parts_at_line(error, i,
                           issue_line(unit, sale, dms_record_id(dms_list_at(lines, i)),
                                      &total, &cost, error));
    if (st == DMS_OK)
        st = dms_record_set_int(sale, "total", total, error);
    if (st == DMS_OK)
        st = dms_record_set_int(sale, "cost", cost, error);
    return st == DMS_OK ? dms_record_set_int(sale, "sold_on", dms_unit_today(unit), error)
                        : st;
}

static enum dms_status
come_back(struct dms_unit *unit, struct dms_record *back, void *data,
          struct dms_error *error)
{
    (void)data;
    const struct dms_record *line = NULL;
    struct parts_posting posting = { 0 };
    if (!dms_record_has(back, "sale_line"))
        return DMS_OK; /* that it is required, the core says */
    enum dms_status st = dms_unit_get(unit, "parts.sale_line",
                                      dms_record_int(back, "sale_line"), &line, error);
    if (st == DMS_OK && !dms_record_has(line, "movement"))
        st = dms_fail_field(error, DMS_DENIED, "sale_line", "parts.not_sold_yet", "");
    if (st == DMS_OK)
        st = parts_take_back(unit, dms_record_int(line, "movement"),
                             dms_record_int(back, "quantity"),
                             dms_record_text(back, "reason"), &posting, error);
    if (st == DMS_OK)
        st = dms_record_set_int(back, "refund", -posting.amount, error);
    return st == DMS_OK ? dms_record_set_int(back, "movement", posting.movement, error)
                        : st;
}

const struct dms_hook parts_sale_hooks[] = {
    DMS_HOOK(.name = "parts/sale:warehouse", .on = "parts.sale.create",
             .run = put_warehouse),
    DMS_HOOK(.name = "parts/sale:line", .on = "parts.sale_line.save",
             .run = line_is_open),
    DMS_HOOK(.name = "parts/sale:remove", .on = "parts.sale_line.remove",
             .run = line_is_open),
    DMS_HOOK(.name = "parts/sale:issue", .on = "parts.sale.issue", .run = issue),
    DMS_HOOK(.name = "parts/sale:return", .on = "parts.sale_return.create",
             .run = come_back),
    { 0 },
};
