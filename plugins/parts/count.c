/* count.c - one count of one part on a sheet, by hand or from a file (dms import parts.count):
 * several of one round add up, a later round replaces the one before (row 72). */
#include <string.h>

#include "approval.h"

static const struct dms_field fields[] = {
    { .name = "sheet", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 40 },
    { .name = "code", .type = DMS_TEXT, .flags = DMS_REQUIRED, .max_length = 60 },
    { .name = "quantity",
      .type = DMS_DECIMAL,
      .flags = DMS_REQUIRED,
      .minimum = 0,
      .maximum = PARTS_QUANTITY },
    { .name = "place", .type = DMS_TEXT, .max_length = 40 },
    { .name = "round",
      .type = DMS_INTEGER,
      .flags = DMS_REQUIRED,
      .default_text = "1",
      .minimum = 1,
      .maximum = 9 },
    { .name = "line",
      .type = DMS_REFERENCE,
      .target = "parts.stocktake_line",
      .flags = DMS_READ_ONLY | DMS_INDEX },
};

const struct dms_entity parts_count_entity =
    DMS_ENTITY(.name = "parts.count", .flags = DMS_APPEND_ONLY | DMS_NO_EVENTS,
               .title = "code", DMS_FIELDS(fields));

static enum dms_status
find_sheet(struct dms_unit *unit, const struct dms_record *count,
           const struct dms_record **take, struct dms_error *error)
{
    static const char query[] = "{\"where\":{\"number\":\"$number\"},\"limit\":1}";
    const char *sheet = dms_record_text(count, "sheet");
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "number", sheet);
    enum dms_status st = parts_find(unit, "parts.stocktake", query, values, take, error);
    if (st != DMS_OK)
        return st;
    if (*take == NULL || dms_record_store(*take) != dms_unit_store(unit))
        return dms_fail_field(error, DMS_NOT_FOUND, "sheet", "parts.no_sheet", "sheet=%s",
                              sheet);
    if (strcmp(dms_record_state(*take), "frozen") != 0)
        return dms_fail_field(error, DMS_DENIED, "sheet", "parts.sheet_closed",
                              "sheet=%s|state=@state.parts.stocktake.%s", sheet,
                              dms_record_state(*take));
    return DMS_OK;
}

static enum dms_status
find_line(struct dms_unit *unit, struct dms_record *count, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"stocktake\":\"$id\",\"part\":\"$part\"},\"limit\":1}";
    const struct dms_record *take = NULL, *part = NULL, *line = NULL;
    const char *code = dms_record_text(count, "code");
    struct dms_json *ask = dms_json_create_object();
    dms_json_set_text(ask, "code", code);
    enum dms_status st = find_sheet(unit, count, &take, error);
    if (st == DMS_OK)
        st = parts_which_part(unit, ask, &part, error);
    dms_json_destroy(ask);
    if (st != DMS_OK)
        return st;
    struct dms_json *values = parts_id_values(dms_record_id(take));
    dms_json_set_integer(values, "part", dms_record_id(part));
    st = parts_find(unit, "parts.stocktake_line", query, values, &line, error);
    if (st == DMS_OK && line == NULL)
        st = dms_fail_field(error, DMS_DENIED, "code", "parts.not_on_sheet",
                            "part=%s|sheet=%s", code, dms_record_text(take, "number"));
    if (st == DMS_OK && dms_record_int(line, "round") > dms_record_int(count, "round"))
        st = dms_fail_field(error, DMS_DENIED, "round", "parts.older_round", "round=%s",
                            parts_count(unit, dms_record_int(line, "round") * 1000));
    return st == DMS_OK ? dms_record_set_int(count, "line", dms_record_id(line), error)
                        : st;
}

static enum dms_status
complete(struct dms_unit *unit, struct dms_record *count, void *data,
         struct dms_error *error)
{
    (void)data;
    if (!dms_record_has(count, "sheet") || !dms_record_has(count, "code"))
        return DMS_OK; /* that they are required, the core says */
    return find_line(unit, count, error);
}

static enum dms_status
add_up(struct dms_unit *unit, struct dms_record *count, void *data,
       struct dms_error *error)
{
    (void)data;
    struct dms_record *line = NULL;
    int64_t round = dms_record_int(count, "round"),
            quantity = dms_record_int(count, "quantity");
    enum dms_status st = dms_unit_edit(unit, "parts.stocktake_line",
                                       dms_record_int(count, "line"), &line, error);
    if (st != DMS_OK)
        return st;
    if (dms_record_int(line, "round") == round)
        quantity += dms_record_int(line, "counted");
    st = dms_record_set_int(line, "counted", quantity, error);
    if (st == DMS_OK)
        st = dms_record_set_int(line, "round", round, error);
    return st == DMS_OK ? dms_unit_save(unit, line, error) : st;
}

const struct dms_hook parts_count_hooks[] = {
    DMS_HOOK(.name = "parts/count:find", .on = "parts.count.create", .run = complete),
    DMS_HOOK(.name = "parts/count:add", .on = "parts.count.create", .phase = DMS_AFTER,
             .run = add_up),
    { 0 },
};
