/* where.c - does a record fit a filter, as it is in memory? For records of the past, which the
 * store cannot be asked about. A step through a reference looks at today's target. */
#include <stdlib.h>
#include <string.h>

#include "script/follow_up.h"

static bool
number_of(const struct dms_json *json, double *number)
{
    char *end = NULL;
    const char *text = dms_json_text(json);
    if (text == NULL) {
        *number = dms_json_kind(json) == DMS_JSON_BOOLEAN ? dms_json_boolean(json)
                                                          : dms_json_real(json);
        return dms_json_kind(json) == DMS_JSON_INTEGER ||
               dms_json_kind(json) == DMS_JSON_REAL ||
               dms_json_kind(json) == DMS_JSON_BOOLEAN;
    }
    *number = strtod(text, &end);
    return end != text && *end == 0;
}

/* Dates and times are written so that their text sorts as they do. */
static int
compare(const struct dms_json *left, const struct dms_json *right)
{
    double left_number, right_number;
    const char *left_text = dms_json_text(left), *right_text = dms_json_text(right);
    if (number_of(left, &left_number) && number_of(right, &right_number))
        return left_number < right_number ? -1 : left_number > right_number;
    return strcmp(left_text == NULL ? "" : left_text,
                  right_text == NULL ? "" : right_text);
}

static bool
is_in(const struct dms_json *value, const struct dms_json *list)
{
    for (size_t i = 0; i < dms_json_count(list); i++)
        if (compare(value, dms_json_at(list, i)) == 0)
            return true;
    return false;
}

static bool
holds(const struct dms_json *value, const char *operator, const struct dms_json * wanted)
{
    bool empty = dms_json_kind(value) == DMS_JSON_NULL;
    if (strcmp(operator, "is_null") == 0)
        return empty == dms_json_boolean(wanted);
    if (dms_json_kind(wanted) == DMS_JSON_NULL)
        return (strcmp(operator, "ne") == 0) != empty;
    if (empty)
        return false;
    if (strcmp(operator, "in") == 0)
        return is_in(value, wanted);
    if (strcmp(operator, "contains") == 0)
        return dms_json_text(value) != NULL && dms_json_text(wanted) != NULL &&
               strstr(dms_json_text(value), dms_json_text(wanted)) != NULL;
    int order = compare(value, wanted);
    return strcmp(operator, "eq") == 0    ? order == 0
           : strcmp(operator, "ne") == 0  ? order != 0
           : strcmp(operator, "lt") == 0  ? order < 0
           : strcmp(operator, "lte") == 0 ? order <= 0
           : strcmp(operator, "gt") == 0  ? order > 0
                                          : order >= 0;
}

static struct dms_json *
value_of(struct dms_unit *unit, const struct dms_record *record, const char *name)
{
    char own[64];
    const char *dot = strchr(name, '.');
    if (dot == NULL)
        return dms_record_json(record, name);
    const struct dms_record *other = NULL;
    snprintf(own, sizeof(own), "%.*s", (int)(dot - name), name);
    const struct dms_field *field = dms_record_field(record, own);
    if (field == NULL || field->target == NULL || !dms_record_has(record, own) ||
        dms_unit_get(unit, field->target, dms_record_int(record, own), &other, NULL) !=
            DMS_OK)
        return NULL;
    return dms_record_json(other, dot + 1);
}

static bool
field_fits(struct dms_unit *unit, const struct dms_record *record, const char *name,
           const struct dms_json *wanted)
{
    struct dms_json *value = value_of(unit, record, name);
    struct dms_json *resolved = moment_resolve(unit, wanted);
    bool fits = true;
    wanted = resolved;
    if (dms_json_kind(wanted) != DMS_JSON_OBJECT)
        fits = holds(value, "eq", wanted);
    for (size_t i = 0;
         dms_json_kind(wanted) == DMS_JSON_OBJECT && i < dms_json_count(wanted); i++)
        fits = fits &&
               holds(value, dms_json_key_at(wanted, i), dms_json_value_at(wanted, i));
    dms_json_destroy(resolved);
    dms_json_destroy(value);
    return fits;
}

bool
where_fits(struct dms_unit *unit, const struct dms_record *record,
           const struct dms_json *where)
{
    bool fits = true;
    for (size_t i = 0; fits && i < dms_json_count(where); i++) {
        const char *key = dms_json_key_at(where, i);
        const struct dms_json *part = dms_json_value_at(where, i);
        bool any = strcmp(key, "or") == 0, all = strcmp(key, "and") == 0;
        if (strcmp(key, "not") == 0)
            fits = !where_fits(unit, record, part);
        else if (!any && !all)
            fits = field_fits(unit, record, key, part);
        if (any)
            fits = dms_json_count(part) == 0;
        for (size_t k = 0; (any || all) && fits == all && k < dms_json_count(part); k++)
            fits = where_fits(unit, record, dms_json_at(part, k));
    }
    return fits;
}
