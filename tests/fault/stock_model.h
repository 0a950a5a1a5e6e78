/* stock_model.h - the shelves as a plain table in memory: what the ledger must agree with, to the
 * fen and the thousandth. Written apart from the plugin, so that both would have to be wrong in the
 * same way. */
#ifndef TESTS_FAULT_STOCK_MODEL_H
#define TESTS_FAULT_STOCK_MODEL_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define PARTS    6
#define PLACES   2
#define SUBJECTS 4
#define KEPT     256 /* movements and receipts that may still come back */

struct shelf {
    int64_t quantity, value, reserved, piece; /* piece: of the last movement that had a value */
    int64_t held[SUBJECTS];
};

struct gone { /* an issue that may come back */
    int64_t movement, quantity, value, back;
    int part, place;
};

struct come { /* a receipt that may be billed */
    int64_t line, quantity, price;
    int part, place;
    bool billed;
};

struct model {
    struct shelf shelves[PARTS][PLACES];
    struct gone gone[KEPT];
    struct come come[KEPT];
    int gone_count, come_count;
};

__extension__ typedef __int128 model_wide;

static inline int64_t
model_share(int64_t value, int64_t part, int64_t whole)
{
    model_wide twice = (model_wide)value * part * 2, sign = twice < 0 ? -1 : 1;
    return (int64_t)((twice + sign * whole) / (2 * (model_wide)whole));
}

static inline void
model_move(struct shelf *shelf, int64_t quantity, int64_t value)
{
    shelf->quantity += quantity;
    shelf->value += value;
    if (quantity != 0 && value != 0)
        shelf->piece = quantity < 0 ? model_share(-value, 1000, -quantity)
                                    : model_share(value, 1000, quantity);
}

/* Fen that leave with QUANTITY. */
static inline int64_t
model_out(struct shelf *shelf, int64_t quantity)
{
    int64_t cost = quantity == shelf->quantity
                       ? shelf->value
                       : model_share(shelf->value, quantity, shelf->quantity);
    model_move(shelf, -quantity, -cost);
    return cost;
}

static inline int64_t
model_free(const struct shelf *shelf)
{
    return shelf->quantity - shelf->reserved;
}

static inline int64_t
model_piece(const struct shelf *shelf)
{
    int64_t average =
        shelf->quantity == 0 ? 0 : model_share(shelf->value, 1000, shelf->quantity);
    return average != 0 ? average : shelf->piece;
}

/* Of what SUBJECT holds, QUANTITY at most. */
static inline int64_t
model_let_go(struct shelf *shelf, int subject, int64_t quantity)
{
    int64_t held = shelf->held[subject] < quantity ? shelf->held[subject] : quantity;
    shelf->held[subject] -= held;
    shelf->reserved -= held;
    return held;
}

#endif
