/* parts_link.c - part lines live from the plugin parts, by its calls alone: price, reservation,
 * issue, return. Where parts is switched off a part line says so; all other lines go on (rows 52,
 * 63). */
#include <inttypes.h>
#include <stdlib.h>

#include "after_sales.h"

#define ORDER "after_sales.repair_order"

static enum dms_status
need_parts(const struct dms_unit *unit, const char *call, struct dms_error *error)
{
    return dms_unit_can_call(unit, call) ? DMS_OK
                                         : dms_fail_field(error, DMS_UNSUPPORTED, "kind",
                                                          "after_sales.parts_off", "");
}

static struct dms_json *
price_question(const struct dms_record *line, const struct dms_record *order)
{
    struct dms_json *facts = service_words("code", dms_record_text(line, "part_code"));
    dms_json_take_key(facts, "quantity", dms_record_json(line, "quantity"));
    dms_json_set_text(facts, "payer", dms_record_text(line, "payer"));
    dms_json_set_text(facts, "kind", dms_record_text(order, "kind"));
    dms_json_set_integer(facts, "customer", dms_record_int(order, "customer"));
    return facts;
}

enum dms_status
service_part_price(struct dms_unit *unit, struct dms_record *line,
                   const struct dms_record *order, struct dms_error *error)
{
    struct service_fill fill = { .record = line, .error = error };
    if (dms_record_int(line, "customer_supplied") !=
        0) { /* his own: registered, not sold */
        service_put(&fill, "unit_price", 0);
        return fill.st;
    }
    enum dms_status st = need_parts(unit, "parts.price", error);
    if (st == DMS_OK && !dms_record_has(line, "part_code"))
        st = dms_fail_field(error, DMS_INVALID, "part_code",
                            "after_sales.part_code_needed", "");
    if (st != DMS_OK)
        return st;
    if (!dms_record_has(line, "text"))
        service_put_text(&fill, "text", dms_record_text(line, "part_code"));
    if (dms_record_has(line, "unit_price"))
        return fill.st;
    struct dms_json *answer = NULL, *facts = price_question(line, order);
    st = dms_call(unit, "parts.price", facts, &answer, error);
    dms_json_destroy(facts);
    if (st == DMS_OK) {
        service_put(&fill, "unit_price", dms_json_integer_at(answer, "price"));
        service_put(&fill, "part", dms_json_integer_at(answer, "part"));
    }
    dms_json_destroy(answer);
    return st == DMS_OK ? fill.st : st;
}

static struct dms_json *
document_of(int64_t order, struct dms_json *line)
{
    struct dms_json *document = service_words("subject_entity", ORDER),
                    *lines = dms_json_create_array();
    dms_json_set_integer(document, "subject", order);
    dms_json_take(lines, line);
    dms_json_take_key(document, "lines", lines);
    return document;
}

static struct dms_json *
line_of(const struct dms_record *line)
{
    struct dms_json *item = service_words("code", dms_record_text(line, "part_code"));
    dms_json_take_key(item, "quantity", dms_record_json(line, "quantity"));
    dms_json_set_integer(item, "line", dms_record_id(line));
    return item;
}

static bool
from_shelf(const struct dms_record *line)
{
    return service_is(line, "kind", "part") &&
           dms_record_int(line, "customer_supplied") == 0;
}

static enum dms_status
note_issue(struct dms_record *line, const struct dms_json *answer,
           struct dms_error *error)
{
    const struct dms_json *one = dms_json_at(dms_json_at_key(answer, "lines"), 0);
    struct service_fill fill = { .record = line, .error = error };
    service_put(&fill, "cost", dms_json_integer_at(one, "cost"));
    service_put(&fill, "movement", dms_json_integer_at(one, "movement"));
    service_put(&fill, "part", dms_json_integer_at(one, "part"));
    service_put_text(&fill, "text", dms_json_text_at(one, "name"));
    service_put(&fill, "warranty_days", dms_json_integer_at(one, "warranty_days"));
    service_put(&fill, "warranty_km", dms_json_integer_at(one, "warranty_km"));
    return fill.st;
}

/* Used and rebuilt parts want the customer's yes in writing (§23). */
static enum dms_status
need_used_yes(struct dms_unit *unit, const struct dms_record *line,
              struct dms_error *error)
{
    const struct dms_record *part = NULL;
    if (dms_record_int(line, "used_part_agreed") != 0)
        return DMS_OK;
    enum dms_status st =
        dms_unit_get(unit, "parts.part", dms_record_int(line, "part"), &part, error);
    if (st != DMS_OK ||
        (!service_is(part, "kind", "used") && !service_is(part, "kind", "remade")))
        return st;
    return dms_fail_field(error, DMS_DENIED, "used_part_agreed", "after_sales.used_part",
                          "part=%s", dms_record_text(part, "code"));
}

static enum dms_status
issue(struct dms_unit *unit, struct dms_record *line, void *data, struct dms_error *error)
{
    (void)data;
    struct dms_json *answer = NULL;
    if (!from_shelf(line))
        return DMS_OK;
    enum dms_status st = need_parts(unit, "parts.issue", error);
    if (st != DMS_OK)
        return st;
    struct dms_json *item = line_of(line);
    dms_json_take_key(item, "price", dms_record_json(line, "unit_price"));
    dms_json_set_text(item, "occasion",
                      dms_scratch_printf(unit,
                                         "after_sales.order_line:%" PRId64 ":%" PRId64,
                                         dms_record_id(line), dms_record_rev(line)));
    struct dms_json *document = document_of(dms_record_int(line, "order"), item);
    dms_json_set_text(document, "payer", dms_record_text(line, "payer"));
    st = dms_call(unit, "parts.issue", document, &answer, error);
    if (st == DMS_OK)
        st = note_issue(line, answer, error);
    if (st == DMS_OK)
        st = need_used_yes(unit, line, error);
    dms_json_destroy(answer);
    dms_json_destroy(document);
    return st;
}

static enum dms_status
give_back(struct dms_unit *unit, struct dms_record *line, void *data,
          struct dms_error *error)
{
    (void)data;
    struct dms_json *answer = NULL;
    if (!from_shelf(line) || !dms_record_has(line, "movement"))
        return DMS_OK;
    enum dms_status st = need_parts(unit, "parts.return", error);
    if (st != DMS_OK)
        return st;
    struct dms_json *item = service_values("movement", dms_record_int(line, "movement")),
                    *document = dms_json_create_object(),
                    *lines = dms_json_create_array();
    dms_json_take_key(item, "quantity", dms_record_json(line, "quantity"));
    dms_json_take(lines, item);
    dms_json_take_key(document, "lines", lines);
    st = dms_call(unit, "parts.return", document, &answer, error);
    dms_json_destroy(answer);
    dms_json_destroy(document);
    struct service_fill fill = { .record = line, .error = error, .st = st };
    service_put(&fill, "cost", 0);
    if (fill.st == DMS_OK)
        fill.st = dms_record_set_empty(line, "movement", error);
    return fill.st;
}

/* What was set aside for a line the customer does not want is there for others. */
static enum dms_status
release(struct dms_unit *unit, struct dms_record *line, void *data,
        struct dms_error *error)
{
    (void)data;
    struct dms_json *answer = NULL;
    if (!from_shelf(line) || !dms_unit_can_call(unit, "parts.release"))
        return DMS_OK;
    struct dms_json *question = service_words("subject_entity", ORDER);
    dms_json_set_integer(question, "subject", dms_record_int(line, "order"));
    dms_json_set_integer(question, "line", dms_record_id(line));
    enum dms_status st = dms_call(unit, "parts.release", question, &answer, error);
    dms_json_destroy(answer);
    dms_json_destroy(question);
    return st;
}

/* after_sales.reserve_parts: sets aside what there is for the open part lines of an order and
 * says what is short. */
static enum dms_status
reserve(struct dms_unit *unit, const struct dms_json *arguments, void *data,
        struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    int64_t order = dms_json_integer_at(arguments, "order");
    const struct dms_list *lines = NULL;
    const struct dms_record *paper = NULL;
    struct dms_json *items = dms_json_create_array(), *document;
    enum dms_status st = need_parts(unit, "parts.reserve", error);
    if (st == DMS_OK)
        st = service_get_here(unit, ORDER, order, &paper, error);
    if (st == DMS_OK)
        st = service_lines(unit, order, &lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(lines); i++)
        if (from_shelf(dms_list_at(lines, i)) &&
            service_in_state(dms_list_at(lines, i), "open"))
            dms_json_take(items, line_of(dms_list_at(lines, i)));
    document = service_words("subject_entity", ORDER);
    dms_json_set_integer(document, "subject", order);
    dms_json_set_boolean(document, "partial", true);
    dms_json_take_key(document, "lines", items);
    if (st == DMS_OK)
        st = dms_call(unit, "parts.reserve", document, answer, error);
    dms_json_destroy(document);
    return st;
}

static const struct dms_argument reserve_arguments[] = {
    { .name = "order", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card after_sales_parts_link_calls[] = {
    DMS_CALL(.name = "after_sales.reserve_parts", .flags = DMS_CALL_EXPOSED,
             .permission = "after_sales.order_line:update",
             DMS_ARGUMENTS(reserve_arguments), .run = reserve),
    { 0 },
};

static const char *const after[] = { "after_sales/line_work:finish", NULL };

const struct dms_hook after_sales_parts_link_hooks[] = {
    DMS_HOOK(.name = "after_sales/parts_link:issue",
             .on = "after_sales.order_line.finish", .after = after, .run = issue),
    DMS_HOOK(.name = "after_sales/parts_link:return",
             .on = "after_sales.order_line.reopen", .run = give_back),
    DMS_HOOK(.name = "after_sales/parts_link:release",
             .on = "after_sales.order_line.decline", .phase = DMS_AFTER, .run = release),
    { 0 },
};
