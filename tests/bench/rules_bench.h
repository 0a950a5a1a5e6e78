/* rules_bench.h - the parts of rules_bench that have a house of their own. */
#ifndef TESTS_BENCH_RULES_BENCH_H
#define TESTS_BENCH_RULES_BENCH_H

#include "support/bench_house.h"

/* rules_due.c: a schedule over a million customers. */
void bench_rules_due(void);
/* rules_writers.c: activation while 64 writers are at work. */
void bench_rules_writers(void);

#endif
