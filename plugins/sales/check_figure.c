/* check_figure.c - what is said of a figure names one that is there, in numbers it can have. */
#include <string.h>

#include "plan.h"

enum dms_status
sales_need_figure(struct dms_unit *unit, const char *name, struct dms_json **figure,
                  struct dms_error *error)
{
    int64_t today = dms_unit_today(unit);
    struct dms_error *cause = dms_error_create();
    enum dms_status st = sales_ask_figure(unit, name, today, today, NULL, figure, cause);
    const char *near = st == DMS_OK ? NULL : dms_error_value(cause, "nearest");
    if (st != DMS_OK)
        st = dms_fail_field(error, DMS_INVALID, "figure",
                            near != NULL && near[0] != '\0' ? "sales.figure_near"
                                                            : "sales.target_no_figure",
                            "figure=%s|nearest=%s", name, near != NULL ? near : "");
    dms_error_destroy(cause);
    return st;
}

/* Counted things are whole; money has no third decimal. */
enum dms_status
sales_check_number(struct dms_unit *unit, const struct dms_record *record,
                   const char *kind, struct dms_error *error)
{
    int64_t number = dms_record_int(record, "number"), quantum = sales_quantum(kind);
    if (quantum == 0 || number % quantum == 0)
        return DMS_OK;
    return dms_fail_field(error, DMS_INVALID, "number",
                          quantum == 1000 ? "sales.target_whole" : "sales.target_fen",
                          "number=%s", sales_decimal(unit, number));
}

enum dms_status
sales_note_figure(struct dms_unit *unit, struct dms_record *record,
                  const struct dms_json *figure, struct dms_error *error)
{
    const char *kind = dms_json_text_at(figure, "unit");
    enum dms_status st = dms_record_set_text(record, "unit", kind, error);
    if (st == DMS_OK)
        st = dms_record_set_text(
            record, "label",
            dms_scratch_printf(unit, "figure.%s", dms_record_text(record, "figure")),
            error);
    return st == DMS_OK ? sales_check_number(unit, record, kind, error) : st;
}

static enum dms_status
check(struct dms_unit *unit, struct dms_record *record, const char *field,
      struct dms_error *error)
{
    struct dms_json *figure = NULL;
    enum dms_status st =
        sales_need_figure(unit, dms_record_text(record, field), &figure, error);
    dms_json_destroy(figure);
    return st;
}

const struct dms_check sales_figure_check = {
    .size = sizeof(struct dms_check),
    .name = "figure",
    .run = check,
};
