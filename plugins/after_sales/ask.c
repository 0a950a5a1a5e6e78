/* ask.c - small questions and answers that all behaviours of the workshop share. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "after_sales.h"

struct dms_json *
service_values(const char *key, int64_t number)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, key, number);
    return values;
}

struct dms_json *
service_words(const char *key, const char *text)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, key, text);
    return values;
}

enum dms_status
service_find(struct dms_unit *unit, const char *entity, const char *query,
             struct dms_json *values, const struct dms_list **list,
             struct dms_error *error)
{
    enum dms_status st = dms_unit_find(unit, entity, query, values, list, error);
    dms_json_destroy(values);
    return st;
}

enum dms_status
service_first(struct dms_unit *unit, const char *entity, const char *query,
              struct dms_json *values, const struct dms_record **record,
              struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st = service_find(unit, entity, query, values, &list, error);
    *record = st == DMS_OK && dms_list_count(list) > 0 ? dms_list_at(list, 0) : NULL;
    return st;
}

enum dms_status
service_decide(struct dms_unit *unit, const char *name, struct dms_json *facts,
               struct dms_json **answer, struct dms_error *error)
{
    *answer = NULL;
    enum dms_status st = DMS_OK;
    if (dms_unit_can_call(unit, name))
        st = dms_call(unit, name, facts, answer, error);
    if (st == DMS_UNSUPPORTED) { /* other brands decide this, ours does not */
        dms_error_clear(error);
        st = DMS_OK;
    }
    dms_json_destroy(facts);
    return st;
}

enum dms_status
service_blame(const struct dms_json *answer, struct dms_error *error)
{
    dms_error_at_rule(error, dms_json_text_at(answer, "rule"));
    dms_error_at_file(error, dms_json_text_at(answer, "file"),
                      dms_json_integer_at(answer, "line"));
    return DMS_DENIED;
}

const char *
service_yuan(struct dms_unit *unit, int64_t fen)
{
    char text[24];
    return dms_scratch_printf(unit, "%s", dms_money_print(fen, text, sizeof(text)));
}

const char *
service_hours(struct dms_unit *unit, int64_t thousandths)
{
    char text[24];
    return dms_scratch_printf(unit, "%s",
                              dms_decimal_print(thousandths, text, sizeof(text)));
}

const char *
service_when(struct dms_unit *unit, int64_t ms)
{
    char text[40];
    dms_time_print(ms, dms_unit_offset(unit), text, sizeof(text));
    text[16] = '\0'; /* to the minute: people read it */
    text[10] = ' ';
    return dms_scratch_printf(unit, "%s", text);
}

const char *
service_day(struct dms_unit *unit, int64_t days)
{
    char text[16];
    return dms_scratch_printf(unit, "%s", dms_date_print(days, text, sizeof(text)));
}

bool
service_is(const struct dms_record *record, const char *field, const char *word)
{
    const char *text = dms_record_text(record, field);
    return text != NULL && strcmp(text, word) == 0;
}

bool
service_in_state(const struct dms_record *record, const char *state)
{
    return strcmp(dms_record_state(record), state) == 0;
}

/* Files shout, people do not: the make as it stands, in capitals, small, and as a name. */
struct dms_json *
service_spellings(struct dms_unit *unit, const char *make)
{
    struct dms_json *list = dms_json_create_array();
    char *text = dms_scratch_printf(unit, "%s", make);
    dms_json_take(list, dms_json_create_text(text));
    for (char *at = text; *at != '\0'; at++)
        *at = (char)toupper((unsigned char)*at);
    dms_json_take(list, dms_json_create_text(text));
    for (char *at = text; *at != '\0'; at++)
        *at = (char)tolower((unsigned char)*at);
    dms_json_take(list, dms_json_create_text(text));
    text[0] = (char)toupper((unsigned char)text[0]);
    dms_json_take(list, dms_json_create_text(text));
    return list;
}

/* THOUSANDTHS of PRICE, rounded half away from zero: per line, for the printed lines are what
 * people and the tax office add up. */
int64_t
service_times(int64_t price, int64_t thousandths)
{
    int64_t whole = thousandths / 1000, rest = thousandths % 1000;
    int64_t part = price * rest;
    return price * whole + (part + (part < 0 ? -500 : 500)) / 1000;
}

/* The last day of a shorter month, not the first of the next. */
int64_t
service_months_after(int64_t days, int64_t months)
{
    int64_t year = 0, month = 0, day = 0;
    dms_date_split(days, &year, &month, &day);
    months += month - 1;
    year += months / 12;
    month = months % 12 + 1;
    int64_t first = dms_date_make(year, month, 1);
    int64_t next =
        month == 12 ? dms_date_make(year + 1, 1, 1) : dms_date_make(year, month + 1, 1);
    return first + day > next ? next - 1 : first + day - 1;
}

/* Calls run with the plugin's rights, so they ask themselves whose store it is. */
enum dms_status
service_get_here(struct dms_unit *unit, const char *entity, int64_t id,
                 const struct dms_record **record, struct dms_error *error)
{
    enum dms_status st = dms_unit_get(unit, entity, id, record, error);
    int64_t store = dms_unit_store(unit);
    if (st != DMS_OK || store == 0 || dms_record_store(*record) == 0 ||
        dms_record_store(*record) == store)
        return st;
    return dms_fail(error, DMS_NOT_FOUND, "after_sales.not_here", "");
}

struct service_fill
service_begin(struct dms_unit *unit, const char *entity, struct dms_error *error)
{
    struct service_fill fill = { .error = error };
    fill.st = dms_unit_new(unit, entity, &fill.record, error);
    return fill;
}

struct service_fill
service_edit(struct dms_unit *unit, const char *entity, int64_t id,
             struct dms_error *error)
{
    struct service_fill fill = { .error = error };
    fill.st = dms_unit_edit(unit, entity, id, &fill.record, error);
    return fill;
}

void
service_put(struct service_fill *fill, const char *field, int64_t number)
{
    if (fill->st == DMS_OK)
        fill->st = dms_record_set_int(fill->record, field, number, fill->error);
}

void
service_put_text(struct service_fill *fill, const char *field, const char *text)
{
    if (fill->st == DMS_OK && text != NULL)
        fill->st = dms_record_set_text(fill->record, field, text, fill->error);
}

void
service_put_json(struct service_fill *fill, const char *field, struct dms_json *value)
{
    char *text = dms_json_print(value);
    service_put_text(fill, field, text);
    free(text);
    dms_json_destroy(value);
}

/* The field as FROM has it, whatever its type. */
void
service_put_same(struct service_fill *fill, const char *field,
                 const struct dms_record *from, const char *source)
{
    if (fill->st != DMS_OK || !dms_record_has(from, source))
        return;
    struct dms_json *value = dms_record_json(from, source);
    fill->st = dms_record_set_json(fill->record, field, value, fill->error);
    dms_json_destroy(value);
}

enum dms_status
service_save(struct dms_unit *unit, struct service_fill *fill)
{
    if (fill->st == DMS_OK)
        fill->st = dms_unit_save(unit, fill->record, fill->error);
    return fill->st;
}
