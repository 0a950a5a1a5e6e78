/* plugin.c - declares a figure, and answers it inside a call of its own. */
#include <dms/dms.h>

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
    DMS_ENTITY(.name = "a_figure.sale", DMS_FIELDS(fields));

static const struct dms_measure takings = {
    .entity = "a_figure.sale", .at = "sold_on", .sum = "amount", .dimensions = "kind=kind"
};
static const struct dms_figure turnover =
    DMS_FIGURE(.name = "a_figure.turnover", .unit = DMS_FIGURE_MONEY,
               .windows = DMS_WINDOW_DAY | DMS_WINDOW_MONTH, .numerator = &takings);

static enum dms_status
today(struct dms_unit *unit, const struct dms_json *arguments, void *data,
      struct dms_json **answer, struct dms_error *error)
{
    struct dms_json *question = dms_json_create_object(), *figure = NULL;
    (void)arguments, (void)data;
    dms_json_set_text(question, "name", "a_figure.turnover");
    dms_json_set_text(question, "window", "day");
    enum dms_status st = dms_unit_figure(unit, question, &figure, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_take_key(*answer, "turnover",
                          dms_json_copy(dms_json_at_key(figure, "value")));
    }
    dms_json_destroy(figure);
    dms_json_destroy(question);
    return st;
}
static const struct dms_call_card call =
    DMS_CALL(.name = "a_figure.today",
             .flags = DMS_CALL_EXPOSED | DMS_CALL_READS | DMS_CALL_OPEN, .run = today);

static enum dms_status
start(struct dms_registrar *registrar, struct dms_error *error)
{
    enum dms_status st = dms_register_entity(registrar, &sale, error);
    if (st == DMS_OK)
        st = dms_register_figure(registrar, &turnover, error);
    return st == DMS_OK ? dms_register_call(registrar, &call, error) : st;
}

DMS_PLUGIN(.name = "a_figure", .version = "1.0.0", .start = start);
