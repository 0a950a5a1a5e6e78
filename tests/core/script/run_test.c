/* tests/core/script/run_test.c  proves  core/script/run.c, effects.c: what a rule may not do
 * is refused with its place, and one call leaves nothing behind for the next. */
#include "rules.h"

#include <time.h>

/* Which limit is met first must not hang on how fast the machine is. */
static int64_t
still_clock(void)
{
    return 1;
}

static void
what_a_rule_must_not_do_is_refused_with_rule_file_and_line(void **state)
{
    (void)state;
    static const struct {
        const char *body, *key;
        int line;
    } cases[] = {
        { "return 5", "script.garbage", 0 },
        { "return 'no'", "script.garbage", 0 },
        { "return true", "script.garbage", 0 },
        { "return { 1, 2 }", "script.garbage", 0 },
        { "return { effect = 'fire' }", "script.garbage", 0 },
        { "return function() end", "script.no_data", 0 },
        { "return order", "script.garbage", 0 },
        { "return string", NULL, 0 }, /* an empty table says nothing */
        { "return dms.task { kind = 'x', role = 'y', title = 'z' }", "script.garbage", 0 },
        { "order.price = 1", "script.frozen", 3 },
        { "return order.prize", "script.unknown_field", 3 },
        { "return user.shoe_size", "script.unknown_field", 3 },
        { "local t = { order } t[1].price = 2", "script.frozen", 3 },
        { "while true do end", "script.too_many_steps", 3 },
        { "while true do pcall(string.rep, 'x', 1000) end", "script.too_many_steps", 3 },
        { "local s = 'x' while true do s = s .. s end", "script.too_much_memory", 0 },
        { "error('boom')", "script.failed", 3 },
        { "error({ code = 5 })", "script.failed", 3 },
        { "error(order)", "script.failed", 3 },
        { "local x = nil + 1", "script.failed", 3 },
        { "dms.rule { name = 'q' }", "script.only_at_load", 3 },
        { "require('lib/x')", "script.cannot_require", 3 },
        { "return dms.deny('no', { f = function() end })", "script.no_data", 0 },
        { "return dms.set('prize', 1)", NULL, -1 },
        { "return dms.set('price', 'a lot')", "amount.money", 0 },
        { "local t = {} t.t = t return t", "script.too_much_data", 0 },
        { "return { 0/0 }", "script.no_number", 0 },
        { "return dms.find('sales.order', { limit = 100000 })", "script.too_many_records", 3 },
        { "local ok = pcall(function() return order.prize end) if ok then error('x') end", NULL,
          0 },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[1000];
        struct dms_error error = { 0 };
        struct desk *desk = desk_open();
        snprintf(text, sizeof(text), "local dms <const> = require('dms')\n"
                 "dms.rule { name = 'r', on = 'sales.order.sign', run = function(order, user)\n"
                 "%s\nend }", cases[i].body);
        struct ruleset *rules = rules_of_brand(text);
        assert_sound(rules);
        for (int twice = 0; twice < 2; twice++) {
            enum dms_status st = run_rule(rules, "r", desk, &error);
            if (cases[i].line == -1)
                continue;
            const char *key = st == DMS_OK ? "ok" : error.key;
            const char *wanted = cases[i].key == NULL ? "ok" : cases[i].key;
            if (strcmp(key, wanted) != 0 ||
                (cases[i].line > 0 && error.line != cases[i].line))
                fail_msg("%s gave %s at %d (%s)", cases[i].body, key, (int)error.line,
                         dms_error_value(&error, "text"));
            if (st != DMS_OK) {
                assert_string_equal(error.rule, "r");
                assert_string_equal(error.file, "brands/aurora/sales.lua");
            }
        }
        ruleset_destroy(rules);
        desk_close(desk);
    }
}

static void
a_record_kept_beyond_its_call_is_dead(void **state)
{
    (void)state;
    struct ruleset *rules = rules_of_brand(
        "local dms <const> = require('dms')\nlocal kept <const> = {}\n"
        "local function keep(list, order) if list[1] then return list[1].price end\n"
        "  list[1] = order end\n"
        "dms.rule { name = 'r', on = 'sales.order.sign', run = function(order)\n"
        "  keep(kept, dms.old and order)\n"
        "end }");
    struct desk *desk = desk_open();
    struct dms_error error;
    assert_sound(rules);
    assert_int_equal(run_rule(rules, "r", desk, &error), DMS_OK);
    /* The handle of the record at work is used again, so it is the new record's view. */
    assert_int_equal(run_rule(rules, "r", desk, &error), DMS_OK);
    desk_close(desk);
    ruleset_destroy(rules);
}

static void
a_call_has_no_memory_of_the_one_before(void **state)
{
    (void)state;
    struct ruleset *rules = rules_of_brand(
        "local dms <const> = require('dms')\n"
        "dms.rule { name = 'r', on = 'sales.order.sign', run = function(order)\n"
        "  local out = {} for k in pairs({ b = 1, a = 2, c = 3, d = 4 }) do out[#out + 1] = k end\n"
        "  return dms.deny('x', { n = math.random(1000000) .. table.concat(out) })\n"
        "end }");
    struct desk *desk = desk_open();
    struct dms_error first, error;
    assert_sound(rules);
    run_rule(rules, "r", desk, &first);
    for (int i = 0; i < 100; i++) {
        run_rule(rules, "r", desk, &error);
        assert_string_equal(dms_error_value(&error, "n"), dms_error_value(&first, "n"));
    }
    desk_close(desk);
    ruleset_destroy(rules);
}

static void
a_guard_costs_little_beyond_its_own_work(void **state)
{
    (void)state;
    struct ruleset *rules = rules_of_brand(
        "local dms <const> = require('dms')\n"
        "dms.rule { name = 'r', on = 'sales.order.sign', run = function(order) end }");
    struct desk *desk = desk_open();
    struct dms_error error;
    struct timespec from, to;
    assert_sound(rules);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(run_rule(rules, "r", desk, &error), DMS_OK);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
    long long ns = (to.tv_sec - from.tv_sec) * 1000000000LL + to.tv_nsec - from.tv_nsec;
    print_message("one call: %lld ns\n", ns / 100000);
    desk_close(desk);
    ruleset_destroy(rules);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_rule_must_not_do_is_refused_with_rule_file_and_line),
        cmocka_unit_test(a_record_kept_beyond_its_call_is_dead),
        cmocka_unit_test(a_call_has_no_memory_of_the_one_before),
        cmocka_unit_test(a_guard_costs_little_beyond_its_own_work),
    };
    yard_clock = still_clock;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
