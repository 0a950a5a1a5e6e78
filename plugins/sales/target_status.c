/* target_status.c - how far a target is, from the figure as it is now; and the targets a figure is
 * shown beside (rows 3, 40). */
#include <inttypes.h>
#include <string.h>

#include "deal.h"
#include "plan.h"

static bool
is_of(const struct dms_record *target, const char *level)
{
    return strcmp(dms_record_text(target, "level"), level) == 0;
}

/* Whoever has a part of the team's target is of the team. */
static enum dms_status
team_of(struct dms_unit *unit, const struct dms_record *target, struct dms_json *people,
        struct dms_error *error)
{
    const struct dms_list *parts = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", dms_record_id(target));
    enum dms_status st =
        dms_unit_find(unit, "sales.target",
                      "{\"where\":{\"parent\":\"$id\",\"level\":\"person\",\"state\":{"
                      "\"ne\":\"dropped\"}},\"limit\":1000}",
                      values, &parts, error);
    dms_json_destroy(values);
    for (size_t i = 0; i < dms_list_count(parts); i++)
        dms_json_take(people, dms_json_create_integer(
                                  dms_record_int(dms_list_at(parts, i), "person")));
    return st;
}

/* {"store", "person"}: whose rows count. */
static enum dms_status
rows_of(struct dms_unit *unit, const struct dms_record *target,
        const struct dms_json *figure, struct dms_json **only, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    *only = dms_json_create_object();
    if (sales_has_dimension(figure, "store"))
        dms_json_set_integer(*only, "store", dms_record_store(target));
    if (is_of(target, "store") || !sales_has_dimension(figure, "person"))
        return DMS_OK;
    struct dms_json *people = dms_json_create_array(), *in = dms_json_create_object();
    if (is_of(target, "team"))
        st = team_of(unit, target, people, error);
    if (dms_json_count(people) == 0)
        dms_json_take(people, dms_json_create_integer(dms_record_int(target, "person")));
    dms_json_take_key(in, "in", people);
    dms_json_take_key(*only, "person", in);
    return st;
}

static void
say(const struct dms_record *target, const struct dms_json *figure, struct dms_json *json)
{
    char text[32];
    int64_t number = dms_record_int(target, "number"),
            actual = sales_written_number(dms_json_at_key(figure, "value"));
    dms_json_set_integer(json, "target", dms_record_id(target));
    dms_json_set_text(json, "figure", dms_record_text(target, "figure"));
    dms_json_set_text(json, "unit", dms_record_text(target, "unit"));
    dms_json_set_text(json, "number", dms_decimal_print(number, text, sizeof(text)));
    dms_json_set_text(json, "actual", dms_decimal_print(actual, text, sizeof(text)));
    dms_json_set_text(
        json, "open",
        dms_decimal_print(number > actual ? number - actual : 0, text, sizeof(text)));
    /* Per cent of the number with two decimals: basis points, as fen are to yuan. */
    int64_t share = number == 0 ? 0 : (actual * 10000 + number / 2) / number;
    dms_json_set_text(json, "attainment", dms_money_print(share, text, sizeof(text)));
}

static enum dms_status
tell_status(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_record *target = NULL;
    struct dms_json *meta = NULL, *figure = NULL, *only = NULL;
    enum dms_status st = sales_see(
        unit, "sales.target", dms_json_integer_at(arguments, "target"), &target, error);
    if (st != DMS_OK)
        return st;
    const char *name = dms_record_text(target, "figure");
    int64_t from = dms_record_int(target, "starts_on"),
            to = dms_record_int(target, "ends_on");
    st = sales_ask_figure(unit, name, from, from, NULL, &meta, error);
    if (st == DMS_OK)
        st = rows_of(unit, target, meta, &only, error);
    if (st == DMS_OK) {
        st = sales_ask_figure(unit, name, from, to, only, &figure, error);
        only = NULL;
    }
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        say(target, figure, *answer);
    }
    dms_json_destroy(only);
    dms_json_destroy(meta);
    dms_json_destroy(figure);
    return st;
}

/* The agreed targets of exactly these days: of one person when only he is asked about, else of
 * the store. Other ways of narrowing a figure have no targets. */
static enum dms_status
find_targets(struct dms_unit *unit, const struct dms_json *arguments,
             const struct dms_list **targets, struct dms_error *error)
{
    const struct dms_json *only = dms_json_at_key(arguments, "only"),
                          *person = dms_json_at_key(only, "person"),
                          *store = dms_json_at_key(only, "store");
    size_t known = (person != NULL ? 1U : 0U) + (store != NULL ? 1U : 0U);
    if (dms_json_count(only) != known)
        return DMS_OK;
    struct dms_json *values = dms_json_create_object();
    dms_json_take_key(values, "from", dms_json_copy(dms_json_at_key(arguments, "from")));
    dms_json_take_key(values, "to", dms_json_copy(dms_json_at_key(arguments, "to")));
    dms_json_set_text(values, "level", person != NULL ? "person" : "store");
    dms_json_take_key(values, "person",
                      person != NULL ? dms_json_copy(person) : dms_json_create_null());
    dms_json_take_key(values, "store",
                      store != NULL ? dms_json_copy(store)
                                    : dms_json_create_integer(dms_unit_store(unit)));
    enum dms_status st = dms_unit_find(
        unit, "sales.target",
        "{\"where\":{\"starts_on\":\"$from\",\"ends_on\":\"$to\",\"level\":\"$level\","
        "\"person\":\"$person\",\"store\":\"$store\",\"state\":\"agreed\"},\"limit\":"
        "200}",
        values, targets, error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
tell_targets(struct dms_unit *unit, const struct dms_json *arguments, void *data,
             struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    const struct dms_list *targets = NULL;
    enum dms_status st = find_targets(unit, arguments, &targets, error);
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    for (size_t i = 0; targets != NULL && i < dms_list_count(targets); i++) {
        const struct dms_record *target = dms_list_at(targets, i);
        if (dms_unit_may(unit, target, DMS_READ))
            dms_json_set_integer(*answer, dms_record_text(target, "figure"),
                                 sales_stored_number(dms_record_text(target, "unit"),
                                                     dms_record_int(target, "number")));
    }
    return DMS_OK;
}

static const struct dms_argument status_arguments[] = {
    { .name = "target", .type = DMS_REFERENCE, .flags = DMS_REQUIRED },
};

const struct dms_call_card sales_target_status_calls[] = {
    DMS_CALL(.name = "sales.target_status", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "sales.target:read", DMS_ARGUMENTS(status_arguments),
             .run = tell_status),
    DMS_CALL(.name = "figure.targets", .flags = DMS_CALL_READS | DMS_CALL_OPEN,
             .run = tell_targets),
    { 0 },
};
