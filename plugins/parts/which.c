/* which.c - what a line of a call means: a part by id or number, a warehouse of this store. */
#include <inttypes.h>
#include <string.h>

#include "parts.h"

/* Calls run with the plugin's own rights: what belongs to another store is not for sale here. */
static bool
is_foreign(const struct dms_unit *unit, const struct dms_record *record)
{
    return dms_unit_store(unit) != 0 && dms_unit_user(unit) != 0 &&
           dms_record_store(record) != dms_unit_store(unit);
}

static enum dms_status
part_by_code(struct dms_unit *unit, const char *code, const struct dms_record **part,
             struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"store\":\"$store\",\"code\":\"$code\"},\"limit\":1}";
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "store", dms_unit_store(unit));
    dms_json_set_text(values, "code", code);
    enum dms_status st = parts_find(unit, "parts.part", query, values, part, error);
    if (st == DMS_OK && *part == NULL)
        st = dms_fail_field(error, DMS_NOT_FOUND, "code", "parts.unknown_part", "code=%s",
                            code);
    return st;
}

enum dms_status
parts_which_part(struct dms_unit *unit, const struct dms_json *line,
                 const struct dms_record **part, struct dms_error *error)
{
    int64_t id = dms_json_integer_at(line, "part");
    const char *code = dms_json_text_at(line, "code");
    *part = NULL;
    if (id == 0 && code == NULL)
        return dms_fail_field(error, DMS_INVALID, "part", "parts.which_part", "");
    if (id == 0)
        return part_by_code(unit, code, part, error);
    enum dms_status st = dms_unit_get(unit, "parts.part", id, part, error);
    if (st == DMS_OK && is_foreign(unit, *part)) {
        *part = NULL;
        st = dms_fail_field(error, DMS_NOT_FOUND, "part", "parts.unknown_part",
                            "code=#%" PRId64, id);
    }
    return st;
}

static enum dms_status
main_warehouse(struct dms_unit *unit, int64_t *warehouse, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"store\":\"$id\",\"kind\":\"main\"},\"sort\":\"id\",\"limit\":1}";
    const struct dms_record *found = NULL;
    enum dms_status st = parts_find_id(unit, "parts.warehouse", query,
                                       dms_unit_store(unit), &found, error);
    if (st == DMS_OK && found == NULL)
        return dms_fail_field(error, DMS_INVALID, "warehouse", "parts.no_warehouse", "");
    if (st == DMS_OK)
        *warehouse = dms_record_id(found);
    return st;
}

enum dms_status
parts_which_warehouse(struct dms_unit *unit, const struct dms_json *line,
                      int64_t *warehouse, struct dms_error *error)
{
    const struct dms_record *found = NULL;
    *warehouse = dms_json_integer_at(line, "warehouse");
    if (*warehouse == 0)
        return main_warehouse(unit, warehouse, error);
    enum dms_status st = dms_unit_get(unit, "parts.warehouse", *warehouse, &found, error);
    if (st == DMS_OK && is_foreign(unit, found))
        st = dms_fail_field(error, DMS_DENIED, "warehouse", "parts.foreign_warehouse",
                            "warehouse=%s", dms_record_text(found, "name"));
    return st;
}

enum dms_status
parts_which_stock(struct dms_unit *unit, int64_t part, int64_t warehouse,
                  const struct dms_record **stock, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"part\":\"$id\",\"warehouse\":\"$warehouse\"},\"limit\":1}";
    struct dms_json *values = parts_id_values(part);
    dms_json_set_integer(values, "warehouse", warehouse);
    return parts_find(unit, "parts.stock", query, values, stock, error);
}

enum dms_status
parts_which_lines(const struct dms_json *arguments, const struct dms_json **lines,
                  struct dms_error *error)
{
    *lines = dms_json_at_key(arguments, "lines");
    if (dms_json_kind(*lines) == DMS_JSON_ARRAY && dms_json_count(*lines) > 0)
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "lines", "parts.no_lines", "");
}

enum dms_status
parts_at_line(struct dms_error *error, size_t index, enum dms_status status)
{
    if (status != DMS_OK && error != NULL)
        dms_error_at_file(error, "lines", (int64_t)index + 1);
    return status;
}
