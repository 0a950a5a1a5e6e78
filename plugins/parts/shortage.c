/* shortage.c - who comes second hears how many are left and who has the rest (row 71). */
#include "parts.h"

static enum dms_status
refuse_held(struct dms_unit *unit, int64_t part, const struct dms_record *holder,
            int64_t free, int64_t asked, struct dms_error *error)
{
    const char *document = dms_record_text(holder, "document");
    const char *clerk = dms_record_text(holder, "clerk");
    return dms_fail_field(error, DMS_CONFLICT, "quantity", "parts.taken",
                          "part=%s|asked=%s|free=%s|who=%s|document=%s",
                          parts_code(unit, part), parts_count(unit, asked),
                          parts_count(unit, free < 0 ? 0 : free),
                          clerk == NULL ? "-" : clerk, document == NULL ? "-" : document);
}

enum dms_status
parts_refuse_short(struct dms_unit *unit, int64_t part, int64_t warehouse, int64_t free,
                   int64_t asked, struct dms_error *error)
{
    static const char held[] =
        "{\"where\":{\"part\":\"$id\",\"warehouse\":\"$warehouse\",\"open\":{\"gt\":0}},"
        "\"sort\":\"-id\",\"limit\":1}";
    static const char went[] =
        "{\"where\":{\"part\":\"$id\",\"warehouse\":\"$warehouse\",\"quantity\":"
        "{\"lt\":0},\"clerk\":{\"ne\":\"$me\"},\"created_at\":{\"gte\":\"$since\"}},"
        "\"sort\":\"-id\",\"limit\":1}";
    const struct dms_record *holder = NULL;
    struct dms_json *values = parts_id_values(part);
    char since[40];
    dms_time_print(dms_unit_now(unit) - DMS_DAY, dms_unit_offset(unit), since,
                   sizeof(since));
    dms_json_set_integer(values, "warehouse", warehouse);
    dms_json_set_text(values, "since", since);
    dms_json_set_text(values, "me", dms_unit_user_name(unit));
    enum dms_status st = parts_find(unit, "parts.reservation", held,
                                    dms_json_copy(values), &holder, error);
    /* Who took one of many is no reason; who took what would be the last one is. */
    if (st == DMS_OK && holder == NULL && free <= 0)
        st = parts_find(unit, "parts.movement", went, dms_json_copy(values), &holder,
                        error);
    dms_json_destroy(values);
    if (st != DMS_OK)
        return st;
    if (holder != NULL)
        return refuse_held(unit, part, holder, free, asked, error);
    return dms_fail_field(error, DMS_DENIED, "quantity", "parts.not_enough",
                          "part=%s|asked=%s|free=%s", parts_code(unit, part),
                          parts_count(unit, asked),
                          parts_count(unit, free < 0 ? 0 : free));
}
