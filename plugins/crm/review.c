/* review.c - every period the complaints are looked at together, with figures and a plan
 * (row 125). */
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "crm.h"

static const struct dms_field fields[] = {
    { .name = "starts_on", .type = DMS_DATE, .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    { .name = "ends_on", .type = DMS_DATE, .flags = DMS_REQUIRED | DMS_IMMUTABLE },
    /* As they were when the period ended, with their formulas. */
    { .name = "figures", .type = DMS_STRUCTURED, .flags = DMS_READ_ONLY },
    { .name = "improvement", .type = DMS_TEXT, .max_length = 4000 },
    { .name = "improve_until", .type = DMS_DATE },
    { .name = "result", .type = DMS_TEXT, .max_length = 4000 },
};

static const struct dms_index indexes[] = {
    { .fields = "store,starts_on", .unique = 1 },
};

const struct dms_entity crm_review_entity =
    DMS_ENTITY(.name = "crm.review", DMS_FIELDS(fields), DMS_INDEXES(indexes));

static enum dms_status
count_of(struct dms_unit *unit, struct dms_json *figures, const char *name,
         const char *query, const struct dms_json *values, struct dms_error *error)
{
    int64_t count = 0;
    enum dms_status st =
        crm_count(unit, "crm.complaint", query, dms_json_copy(values), &count, error);
    if (st == DMS_OK)
        dms_json_set_integer(figures, name, count);
    return st;
}

#define OF_STORE "{\"where\":{\"store\":\"$store\","
#define RECEIVED "\"received_at\":{\"gte\":\"$from\",\"lt\":\"$to\"}"
#define CLOSED   "\"closed_at\":{\"gte\":\"$from\",\"lt\":\"$to\"}"

static enum dms_status
count_all(struct dms_unit *unit, const struct dms_json *values, struct dms_json *figures,
          struct dms_error *error)
{
    static const char *const counts[][2] = {
        { "received", OF_STORE RECEIVED "}}" },
        { "closed", OF_STORE CLOSED "}}" },
        { "closed_on_time", OF_STORE CLOSED ",\"closed_late\":false}}" },
        { "answered_in_time", OF_STORE RECEIVED ",\"first_response_late\":false}}" },
        { "recurring", OF_STORE RECEIVED ",\"recurrence_of\":{\"is_null\":false}}}" },
        { "satisfied", OF_STORE CLOSED ",\"satisfied\":true}}" },
        { "open_too_long", OF_STORE
          "\"received_at\":{\"lt\":\"$old\"},\"closed_at\":{\"is_null\":true}}}" },
    };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(counts) / sizeof(counts[0]); i++)
        st = count_of(unit, figures, counts[i][0], counts[i][1], values, error);
    return st;
}

/* Closed of closed and of those open for longer than the brand's days, in basis points. */
static void
add_rate(struct dms_json *figures)
{
    int64_t closed = dms_json_integer_at(figures, "closed");
    int64_t all = closed + dms_json_integer_at(figures, "open_too_long");
    if (all > 0)
        dms_json_set_integer(figures, "closing_rate_basis_points", closed * 10000 / all);
    dms_json_set_text(figures, "closing_rate_formula",
                      "closed / (closed + open_too_long)");
}

static enum dms_status
add_figures(struct dms_unit *unit, int64_t store, int64_t from, int64_t to,
            struct dms_json *figures, struct dms_error *error)
{
    struct dms_json *rules = NULL, *values = crm_with_id("store", store);
    int64_t offset = dms_unit_offset(unit) * DMS_MINUTE;
    enum dms_status st =
        crm_decide(unit, "crm.review_rules", dms_json_create_object(), &rules, error);
    int64_t old = dms_unit_now(unit) - dms_json_integer_at(rules, "close_days") * DMS_DAY;
    dms_json_set_text(values, "from", crm_time_text(unit, from * DMS_DAY - offset));
    dms_json_set_text(values, "to", crm_time_text(unit, (to + 1) * DMS_DAY - offset));
    dms_json_set_text(values, "old", crm_time_text(unit, old));
    if (st == DMS_OK)
        st = count_all(unit, values, figures, error);
    if (st == DMS_OK)
        add_rate(figures);
    dms_json_destroy(rules);
    dms_json_destroy(values);
    return st;
}

/* crm.complaint_report from=… to=…: the same figures for any days. */
static enum dms_status
run_report(struct dms_unit *unit, const struct dms_json *arguments, void *data,
           struct dms_json **answer, struct dms_error *error)
{
    int64_t from = 0, to = 0;
    (void)data;
    enum dms_status st = dms_date_load(dms_json_text_at(arguments, "from"), &from, error);
    if (st == DMS_OK)
        st = dms_date_load(dms_json_text_at(arguments, "to"), &to, error);
    if (st == DMS_OK && to < from)
        st = dms_fail_field(error, DMS_INVALID, "to", "crm.period_backwards", "");
    if (st != DMS_OK)
        return st;
    *answer = dms_json_create_object();
    return add_figures(unit, dms_unit_store(unit), from, to, *answer, error);
}

static const struct dms_argument arguments[] = {
    { .name = "from", .type = DMS_DATE, .flags = DMS_REQUIRED },
    { .name = "to", .type = DMS_DATE, .flags = DMS_REQUIRED },
};

const struct dms_call_card crm_complaint_report_call =
    DMS_CALL(.name = "crm.complaint_report", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.review:read", DMS_ARGUMENTS(arguments),
             .run = run_report);

/* The first day of the period TODAY lies in, for periods of MONTHS months from January. */
static int64_t
period_of(int64_t today, int64_t months, int64_t *next)
{
    int64_t year, month, day;
    dms_date_split(today, &year, &month, &day);
    int64_t first = (month - 1) / months * months + 1, after = first + months;
    *next = after > 12 ? dms_date_make(year + 1, after - 12, 1)
                       : dms_date_make(year, after, 1);
    return dms_date_make(year, first, 1);
}

enum dms_status
crm_review_plan(struct dms_unit *unit, int64_t store, struct dms_error *error)
{
    struct dms_json *rules = NULL;
    int64_t next = 0;
    enum dms_status st =
        crm_decide(unit, "crm.review_rules", dms_json_create_object(), &rules, error);
    int64_t months = dms_json_integer_at(rules, "months");
    int64_t minutes = dms_json_integer_at(rules, "at_minutes");
    dms_json_destroy(rules);
    if (st != DMS_OK || months < 1 || months > 12)
        return st;
    int64_t start = period_of(dms_unit_today(unit), months, &next);
    struct dms_json *payload = crm_with_id("store", store);
    dms_json_set_integer(payload, "starts_on", start);
    dms_json_set_integer(payload, "ends_on", next - 1);
    st = dms_timer_set(
        unit, crm_review_timer.name, NULL,
        dms_scratch_printf(unit, "%lld-%lld", (long long)store, (long long)start),
        next * DMS_DAY + (minutes - dms_unit_offset(unit)) * DMS_MINUTE, payload, error);
    dms_json_destroy(payload);
    return st;
}

static enum dms_status
open_review(struct dms_unit *unit, const char *entity, int64_t record,
            const struct dms_json *payload, void *data, struct dms_error *error)
{
    struct dms_record *review = NULL;
    struct dms_json *figures = dms_json_create_object();
    int64_t store = dms_json_integer_at(payload, "store");
    int64_t from = dms_json_integer_at(payload, "starts_on");
    int64_t to = dms_json_integer_at(payload, "ends_on");
    (void)entity, (void)record, (void)data;
    enum dms_status st = add_figures(unit, store, from, to, figures, error);
    char *text = dms_json_print(figures);
    if (st == DMS_OK)
        st = dms_unit_new(unit, "crm.review", &review, error);
    if (st == DMS_OK)
        st = dms_record_set_store(review, store, error);
    if (st == DMS_OK)
        st = dms_record_set_int(review, "starts_on", from, error);
    if (st == DMS_OK)
        st = dms_record_set_int(review, "ends_on", to, error);
    if (st == DMS_OK)
        st = dms_record_set_text(review, "figures", text, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, review, error);
    free(text);
    dms_json_destroy(figures);
    return st;
}

const struct dms_timer_handler crm_review_timer = {
    .size = sizeof(struct dms_timer_handler),
    .name = "crm/review",
    .run = open_review,
};
