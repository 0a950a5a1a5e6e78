/* scale_bench.h - how a house grows: what the parts of the benchmark share. */
#ifndef TESTS_BENCH_SCALE_BENCH_H
#define TESTS_BENCH_SCALE_BENCH_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum scale_what {
    SCALE_READ,
    SCALE_LIST,
    SCALE_SEARCH,
    SCALE_CREATE,
    SCALE_TRANSITION,
    SCALE_FOLLOW_UP,
    SCALE_DASHBOARD,
    SCALE_BACKUP,
    SCALE_START,
    SCALE_MEMORY,
    SCALE_FILE,
    SCALE_FIGURES
};

struct scale_figure {
    const char *name, *unit;
    double limit; /* how many times as much the largest house may take; 0: it is only told */
};
extern const struct scale_figure scale_figures[SCALE_FIGURES];

/* One house: how many customers, and what was measured. */
struct scale_house {
    int64_t customers;
    double values[SCALE_FIGURES];
};

/* scale_fill.c: the empty house in DIR gets CUSTOMERS with a car each, leads of two in five, orders of
 * one in five, and DUE cars whose service is due; by SQL, past the house. */
#define SCALE_DUE 200
void scale_fill(const char *dir, int64_t customers);
/* scale_work.c: opens the house in DIR, works in it, and leaves everything but the file in HOUSE. */
void scale_work(const char *dir, struct scale_house *house);
/* scale_chart.c: the table, and how each figure with a limit grows, as SVG. */
void scale_table(FILE *out, const struct scale_house *houses, size_t count);
void scale_chart(FILE *out, const struct scale_house *houses, size_t count);

#endif
