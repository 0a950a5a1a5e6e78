/* average.c - see average.h. */
#include "average.h"

#define PIECE 1000

__extension__ typedef __int128 wide;

int64_t
parts_share(int64_t value, int64_t part, int64_t whole)
{
    wide product = (wide)value * part, half = whole / 2;
    wide share = product < 0 ? (product - half) / whole : (product + half) / whole;
    if (share > INT64_MAX)
        return INT64_MAX;
    return share < INT64_MIN ? INT64_MIN : (int64_t)share;
}

int64_t
parts_pool_cost(const struct parts_pool *pool, int64_t quantity)
{
    if (quantity >= pool->quantity)
        return pool->value;
    return parts_share(pool->value, quantity, pool->quantity);
}

int64_t
parts_pool_average(const struct parts_pool *pool)
{
    return pool->quantity == 0 ? 0 : parts_share(pool->value, PIECE, pool->quantity);
}

int64_t
parts_amount(int64_t price, int64_t quantity)
{
    return parts_share(price, quantity, PIECE);
}
