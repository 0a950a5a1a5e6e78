/* stock_foresee.h - which operation comes next, and what must come of it. */
#ifndef TESTS_FAULT_STOCK_FORESEE_H
#define TESTS_FAULT_STOCK_FORESEE_H

#include "stock_deeds.h"

static inline uint64_t
draw(struct world *world, uint64_t below)
{
    uint64_t z = (world->state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (z ^ (z >> 31)) % below;
}

/* What must come of it. ------------------------------------------------------------------ */

static inline struct shelf *
shelf_of(const struct deed *deed)
{
    return &deed->world->model.shelves[deed->part][deed->place];
}

static inline void
foresee_take(struct deed *deed)
{
    struct shelf *shelf = shelf_of(deed);
    int64_t own = shelf->held[deed->subject] < deed->quantity ? shelf->held[deed->subject]
                                                              : deed->quantity;
    deed->refused = model_free(shelf) + own < deed->quantity;
    if (deed->refused)
        return;
    model_let_go(shelf, deed->subject, deed->quantity);
    deed->cost = model_out(shelf, deed->quantity);
}

static inline void
foresee_release(struct deed *deed)
{
    for (int part = 0; part < PARTS; part++)
        for (int place = 0; place < PLACES; place++)
            deed->cost += model_let_go(&deed->world->model.shelves[part][place],
                                       deed->subject, INT64_MAX);
}

static inline void
foresee_return(struct deed *deed)
{
    struct gone *gone = &deed->world->model.gone[deed->other];
    struct shelf *shelf = &deed->world->model.shelves[gone->part][gone->place];
    deed->refused = gone->quantity - gone->back < deed->quantity;
    if (deed->refused)
        return;
    gone->back += deed->quantity;
    deed->cost = shelf->quantity == 0
                     ? model_share(gone->value, deed->quantity, gone->quantity)
                     : model_share(shelf->value, deed->quantity, shelf->quantity);
    model_move(shelf, deed->quantity, deed->cost);
}

static inline void
foresee_adjust(struct deed *deed)
{
    struct shelf *shelf = shelf_of(deed);
    deed->refused = deed->quantity == 0 || model_free(shelf) + deed->quantity < 0;
    if (deed->refused)
        return;
    if (deed->quantity < 0)
        model_out(shelf, -deed->quantity);
    else
        model_move(shelf, deed->quantity,
                   model_share(model_piece(shelf), deed->quantity, 1000));
}

static inline void
foresee_transfer(struct deed *deed)
{
    struct shelf *from = shelf_of(deed);
    struct shelf *to = &deed->world->model.shelves[deed->part][1 - deed->place];
    deed->refused = model_free(from) < deed->quantity;
    if (deed->refused)
        return;
    int64_t cost = model_out(from, deed->quantity),
            received = deed->quantity - deed->price;
    if (received > 0)
        model_move(to, received, model_share(cost, received, deed->quantity));
}

static inline void
foresee_bill(struct deed *deed)
{
    struct come *come = &deed->world->model.come[deed->other];
    struct shelf *shelf = &deed->world->model.shelves[come->part][come->place];
    int64_t off =
        deed->price > come->price ? deed->price - come->price : come->price - deed->price;
    deed->refused = come->billed || off > dms_money_share(come->price, 200);
    if (deed->refused)
        return;
    come->billed = true;
    int64_t more = model_share(deed->price, come->quantity, 1000) -
                   model_share(come->price, come->quantity, 1000);
    if (shelf->quantity < come->quantity)
        more = model_share(more, shelf->quantity, come->quantity);
    shelf->value += more < -shelf->value ? -shelf->value : more;
}

static inline void
foresee(struct deed *deed)
{
    struct shelf *shelf = shelf_of(deed);
    switch (deed->kind) {
    case 0:
        model_move(shelf, deed->quantity, model_share(deed->price, deed->quantity, 1000));
        break;
    case 1:
        foresee_take(deed);
        break;
    case 2:
        deed->refused = model_free(shelf) < deed->quantity;
        shelf->reserved += deed->refused ? 0 : deed->quantity;
        shelf->held[deed->subject] += deed->refused ? 0 : deed->quantity;
        break;
    case 3:
        foresee_release(deed);
        break;
    case 4:
        foresee_return(deed);
        break;
    case 5:
        foresee_adjust(deed);
        break;
    case 6:
        foresee_transfer(deed);
        break;
    default:
        foresee_bill(deed);
    }
}

/* Afterwards: what may still come back, what may be billed. */
static inline void
keep(struct deed *deed)
{
    struct model *model = &deed->world->model;
    if (deed->refused)
        return;
    if (deed->kind == 1)
        model->gone[model->gone_count++ % KEPT] =
            (struct gone){ .movement = deed->made,
                           .quantity = deed->quantity,
                           .value = deed->cost,
                           .part = deed->part,
                           .place = deed->place };
    if (deed->kind == 0)
        model->come[model->come_count++ % KEPT] =
            (struct come){ .line = deed->made,
                           .quantity = deed->quantity,
                           .price = deed->price,
                           .part = deed->part,
                           .place = deed->place };
}

/* Numbers are drawn first and fitted to what is there after: so an operation left out by shrinking
 * changes what the others do as little as can be. */
static inline void
plan(struct world *world, struct deed *deed)
{
    static const int kinds[] = { 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6, 7 };
    static const int64_t sizes[] = { 1000, 2000, 1, 333, 5000, 12345, 20000 };
    const struct model *model = &world->model;
    *deed = (struct deed){ .world = world,
                           .kind = kinds[draw(world, sizeof(kinds) / sizeof(kinds[0]))],
                           .part = (int)draw(world, PARTS),
                           .place = (int)draw(world, PLACES),
                           .subject = (int)draw(world, SUBJECTS),
                           .quantity = sizes[draw(world, 7)],
                           .price = (int64_t)draw(world, 50000) };
    uint64_t which = draw(world, KEPT), whole = draw(world, 4), off = draw(world, 500);
    const struct shelf *shelf = shelf_of(deed);
    int gone = model->gone_count < KEPT ? model->gone_count : KEPT,
        come = model->come_count < KEPT ? model->come_count : KEPT;
    if ((deed->kind == 1 || deed->kind == 6) && whole == 0 && model_free(shelf) > 0)
        deed->quantity = model_free(shelf); /* the last piece */
    if (deed->kind == 5 && whole < 2)
        deed->quantity = -deed->quantity;
    if (deed->kind == 6)
        deed->price = whole == 3 && deed->quantity > 1 ? deed->quantity / 2 : 0;
    if ((deed->kind == 4 && gone == 0) || (deed->kind == 7 && come == 0))
        deed->kind = 3;
    if (deed->kind == 4)
        deed->other = (int)(which % (uint64_t)gone);
    if (deed->kind == 7) {
        deed->other = (int)(which % (uint64_t)come);
        deed->price = model->come[deed->other].price * (int64_t)(9780 + off) /
                      10000; /* from 2.2 % less to 2.8 % more */
    }
}

#endif
