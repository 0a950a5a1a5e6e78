/* reserve.c - set aside for somebody, and let go again (row 71).
 *
 * parts.reserve {subject_entity, subject, document, until, partial, lines:[{part|code,
 * quantity, warehouse, line}]} answers {lines:[{line, part, reservation, reserved, short}],
 * complete}. Without "partial" nothing is set aside unless all of it is there, and who comes
 * second hears who has the rest. parts.release {subject_entity, subject, line} or
 * {reservation} answers {released}. */
#include <inttypes.h>

#include "parts.h"

struct wish {
    const struct dms_json *arguments, *line;
    const struct dms_record *part;
    int64_t warehouse, quantity;
};

static enum dms_status
read_wish(struct dms_unit *unit, struct wish *wish, struct dms_error *error)
{
    enum dms_status st = parts_which_part(unit, wish->line, &wish->part, error);
    if (st == DMS_OK)
        st = parts_which_warehouse(unit, wish->line, &wish->warehouse, error);
    if (st == DMS_OK)
        st = parts_read_quantity(wish->line, "quantity", &wish->quantity, error);
    if (st == DMS_OK && (wish->quantity <= 0 || wish->quantity > PARTS_QUANTITY))
        st = dms_fail_field(error, DMS_INVALID, "quantity", "parts.bad_quantity",
                            "quantity=%s", parts_count(unit, wish->quantity));
    return st;
}

static enum dms_status
write_reservation(struct dms_unit *unit, const struct wish *wish, int64_t quantity,
                  struct dms_record **made, struct dms_error *error)
{
    const char *entity = dms_json_text_at(wish->arguments, "subject_entity"),
               *document = dms_json_text_at(wish->arguments, "document"),
               *clerk = dms_unit_user_name(unit);
    const struct {
        const char *field;
        int64_t number;
    } numbers[] = {
        { "part", dms_record_id(wish->part) },
        { "warehouse", wish->warehouse },
        { "quantity", quantity },
        { "open", quantity },
        { "subject", dms_json_integer_at(wish->arguments, "subject") },
        { "subject_line", dms_json_integer_at(wish->line, "line") },
    };
    enum dms_status st = dms_unit_new(unit, "parts.reservation", made, error);
    if (st == DMS_OK)
        st = dms_record_set_store(*made, dms_record_store(wish->part), error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(numbers) / sizeof(numbers[0]); i++)
        st = dms_record_set_int(*made, numbers[i].field, numbers[i].number, error);
    if (st == DMS_OK)
        st = dms_record_set_text(*made, "subject_entity", entity, error);
    if (st == DMS_OK && document != NULL)
        st = dms_record_set_text(*made, "document", document, error);
    if (st == DMS_OK && clerk[0] != '\0')
        st = dms_record_set_text(*made, "clerk", clerk, error);
    if (st == DMS_OK && dms_json_text_at(wish->arguments, "until") != NULL)
        st = dms_record_set_json(*made, "until",
                                 dms_json_at_key(wish->arguments, "until"), error);
    return st == DMS_OK ? dms_unit_save(unit, *made, error) : st;
}

static enum dms_status
plan_end(struct dms_unit *unit, const struct dms_record *reservation,
         struct dms_error *error)
{
    if (!dms_record_has(reservation, "until"))
        return DMS_OK;
    return dms_timer_set(unit, parts_reservation_timer.name, reservation, "until",
                         dms_record_int(reservation, "until"), NULL, error);
}

static enum dms_status
reserve_line(struct dms_unit *unit, struct wish *wish, struct dms_json *answers,
             struct dms_error *error)
{
    const struct dms_record *stock = NULL;
    struct dms_record *made = NULL;
    enum dms_status st = parts_which_stock(unit, dms_record_id(wish->part),
                                           wish->warehouse, &stock, error);
    if (st != DMS_OK)
        return st;
    int64_t free = stock == NULL ? 0
                                 : dms_record_int(stock, "on_hand") -
                                       dms_record_int(stock, "reserved");
    int64_t take = wish->quantity;
    if (dms_json_boolean_at(wish->arguments, "partial") && take > free)
        take = free > 0 ? free : 0;
    if (take > 0)
        st = parts_hold(unit, dms_record_id(wish->part), wish->warehouse, take, error);
    if (st == DMS_OK && take > 0)
        st = write_reservation(unit, wish, take, &made, error);
    if (st == DMS_OK && take > 0)
        st = plan_end(unit, made, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *answer = dms_json_create_object();
    dms_json_set_integer(answer, "line", dms_json_integer_at(wish->line, "line"));
    dms_json_set_integer(answer, "part", dms_record_id(wish->part));
    dms_json_set_integer(answer, "warehouse", wish->warehouse);
    dms_json_set_integer(answer, "reservation", made == NULL ? 0 : dms_record_id(made));
    dms_json_set_integer(answer, "reserved", take);
    dms_json_set_integer(answer, "short", wish->quantity - take);
    dms_json_take(answers, answer);
    return DMS_OK;
}

static enum dms_status
reserve(struct dms_unit *unit, const struct dms_json *arguments, void *data,
        struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_json *lines = NULL;
    bool complete = true;
    struct dms_json *answers = dms_json_create_array();
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "lines", answers);
    enum dms_status st = parts_which_lines(arguments, &lines, error);
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(lines); i++) {
        struct wish wish = { .arguments = arguments, .line = dms_json_at(lines, i) };
        st = read_wish(unit, &wish, error);
        if (st == DMS_OK)
            st = reserve_line(unit, &wish, answers, error);
        if (st == DMS_OK)
            complete &= dms_json_integer_at(dms_json_at(answers, i), "short") == 0;
        st = parts_at_line(error, i, st);
    }
    dms_json_set_boolean(*answer, "complete", complete);
    return st;
}

enum dms_status
parts_let_go(struct dms_unit *unit, int64_t reservation, int64_t quantity, bool moves,
             int64_t *gone, struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st =
        dms_unit_edit(unit, "parts.reservation", reservation, &record, error);
    if (st != DMS_OK)
        return st;
    int64_t open = dms_record_int(record, "open");
    *gone = open < quantity ? open : quantity;
    if (*gone == 0)
        return DMS_OK;
    st = dms_record_set_int(record, "open", open - *gone, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, record, error);
    if (st == DMS_OK && !moves)
        st = parts_hold(unit, dms_record_int(record, "part"),
                        dms_record_int(record, "warehouse"), -*gone, error);
    return st;
}

static enum dms_status
release_of_subject(struct dms_unit *unit, const struct dms_json *arguments,
                   int64_t *released, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"subject_entity\":\"$entity\",\"subject\":\"$subject\","
        "\"open\":{\"gt\":0}},\"limit\":1000}";
    const struct dms_list *list = NULL;
    int64_t line = dms_json_integer_at(arguments, "line"), gone = 0;
    bool stranger = dms_unit_user(unit) != 0;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "entity", dms_json_text_at(arguments, "subject_entity"));
    dms_json_set_integer(values, "subject", dms_json_integer_at(arguments, "subject"));
    enum dms_status st =
        dms_unit_find(unit, "parts.reservation", query, values, &list, error);
    dms_json_destroy(values);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *one = dms_list_at(list, i);
        if ((line != 0 && dms_record_int(one, "subject_line") != line) ||
            (stranger && dms_record_store(one) != dms_unit_store(unit)))
            continue;
        st = parts_let_go(unit, dms_record_id(one), PARTS_QUANTITY, false, &gone, error);
        *released += gone;
    }
    return st;
}

static enum dms_status
release_one(struct dms_unit *unit, int64_t id, int64_t *released, struct dms_error *error)
{
    const struct dms_record *held = NULL;
    enum dms_status st = dms_unit_get(unit, "parts.reservation", id, &held, error);
    if (st == DMS_OK && dms_unit_user(unit) != 0 &&
        dms_record_store(held) != dms_unit_store(unit))
        return dms_fail_field(error, DMS_NOT_FOUND, "reservation", "parts.no_reservation",
                              "id=%" PRId64, id);
    return st == DMS_OK ? parts_let_go(unit, id, PARTS_QUANTITY, false, released, error)
                        : st;
}

static enum dms_status
release(struct dms_unit *unit, const struct dms_json *arguments, void *data,
        struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    int64_t released = 0, id = dms_json_integer_at(arguments, "reservation");
    enum dms_status st = id != 0 ? release_one(unit, id, &released, error)
                                 : release_of_subject(unit, arguments, &released, error);
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "released", released);
    return st;
}

static enum dms_status
run_out(struct dms_unit *unit, const char *entity, int64_t record,
        const struct dms_json *payload, void *data, struct dms_error *error)
{
    (void)entity, (void)payload, (void)data;
    int64_t gone = 0;
    return parts_let_go(unit, record, PARTS_QUANTITY, false, &gone, error);
}

const struct dms_timer_handler parts_reservation_timer = {
    .size = sizeof(struct dms_timer_handler),
    .name = "parts/reservation_until",
    .run = run_out,
};

static const struct dms_argument reserve_arguments[] = {
    { "subject_entity", DMS_TEXT, DMS_REQUIRED },
    { "subject", DMS_INTEGER, DMS_REQUIRED },
    { "document", DMS_TEXT, 0 },
    { "until", DMS_TIME, 0 },
    { "partial", DMS_BOOLEAN, 0 },
    { "lines", DMS_STRUCTURED, DMS_REQUIRED },
};
static const struct dms_argument release_arguments[] = {
    { "reservation", DMS_INTEGER, 0 },
    { "subject_entity", DMS_TEXT, 0 },
    { "subject", DMS_INTEGER, 0 },
    { "line", DMS_INTEGER, 0 },
};

const struct dms_call_card parts_reserve_calls[] = {
    DMS_CALL(.name = "parts.reserve", .flags = DMS_CALL_EXPOSED,
             .permission = "parts.stock:update", DMS_ARGUMENTS(reserve_arguments),
             .run = reserve),
    DMS_CALL(.name = "parts.release", .flags = DMS_CALL_EXPOSED,
             .permission = "parts.stock:update", DMS_ARGUMENTS(release_arguments),
             .run = release),
    { 0 },
};
