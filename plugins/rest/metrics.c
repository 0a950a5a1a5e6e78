/* metrics.c - counters per route, without a lock: every request passes here. */
#include "metrics.h"

#include <inttypes.h>
#include <stdlib.h>

/* Those the server gives; the last stands for any other, and 0 for none: the line was cut. */
static const unsigned statuses[] = { 0,   200, 201, 202, 204, 304, 400, 401,
                                     403, 404, 405, 409, 412, 413, 414, 415,
                                     422, 429, 500, 503, 507, 999 };
/* ms; what took longer than the last is in "+Inf" only */
static const int64_t bounds[] = { 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10000 };

enum {
    STATUSES = sizeof(statuses) / sizeof(statuses[0]),
    BOUNDS = sizeof(bounds) / sizeof(bounds[0])
};

struct counts {
    _Atomic uint64_t by_status[STATUSES];
    _Atomic uint64_t
        by_time[BOUNDS + 1]; /* each request once, in the first that holds it */
    _Atomic uint64_t ms;
};

struct metrics {
    struct counts nowhere; /* paths and methods that there are none of */
    struct counts routes[];
};

struct metrics *
metrics_create(void)
{
    struct metrics *metrics =
        calloc(1, sizeof(*metrics) + rest_route_count * sizeof(struct counts));
    if (metrics == NULL)
        abort();
    return metrics;
}

void
metrics_destroy(struct metrics *metrics)
{
    free(metrics);
}

static void
add(_Atomic uint64_t *counter, uint64_t more)
{
    atomic_fetch_add_explicit(counter, more, memory_order_relaxed);
}

static uint64_t
get(const _Atomic uint64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

void
metrics_count(struct metrics *metrics, const struct exchange *exchange)
{
    const struct route *route = exchange->route;
    struct counts *counts =
        route != NULL ? &metrics->routes[route - rest_routes] : &metrics->nowhere;
    int64_t ms = exchange_now() - exchange->since;
    size_t status = 0, time = 0;
    while (status < STATUSES - 1 && statuses[status] != exchange->answer.status)
        status++;
    while (time < BOUNDS && ms > bounds[time])
        time++;
    add(&counts->by_status[status], 1);
    add(&counts->by_time[time], 1);
    add(&counts->ms, (uint64_t)ms);
}

static const char *
method_of(const struct route *route)
{
    return route == NULL                   ? "-"
           : route->method == ROUTE_GET    ? "GET"
           : route->method == ROUTE_POST   ? "POST"
           : route->method == ROUTE_PATCH  ? "PATCH"
           : route->method == ROUTE_DELETE ? "DELETE"
                                           : "OPTIONS";
}

/* route="…",method="…" */
static void
print_labels(const struct route *route, FILE *out)
{
    fprintf(out, "route=\"%s\",method=\"%s\"", route != NULL ? route->pattern : "-",
            method_of(route));
}

static void
print_statuses(const struct counts *counts, const struct route *route, FILE *out)
{
    for (size_t i = 0; i < STATUSES; i++) {
        uint64_t count = get(&counts->by_status[i]);
        if (count == 0)
            continue;
        fputs("dms_http_requests_total{", out);
        print_labels(route, out);
        fprintf(out, ",status=\"%u\"} %" PRIu64 "\n", statuses[i], count);
    }
}

static void
print_bucket(const struct route *route, const char *bound, uint64_t count, FILE *out)
{
    fputs("dms_http_request_duration_seconds_bucket{", out);
    print_labels(route, out);
    fprintf(out, ",le=\"%s\"} %" PRIu64 "\n", bound, count);
}

static void
print_part(const struct route *route, const char *part, double value, FILE *out)
{
    fprintf(out, "dms_http_request_duration_seconds_%s{", part);
    print_labels(route, out);
    fprintf(out, "} %.15g\n", value);
}

static void
print_times(const struct counts *counts, const struct route *route, FILE *out)
{
    char bound[32];
    uint64_t sum = 0, all = 0;
    for (size_t i = 0; i <= BOUNDS; i++)
        all += get(&counts->by_time[i]);
    for (size_t i = 0; all > 0 && i < BOUNDS; i++) {
        sum += get(&counts->by_time[i]);
        snprintf(bound, sizeof(bound), "%g", (double)bounds[i] / 1000);
        print_bucket(route, bound, sum < all ? sum : all, out);
    }
    if (all == 0)
        return;
    print_bucket(route, "+Inf", all, out);
    print_part(route, "sum", (double)get(&counts->ms) / 1000, out);
    print_part(route, "count", (double)all, out);
}

static void
print_each(const struct metrics *metrics, FILE *out,
           void (*print)(const struct counts *counts, const struct route *route,
                         FILE *out))
{
    print(&metrics->nowhere, NULL, out);
    for (size_t i = 0; i < rest_route_count; i++)
        print(&metrics->routes[i], &rest_routes[i], out);
}

void
metrics_print(const struct metrics *metrics, FILE *out)
{
    fputs("# TYPE dms_http_requests_total counter\n", out);
    print_each(metrics, out, print_statuses);
    fputs("# TYPE dms_http_request_duration_seconds histogram\n", out);
    print_each(metrics, out, print_times);
}
