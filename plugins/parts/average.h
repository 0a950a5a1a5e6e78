/* average.h - the arithmetic of moving average: exact integers, nothing lost, nothing made.
 *
 * A pool is so many thousandths that are worth so many fen. What leaves takes its share of
 * the value, rounded half away from zero; the rounding stays in the pool, and the last piece
 * takes all that is left. */
#ifndef PARTS_AVERAGE_H
#define PARTS_AVERAGE_H

#include <stdint.h>

struct parts_pool {
    int64_t quantity; /* thousandths, never below 0 */
    int64_t value;    /* fen, never below 0; 0 when there is nothing */
};

/* VALUE × PART / WHOLE, rounded half away from zero, without overflow on the way. WHOLE > 0;
 * saturates at the ends of int64. */
int64_t parts_share(int64_t value, int64_t part, int64_t whole);
/* What QUANTITY of the pool costs now; all of the value for the whole of it. */
int64_t parts_pool_cost(const struct parts_pool *pool, int64_t quantity);
/* Fen for one piece, rounded; 0 when the pool is empty. */
int64_t parts_pool_average(const struct parts_pool *pool);
/* Fen for QUANTITY thousandths at PRICE fen a piece, rounded once. */
int64_t parts_amount(int64_t price, int64_t quantity);

#endif
