/* find.c - small questions several behaviours share. */
#include <stdio.h>
#include <stdlib.h>

#include "parts.h"

#define PAGE 1000

struct dms_json *
parts_id_values(int64_t id)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "id", id);
    return values;
}

enum dms_status
parts_find(struct dms_unit *unit, const char *entity, const char *query,
           struct dms_json *values, const struct dms_record **record,
           struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st = dms_unit_find(unit, entity, query, values, &list, error);
    *record = st == DMS_OK && dms_list_count(list) > 0 ? dms_list_at(list, 0) : NULL;
    dms_json_destroy(values);
    return st;
}

enum dms_status
parts_find_id(struct dms_unit *unit, const char *entity, const char *query, int64_t id,
              const struct dms_record **record, struct dms_error *error)
{
    return parts_find(unit, entity, query, parts_id_values(id), record, error);
}

enum dms_status
parts_list(struct dms_unit *unit, const char *entity, const char *query, int64_t id,
           const struct dms_list **list, struct dms_error *error)
{
    struct dms_json *values = parts_id_values(id);
    enum dms_status st = dms_unit_find(unit, entity, query, values, list, error);
    dms_json_destroy(values);
    return st;
}

static struct dms_json *
page_query(const struct dms_json *where, int64_t after)
{
    struct dms_json *query = dms_json_create_object(), *both = dms_json_create_array();
    struct dms_json *behind = dms_json_create_object(), *id = dms_json_create_object();
    struct dms_json *all = dms_json_create_object();
    dms_json_set_integer(behind, "gt", after);
    dms_json_take_key(id, "id", behind);
    dms_json_take(both, id);
    if (where != NULL)
        dms_json_take(both, dms_json_copy(where));
    dms_json_take_key(all, "and", both);
    dms_json_take_key(query, "where", all);
    dms_json_set_text(query, "sort", "id");
    dms_json_set_integer(query, "limit", PAGE);
    return query;
}

enum dms_status
parts_walk(struct dms_unit *unit, const char *entity, struct dms_json *where,
           parts_each each, void *context, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    int64_t after = 0;
    for (size_t count = PAGE; st == DMS_OK && count == PAGE;) {
        const struct dms_list *list = NULL;
        struct dms_json *query = page_query(where, after);
        st = dms_unit_find_json(unit, entity, query, &list, error);
        dms_json_destroy(query);
        count = st == DMS_OK ? dms_list_count(list) : 0;
        for (size_t i = 0; st == DMS_OK && i < count; i++) {
            after = dms_record_id(dms_list_at(list, i));
            st = each(unit, dms_list_at(list, i), context, error);
        }
    }
    dms_json_destroy(where);
    return st;
}

struct dms_json *
parts_only(const char *field, int64_t id)
{
    struct dms_json *where = dms_json_create_object(), *other = dms_json_create_object(),
                    *unlike = dms_json_create_object();
    dms_json_set_integer(unlike, "ne", id);
    dms_json_take_key(other, field, unlike);
    dms_json_take_key(where, "not", other);
    return where;
}

const char *
parts_yuan(struct dms_unit *unit, int64_t fen)
{
    char text[24];
    return dms_scratch_printf(unit, "%s", dms_money_print(fen, text, sizeof(text)));
}

const char *
parts_count(struct dms_unit *unit, int64_t thousandths)
{
    char text[24];
    return dms_scratch_printf(unit, "%s",
                              dms_decimal_print(thousandths, text, sizeof(text)));
}

const char *
parts_code(struct dms_unit *unit, int64_t part)
{
    const struct dms_record *record = NULL;
    if (dms_unit_get(unit, "parts.part", part, &record, NULL) != DMS_OK)
        return "?";
    return dms_record_text(record, "code");
}

/* Programs write 2 or 1.5 where people write "1.5". */
static enum dms_status
read_number(const struct dms_json *line, const char *member, bool money, int64_t *number,
            struct dms_error *error)
{
    char text[40];
    const struct dms_json *given = dms_json_at_key(line, member);
    const char *written = dms_json_text(given);
    *number = 0;
    if (dms_json_kind(given) == DMS_JSON_NULL)
        return DMS_OK;
    if (written == NULL) {
        char *printed = dms_json_print(given);
        snprintf(text, sizeof(text), "%s", printed);
        free(printed);
        written = text;
    }
    enum dms_status st = money ? dms_money_load(written, number, error)
                               : dms_decimal_load(written, number, error);
    if (st != DMS_OK)
        dms_error_at_field(error, member);
    return st;
}

enum dms_status
parts_read_quantity(const struct dms_json *line, const char *member, int64_t *thousandths,
                    struct dms_error *error)
{
    return read_number(line, member, false, thousandths, error);
}

enum dms_status
parts_read_money(const struct dms_json *line, const char *member, int64_t *fen,
                 struct dms_error *error)
{
    return read_number(line, member, true, fen, error);
}
