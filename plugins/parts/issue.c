/* issue.c - parts leave the shelf for a repair order or whoever asks (row 52).
 *
 * parts.issue {subject_entity, subject, document, dated_on, payer, customer, lines:[{part|code,
 * quantity, warehouse, lot, line, price, occasion}]} answers {lines:[{line, part, code, name,
 * unit, quantity, cost, price, amount, rule, movement, lot, warranty_days, warranty_km}],
 * cost, amount}: fen and thousandths. What was reserved for the subject goes first. A line
 * whose "occasion" was issued before is answered and not issued again. */
#include <inttypes.h>

#include "average.h"
#include "parts.h"

struct issue {
    const struct dms_json *arguments, *line;
    const struct dms_record *part;
    struct parts_posting posting;
    struct parts_price price;
};

static enum dms_status
read_date(const struct dms_json *arguments, int64_t *days, struct dms_error *error)
{
    const char *text = dms_json_text_at(arguments, "dated_on");
    *days = 0;
    return text == NULL ? DMS_OK : dms_date_load(text, days, error);
}

static enum dms_status
read_line(struct dms_unit *unit, struct issue *issue, struct dms_error *error)
{
    struct parts_posting *posting = &issue->posting;
    int64_t quantity = 0;
    *posting = (struct parts_posting){
        .kind = "issue",
        .value = PARTS_AT_AVERAGE,
        .source_entity = dms_json_text_at(issue->arguments, "subject_entity"),
        .source = dms_json_integer_at(issue->arguments, "subject"),
        .document = dms_json_text_at(issue->arguments, "document"),
        .source_line = dms_json_integer_at(issue->line, "line"),
        .occasion = dms_json_text_at(issue->line, "occasion"),
        .lot = dms_json_integer_at(issue->line, "lot"),
    };
    enum dms_status st = parts_which_part(unit, issue->line, &issue->part, error);
    if (st == DMS_OK)
        st = parts_which_warehouse(unit, issue->line, &posting->warehouse, error);
    if (st == DMS_OK)
        st = parts_read_quantity(issue->line, "quantity", &quantity, error);
    if (st == DMS_OK)
        st = read_date(issue->arguments, &posting->dated_on, error);
    if (st == DMS_OK && (quantity <= 0 || quantity > PARTS_QUANTITY))
        st = dms_fail_field(error, DMS_INVALID, "quantity", "parts.bad_quantity",
                            "quantity=%s", parts_count(unit, quantity));
    posting->part = st == DMS_OK ? dms_record_id(issue->part) : 0;
    posting->quantity = -quantity;
    return st;
}

static enum dms_status
price_line(struct dms_unit *unit, struct issue *issue, struct dms_error *error)
{
    const struct dms_record *stock = NULL;
    struct parts_posting *posting = &issue->posting;
    issue->price = (struct parts_price){ 0, "" };
    enum dms_status st = DMS_OK;
    if (dms_json_at_key(issue->line, "price") != NULL) {
        st = parts_read_money(issue->line, "price", &issue->price.price, error);
        if (st == DMS_OK && issue->price.price < 0)
            st = dms_fail_field(error, DMS_INVALID, "price", "parts.bad_price", "");
    } else {
        st = parts_which_stock(unit, posting->part, posting->warehouse, &stock, error);
        if (st == DMS_OK)
            st = parts_decide_price(unit, issue->part, parts_average_of(stock),
                                    issue->arguments, &issue->price, error);
    }
    posting->amount = parts_amount(issue->price.price, -posting->quantity);
    return st;
}

/* What was set aside for this subject is its own. */
static enum dms_status
use_reservations(struct dms_unit *unit, struct parts_posting *posting,
                 struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"subject_entity\":\"$entity\",\"subject\":\"$subject\","
        "\"part\":\"$id\",\"warehouse\":\"$warehouse\",\"open\":{\"gt\":0}},"
        "\"sort\":\"id\",\"limit\":100}";
    const struct dms_list *list = NULL;
    int64_t left = -posting->quantity;
    struct dms_json *values = parts_id_values(posting->part);
    dms_json_set_text(values, "entity", posting->source_entity);
    dms_json_set_integer(values, "subject", posting->source);
    dms_json_set_integer(values, "warehouse", posting->warehouse);
    enum dms_status st =
        dms_unit_find(unit, "parts.reservation", query, values, &list, error);
    dms_json_destroy(values);
    for (size_t i = 0; st == DMS_OK && left > 0 && i < dms_list_count(list); i++) {
        int64_t gone = 0;
        st = parts_let_go(unit, dms_record_id(dms_list_at(list, i)), left, true, &gone,
                          error);
        left -= gone;
    }
    posting->held = -posting->quantity - left;
    return st;
}

static struct dms_json *
answer_of(const struct issue *issue)
{
    const struct parts_posting *posting = &issue->posting;
    struct dms_json *answer = dms_json_create_object();
    dms_json_set_integer(answer, "line", posting->source_line);
    dms_json_set_integer(answer, "part", posting->part);
    dms_json_set_text(answer, "code", dms_record_text(issue->part, "code"));
    dms_json_set_text(answer, "name", dms_record_text(issue->part, "name"));
    dms_json_set_text(answer, "unit", dms_record_text(issue->part, "unit"));
    dms_json_set_integer(answer, "quantity", -posting->quantity);
    dms_json_set_integer(answer, "cost", posting->cost);
    dms_json_set_integer(answer, "price", issue->price.price);
    dms_json_set_integer(answer, "amount", posting->amount);
    dms_json_set_text(answer, "rule", issue->price.rule);
    dms_json_set_integer(answer, "movement", posting->movement);
    dms_json_set_integer(answer, "lot", posting->lot);
    dms_json_set_integer(answer, "warehouse", posting->warehouse);
    dms_json_set_integer(answer, "warranty_days",
                         dms_record_int(issue->part, "warranty_days"));
    dms_json_set_integer(answer, "warranty_km",
                         dms_record_int(issue->part, "warranty_km"));
    return answer;
}

static enum dms_status
issue_line(struct dms_unit *unit, struct issue *issue, struct dms_error *error)
{
    enum dms_status st = read_line(unit, issue, error);
    if (st == DMS_OK)
        st = price_line(unit, issue, error);
    if (st == DMS_OK)
        st = parts_again(unit, &issue->posting, error);
    if (st != DMS_OK || issue->posting.again)
        return st;
    st = use_reservations(unit, &issue->posting, error);
    return st == DMS_OK ? parts_take(unit, issue->part, &issue->posting, error) : st;
}

static enum dms_status
issue_all(struct dms_unit *unit, const struct dms_json *arguments, void *data,
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
        struct issue issue = { .arguments = arguments, .line = dms_json_at(lines, i) };
        st = parts_at_line(error, i, issue_line(unit, &issue, error));
        if (st != DMS_OK)
            break;
        cost += issue.posting.cost;
        amount += issue.posting.amount;
        dms_json_take(answers, answer_of(&issue));
    }
    dms_json_set_integer(*answer, "cost", cost);
    dms_json_set_integer(*answer, "amount", amount);
    return st;
}

static const struct dms_argument arguments[] = {
    { "subject_entity", DMS_TEXT, DMS_REQUIRED },
    { "subject", DMS_INTEGER, DMS_REQUIRED },
    { "document", DMS_TEXT, 0 },
    { "dated_on", DMS_DATE, 0 },
    { "payer", DMS_TEXT, 0 },
    { "kind", DMS_TEXT, 0 },
    { "customer", DMS_INTEGER, 0 },
    { "lines", DMS_STRUCTURED, DMS_REQUIRED },
};

const struct dms_call_card parts_issue_calls[] = {
    DMS_CALL(.name = "parts.issue", .flags = DMS_CALL_EXPOSED,
             .permission = "parts.stock:update", DMS_ARGUMENTS(arguments),
             .run = issue_all),
    { 0 },
};
