/* plugin.c - a report that any storage can answer: counts, sums and pages asked by name. */
#include <dms/dms.h>
#include <string.h>

static const char *const kinds[] = { "tea", "cake", NULL };
static const struct dms_field fields[] = {
    { .name = "kind",
      .type = DMS_CHOICE,
      .choices = kinds,
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "amount", .type = DMS_MONEY, .flags = DMS_REQUIRED },
    { .name = "sold_on", .type = DMS_DATE, .default_text = "@today" },
};
static const struct dms_entity sale =
    DMS_ENTITY(.name = "a_report.sale", DMS_FIELDS(fields));

static const struct dms_argument arguments[] = {
    { .name = "since", .type = DMS_DATE, .flags = DMS_REQUIRED },
};
#define OF_KIND "{\"where\":{\"kind\":\"$kind\",\"sold_on\":{\"gte\":\"$since\"}}}"

static enum dms_status
add_kind(struct dms_unit *unit, const char *kind, const char *since,
         struct dms_json *answer, struct dms_error *error)
{
    char text[24];
    int64_t count = 0, sum = 0;
    struct dms_json *values = dms_json_create_object(), *line = dms_json_create_object();
    dms_json_set_text(values, "kind", kind);
    dms_json_set_text(values, "since", since);
    enum dms_status st =
        dms_unit_count(unit, "a_report.sale", OF_KIND, values, &count, error);
    if (st == DMS_OK)
        st = dms_unit_sum(unit, "a_report.sale", OF_KIND, values, "amount", &sum, error);
    dms_json_set_integer(line, "count", count);
    dms_json_set_text(line, "sum", dms_money_print(sum, text, sizeof(text)));
    dms_json_take_key(answer, kind, line);
    dms_json_destroy(values);
    return st;
}

/* The dearest, in words. */
static enum dms_status
add_top(struct dms_unit *unit, struct dms_json *answer, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st =
        dms_unit_find(unit, "a_report.sale", "{\"sort\":\"-amount,id\",\"limit\":1}",
                      NULL, &list, error);
    if (st == DMS_OK && dms_list_count(list) > 0)
        dms_json_set_integer(answer, "top", dms_record_id(dms_list_at(list, 0)));
    return st;
}

static enum dms_status
report(struct dms_unit *unit, const struct dms_json *given, void *data,
       struct dms_json **answer, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    (void)data;
    *answer = dms_json_create_object();
    for (size_t i = 0; kinds[i] != NULL && st == DMS_OK; i++)
        st = add_kind(unit, kinds[i], dms_json_text_at(given, "since"), *answer, error);
    return st == DMS_OK ? add_top(unit, *answer, error) : st;
}
static const struct dms_call_card by_kind =
    DMS_CALL(.name = "a_report.by_kind", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "a_report.sale:read", .run = report, DMS_ARGUMENTS(arguments));

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &sale, error);
    return st == DMS_OK ? dms_register_call(registrar, &by_kind, error) : st;
}

DMS_PLUGIN(.name = "a_report", .version = "1.0.0", .start = start);
