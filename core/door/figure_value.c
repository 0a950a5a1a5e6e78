/* figure_value.c - from numerator and denominator to the value, rounded once, half away from
 * zero, and written as people write it. */
#include "door/figure.h"

/* Products of two 64-bit numbers. */
__extension__ typedef __int128 wide;

static const struct {
    const char *name;
    int64_t scale; /* stored units in one */
} units[] = { [DMS_FIGURE_COUNT] = { "count", 1 },
              [DMS_FIGURE_MONEY] = { "money", 100 },
              [DMS_FIGURE_PERCENT] = { "percent", 10000 },
              [DMS_FIGURE_DECIMAL] = { "decimal", 1000 },
              [DMS_FIGURE_DAYS] = { "days", 1000 } };

const char *
figure_unit_name(uint32_t unit)
{
    return units[unit].name;
}

static int64_t
scale_of(uint32_t type)
{
    return type == DMS_MONEY ? 100 : type == DMS_DECIMAL ? 1000 : 1;
}

static int64_t
divide(wide above, wide below)
{
    if (below < 0) {
        above = -above;
        below = -below;
    }
    wide whole = (above >= 0 ? above * 2 + below : above * 2 - below) / (below * 2);
    return whole > INT64_MAX ? INT64_MAX : whole < INT64_MIN ? INT64_MIN : (int64_t)whole;
}

/* In the figure's stored unit; false: nothing to divide by. */
static bool
value_of(const struct catalogue_figure *figure, const struct figure_rows *rows,
         const struct figure_row *row, int64_t *value)
{
    wide scale = units[figure->card.unit].scale;
    wide above = row->parts[0] * scale, below = scale_of(rows->types[0]);
    if (figure->card.denominator != NULL) {
        above *= scale_of(rows->types[1]);
        below *= row->parts[1];
    }
    if (below == 0)
        return false;
    *value = divide(above, below);
    return true;
}

static struct dms_json *
written(uint32_t unit, int64_t value)
{
    char text[32];
    if (unit == DMS_FIGURE_COUNT)
        return dms_json_create_integer(value);
    /* Basis points are to per cent what fen are to yuan. */
    if (unit == DMS_FIGURE_MONEY || unit == DMS_FIGURE_PERCENT)
        return dms_json_create_text(dms_money_print(value, text, sizeof(text)));
    return dms_json_create_text(dms_decimal_print(value, text, sizeof(text)));
}

static struct dms_json *
written_part(uint32_t type, int64_t number)
{
    return written(type == DMS_MONEY     ? DMS_FIGURE_MONEY
                   : type == DMS_DECIMAL ? DMS_FIGURE_DECIMAL
                                         : DMS_FIGURE_COUNT,
                   number);
}

void
figure_say(const struct catalogue_figure *figure, const struct figure_rows *rows,
           const struct figure_row *row, struct dms_json *json)
{
    int64_t value;
    dms_json_take_key(json, "value",
                      value_of(figure, rows, row, &value)
                          ? written(figure->card.unit, value)
                          : dms_json_create_null());
    dms_json_take_key(json, "numerator", written_part(rows->types[0], row->parts[0]));
    if (figure->card.denominator != NULL)
        dms_json_take_key(json, "denominator",
                          written_part(rows->types[1], row->parts[1]));
}

void
figure_say_target(const struct catalogue_figure *figure, const struct figure_rows *rows,
                  const struct figure_row *row, int64_t target, struct dms_json *json)
{
    int64_t value;
    dms_json_take_key(json, "target", written(figure->card.unit, target));
    if (target != 0 && value_of(figure, rows, row, &value))
        dms_json_take_key(
            json, "attainment",
            written(DMS_FIGURE_PERCENT, divide((wide)value * 10000, target)));
}

static struct dms_json *
written_benchmark(uint32_t unit, const struct dms_json *benchmark, const int64_t *value)
{
    static const char *const passed[] = { "name", "since", "source" };
    int64_t other = dms_json_integer_at(benchmark, "value");
    struct dms_json *json = dms_json_create_object();
    for (size_t i = 0; i < sizeof(passed) / sizeof(passed[0]); i++)
        if (dms_json_at_key(benchmark, passed[i]) != NULL)
            dms_json_take_key(json, passed[i],
                              dms_json_copy(dms_json_at_key(benchmark, passed[i])));
    dms_json_take_key(json, "value", written(unit, other));
    if (value != NULL)
        dms_json_set_text(json, "compared",
                          *value > other   ? "above"
                          : *value < other ? "below"
                                           : "equal");
    return json;
}

void
figure_say_benchmarks(const struct catalogue_figure *figure,
                      const struct figure_rows *rows, const struct figure_row *row,
                      const struct dms_json *benchmarks, struct dms_json *json)
{
    int64_t value;
    bool known = value_of(figure, rows, row, &value);
    struct dms_json *list = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(benchmarks); i++)
        dms_json_take(list,
                      written_benchmark(figure->card.unit, dms_json_at(benchmarks, i),
                                        known ? &value : NULL));
    dms_json_take_key(json, "benchmarks", list);
}
