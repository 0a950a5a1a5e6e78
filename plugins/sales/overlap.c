/* overlap.c - two of a kind at the same time: shifts of one person, displays of one car, prices
 * of one model. */
#include "showroom.h"

static void
add_value(struct dms_json *values, const struct dms_record *record, const char *field)
{
    if (dms_record_field(record, field) != NULL && dms_record_has(record, field))
        dms_json_take_key(values, field, dms_record_json(record, field));
}

enum dms_status
sales_overlapping(struct dms_unit *unit, const struct dms_record *record,
                  const char *query, const struct dms_record **other,
                  struct dms_error *error)
{
    static const char *const fields[] = { "user",    "vehicle",   "model",
                                          "code",    "name",      "starts_at",
                                          "ends_at", "starts_on", "ends_on" };
    struct dms_json *values = dms_json_create_object();
    const struct dms_list *list = NULL;
    dms_json_set_integer(values, "id", dms_record_id(record));
    dms_json_set_text(values, "ends_on", "9999-12-31"); /* unless it has an end */
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
        add_value(values, record, fields[i]);
    enum dms_status st =
        dms_unit_find(unit, dms_record_entity(record), query, values, &list, error);
    *other = st == DMS_OK && dms_list_count(list) > 0 ? dms_list_at(list, 0) : NULL;
    dms_json_destroy(values);
    return st;
}

const char *
sales_when(struct dms_unit *unit, const struct dms_record *record, const char *field)
{
    char text[40];
    int64_t value = dms_record_int(record, field);
    if (dms_record_field(record, field)->type == DMS_DATE)
        dms_date_print(value, text, sizeof(text));
    else
        dms_time_print(value, dms_unit_offset(unit), text, sizeof(text));
    return dms_scratch_printf(unit, "%s", text);
}
