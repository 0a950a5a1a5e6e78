/* figure.h - what the files that answer for figures share: window, measure, value. */
#ifndef DMS_DOOR_FIGURE_H
#define DMS_DOOR_FIGURE_H

#include "door/door.h"

#define FIGURE_GROUPS 1000 /* more nobody reads */
#define FIGURE_TREND  36   /* windows */
#define FIGURE_DAYS   3660 /* of the longest window */

/* Days on the dealer's wall, both ends within. */
struct figure_window {
    uint32_t kind; /* enum dms_figure_window; 0: a span of one's own */
    int64_t from, to;
};

/* One figure asked about. */
struct figure_ask {
    struct dms_unit *unit;
    const struct catalogue_figure *figure;
    struct figure_window window;
    const struct dms_json *only; /* {dimension: value}; NULL: all */
    const char *by;              /* dimension; NULL: not grouped */
    struct map *known; /* numbers this answer has counted already; NULL: none are kept */
};

/* One group, or all together. */
struct figure_row {
    const char *text; /* of the key; NULL: it is NUMBER */
    int64_t number;
    bool empty;       /* rows that have no value there */
    int64_t parts[2]; /* numerator, denominator */
};
struct figure_rows {
    struct figure_row *items;
    size_t count, room;
    uint32_t types[2]; /* enum dms_type of the parts */
    struct scratch *scratch;
};

/* figure_window.c. INVALID with the member: "window", "at", "days", "from", "to". FIGURE may be
 * NULL: then any kind will do. back: the window of the same kind COUNT before. */
enum dms_status figure_window_read(struct dms_unit *unit,
                                   const struct catalogue_figure *figure,
                                   const struct dms_json *question,
                                   struct figure_window *window, struct dms_error *error);
struct figure_window figure_window_back(struct figure_window window, int64_t count);
const char *figure_window_name(uint32_t kind);

/* figure_dimension.c. The field that DIMENSION is in MEASURE; NULL: none. Scratch. */
const char *figure_field(struct dms_unit *unit, const struct dms_measure *measure,
                         const char *dimension);
/* INVALID unless every part of the figure can be grouped so. */
enum dms_status figure_need_dimension(const struct figure_ask *ask, const char *dimension,
                                      const char *member, struct dms_error *error);
/* [{"name","label"}] of those that every part has. */
struct dms_json *figure_dimensions(struct dms_unit *unit,
                                   const struct catalogue_figure *figure);
/* What a group is called: a record's title, a choice's or state's word, else the key. */
const char *figure_title(const struct figure_ask *ask, const struct figure_row *row);

/* figure_stages.c. {"state":{"in":[…]}} of the states whose canonical stage is among STAGES,
 * brand by brand where brands disagree. Yours to destroy. */
struct dms_json *figure_stages(struct dms_unit *unit, const char *entity,
                               const char *stages);

/* figure_measure.c. where: the filter of the rows that MEASURE counts; yours to destroy, also
 * on an error. count: adds its numbers as PART (0, 1) to ROWS. */
enum dms_status figure_where(const struct figure_ask *ask, const struct dms_measure *measure,
                             struct dms_json **where, struct dms_error *error);
/* Asks CALL with {"figure","from","to","only"}; FIGURE NULL: of all at once. */
enum dms_status figure_call(const struct figure_ask *ask, const char *call, const char *figure,
                            struct dms_json **answer, struct dms_error *error);
enum dms_status figure_count(const struct figure_ask *ask, int part,
                             struct figure_rows *rows, struct dms_error *error);
/* FORBIDDEN when who asks may not have a number of these rows. */
enum dms_status figure_may(const struct figure_ask *ask, struct dms_error *error);

/* figure_value.c. Adds value, numerator, denominator to JSON, in written form. */
void figure_say(const struct catalogue_figure *figure, const struct figure_rows *rows,
                const struct figure_row *row, struct dms_json *json);
/* Adds target and attainment; TARGET in the figure's stored unit. */
void figure_say_target(const struct catalogue_figure *figure,
                       const struct figure_rows *rows, const struct figure_row *row,
                       int64_t target, struct dms_json *json);
/* Adds benchmarks; theirs as figure.benchmarks answers them (dms/figure.h). */
void figure_say_benchmarks(const struct catalogue_figure *figure,
                           const struct figure_rows *rows, const struct figure_row *row,
                           const struct dms_json *benchmarks, struct dms_json *json);
const char *figure_unit_name(uint32_t unit);

/* figure_beside.c: targets and benchmarks of the days asked about, by figure; NULL: nobody keeps
 * any. Cleared by who asked, also when that failed. */
struct figure_beside {
    struct dms_json *targets, *benchmarks;
};
enum dms_status figure_beside_ask(const struct figure_ask *ask,
                                  struct figure_beside *beside, struct dms_error *error);
void figure_beside_clear(struct figure_beside *beside);
/* Adds to JSON what ROWS, of one row, are shown beside. */
void figure_beside_say(const struct figure_beside *beside,
                       const struct catalogue_figure *figure,
                       const struct figure_rows *rows, struct dms_json *json);

#endif
