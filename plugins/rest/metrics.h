/* metrics.h - how many requests there were, how they ended and how long they took. */
#ifndef REST_METRICS_H
#define REST_METRICS_H

#include <stdio.h>

#include "exchange.h"

struct metrics *metrics_create(void);
void metrics_destroy(struct metrics *metrics);
/* One request is over. Any thread. */
void metrics_count(struct metrics *metrics, const struct exchange *exchange);
/* In the text format of Prometheus. */
void metrics_print(const struct metrics *metrics, FILE *out);

#endif
