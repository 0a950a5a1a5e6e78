/* forecast.c - see forecast.h. */
#include "forecast.h"

#include <stdlib.h>
#include <string.h>

/* The months with demand: how much, and how long after the one before. */
struct events {
    size_t count;
    double size[FORECAST_MONTHS], interval[FORECAST_MONTHS];
};

static void
find_events(const double *demand, size_t months, struct events *events)
{
    size_t last = 0;
    events->count = 0;
    for (size_t i = 0; i < months; i++) {
        if (demand[i] <= 0)
            continue;
        events->size[events->count] = demand[i];
        events->interval[events->count++] = (double)(i + 1 - last);
        last = i + 1;
    }
}

static double
mean_of(const double *values, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += values[i];
    return sum / (double)count;
}

static enum forecast_class
class_of(const struct forecast_shape *shape, double cut_interval, double cut_cv2)
{
    bool often = shape->mean_interval < cut_interval, even = shape->cv2 < cut_cv2;
    if (often)
        return even ? FORECAST_SMOOTH : FORECAST_ERRATIC;
    return even ? FORECAST_INTERMITTENT : FORECAST_LUMPY;
}

void
forecast_shape(const double *demand, size_t months, double cut_interval, double cut_cv2,
               struct forecast_shape *shape)
{
    struct events events;
    find_events(demand, months, &events);
    *shape = (struct forecast_shape){ .months = months, .positive = events.count };
    for (size_t i = 0; i < months; i++)
        shape->total += demand[i];
    if (events.count < 2)
        return;
    double mean = mean_of(events.size, events.count), squares = 0;
    for (size_t i = 0; i < events.count; i++)
        squares += (events.size[i] - mean) * (events.size[i] - mean);
    shape->cv2 = squares / (double)(events.count - 1) / (mean * mean);
    shape->mean_interval = mean_of(events.interval, events.count);
    shape->class = class_of(shape, cut_interval, cut_cv2);
}

static double
smooth(const double *values, size_t count, double start, double alpha)
{
    double level = start;
    for (size_t i = 1; i < count; i++)
        level += alpha * (values[i] - level);
    return level;
}

double
forecast_ses(const double *demand, size_t months, double alpha)
{
    return months == 0 ? 0 : smooth(demand, months, demand[0], alpha);
}

double
forecast_croston(const double *demand, size_t months, double alpha)
{
    struct events events;
    find_events(demand, months, &events);
    if (events.count == 0)
        return 0;
    return smooth(events.size, events.count, events.size[0], alpha) /
           smooth(events.interval, events.count, events.interval[0], alpha);
}

double
forecast_sba_factor(double alpha)
{
    return 1 - alpha / 2;
}

double
forecast_tsb(const double *demand, size_t months, double alpha, double beta)
{
    struct events events;
    find_events(demand, months, &events);
    if (events.count == 0)
        return 0;
    double size = events.size[0], chance = 1 / mean_of(events.interval, events.count);
    for (size_t i = 0; i < months; i++) {
        chance += beta * ((demand[i] > 0 ? 1.0 : 0.0) - chance);
        if (demand[i] > 0)
            size += alpha * (demand[i] - size);
    }
    return size * chance;
}

double
forecast_error(forecast_method method, const double *demand, size_t months, size_t held,
               double alpha)
{
    if (months <= held)
        return 0;
    double forecast = method(demand, months - held, alpha), sum = 0;
    for (size_t i = months - held; i < months; i++)
        sum += demand[i] > forecast ? demand[i] - forecast : forecast - demand[i];
    return sum / (double)held;
}

static int
ascending(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

double
forecast_cover(const double *demand, size_t months, size_t span, double share)
{
    double sums[FORECAST_MONTHS];
    size_t count = 0;
    if (span == 0 || months < span)
        return 0;
    for (size_t i = 0; i + span <= months; i++) {
        double sum = 0;
        for (size_t k = 0; k < span; k++)
            sum += demand[i + k];
        sums[count++] = sum;
    }
    qsort(sums, count, sizeof(sums[0]), ascending);
    size_t at = (size_t)(share * (double)count + 0.999999);
    return sums[at == 0 ? 0 : (at > count ? count : at) - 1];
}

/* forecast_fitted: which start fits best. ------------------------------------------------ */

struct fit {
    const double *demand;
    size_t months;
    double alpha, factor;
    struct events events;
    double mean[FORECAST_MONTHS]; /* demand so far, a month */
    double most_size, most_interval;
};

/* The rate from the start AT on, kept until the next demand, against the mean so far. */
static double
misfit(const struct fit *fit, const double at[2])
{
    const struct events *events = &fit->events;
    double size = at[0], interval = at[1];
    long double sum = 0; /* so that the order of small terms decides nothing */
    size_t month = 0;
    if (at[0] < 0 || at[0] > fit->most_size || at[1] < 1 || at[1] > fit->most_interval)
        return 9e99;
    for (size_t i = 0; i < events->count; i++) {
        if (i > 0) {
            size += fit->alpha * (events->size[i] - size);
            interval += fit->alpha * (events->interval[i] - interval);
        }
        month += (size_t)events->interval[i];
        size_t end =
            i + 1 < events->count ? month + (size_t)events->interval[i + 1] : fit->months;
        double rate = fit->factor * (size / interval);
        for (size_t k = month; k < end; k++)
            sum += rate > fit->mean[k] ? rate - fit->mean[k] : fit->mean[k] - rate;
    }
    return (double)sum;
}

static void
prepare(struct fit *fit)
{
    long double sum = 0;
    size_t early = (3 * fit->months + 9) / 10; /* the first means say little */
    for (size_t i = 0; i < fit->months; i++) {
        sum += fit->demand[i];
        fit->mean[i] = (double)(sum / (long double)(i + 1));
    }
    for (size_t i = 0; i + 1 < early; i++)
        fit->mean[i] = fit->mean[early - 1];
    for (size_t i = 0; i < fit->events.count; i++) {
        if (fit->events.size[i] > fit->most_size)
            fit->most_size = fit->events.size[i];
        if (fit->events.interval[i] > fit->most_interval)
            fit->most_interval = fit->events.interval[i];
    }
}

/* A corner of the triangle that creeps downhill (Nelder and Mead 1965). */
struct corner {
    double at[2], value;
};

static struct corner
corner_at(const struct fit *fit, double first, double second)
{
    struct corner corner = { { first, second }, 0 };
    corner.value = misfit(fit, corner.at);
    return corner;
}

/* On the line from the worst corner through the middle of the others, FAR times that way. */
static struct corner
towards(const struct fit *fit, const double middle[2], const double from[2], double far)
{
    return corner_at(fit, (1 - far) * middle[0] + far * from[0],
                     (1 - far) * middle[1] + far * from[1]);
}

static void
shrink(const struct fit *fit, struct corner corners[3], int best)
{
    for (int i = 0; i < 3; i++)
        if (i != best)
            corners[i] = corner_at(
                fit, 0.5 * (corners[i].at[0] - corners[best].at[0]) + corners[best].at[0],
                0.5 * (corners[i].at[1] - corners[best].at[1]) + corners[best].at[1]);
}

static void
creep(const struct fit *fit, struct corner corners[3], int best, int worst)
{
    double middle[2] = { 0, 0 };
    for (int i = 0; i < 2; i++)
        middle[i] = (-corners[worst].at[i] + corners[0].at[i] + corners[1].at[i] +
                     corners[2].at[i]) /
                    2;
    struct corner over = towards(fit, middle, corners[worst].at, -1);
    double was = corners[worst].value;
    if (over.value < corners[best].value) {
        struct corner far = towards(fit, middle, over.at, 2);
        corners[worst] = far.value < over.value ? far : over;
        return;
    }
    if (over.value < was)
        corners[worst] = over;
    struct corner near = towards(fit, middle, corners[worst].at, 0.5);
    if (near.value < corners[worst].value)
        corners[worst] = near;
    else if (over.value >= was)
        shrink(fit, corners, best);
}

static void
best_start(const struct fit *fit, double start[2])
{
    double step = 0.1 * (start[0] > start[1] ? start[0] : start[1]);
    struct corner corners[3] = {
        corner_at(fit, start[0], start[1]),
        corner_at(fit, start[0] + step, start[1]),
        corner_at(fit, start[0], start[1] + step),
    };
    double enough = 1e-8 * (corners[0].value + 1e-8);
    int best = 0;
    for (int turn = 0; turn < 2000; turn++) {
        int worst = best, first = best;
        for (int i = 0; i < 3; i++) {
            if (i != first && corners[i].value < corners[best].value)
                best = i;
            if (i != first && corners[i].value > corners[worst].value)
                worst = i;
        }
        if (corners[worst].value <= corners[best].value + enough)
            break;
        creep(fit, corners, best, worst);
    }
    memcpy(start, corners[best].at, sizeof(corners[best].at));
}

double
forecast_fitted(const double *demand, size_t months, double alpha, double factor)
{
    struct fit fit = {
        .demand = demand, .months = months, .alpha = alpha, .factor = factor
    };
    find_events(demand, months, &fit.events);
    if (fit.events.count < 2)
        return factor * forecast_croston(demand, months, alpha);
    prepare(&fit);
    double start[2] = { fit.events.size[0], fit.events.interval[0] };
    best_start(&fit, start);
    return factor * (smooth(fit.events.size, fit.events.count, start[0], alpha) /
                     smooth(fit.events.interval, fit.events.count, start[1], alpha));
}
