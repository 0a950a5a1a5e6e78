/* labor_rate.c - hours come from the catalogue, the closest model first; the hourly rate from the
 * brand's rule or from the dated table, the most specific row first (row 51). */
#include <string.h>

#include "after_sales.h"

static bool
says(const struct dms_record *row, const char *field, const struct dms_record *car,
     const char *of)
{
    const char *wanted = dms_record_text(row, field),
               *is = car == NULL ? NULL : dms_record_text(car, of);
    return wanted == NULL || wanted[0] == '\0' ||
           (is != NULL && strcasecmp(wanted, is) == 0);
}

bool
service_model_fits(const struct dms_record *row, const struct dms_record *car,
                   const char *from, const char *to)
{
    int64_t year = car == NULL ? 0 : dms_record_int(car, "year");
    return says(row, "make", car, "make") && says(row, "model", car, "model") &&
           (!dms_record_has(row, from) || year >= dms_record_int(row, from)) &&
           (!dms_record_has(row, to) || (year != 0 && year <= dms_record_int(row, to)));
}

static int
closeness(const struct dms_record *row)
{
    return (dms_record_has(row, "model") ? 2 : 0) +
           (dms_record_has(row, "year_from") || dms_record_has(row, "year_to") ? 1 : 0);
}

static enum dms_status
hours_for(struct dms_unit *unit, int64_t operation, const struct dms_record *car,
          int64_t *hours, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    int best = -1;
    enum dms_status st =
        service_find(unit, "after_sales.operation_time",
                     "{\"where\":{\"operation\":\"$id\"},\"sort\":\"id\",\"limit\":1000}",
                     service_values("id", operation), &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *row = dms_list_at(list, i);
        if (!service_model_fits(row, car, "year_from", "year_to") ||
            closeness(row) <= best)
            continue;
        best = closeness(row);
        *hours = dms_record_int(row, "hours");
    }
    return st;
}

enum dms_status
service_take_operation(struct dms_unit *unit, struct dms_record *line,
                       const struct dms_record *order, const char **skill,
                       struct dms_error *error)
{
    const struct dms_record *operation = NULL, *car = NULL;
    *skill = NULL;
    if (!dms_record_has(line, "operation"))
        return DMS_OK;
    enum dms_status st =
        dms_unit_get(unit, "after_sales.operation", dms_record_int(line, "operation"),
                     &operation, error);
    if (st == DMS_OK && dms_record_has(order, "car"))
        st = dms_unit_get(unit, "after_sales.car", dms_record_int(order, "car"), &car,
                          error);
    if (st != DMS_OK)
        return st;
    struct service_fill fill = { .record = line, .error = error };
    int64_t hours = dms_record_int(operation, "hours");
    *skill = dms_record_text(operation, "skill");
    if (!dms_record_has(line, "text"))
        service_put_same(&fill, "text", operation, "name");
    if (dms_record_has(line, "hours"))
        return fill.st;
    st = hours_for(unit, dms_record_id(operation), car, &hours, error);
    service_put(&fill, "hours", hours);
    return st == DMS_OK ? fill.st : st;
}

/* -1: the row is about another payer, skill or brand. */
static int
rate_fits(const struct dms_record *row, const char *payer, const char *skill,
          int64_t brand)
{
    const char *wants_payer = dms_record_text(row, "payer"),
               *wants_skill = dms_record_text(row, "skill");
    int points = 0;
    if (wants_payer != NULL && strcmp(wants_payer, payer) != 0)
        return -1;
    if (wants_skill != NULL && (skill == NULL || strcmp(wants_skill, skill) != 0))
        return -1;
    if (dms_record_has(row, "brand") && dms_record_int(row, "brand") != brand)
        return -1;
    points += wants_payer != NULL ? 4 : 0;
    points += wants_skill != NULL ? 2 : 0;
    return points + (dms_record_has(row, "brand") ? 1 : 0);
}

static enum dms_status
rate_of_table(struct dms_unit *unit, struct service_fill *line, const char *payer,
              const char *skill, const struct dms_record *order)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = service_values("store", dms_record_store(order));
    const struct dms_record *found = NULL;
    int best = -1;
    dms_json_set_text(values, "today", service_day(unit, dms_unit_today(unit)));
    enum dms_status st = service_find(
        unit, "after_sales.labor_rate",
        "{\"where\":{\"store\":\"$store\",\"valid_from\":{\"lte\":\"$today\"},"
        "\"or\":[{\"valid_to\":{\"is_null\":true}},{\"valid_to\":{\"gte\":\"$today\"}}]},"
        "\"sort\":\"-valid_from,-id\",\"limit\":1000}",
        values, &list, line->error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        int points =
            rate_fits(dms_list_at(list, i), payer, skill, dms_record_int(order, "brand"));
        if (points > best) {
            best = points;
            found = dms_list_at(list, i);
        }
    }
    if (st != DMS_OK)
        return st;
    if (found == NULL)
        return dms_fail_field(line->error, DMS_INVALID, "rate", "after_sales.no_rate",
                              "payer=@choice.after_sales.order_line.payer.%s", payer);
    service_put(line, "rate", dms_record_int(found, "rate"));
    service_put_text(line, "rate_from",
                     dms_scratch_printf(unit, "after_sales.labor_rate %lld",
                                        (long long)dms_record_id(found)));
    return line->st;
}

enum dms_status
service_take_rate(struct dms_unit *unit, struct dms_record *line,
                  const struct dms_record *order, const char *skill,
                  struct dms_error *error)
{
    struct service_fill fill = { .record = line, .error = error };
    struct dms_json *answer = NULL, *facts = dms_json_create_object();
    const char *payer = dms_record_text(line, "payer");
    payer = payer == NULL ? "customer" : payer;
    dms_json_set_text(facts, "payer", payer);
    dms_json_set_text(facts, "skill", skill);
    dms_json_set_text(facts, "kind", dms_record_text(order, "kind"));
    enum dms_status st =
        service_decide(unit, "after_sales.labor_rate", facts, &answer, error);
    if (st != DMS_OK || answer == NULL ||
        dms_json_kind(dms_json_at_key(answer, "rate")) != DMS_JSON_INTEGER) {
        dms_json_destroy(answer);
        return st != DMS_OK ? st : rate_of_table(unit, &fill, payer, skill, order);
    }
    service_put(&fill, "rate", dms_json_integer_at(answer, "rate"));
    service_put_text(&fill, "rate_from", dms_json_text_at(answer, "rule"));
    dms_json_destroy(answer);
    return fill.st;
}
