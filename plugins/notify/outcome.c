/* outcome.c - sent, to be tried again, or parked; and old traces go. */
#include "outcome.h"

#define CLEAN_AT_ONCE 20 /* a unit has 32 steps */

static const struct dms_request as_house = { .size = sizeof(as_house),
                                             .flags = DMS_AS_HOUSE };

static enum dms_status
confirm(struct dms_unit *unit, struct dms_record *delivery, struct dms_error *error)
{
    enum dms_status st =
        dms_record_set_int(delivery, "sent_at", dms_unit_now(unit), error);
    if (st == DMS_OK)
        st = dms_record_set_empty(delivery, "last_error", error);
    if (st == DMS_OK)
        st = dms_record_set_empty(delivery, "next_at", error);
    return st == DMS_OK ? dms_unit_transition(unit, delivery, "confirm", NULL, error)
                        : st;
}

static enum dms_status
park(struct dms_unit *unit, struct dms_record *delivery, struct dms_error *error)
{
    enum dms_status st = dms_record_set_empty(delivery, "next_at", error);
    return st == DMS_OK ? dms_unit_transition(unit, delivery, "park", NULL, error) : st;
}

static struct dms_json *
facts_of(const struct dms_record *delivery)
{
    struct dms_json *facts = dms_json_create_object();
    dms_json_set_integer(facts, "tries", dms_record_int(delivery, "tries"));
    dms_json_set_integer(facts, "status", dms_record_int(delivery, "last_status"));
    dms_json_set_text(facts, "error", dms_record_text(delivery, "last_error"));
    return facts;
}

/* PAUSE, up to SPREAD basis points more: many that failed together come back one by one. */
static enum dms_status
wait_or_park(struct dms_unit *unit, struct dms_record *delivery, struct dms_error *error)
{
    struct dms_json *answer = NULL, *facts = facts_of(delivery);
    enum dms_status st = dms_call(unit, "notify.next_try", facts, &answer, error);
    int64_t pause = dms_json_integer_at(answer, "pause");
    if (st == DMS_OK && !dms_json_boolean_at(answer, "park") && pause < 1)
        st = dms_fail(error, DMS_INVALID, "notify.next_try_form", "");
    if (st == DMS_OK && dms_json_boolean_at(answer, "park")) {
        st = park(unit, delivery, error);
    } else if (st == DMS_OK) {
        int64_t spread = dms_money_share(pause, dms_json_integer_at(answer, "spread"));
        st =
            dms_record_set_int(delivery, "next_at",
                               dms_unit_now(unit) + pause + notify_random(spread), error);
        if (st == DMS_OK)
            st = dms_unit_save(unit, delivery, error);
    }
    dms_json_destroy(facts);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
note_work(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    const struct post *post = context;
    struct dms_record *delivery = NULL;
    enum dms_status st = dms_unit_edit(unit, DELIVERY, post->delivery, &delivery, error);
    if (st == DMS_NOT_FOUND) { /* somebody removed it meanwhile */
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st == DMS_OK)
        st = dms_record_set_int(delivery, "tries", dms_record_int(delivery, "tries") + 1,
                                error);
    if (st == DMS_OK)
        st = post->status > 0
                 ? dms_record_set_int(delivery, "last_status", post->status, error)
                 : dms_record_set_empty(delivery, "last_status", error);
    if (st == DMS_OK && post->error == NULL)
        return confirm(unit, delivery, error);
    if (st == DMS_OK)
        st = dms_record_set_text(delivery, "last_error", post->error, error);
    return st == DMS_OK ? wait_or_park(unit, delivery, error) : st;
}

enum dms_status
outcome_note(struct dms_house *house, const struct post *post, struct dms_error *error)
{
    return dms_house_write(house, &as_house, note_work, (void *)(uintptr_t)post, NULL,
                           error);
}

struct cleaning {
    int64_t days;
    bool more;
};

static enum dms_status
clean_work(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    (void)answer;
    struct cleaning *cleaning = context;
    const struct dms_list *list = NULL;
    struct dms_record *delivery = NULL;
    char before[40];
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "before",
                      dms_time_print(dms_unit_now(unit) - cleaning->days * DMS_DAY, 0,
                                     before, sizeof(before)));
    dms_json_set_integer(values, "limit", CLEAN_AT_ONCE);
    enum dms_status st = dms_unit_find(unit, DELIVERY,
                                       "{\"where\":{\"sent_at\":{\"lt\":\"$before\"}},"
                                       "\"sort\":\"sent_at\",\"limit\":\"$limit\"}",
                                       values, &list, error);
    dms_json_destroy(values);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        st = dms_unit_edit(unit, DELIVERY, dms_record_id(dms_list_at(list, i)), &delivery,
                           error);
        if (st == DMS_OK)
            st = dms_unit_remove(unit, delivery, error);
    }
    cleaning->more = st == DMS_OK && dms_list_count(list) == CLEAN_AT_ONCE;
    return st;
}

enum dms_status
outcome_clean(struct dms_house *house, int64_t days, bool *more, struct dms_error *error)
{
    struct cleaning cleaning = { .days = days };
    enum dms_status st =
        dms_house_write(house, &as_house, clean_work, &cleaning, NULL, error);
    *more = cleaning.more;
    return st;
}

static enum dms_status
nothing(struct dms_unit *unit, void *context, struct dms_json **answer,
        struct dms_error *error)
{
    (void)unit, (void)context, (void)answer, (void)error;
    return DMS_OK;
}

/* The writer works in the order it is asked: who comes after a unit comes after its commit. */
enum dms_status
outcome_await(struct dms_house *house, struct dms_error *error)
{
    return dms_house_write(house, &as_house, nothing, NULL, NULL, error);
}
