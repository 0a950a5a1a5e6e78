/* hook_test.c  proves  core/hook/hook.c and order.c */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above. */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "hook/hook.h"

#define NAMES(...) ((const char *const[]){ __VA_ARGS__, NULL })

static enum dms_status
nod(struct dms_unit *unit, struct dms_record *record, void *data, struct dms_error *error)
{
    (void)unit, (void)record, (void)error;
    ++*(int64_t *)data;
    return DMS_OK;
}

struct bench {
    struct hook_set *set;
    struct dms_error error;
};

static int
open_bench(void **state)
{
    struct bench *bench = calloc(1, sizeof(*bench));
    bench->set = hook_set_create();
    *state = bench;
    return 0;
}

static int
close_bench(void **state)
{
    struct bench *bench = *state;
    hook_set_destroy(bench->set);
    free(bench);
    return 0;
}

static void
add(struct bench *bench, const char *name, const char *const *after,
    const char *const *before)
{
    struct dms_hook hook =
        DMS_HOOK(.name = name, .on = "sales.order.deliver", .phase = DMS_AFTER,
                 .after = after, .before = before, .run = nod);
    assert_int_equal(hook_set_add(bench->set, &hook, "test", &bench->error), DMS_OK);
}

/* The names of the chain, with a blank between. */
static void
assert_order(struct bench *bench, const char *expected)
{
    char order[256] = "";
    assert_int_equal(hook_set_freeze(bench->set, &bench->error), DMS_OK);
    const struct hook_chain *chain =
        hook_set_chain(bench->set, "sales.order.deliver", DMS_AFTER);
    assert_non_null(chain);
    for (size_t i = 0; i < chain->count; i++) {
        strcat(order, chain->items[i]->name);
        strcat(order, " ");
        assert_string_equal(chain->owners[i], "test");
    }
    assert_string_equal(order, expected);
}

static void
hooks_nobody_orders_run_alphabetically(void **state)
{
    struct bench *bench = *state;
    add(bench, "sales/b", NULL, NULL);
    add(bench, "parts/z", NULL, NULL);
    add(bench, "crm/a", NULL, NULL);
    assert_order(bench, "crm/a parts/z sales/b ");
    assert_null(hook_set_chain(bench->set, "sales.order.deliver", DMS_BEFORE));
    assert_null(hook_set_chain(bench->set, "sales.order.cancel", DMS_AFTER));
}

static void
after_and_before_decide_whatever_the_load_order(void **state)
{
    struct bench *bench = *state;
    add(bench, "a", NAMES("c", "not/there"), NULL);
    add(bench, "b", NULL, NULL);
    add(bench, "c", NULL, NULL);
    add(bench, "d", NULL, NAMES("b", "c"));
    assert_order(bench, "d b c a ");
}

static void
the_reverse_load_order_gives_the_same_chain(void **state)
{
    struct bench *bench = *state;
    add(bench, "d", NULL, NAMES("b", "c"));
    add(bench, "c", NULL, NULL);
    add(bench, "b", NULL, NULL);
    add(bench, "a", NAMES("c", "not/there"), NULL);
    assert_order(bench, "d b c a ");
}

static void
a_circle_is_refused_and_printed(void **state)
{
    struct bench *bench = *state;
    add(bench, "first", NULL, NULL);
    add(bench, "a", NAMES("c"), NULL);
    add(bench, "b", NAMES("a"), NULL);
    add(bench, "c", NAMES("b", "first"), NULL);
    assert_int_equal(hook_set_freeze(bench->set, &bench->error), DMS_INVALID);
    assert_string_equal(dms_error_key(&bench->error), "hook.circle");
    assert_string_equal(dms_error_value(&bench->error, "chain"), "a → b → c → a");
}

static void
the_last_of_those_who_ask_for_a_circle_is_named(void **state)
{
    struct bench *bench = *state;
    const struct {
        const char *name, *owner;
        const char *const *after, *const *before;
    } hooks[] = { { "a", "early", NULL, NAMES("b") },
                  { "c", "guilty", NAMES("b"), NAMES("a") },
                  { "b", "innocent", NULL, NULL } };
    for (size_t i = 0; i < 3; i++) {
        struct dms_hook hook =
            DMS_HOOK(.name = hooks[i].name, .on = "sales.order.deliver",
                     .after = hooks[i].after, .before = hooks[i].before, .run = nod);
        hook_set_add(bench->set, &hook, hooks[i].owner, &bench->error);
    }
    assert_int_equal(hook_set_freeze(bench->set, &bench->error), DMS_INVALID);
    assert_string_equal(dms_error_value(&bench->error, "owner"), "guilty");
}

static void
a_hook_that_waits_for_itself_is_a_circle(void **state)
{
    struct bench *bench = *state;
    add(bench, "a", NAMES("a"), NULL);
    assert_int_equal(hook_set_freeze(bench->set, &bench->error), DMS_INVALID);
    assert_string_equal(dms_error_value(&bench->error, "chain"), "a → a");
}

static void
refuses(struct bench *bench, struct dms_hook hook, const char *key)
{
    assert_int_equal(hook_set_add(bench->set, &hook, "test", &bench->error), DMS_INVALID);
    assert_string_equal(dms_error_key(&bench->error), key);
    dms_error_clear(&bench->error);
}

static void
an_unsound_card_is_refused(void **state)
{
    struct bench *bench = *state;
    struct dms_hook good = DMS_HOOK(.name = "a", .on = "crm.lead.save", .run = nod), bad;
    bad = good, bad.name = NULL;
    refuses(bench, bad, "hook.no_name");
    bad = good, bad.on = "save";
    refuses(bench, bad, "hook.no_on");
    bad = good, bad.run = NULL;
    refuses(bench, bad, "hook.no_run");
    bad = good, bad.phase = 7;
    refuses(bench, bad, "hook.bad_phase");
    bad = good, bad.size = 16;
    refuses(bench, bad, "hook.bad_card");
    assert_int_equal(hook_set_add(bench->set, &good, "test", &bench->error), DMS_OK);
    refuses(bench, good, "hook.twice");
}

static void
a_card_without_the_last_member_reads_it_as_null(void **state)
{
    struct bench *bench = *state;
    int64_t garbage = 0;
    struct dms_hook old =
        DMS_HOOK(.name = "a", .on = "crm.lead.save", .run = nod, .data = &garbage);
    old.size = offsetof(struct dms_hook, data);
    assert_int_equal(hook_set_add(bench->set, &old, "test", &bench->error), DMS_OK);
    assert_int_equal(hook_set_freeze(bench->set, NULL), DMS_OK);
    const char *owner = NULL;
    assert_null(hook_set_at(bench->set, 0, &owner)->data);
    assert_string_equal(owner, "test");
    assert_int_equal(hook_set_count(bench->set), 1);
    assert_null(hook_set_at(bench->set, 1, NULL));
}

/* The walk the hallway does for each request; the bound is wide for slow machines. */
static void
calling_a_chain_costs_nanoseconds(void **state)
{
    struct bench *bench = *state;
    static const char *const names[] = {
        "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"
    };
    int64_t called = 0;
    for (size_t i = 0; i < 10; i++) {
        struct dms_hook hook = DMS_HOOK(.name = names[i], .on = "crm.lead.save",
                                        .run = nod, .data = &called);
        hook_set_add(bench->set, &hook, "test", NULL);
    }
    hook_set_freeze(bench->set, NULL);
    const struct hook_chain *chain =
        hook_set_chain(bench->set, "crm.lead.save", DMS_BEFORE);
    int64_t begin = clock_ticks();
    for (int round = 0; round < 100000; round++)
        for (size_t i = 0; i < chain->count; i++)
            chain->items[i]->run(NULL, NULL, chain->items[i]->data, NULL);
    int64_t each = (clock_ticks() - begin) / called;
    assert_int_equal(called, 1000000);
    assert_true(each < 200);
}

#define BENCH_TEST(name) cmocka_unit_test_setup_teardown(name, open_bench, close_bench)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        BENCH_TEST(hooks_nobody_orders_run_alphabetically),
        BENCH_TEST(after_and_before_decide_whatever_the_load_order),
        BENCH_TEST(the_reverse_load_order_gives_the_same_chain),
        BENCH_TEST(a_circle_is_refused_and_printed),
        BENCH_TEST(the_last_of_those_who_ask_for_a_circle_is_named),
        BENCH_TEST(a_hook_that_waits_for_itself_is_a_circle),
        BENCH_TEST(an_unsound_card_is_refused),
        BENCH_TEST(a_card_without_the_last_member_reads_it_as_null),
        BENCH_TEST(calling_a_chain_costs_nanoseconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
