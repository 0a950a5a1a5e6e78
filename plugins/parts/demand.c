/* demand.c - what was wanted of a part, month by month: used, lost, bought in haste (rows 69,
 * 79). The movements know it, too; a forecast over years should not read them all. */
#include <string.h>

#include "parts.h"

static int64_t
month_of(int64_t days)
{
    int64_t year, month, day;
    dms_date_split(days, &year, &month, &day);
    return dms_date_make(year, month, 1);
}

static enum dms_status
new_month(struct dms_unit *unit, int64_t part, int64_t month, struct dms_record **demand,
          struct dms_error *error)
{
    const struct dms_record *record = NULL;
    enum dms_status st = dms_unit_get(unit, "parts.part", part, &record, error);
    if (st == DMS_OK)
        st = dms_unit_new(unit, "parts.demand", demand, error);
    if (st == DMS_OK)
        st = dms_record_set_store(*demand, dms_record_store(record), error);
    if (st == DMS_OK)
        st = dms_record_set_int(*demand, "part", part, error);
    return st == DMS_OK ? dms_record_set_int(*demand, "month", month, error) : st;
}

static enum dms_status
edit_month(struct dms_unit *unit, int64_t part, int64_t days, struct dms_record **demand,
           struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"part\":\"$id\",\"month\":\"$month\"},\"limit\":1}";
    char text[16];
    const struct dms_record *found = NULL;
    struct dms_json *values = parts_id_values(part);
    dms_json_set_text(values, "month",
                      dms_date_print(month_of(days), text, sizeof(text)));
    enum dms_status st = parts_find(unit, "parts.demand", query, values, &found, error);
    if (st != DMS_OK)
        return st;
    return found == NULL
               ? new_month(unit, part, month_of(days), demand, error)
               : dms_unit_edit(unit, "parts.demand", dms_record_id(found), demand, error);
}

static enum dms_status
add(struct dms_record *demand, const char *field, int64_t more, struct dms_error *error)
{
    return dms_record_set_int(demand, field, dms_record_int(demand, field) + more, error);
}

static bool
is_use(const char *kind)
{
    return strcmp(kind, "issue") == 0 || strcmp(kind, "sale") == 0 ||
           strcmp(kind, "return") == 0 || strcmp(kind, "sale_return") == 0;
}

enum dms_status
parts_note_demand(struct dms_unit *unit, const struct parts_posting *posting,
                  struct dms_error *error)
{
    struct dms_record *demand = NULL;
    bool out = posting->quantity < 0;
    if (!is_use(posting->kind) || posting->quantity == 0)
        return DMS_OK;
    enum dms_status st =
        edit_month(unit, posting->part, posting->dated_on, &demand, error);
    if (st == DMS_OK)
        st = add(demand, "quantity", -posting->quantity, error);
    if (st == DMS_OK)
        st = add(demand, "value", out ? posting->cost : -posting->cost, error);
    if (st == DMS_OK)
        st = add(demand, "amount", posting->amount, error);
    if (st == DMS_OK && out)
        st = add(demand, "lines", 1, error);
    return st == DMS_OK ? dms_unit_save(unit, demand, error) : st;
}

enum dms_status
parts_note_lost(struct dms_unit *unit, int64_t part, int64_t lost, int64_t emergency,
                struct dms_error *error)
{
    struct dms_record *demand = NULL;
    enum dms_status st = edit_month(unit, part, dms_unit_today(unit), &demand, error);
    if (st == DMS_OK)
        st = add(demand, "lost", lost, error);
    if (st == DMS_OK)
        st = add(demand, "emergency", emergency, error);
    return st == DMS_OK ? dms_unit_save(unit, demand, error) : st;
}
