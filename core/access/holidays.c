/* holidays.c - the state's holidays and 调休 working days, as holiday-cn publishes them:
 * {"year":2024,"days":[{"name":"元旦","date":"2024-01-01","isOffDay":true}…]}. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "access/entities.h"
#include "base/text.h"
#include "dms/importer.h"

#define FILE_LIMIT (1 << 20) /* a year has a few dozen days */

static enum dms_status
read_all(struct dms_import *import, struct text *text, struct dms_error *error)
{
    char piece[8192];
    size_t got = 1;
    enum dms_status st = DMS_OK;
    text_add(text, "");
    while (st == DMS_OK && got > 0 && text->size < FILE_LIMIT) {
        st = dms_import_read(import, piece, sizeof(piece), &got, error);
        if (st == DMS_OK)
            text_add_sized(text, piece, got);
    }
    return st;
}

static enum dms_status
find_day(struct dms_unit *unit, const char *date, struct dms_record **day,
         struct dms_error *error)
{
    const struct dms_list *found = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "date", date);
    enum dms_status st =
        dms_unit_find(unit, "core.calendar_day", "{\"where\":{\"date\":\"$date\"},\"limit\":1}",
                      values, &found, error);
    dms_json_destroy(values);
    if (st != DMS_OK)
        return st;
    return dms_list_count(found) == 1
               ? dms_unit_edit(unit, "core.calendar_day", dms_record_id(dms_list_at(found, 0)),
                               day, error)
               : dms_unit_new(unit, "core.calendar_day", day, error);
}

/* A day announced again, or otherwise, takes the place of what was known of it. */
static enum dms_status
put_day(struct dms_unit *unit, const struct dms_json *row, void *context,
        struct dms_error *error)
{
    static const char *const fields[] = { "date", "name", "workday" };
    struct dms_record *day = NULL;
    (void)context;
    enum dms_status st = find_day(unit, dms_json_text_at(row, "date"), &day, error);
    for (size_t i = 0; st == DMS_OK && i < sizeof(fields) / sizeof(fields[0]); i++)
        st = dms_record_set_json(day, fields[i], dms_json_at_key(row, fields[i]), error);
    return st == DMS_OK ? dms_unit_save(unit, day, error) : st;
}

static enum dms_status
import_day(struct dms_import *import, int64_t number, const struct dms_json *given,
           struct dms_error *error)
{
    char key[160];
    const char *date = dms_json_text_at(given, "date"), *name = dms_json_text_at(given, "name");
    bool off = dms_json_boolean_at(given, "isOffDay");
    if (date == NULL || dms_json_kind(dms_json_at_key(given, "isOffDay")) != DMS_JSON_BOOLEAN) {
        dms_fail(error, DMS_INVALID, "access.no_holiday", "number=%" PRId64, number);
        dms_error_at_file(error, dms_import_file(import), 0);
        return DMS_INVALID;
    }
    struct dms_json *row = dms_json_create_object();
    dms_json_set_text(row, "date", date);
    dms_json_set_text(row, "name", name != NULL ? name : "");
    dms_json_set_boolean(row, "workday", !off);
    snprintf(key, sizeof(key), "holidays:%.20s:%.60s:%d", date, name != NULL ? name : "", off);
    struct dms_error *refused = dms_error_create();
    enum dms_status st = dms_import_row(import, number, key, row, put_day, NULL, refused);
    bool broken = st == DMS_STORAGE || st == DMS_FULL || st == DMS_BUG;
    if (broken)
        dms_error_copy(error, refused);
    dms_error_destroy(refused);
    dms_json_destroy(row);
    return broken ? st : DMS_OK;
}

static enum dms_status
import_holidays(struct dms_import *import, void *data, struct dms_error *error)
{
    (void)data;
    struct text text = { 0 };
    struct dms_json *json = NULL;
    enum dms_status st = read_all(import, &text, error);
    if (st == DMS_OK && (st = dms_json_load(text.data, text.size, &json, error)) != DMS_OK)
        dms_error_at_file(error, dms_import_file(import), dms_error_line(error));
    const struct dms_json *days = dms_json_at_key(json, "days");
    if (st == DMS_OK && dms_json_kind(days) != DMS_JSON_ARRAY) {
        st = dms_fail(error, DMS_INVALID, "access.no_holidays", "");
        dms_error_at_file(error, dms_import_file(import), 0);
    }
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(days); i++)
        st = import_day(import, (int64_t)i + 1, dms_json_at(days, i), error);
    dms_json_destroy(json);
    text_clear(&text);
    return st;
}

const struct dms_importer access_holidays = {
    .size = sizeof(struct dms_importer),
    .name = "holidays",
    .permission = "core.calendar_day",
    .run = import_holidays,
    .whole = 1,
};
