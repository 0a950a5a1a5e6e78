/* figure_window.c - which days a figure is about: a month, a quarter, the last thirty days. */
#include <string.h>

#include "door/figure.h"

#define USUAL_DAYS 30

static const struct {
    const char *name;
    uint32_t kind;
} kinds[] = { { "month", DMS_WINDOW_MONTH },
              { "day", DMS_WINDOW_DAY },
              { "quarter", DMS_WINDOW_QUARTER },
              { "year", DMS_WINDOW_YEAR },
              { "rolling", DMS_WINDOW_ROLLING } };
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

const char *
figure_window_name(uint32_t kind)
{
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].kind == kind)
            return kinds[i].name;
    return "own";
}

static uint32_t
usual_kind(uint32_t allowed)
{
    for (size_t i = 0; i < KINDS; i++)
        if ((allowed & kinds[i].kind) != 0)
            return kinds[i].kind;
    return DMS_WINDOW_MONTH;
}

static enum dms_status
read_kind(const struct dms_json *question, uint32_t allowed, uint32_t *kind,
          struct dms_error *error)
{
    const char *name = dms_json_text_at(question, "window");
    struct text known = { 0 };
    *kind = 0;
    text_add(&known, "");
    for (size_t i = 0; i < KINDS; i++) {
        if ((allowed & kinds[i].kind) == 0)
            continue;
        text_printf(&known, "%s%s", known.size > 0 ? ", " : "", kinds[i].name);
        if (name != NULL && strcmp(name, kinds[i].name) == 0)
            *kind = kinds[i].kind;
    }
    if (name == NULL)
        *kind = usual_kind(allowed);
    enum dms_status st =
        *kind != 0 ? DMS_OK
                   : dms_fail_field(error, DMS_INVALID, "window", "figure.no_window",
                                    "window=%s|known=%s", name, known.data);
    text_clear(&known);
    return st;
}

static enum dms_status
read_day(const struct dms_json *question, const char *member, int64_t fallback,
         int64_t *days, struct dms_error *error)
{
    const char *text = dms_json_text_at(question, member);
    *days = fallback;
    enum dms_status st = text != NULL ? dms_date_load(text, days, error) : DMS_OK;
    if (st != DMS_OK)
        dms_error_at_field(error, member);
    return st;
}

/* The COUNT months that FROM lies in, when years are cut into such pieces. */
static struct figure_window
months_of(uint32_t kind, int64_t day, int64_t count)
{
    int64_t year, month, of_month;
    dms_date_split(day, &year, &month, &of_month);
    month = (month - 1) / count * count + 1;
    int64_t next = month + count;
    return (struct figure_window){
        kind, dms_date_make(year, month, 1),
        (next > 12 ? dms_date_make(year + 1, 1, 1) : dms_date_make(year, next, 1)) - 1
    };
}

static struct figure_window
window_at(uint32_t kind, int64_t day, int64_t days)
{
    if (kind == DMS_WINDOW_DAY)
        return (struct figure_window){ kind, day, day };
    if (kind == DMS_WINDOW_ROLLING)
        return (struct figure_window){ kind, day - days + 1, day };
    return months_of(kind, day,
                     kind == DMS_WINDOW_MONTH     ? 1
                     : kind == DMS_WINDOW_QUARTER ? 3
                                                  : 12);
}

struct figure_window
figure_window_back(struct figure_window window, int64_t count)
{
    int64_t days = window.to - window.from + 1;
    for (; count > 0; count--) {
        if (window.kind == 0)
            window = (struct figure_window){ 0, window.from - days, window.from - 1 };
        else
            window = window_at(window.kind, window.from - 1, days);
    }
    return window;
}

/* A span of one's own: both ends, in order, not longer than people live with a figure. */
static enum dms_status
read_span(const struct dms_json *question, struct figure_window *window,
          struct dms_error *error)
{
    static const char *const ends[] = { "from", "to" };
    for (size_t i = 0; i < 2; i++)
        if (dms_json_text_at(question, ends[i]) == NULL)
            return dms_fail_field(error, DMS_INVALID, ends[i], "figure.both_ends",
                                  "member=%s", ends[i]);
    enum dms_status st = read_day(question, "from", 0, &window->from, error);
    if (st == DMS_OK)
        st = read_day(question, "to", 0, &window->to, error);
    if (st == DMS_OK && window->to < window->from)
        st = dms_fail_field(error, DMS_INVALID, "to", "figure.wrong_dates",
                            "from=%s|to=%s", dms_json_text_at(question, "from"),
                            dms_json_text_at(question, "to"));
    if (st == DMS_OK && window->to - window->from >= FIGURE_DAYS)
        st = dms_fail_field(error, DMS_INVALID, "to", "figure.too_long", "most=%d",
                            FIGURE_DAYS);
    return st;
}

enum dms_status
figure_window_read(struct dms_unit *unit, const struct catalogue_figure *figure,
                   const struct dms_json *question, struct figure_window *window,
                   struct dms_error *error)
{
    uint32_t kind, allowed = figure != NULL ? figure->card.windows : UINT32_MAX;
    int64_t day, days = USUAL_DAYS;
    *window = (struct figure_window){ 0 };
    if (dms_json_at_key(question, "from") != NULL ||
        dms_json_at_key(question, "to") != NULL)
        return read_span(question, window, error);
    enum dms_status st = read_kind(question, allowed, &kind, error);
    if (st == DMS_OK)
        st = read_day(question, "at", dms_unit_today(unit), &day, error);
    if (st == DMS_OK && dms_json_at_key(question, "days") != NULL)
        days = dms_json_integer_at(question, "days");
    if (st == DMS_OK && (days < 1 || days > FIGURE_DAYS))
        st = dms_fail_field(error, DMS_INVALID, "days", "figure.bad_days", "most=%d",
                            FIGURE_DAYS);
    if (st == DMS_OK)
        *window = window_at(kind, day, days);
    return st;
}
