/* figure.h - a number the house is run by, declared as data: what is counted, over what, when.
 *
 * A figure is never stored: its value is the count or the sum of the very rows it opens to,
 * read with the rights of who asks, so that two people may see two values and each can look at
 * every row of theirs. Its words are i18n keys: "figure.NAME" is the label,
 * "figure.NAME.formula" the published formula, "dimension.WORD" a way of grouping.
 *
 * The door answers "figures" (the list; with a window, the values of all at once), "figure"
 * (one, grouped, with a trend) and "figure_rows" (the records behind it). A call named
 * "figure.targets", when somebody answers to it, is asked with {"from","to","only"} for the
 * targets of a window: {"sales.amount": 50000000, …} in the stored unit of each figure. One
 * named "figure.benchmarks" is asked the same way for what others reach: {"sales.amount":
 * [{"name": "…", "value": 62000000, "since": "2026-01-01", "source": "…"}, …], …}; beside the
 * figure stand "benchmarks", each with "compared": how the value lies to it, "above", "below"
 * or "equal". Both may be missing. Since 1.1. */
#ifndef DMS_FIGURE_H
#define DMS_FIGURE_H

#include "dms/unit.h"

/* What the value is, and its stored unit; how it is written in JSON. */
enum dms_figure_unit {
    DMS_FIGURE_COUNT = 1, /* whole; JSON 12 */
    DMS_FIGURE_MONEY,     /* fen; JSON "129800.00" */
    DMS_FIGURE_PERCENT,   /* basis points; JSON "33.33" */
    DMS_FIGURE_DECIMAL,   /* thousandths; JSON "4.5" */
    DMS_FIGURE_DAYS       /* thousandths of a day; JSON "54.7" */
};

/* The spans it makes sense over. A span of one's own ("from", "to") is always welcome. */
enum dms_figure_window {
    DMS_WINDOW_DAY = 1 << 0,
    DMS_WINDOW_MONTH = 1 << 1,
    DMS_WINDOW_QUARTER = 1 << 2,
    DMS_WINDOW_YEAR = 1 << 3,
    DMS_WINDOW_ROLLING = 1 << 4 /* the last so many days */
};

enum dms_figure_flag {
    DMS_FIGURE_LESS_IS_BETTER = 1 << 0 /* complaints, days: for who paints it */
};

/* One side of the fraction: how many rows, or what they sum up to. */
struct dms_measure {
    const char *entity;   /* whose rows; REQUIRED unless CALL */
    const char *where;    /* filter as JSON, as dms_unit_find takes it; NULL: all rows */
    const char *at;       /* date or time that lies in the window; NULL: at any time */
    const char *until;    /* date or time not after the window: what there was by its end;
                             NULL: at any time */
    const char *sum;      /* field to be summed; NULL: rows are counted */
    const char *distinct; /* field whose different values are counted; NULL: rows are */
    const char *stages;   /* "won delivered": in a state of one of these canonical stages;
                             NULL: in any */
    /* "person=owner model=model channel=lead.source": by what it can be grouped, and which
     * field says it, one step through a reference allowed; NULL: by nothing. */
    const char *dimensions;
    /* A call that knows what no filter can say: asked with {"figure","from","to","only"}, it
     * answers {"value": whole number, "where": filter of ENTITY's rows}. NULL: none. */
    const char *call;
};

struct dms_figure {
    uint32_t size;         /* sizeof(struct dms_figure) */
    uint32_t measure_size; /* sizeof(struct dms_measure) */
    const char *name;      /* REQUIRED: "sales.amount" */
    uint32_t unit;         /* REQUIRED: enum dms_figure_unit */
    uint32_t windows;      /* REQUIRED: enum dms_figure_window */
    uint32_t flags;        /* enum dms_figure_flag */
    uint32_t reserved;
    const struct dms_measure *numerator;   /* REQUIRED */
    const struct dms_measure *denominator; /* NULL: the numerator is the value */
    /* "entity:action" that who asks needs beside reading the rows; NULL: nothing beside. */
    const char *permission;
    /* Listed only where this brand's rules hold, and where none is chosen; NULL: everywhere. */
    const char *brand;
};

DMS_EXTERN_C_BEGIN

/* One figure as the door answers it, inside the unit and with the rights of the code that asks:
 * QUESTION is {"name", "window", "at", "days" or "from" and "to", "only", "by", "trend"}; *ANSWER,
 * yours to destroy, has "value", "numerator", "denominator", "unit", "label", "formula",
 * "dimensions"… in written form. NOT_FOUND: no such figure; INVALID with the member. */
DMS_API enum dms_status dms_unit_figure(struct dms_unit *unit, const struct dms_json *question,
                                        struct dms_json **answer, struct dms_error *error);

DMS_EXTERN_C_END

#define DMS_FIGURE(...) \
    { .size = sizeof(struct dms_figure), .measure_size = sizeof(struct dms_measure), __VA_ARGS__ }

#endif
