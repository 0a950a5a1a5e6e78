/* bench.c - clocks, medians and verdicts of the benchmarks. */
#include "support/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static int missed, kept;

static int64_t
read_clock(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t
bench_cpu(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

int64_t
bench_thread_cpu(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

int64_t
bench_wall(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

static int
compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double
bench_median(double *values, size_t count)
{
    qsort(values, count, sizeof(*values), compare);
    return count % 2 == 1 ? values[count / 2]
                          : (values[count / 2 - 1] + values[count / 2]) / 2;
}

static const char *
verdict(double value, double limit)
{
    int right = limit >= 0 ? value <= limit : value >= -limit;
    right ? kept++ : missed++;
    return right ? "ok" : "MISSED";
}

void
bench_ratio(const char *what, double ours, double theirs, double limit, const char *unit)
{
    double ratio = ours / theirs;
    printf("%-44s %10.2f %10.2f %-7s ratio %5.2f  limit %s%.2f  %s\n", what, ours, theirs,
           unit, ratio, limit < 0 ? ">= " : "<= ", limit < 0 ? -limit : limit,
           verdict(ratio, limit));
}

void
bench_figure(const char *what, double value, double limit, const char *unit)
{
    printf("%-44s %10.2f %10s %-7s              limit %s%.2f  %s\n", what, value, "",
           unit, limit < 0 ? ">= " : "<= ", limit < 0 ? -limit : limit,
           verdict(value, limit));
}

int
bench_end(void)
{
    printf("%d passed, %d failed\n", kept, missed);
    return missed == 0 ? 0 : 1;
}
