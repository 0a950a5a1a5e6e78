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
