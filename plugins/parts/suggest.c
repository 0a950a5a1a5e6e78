/* suggest.c - what to order, and for every line why (rows 69, 70).
 *
 * parts.suggest {supplier, kind, write} answers {lines:[{part, code, quantity, why:{key,
 * values}}], purchase}; with "write" they are a draft purchase. parts.forecast {part} answers
 * what a month will want, by four methods; parts.service_levels {part} what being surer costs. */
#include <inttypes.h>
#include <string.h>

#include "average.h"
#include "stocking.h"

struct suggestion {
    const struct parts_surveyed *part;
    struct parts_stocking stocking;
    int64_t quantity;
};

/* So many that there are enough, in whole packs. */
static int64_t
quantity_of(const struct parts_surveyed *part, const struct parts_stocking *stocking)
{
    int64_t there = part->on_hand - part->reserved + part->coming;
    int64_t pack = part->pack > 0 ? part->pack : 1000;
    if (part->superseded_by != 0 || stocking->up_to == 0 || there >= stocking->point)
        return 0;
    int64_t missing = stocking->up_to - there;
    return missing <= 0 ? 0 : (missing + pack - 1) / pack * pack;
}

static struct dms_json *
why_of(const struct suggestion *suggestion)
{
    char text[24];
    const struct parts_surveyed *part = suggestion->part;
    const struct parts_stocking *stocking = &suggestion->stocking;
    bool limit = part->minimum >= 0 && stocking->point == part->minimum;
    const struct {
        const char *name;
        int64_t number;
    } numbers[] = {
        { "free", part->on_hand - part->reserved },
        { "coming", part->coming },
        { "point", stocking->point },
        { "up_to", stocking->up_to },
        { "month", stocking->forecast },
        { "days", stocking->span_days * 1000 },
        { "service", stocking->service * 10 },
    };
    struct dms_json *why = dms_json_create_object(), *values = dms_json_create_object();
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        dms_json_set_text(values, numbers[i].name,
                          dms_decimal_print(numbers[i].number, text, sizeof(text)));
    dms_json_set_text(values, "method", stocking->method);
    dms_json_set_text(why, "key",
                      limit ? "parts.why.below_minimum" : "parts.why.below_point");
    dms_json_take_key(why, "values", values);
    return why;
}

static struct dms_json *
line_of(const struct suggestion *suggestion)
{
    struct dms_json *line = dms_json_create_object();
    dms_json_set_integer(line, "part", suggestion->part->part);
    dms_json_set_text(line, "code", suggestion->part->code);
    dms_json_set_integer(line, "quantity", suggestion->quantity);
    dms_json_take_key(line, "why", why_of(suggestion));
    return line;
}

static enum dms_status
write_line(struct dms_unit *unit, const struct dms_record *purchase,
           const struct suggestion *suggestion, struct dms_error *error)
{
    int64_t piece = 0;
    struct dms_record *line = NULL;
    struct dms_json *why = why_of(suggestion);
    enum dms_status st =
        parts_last_cost(unit, suggestion->part->part,
                        dms_record_int(purchase, "warehouse"), &piece, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, "parts.purchase_line", &line, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "purchase", dms_record_id(purchase), error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "part", suggestion->part->part, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "quantity", suggestion->quantity, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "price", piece, error);
    if (st == DMS_OK)
        st = dms_record_set_json(line, "why", why, error);
    dms_json_destroy(why);
    return st == DMS_OK ? dms_unit_save(unit, line, error) : st;
}

static enum dms_status
new_purchase(struct dms_unit *unit, const struct dms_json *arguments,
             struct dms_record **purchase, struct dms_error *error)
{
    int64_t supplier = dms_json_integer_at(arguments, "supplier");
    enum dms_status st = dms_unit_new(unit, "parts.purchase", purchase, error);
    if (st == DMS_OK && supplier != 0)
        st = dms_record_set_int(*purchase, "supplier", supplier, error);
    return st == DMS_OK ? dms_unit_save(unit, *purchase, error) : st;
}

static enum dms_status
suggest_all(struct dms_unit *unit, const struct dms_json *arguments,
            const struct parts_policy *policy, struct parts_survey *survey,
            struct dms_json *answer, struct dms_error *error)
{
    struct dms_record *purchase = NULL;
    struct dms_json *lines = dms_json_create_array();
    struct parts_surveyed **order =
        dms_scratch_alloc(unit, (survey->count + 1) * sizeof(struct parts_surveyed *));
    enum dms_status st = DMS_OK;
    dms_json_take_key(answer, "lines", lines);
    parts_survey_classify(survey, policy->abc_a, policy->abc_b, order);
    for (size_t i = 0; st == DMS_OK && i < survey->count; i++) {
        struct suggestion suggestion = { .part = &survey->parts[i] };
        parts_stocking_of(suggestion.part, policy, survey->months, &suggestion.stocking);
        suggestion.quantity = quantity_of(suggestion.part, &suggestion.stocking);
        if (suggestion.quantity == 0)
            continue;
        dms_json_take(lines, line_of(&suggestion));
        if (!dms_json_boolean_at(arguments, "write"))
            continue;
        if (purchase == NULL)
            st = new_purchase(unit, arguments, &purchase, error);
        if (st == DMS_OK)
            st = write_line(unit, purchase, &suggestion, error);
    }
    dms_json_set_integer(answer, "purchase",
                         purchase == NULL ? 0 : dms_record_id(purchase));
    return st;
}

static enum dms_status
suggest(struct dms_unit *unit, const struct dms_json *arguments, void *data,
        struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct parts_policy policy;
    struct parts_survey survey = { 0 };
    enum dms_status st = parts_load_policy(unit, &policy, error);
    *answer = dms_json_create_object();
    if (st == DMS_OK)
        st = parts_survey_take(unit, &policy, &survey, error);
    if (st == DMS_OK)
        st = suggest_all(unit, arguments, &policy, &survey, *answer, error);
    parts_survey_clear(&survey);
    return st;
}

static const struct dms_argument arguments[] = {
    { "supplier", DMS_INTEGER, 0 },
    { "write", DMS_BOOLEAN, 0 },
};

const struct dms_call_card parts_suggest_calls[] = {
    DMS_CALL(.name = "parts.suggest", .flags = DMS_CALL_EXPOSED,
             .permission = "parts.purchase:create", DMS_ARGUMENTS(arguments),
             .run = suggest),
    { 0 },
};
