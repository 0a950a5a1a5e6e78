/* receive.c - who comes in is met: by the advisor on duty who has met fewest today, and it is
 * written down after how long (row 16). */
#include <string.h>

#include "showroom.h"

static enum dms_status
count_today(struct dms_unit *unit, int64_t user, int64_t *count, struct dms_error *error)
{
    char text[40];
    struct dms_json *values = dms_json_create_object();
    int64_t offset = dms_unit_offset(unit);
    int64_t midnight = dms_unit_today(unit) * DMS_DAY - offset * DMS_MINUTE;
    dms_json_set_integer(values, "user", user);
    dms_json_set_text(values, "from",
                      dms_time_print(midnight, offset, text, sizeof(text)));
    enum dms_status st = dms_unit_count(
        unit, "sales.reception",
        "{\"where\":{\"advisor\":\"$user\",\"arrived_at\":{\"gte\":\"$from\"}}}", values,
        count, error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
on_duty(struct dms_unit *unit, const struct dms_list **list, struct dms_error *error)
{
    char text[40];
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(
        values, "now",
        dms_time_print(dms_unit_now(unit), dms_unit_offset(unit), text, sizeof(text)));
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    enum dms_status st = dms_unit_find(
        unit, "sales.rota",
        "{\"where\":{\"store\":\"$store\",\"starts_at\":{\"lte\":\"$now\"},\"ends_at\":"
        "{\"gt\":\"$now\"}},\"sort\":\"id\",\"limit\":50}",
        values, list, error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
choose_advisor(struct dms_unit *unit, struct dms_record *reception,
               struct dms_error *error)
{
    const struct dms_list *shifts = NULL;
    int64_t fewest = INT64_MAX, chosen = 0;
    enum dms_status st = on_duty(unit, &shifts, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(shifts); i++) {
        int64_t met = 0, user = dms_record_int(dms_list_at(shifts, i), "user");
        st = count_today(unit, user, &met, error);
        if (st == DMS_OK && met < fewest) {
            fewest = met;
            chosen = user;
        }
    }
    return st == DMS_OK && chosen != 0
               ? dms_record_set_int(reception, "advisor", chosen, error)
               : st;
}

static enum dms_status
note_arrival(struct dms_unit *unit, struct dms_record *reception, void *data,
             struct dms_error *error)
{
    (void)data;
    enum dms_status st = DMS_OK;
    if (dms_unit_user(unit) != 0)
        st = dms_record_set_int(reception, "receptionist", dms_unit_user(unit), error);
    if (st == DMS_OK && !dms_record_has(reception, "advisor"))
        st = choose_advisor(unit, reception, error);
    return st == DMS_OK ? sales_give_to(unit, reception,
                                        dms_record_int(reception, "advisor"), error)
                        : st;
}

static enum dms_status
note_greeting(struct dms_unit *unit, struct dms_record *reception, void *data,
              struct dms_error *error)
{
    (void)data;
    int64_t now = dms_unit_now(unit);
    int64_t waited = (now - dms_record_int(reception, "arrived_at")) / 1000;
    enum dms_status st = dms_record_set_int(reception, "greeted_at", now, error);
    if (st == DMS_OK)
        st =
            dms_record_set_int(reception, "wait_seconds", waited < 0 ? 0 : waited, error);
    if (st == DMS_OK && !dms_record_has(reception, "advisor") && dms_unit_user(unit) != 0)
        st = dms_record_set_int(reception, "advisor", dms_unit_user(unit), error);
    return st;
}

static enum dms_status
note_leaving(struct dms_unit *unit, struct dms_record *reception, void *data,
             struct dms_error *error)
{
    (void)data;
    enum dms_status st =
        dms_record_set_int(reception, "left_at", dms_unit_now(unit), error);
    return st == DMS_OK
               ? sales_remember(unit, reception, "visit", "sales.remember_visit", error)
               : st;
}

const struct dms_hook sales_receive_hooks[] = {
    DMS_HOOK(.name = "sales/receive:arrive", .on = "sales.reception.create",
             .run = note_arrival),
    DMS_HOOK(.name = "sales/receive:greet", .on = "sales.reception.greet",
             .run = note_greeting),
    DMS_HOOK(.name = "sales/receive:leave", .on = "sales.reception.leave",
             .run = note_leaving),
    { 0 },
};
