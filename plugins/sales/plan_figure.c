/* plan_figure.c - a figure asked for by a plan: over its days, for its store and its people. */
#include <string.h>

#include "plan.h"

bool
sales_has_dimension(const struct dms_json *figure, const char *name)
{
    const struct dms_json *dimensions = dms_json_at_key(figure, "dimensions");
    for (size_t i = 0; i < dms_json_count(dimensions); i++)
        if (strcmp(dms_json_text_at(dms_json_at(dimensions, i), "name"), name) == 0)
            return true;
    return false;
}

enum dms_status
sales_ask_figure(struct dms_unit *unit, const char *name, int64_t from, int64_t to,
                 struct dms_json *only, struct dms_json **answer, struct dms_error *error)
{
    char text[16];
    struct dms_json *question = dms_json_create_object();
    dms_json_set_text(question, "name", name);
    dms_json_set_text(question, "from", dms_date_print(from, text, sizeof(text)));
    dms_json_set_text(question, "to", dms_date_print(to, text, sizeof(text)));
    if (only != NULL)
        dms_json_take_key(question, "only", only);
    enum dms_status st = dms_unit_figure(unit, question, answer, error);
    dms_json_destroy(question);
    return st;
}

/* Stored units in a thousandth of what people write: fen, basis points, whole things. */
int64_t
sales_stored_number(const char *unit, int64_t thousandths)
{
    if (unit == NULL || strcmp(unit, "count") == 0)
        return thousandths / 1000;
    return strcmp(unit, "money") == 0 || strcmp(unit, "percent") == 0 ? thousandths / 10
                                                                      : thousandths;
}

/* The smallest piece a target of this unit can be cut into, in thousandths; 0: it cannot be. */
int64_t
sales_quantum(const char *unit)
{
    if (unit == NULL)
        return 0;
    return strcmp(unit, "count") == 0 ? 1000 : strcmp(unit, "money") == 0 ? 10 : 0;
}

int64_t
sales_written_number(const struct dms_json *value)
{
    int64_t number = 0;
    const char *text = dms_json_text(value);
    if (text == NULL)
        return dms_json_integer(value) * 1000;
    return dms_decimal_load(text, &number, NULL) == DMS_OK ? number : 0;
}

static int64_t
months_of(const char *period)
{
    return strcmp(period, "month") == 0 ? 1 : strcmp(period, "quarter") == 0 ? 3 : 12;
}

int64_t
sales_first_day(const char *period, int64_t day)
{
    int64_t year, month, of_month, months = months_of(period);
    dms_date_split(day, &year, &month, &of_month);
    return dms_date_make(year, (month - 1) / months * months + 1, 1);
}

int64_t
sales_last_day(const char *period, int64_t from)
{
    int64_t year, month, day;
    if (sales_first_day(period, from) != from)
        return 0;
    dms_date_split(from, &year, &month, &day);
    month += months_of(period);
    return (month > 12 ? dms_date_make(year + 1, month - 12, 1)
                       : dms_date_make(year, month, 1)) -
           1;
}

const char *
sales_plain_number(struct dms_unit *unit, const char *kind, int64_t thousandths)
{
    char text[32];
    if (strcmp(kind, "money") != 0 && strcmp(kind, "percent") != 0)
        return sales_decimal(unit, thousandths);
    return dms_scratch_printf(
        unit, "%s",
        dms_money_print(sales_stored_number(kind, thousandths), text, sizeof(text)));
}

const char *
sales_decimal(struct dms_unit *unit, int64_t thousandths)
{
    char text[32];
    return dms_scratch_printf(unit, "%s",
                              dms_decimal_print(thousandths, text, sizeof(text)));
}

const char *
sales_day(struct dms_unit *unit, int64_t days)
{
    char text[16];
    return dms_scratch_printf(unit, "%s", dms_date_print(days, text, sizeof(text)));
}
