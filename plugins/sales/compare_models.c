/* compare_models.c - sales.compare_models: models side by side on one day: price, parameters,
 * options, and where they differ (row 19). */
#include <string.h>

#include "showroom.h"

#define MOST_MODELS 10

struct comparison {
    struct dms_unit *unit;
    int64_t models[MOST_MODELS];
    size_t count;
    int64_t day;
};

static enum dms_status
find_in_force(const struct comparison *of, const char *entity, int64_t model,
              const struct dms_list **list, struct dms_error *error)
{
    static const char query[] =
        "{\"where\":{\"model\":\"$model\",\"starts_on\":{\"lte\":\"$day\"},\"or\":["
        "{\"ends_on\":{\"is_null\":true}},{\"ends_on\":{\"gte\":\"$day\"}}]},"
        "\"sort\":\"id\",\"limit\":500}";
    char text[16];
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "model", model);
    dms_json_set_text(values, "day", dms_date_print(of->day, text, sizeof(text)));
    enum dms_status st = dms_unit_find(of->unit, entity, query, values, list, error);
    dms_json_destroy(values);
    return st;
}

/* The row of parameter NAME: one value a model, JSON null where it has none. */
static struct dms_json *
row_of(struct dms_json *rows, const struct comparison *of, const struct dms_record *from)
{
    const char *name = dms_record_text(from, "name");
    for (size_t i = 0; i < dms_json_count(rows); i++)
        if (strcmp(dms_json_text_at(dms_json_at(rows, i), "parameter"), name) == 0)
            return (struct dms_json *)(uintptr_t)dms_json_at(rows, i);
    struct dms_json *row = dms_json_create_object();
    (void)of;
    dms_json_set_text(row, "parameter", name);
    dms_json_set_text(row, "unit", dms_record_text(from, "unit"));
    dms_json_take_key(row, "values", dms_json_create_object());
    dms_json_take(rows, row);
    return row;
}

static enum dms_status
add_parameters(const struct comparison *of, int64_t model, struct dms_json *rows,
               struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st = find_in_force(of, "sales.parameter", model, &list, error);
    const char *key = dms_scratch_printf(of->unit, "%lld", (long long)model);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        const struct dms_record *parameter = dms_list_at(list, i);
        const struct dms_json *values =
            dms_json_at_key(row_of(rows, of, parameter), "values");
        dms_json_set_text((struct dms_json *)(uintptr_t)values, key,
                          dms_record_text(parameter, "value"));
    }
    return st;
}

static enum dms_status
add_options(const struct comparison *of, int64_t model, struct dms_json *card,
            struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *options = dms_json_create_array();
    enum dms_status st = find_in_force(of, "sales.option", model, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        struct dms_json *option = dms_json_create_object();
        const struct dms_record *record = dms_list_at(list, i);
        dms_json_set_text(option, "code", dms_record_text(record, "code"));
        dms_json_set_text(option, "name", dms_record_text(record, "name"));
        dms_json_set_text(option, "price",
                          sales_yuan(of->unit, dms_record_int(record, "price")));
        dms_json_take(options, option);
    }
    dms_json_take_key(card, "options", options);
    return st;
}

static enum dms_status
add_model(const struct comparison *of, int64_t model, struct dms_json *models,
          struct dms_error *error)
{
    int64_t price = 0;
    const struct dms_record *record = NULL;
    enum dms_status st = sales_see(of->unit, "sales.model", model, &record, error);
    if (st == DMS_OK)
        st = sales_list_price(of->unit, model, of->day, &price, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *card = dms_json_create_object();
    dms_json_set_integer(card, "id", model);
    dms_json_set_text(card, "name", dms_record_text(record, "name"));
    dms_json_set_text(card, "make", dms_record_text(record, "make"));
    dms_json_set_text(card, "price", sales_yuan(of->unit, price));
    st = add_options(of, model, card, error);
    dms_json_take(models, card);
    return st;
}

/* A row differs when a model lacks the value, or says another one. */
static void
mark_differences(const struct comparison *of, struct dms_json *rows)
{
    for (size_t i = 0; i < dms_json_count(rows); i++) {
        struct dms_json *row = (struct dms_json *)(uintptr_t)dms_json_at(rows, i);
        const struct dms_json *values = dms_json_at_key(row, "values");
        bool differs = dms_json_count(values) < of->count;
        for (size_t k = 1; k < dms_json_count(values); k++)
            differs = differs || strcmp(dms_json_text(dms_json_value_at(values, k)),
                                        dms_json_text(dms_json_value_at(values, 0))) != 0;
        dms_json_set_boolean(row, "differs", differs);
    }
}

static enum dms_status
read_question(struct comparison *of, const struct dms_json *arguments,
              struct dms_error *error)
{
    const struct dms_json *models = dms_json_at_key(arguments, "models");
    const char *day = dms_json_text_at(arguments, "on");
    of->count = dms_json_count(models);
    of->day = dms_unit_today(of->unit);
    if (dms_json_kind(models) != DMS_JSON_ARRAY || of->count < 2 ||
        of->count > MOST_MODELS)
        return dms_fail_field(error, DMS_INVALID, "models", "sales.compare_needs_models",
                              "");
    for (size_t i = 0; i < of->count; i++)
        of->models[i] = dms_json_integer(dms_json_at(models, i));
    return day != NULL ? dms_date_load(day, &of->day, error) : DMS_OK;
}

static enum dms_status
compare(struct dms_unit *unit, const struct dms_json *arguments, void *data,
        struct dms_json **answer, struct dms_error *error)
{
    (void)data;
    struct comparison of = { .unit = unit };
    enum dms_status st = read_question(&of, arguments, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *models = dms_json_create_array(), *rows = dms_json_create_array();
    for (size_t i = 0; st == DMS_OK && i < of.count; i++)
        st = add_model(&of, of.models[i], models, error);
    for (size_t i = 0; st == DMS_OK && i < of.count; i++)
        st = add_parameters(&of, of.models[i], rows, error);
    mark_differences(&of, rows);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "models", models);
    dms_json_take_key(*answer, "rows", rows);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "models", .type = DMS_STRUCTURED, .flags = DMS_REQUIRED },
    { .name = "on", .type = DMS_DATE },
};

const struct dms_call_card sales_compare_models_call =
    DMS_CALL(.name = "sales.compare_models", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             DMS_ARGUMENTS(arguments), .permission = "sales.model:read", .run = compare);
