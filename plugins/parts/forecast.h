/* forecast.h - what a month will want of a part: the shape of its demand and five forecasts.
 *
 * The only place of this plugin that counts in floating point: nothing here is money, and what
 * is decided from it is rounded to pieces first.
 *
 * Croston comes in two readings that differ in how the smoothing starts. forecast_croston starts
 * with the first demand and the first interval, as R's package forecast does. forecast_fitted
 * looks for the start that fits best, as R's tsintermittent does: the start with the least sum
 * of absolute differences between the fitted rate and the mean demand so far. The correction of
 * Syntetos and Boylan (SBA) is a factor on either. */
#ifndef PARTS_FORECAST_H
#define PARTS_FORECAST_H

#include <stdbool.h>
#include <stddef.h>

#define FORECAST_MONTHS 600

enum forecast_class { /* Syntetos, Boylan, Croston 2005 */
    FORECAST_TOO_LITTLE, /* fewer than two months with demand */
    FORECAST_SMOOTH,
    FORECAST_INTERMITTENT,
    FORECAST_ERRATIC,
    FORECAST_LUMPY
};

struct forecast_shape {
    size_t months, positive;
    double total;
    double mean_interval; /* months from one demand to the next, from before the first month */
    double cv2;           /* squared variation of the demands that are not 0 */
    enum forecast_class class;
};

/* MONTHS values, the oldest first, none below 0; at most FORECAST_MONTHS. CUT_INTERVAL and
 * CUT_CV2 part the classes. */
void forecast_shape(const double *demand, size_t months, double cut_interval,
                    double cut_cv2, struct forecast_shape *shape);
/* Pieces a month; 0 without any demand. ALPHA and BETA between 0 and 1. */
double forecast_ses(const double *demand, size_t months, double alpha);
double forecast_croston(const double *demand, size_t months, double alpha);
double forecast_fitted(const double *demand, size_t months, double alpha, double factor);
double forecast_sba_factor(double alpha);
/* Teunter, Syntetos, Babai: forgets a part that nobody wants any more. */
double forecast_tsb(const double *demand, size_t months, double alpha, double beta);
/* Mean absolute error of the last HELD months when METHOD had seen only those before. */
typedef double (*forecast_method)(const double *demand, size_t months, double alpha);
double forecast_error(forecast_method method, const double *demand, size_t months,
                      size_t held, double alpha);
/* So many pieces cover SHARE (0 to 1) of all spans of SPAN months in a row that ever were. */
double forecast_cover(const double *demand, size_t months, size_t span, double share);

#endif
