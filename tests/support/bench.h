/* bench.h - what the benchmarks share: CPU time, medians, a printed verdict. */
#ifndef TESTS_SUPPORT_BENCH_H
#define TESTS_SUPPORT_BENCH_H

#include <stddef.h>
#include <stdint.h>

/* ns of processor time of all this process's threads; of this thread; of the wall clock. */
int64_t bench_cpu(void);
int64_t bench_thread_cpu(void);
int64_t bench_wall(void);

double bench_median(double *values, size_t count);

/* Prints one line: what, ours, theirs, the ratio and its limit; counts a miss. LIMIT > 0: at
 * most; LIMIT < 0: at least -LIMIT. UNIT: "µs", "rows/s"… */
void bench_ratio(const char *what, double ours, double theirs, double limit, const char *unit);
/* The same for a figure that stands alone. */
void bench_figure(const char *what, double value, double limit, const char *unit);
/* 0 when every limit was kept, else 1; prints the plain closing line. */
int bench_end(void);

#endif
