/* return.c - what was issued or sold comes back: never more than went, at today's average, and
 * at what it left for when nothing lies there to average with.
 *
 * parts.return {lines:[{movement, quantity, line, reason, occasion}]} answers {lines:[{line,
 * part, quantity, cost, amount, movement}], cost, amount}: fen and thousandths, above 0. */
#include <inttypes.h>
#include <string.h>

#include "average.h"
#include "parts.h"

static enum dms_status
come_back(struct dms_unit *unit, int64_t movement, int64_t *back, struct dms_error *error)
{
    struct dms_json *values = parts_id_values(movement);
    enum dms_status st =
        dms_unit_sum(unit, "parts.movement", "{\"where\":{\"reverses\":\"$id\"}}", values,
                     "quantity", back, error);
    dms_json_destroy(values);
    return st;
}

/* The movement that is taken back, if it is one that can be. */
static enum dms_status
load_origin(struct dms_unit *unit, int64_t id, const struct dms_record **origin,
            struct dms_error *error)
{
    const struct dms_record *part = NULL;
    struct dms_json *line = dms_json_create_object();
    enum dms_status st = dms_unit_get(unit, "parts.movement", id, origin, error);
    const char *kind = st == DMS_OK ? dms_record_text(*origin, "kind") : "";
    if (st == DMS_OK && strcmp(kind, "issue") != 0 && strcmp(kind, "sale") != 0)
        st = dms_fail_field(error, DMS_INVALID, "movement", "parts.not_returnable",
                            "movement=%" PRId64, id);
    if (st == DMS_OK) { /* is it this store's? */
        dms_json_set_integer(line, "part", dms_record_int(*origin, "part"));
        st = parts_which_part(unit, line, &part, error);
    }
    dms_json_destroy(line);
    return st;
}

static enum dms_status
check_quantity(struct dms_unit *unit, const struct dms_record *origin, int64_t quantity,
               struct dms_error *error)
{
    int64_t back = 0;
    enum dms_status st = come_back(unit, dms_record_id(origin), &back, error);
    int64_t left = -dms_record_int(origin, "quantity") - back;
    if (st == DMS_OK && quantity <= 0)
        return dms_fail_field(error, DMS_INVALID, "quantity", "parts.bad_quantity",
                              "quantity=%s", parts_count(unit, quantity));
    if (st == DMS_OK && quantity > left)
        return dms_fail_field(
            error, DMS_DENIED, "quantity", "parts.return_too_much", "part=%s|left=%s",
            parts_code(unit, dms_record_int(origin, "part")), parts_count(unit, left));
    return st;
}

static enum dms_status
value_back(struct dms_unit *unit, const struct dms_record *origin, int64_t quantity,
           int64_t *value, struct dms_error *error)
{
    const struct dms_record *stock = NULL;
    enum dms_status st =
        parts_which_stock(unit, dms_record_int(origin, "part"),
                          dms_record_int(origin, "warehouse"), &stock, error);
    *value = PARTS_AT_AVERAGE;
    if (st == DMS_OK && (stock == NULL || dms_record_int(stock, "on_hand") == 0))
        *value = parts_share(-dms_record_int(origin, "value"), quantity,
                             -dms_record_int(origin, "quantity"));
    return st;
}

enum dms_status
parts_take_back(struct dms_unit *unit, int64_t movement, int64_t quantity,
                const char *reason, struct parts_posting *posting,
                struct dms_error *error)
{
    const struct dms_record *origin = NULL;
    int64_t value = 0;
    enum dms_status st = load_origin(unit, movement, &origin, error);
    if (st == DMS_OK)
        st = parts_again(unit, posting, error);
    if (st != DMS_OK || posting->again)
        return st;
    st = check_quantity(unit, origin, quantity, error);
    if (st == DMS_OK)
        st = value_back(unit, origin, quantity, &value, error);
    if (st != DMS_OK)
        return st;
    bool sold = strcmp(dms_record_text(origin, "kind"), "sale") == 0;
    posting->kind = sold ? "sale_return" : "return";
    posting->part = dms_record_int(origin, "part");
    posting->warehouse = dms_record_int(origin, "warehouse");
    posting->lot = dms_record_int(origin, "lot");
    posting->quantity = quantity;
    posting->value = value;
    posting->amount = -parts_share(dms_record_int(origin, "amount"), quantity,
                                   -dms_record_int(origin, "quantity"));
    posting->source_entity = dms_record_text(origin, "source_entity");
    posting->source = dms_record_int(origin, "source");
    posting->source_line = dms_record_int(origin, "source_line");
    posting->document = dms_record_text(origin, "document");
    posting->reverses = movement;
    posting->reason = reason;
    return parts_post(unit, posting, error);
}

static enum dms_status
return_line(struct dms_unit *unit, const struct dms_json *line, struct dms_json *answers,
            struct parts_posting *posting, struct dms_error *error)
{
    int64_t quantity = 0;
    *posting = (struct parts_posting){ .occasion = dms_json_text_at(line, "occasion") };
    enum dms_status st = parts_read_quantity(line, "quantity", &quantity, error);
    if (st == DMS_OK)
        st = parts_take_back(unit, dms_json_integer_at(line, "movement"), quantity,
                             dms_json_text_at(line, "reason"), posting, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *answer = dms_json_create_object();
    dms_json_set_integer(answer, "line", posting->source_line);
    dms_json_set_integer(answer, "part", posting->part);
    dms_json_set_integer(answer, "quantity", quantity);
    dms_json_set_integer(answer, "cost", posting->cost);
    dms_json_set_integer(answer, "amount", -posting->amount);
    dms_json_set_integer(answer, "movement", posting->movement);
    dms_json_take(answers, answer);
    return DMS_OK;
}

static enum dms_status
return_all(struct dms_unit *unit, const struct dms_json *arguments, void *data,
           struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    int64_t cost = 0, amount = 0;
    const struct dms_json *lines = NULL;
    struct dms_json *answers = dms_json_create_array();
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "lines", answers);
    enum dms_status st = parts_which_lines(arguments, &lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(lines); i++) {
        struct parts_posting posting;
        st = parts_at_line(
            error, i, return_line(unit, dms_json_at(lines, i), answers, &posting, error));
        cost += st == DMS_OK ? posting.cost : 0;
        amount -= st == DMS_OK ? posting.amount : 0;
    }
    dms_json_set_integer(*answer, "cost", cost);
    dms_json_set_integer(*answer, "amount", amount);
    return st;
}

static const struct dms_argument arguments[] = {
    { "lines", DMS_STRUCTURED, DMS_REQUIRED },
};

const struct dms_call_card parts_return_calls[] = {
    DMS_CALL(.name = "parts.return", .flags = DMS_CALL_EXPOSED,
             .permission = "parts.stock:update", DMS_ARGUMENTS(arguments),
             .run = return_all),
    { 0 },
};
