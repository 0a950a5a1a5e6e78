/* dispatch_bench.c - what a hook costs that does nothing: in C, and as a Lua rule. */
#include <string.h>

#include "support/bench.h"
#include "support/bench_house.h"
#include "unit/unit_inside.h"

#define CALLS 1000000
#define RULES 100000
#define ROUNDS 5

static enum dms_status
nothing(struct dms_unit *unit, struct dms_record *record, void *data, struct dms_error *error)
{
    (void)unit, (void)record, (void)data, (void)error;
    return DMS_OK;
}

static double
time_chain(struct dms_unit *unit, const struct hook_chain *chain, int64_t times,
           struct dms_record *record)
{
    int64_t before = bench_thread_cpu();
    for (int64_t i = 0; i < times; i++)
        BENCH_CHECK(unit_run_hooks(unit, chain, record, bench_error));
    return (double)(bench_thread_cpu() - before) / (double)times / (double)chain->count;
}

static double
time_c(struct dms_unit *unit, struct dms_record *record)
{
    struct dms_hook card = DMS_HOOK(.name = "bench/nothing", .on = "x", .run = nothing);
    const struct dms_hook *items[8];
    const char *owners[8];
    for (int i = 0; i < 8; i++)
        items[i] = &card, owners[i] = "bench";
    struct hook_chain chain = { .count = 8, .items = items, .owners = owners };
    return time_chain(unit, &chain, CALLS / 8, record);
}

/* Only the rule of the chain, without the two C hooks beside it. */
static double
time_lua(struct dms_unit *unit, struct dms_record *record)
{
    const struct entity_hooks *hooks =
        &unit->catalogue->entity_hooks[record->entity->number];
    const struct hook_chain *all = hooks->create[DMS_BEFORE];
    struct hook_chain chain = { 0 };
    for (size_t i = 0; i < all->count; i++)
        if (strcmp(all->items[i]->name, "common/bench") == 0)
            chain = (struct hook_chain){ 1, &all->items[i], &all->owners[i] };
    if (chain.count != 1)
        bench_need(DMS_BUG, "the Lua rule is not there", __FILE__, __LINE__);
    return time_chain(unit, &chain, RULES, record);
}

static enum dms_status
measure(struct dms_unit *unit, void *context, struct dms_json **answer, struct dms_error *error)
{
    (void)answer;
    double(*medians)[2] = context, c[ROUNDS], lua[ROUNDS];
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_new(unit, "bench.lead", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "budget", 100, error);
    for (int round = 0; st == DMS_OK && round < ROUNDS; round++) {
        c[round] = time_c(unit, record);
        lua[round] = time_lua(unit, record);
    }
    (*medians)[0] = bench_median(c, ROUNDS);
    (*medians)[1] = bench_median(lua, ROUNDS);
    return st;
}

int
main(void)
{
    char dir[256];
    double medians[2];
    struct dms_house *house = bench_house_open(dir, true);
    BENCH_CHECK(dms_house_write(house, &bench_request, measure, &medians, NULL, bench_error));
    bench_figure("a hook in C that does nothing", medians[0], 20, "ns");
    bench_figure("a Lua rule that reads one field", medians[1], 1000, "ns");
    bench_house_close(house, dir);
    return bench_end();
}
