/* figure_beside.c - what a figure is shown beside: the target of its days, and what others reach. Who
 * keeps such numbers is asked once for all figures. */
#include "door/figure.h"

static enum dms_status
ask_keeper(const struct figure_ask *ask, const char *call, struct dms_json **answer,
           struct dms_error *error)
{
    return dms_unit_can_call(ask->unit, call)
               ? figure_call(ask, call, NULL, answer, error)
               : DMS_OK;
}

enum dms_status
figure_beside_ask(const struct figure_ask *ask, struct figure_beside *beside,
                  struct dms_error *error)
{
    *beside = (struct figure_beside){ 0 };
    enum dms_status st = ask_keeper(ask, "figure.targets", &beside->targets, error);
    return st == DMS_OK ? ask_keeper(ask, "figure.benchmarks", &beside->benchmarks, error)
                        : st;
}

void
figure_beside_clear(struct figure_beside *beside)
{
    dms_json_destroy(beside->targets);
    dms_json_destroy(beside->benchmarks);
    *beside = (struct figure_beside){ 0 };
}

void
figure_beside_say(const struct figure_beside *beside,
                  const struct catalogue_figure *figure, const struct figure_rows *rows,
                  struct dms_json *json)
{
    const char *name = figure->card.name;
    const struct dms_json *target = dms_json_at_key(beside->targets, name),
                          *benchmarks = dms_json_at_key(beside->benchmarks, name);
    if (target != NULL)
        figure_say_target(figure, rows, rows->items, dms_json_integer(target), json);
    if (dms_json_count(benchmarks) > 0)
        figure_say_benchmarks(figure, rows, rows->items, benchmarks, json);
}
