/* tests/core/script/yard_test.c  proves  core/script/yard*.c, pattern.c: what a hostile or
 * careless script gets is one clear error, in time, and nothing else.
 * timeout: 120 */
#include "expectation.h"

static void
endless_work_ends_at_a_limit(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        { "\nwhile true do end", "script.too_many_steps", 2 },
        { "repeat until false", "script.too_many_steps", 0 },
        { "::top:: goto top", "script.too_many_steps", 0 },
        { "for i = 1, math.maxinteger do end", "script.too_many_steps", 0 },
        { "for i = math.mininteger, math.maxinteger, math.maxinteger do end\n"
          "local n = 0 for i = 1, 3 do n = n + i end assert(n == 6)", NULL, 0 },
        { "pcall(function() while true do end end) while true do pcall(error) end",
          "script.too_many_steps", 0 },
        { "while true do pcall(function() while true do end end) end",
          "script.too_many_steps", 0 },
        { "xpcall(function() while true do end end, function() while true do end end)",
          "script.too_many_steps", 0 },
        { "local function f() pcall(f) end f() while true do f() end",
          "script.too_many_steps", 0 },
        { "local t = {} for i = 1, 9000 do t[i] = i end\n"
          "table.sort(t, function(a, b) while true do end end)", "script.too_many_steps", 0 },
        { "local t = {3, 1, 2} table.sort(t, function() return true end)", NULL, 0 },
        { "string.gsub(string.rep('a', 1000), 'a', function() while true do end end)",
          "script.too_many_steps", 0 },
        { "string.find(string.rep('a', 60000), string.rep('a*', 40) .. 'b')",
          "script.too_many_steps", 0 },
        { "string.gsub(string.rep('a', 50000), '.-b', '')", "script.too_many_steps", 0 },
        { "local s = string.rep('(', 30000) string.find(s, '%b()')\n"
          "for i = 1, 1000 do string.find(s, '%b()') end", "script.too_many_steps", 0 },
        { "local t = {} for i = 1, 50000 do t[i] = i end\n"
          "while true do table.insert(t, 1, 0) table.remove(t, 1) end",
          "script.too_many_steps", 0 },
        { "local s = string.rep('x', 1000000) while true do local t = s .. s end",
          "script.too_many_steps", 0 },
        { "local s = string.rep('x', 1000000) while true do local t = s:upper() end",
          "script.too_many_steps", 0 },
        { NULL, NULL, 0 }
    };
    check_all(cases);
}

static int64_t
hasty_clock(void)
{
    static int64_t now;
    return now += 20 * INT64_C(1000000);
}

static void
a_rule_that_takes_too_long_is_stopped_however_few_its_steps(void **state)
{
    (void)state;
    const struct expectation few = { "for i = 1, 50000 do end\nwhile true do end",
                                     "script.too_slow", 1 };
    yard_clock = hasty_clock;
    check_one(&few);
    yard_clock = still_clock;
}

static void
memory_ends_at_a_limit_too(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        { "local t = {} while true do t[#t + 1] = {} end", "script.too_much_memory", 0 },
        { "local s = 'x' while true do s = s .. s end", "script.too_much_memory", 0 },
        { "local t, s = {}, 'x' for i = 1, 1000 do t[i] = string.rep(s, 100000) .. i end",
          "script.too_much_memory", 0 },
        { "pcall(function() local t = {} while true do t[#t + 1] = {1, 2, 3} end end)\n"
          "local x = 1", "script.too_much_memory", 0 },
        { "string.rep('x', 1 << 40)", "script.too_long_text", 1 },
        { "string.rep('x', -1)", NULL, 0 },
        { "string.rep('', 1 << 60)", NULL, 0 },
        { "string.rep('x', 1000000, 'yyyyyyyyyyyyyy')", "script.too_long_text", 0 },
        { "('x'):rep(1 << 40)", "script.too_long_text", 0 },
        { "local t = {} for i = 1, 2000 do t[i] = string.rep('x', 1000) end\n"
          "table.concat(t)", "script.too_long_text", 2 },
        { "string.gsub(string.rep('x', 100000), 'x', string.rep('y', 1000))",
          "script.too_long_text", 0 },
        { "string.format('%99999d', 1)", "script.failed", 1 },
        { "string.format('%99.99f', 1e300)", NULL, 0 },
        { "string.format('%s', string.rep('x', 1000000) .. 'y') ", NULL, 0 },
        { "local function f() return f() + 1 end f()", "script.too_much_memory", 0 },
        { "local function f(a) return f({a}) + 1 end f()", "script.too_much_memory", 0 },
        { "local function f() pcall(f) end f()", NULL, 0 },
        { "local t = {} t[1 << 60] = 1 local n = #t assert(n == 0)", NULL, 0 },
        { "table.unpack({}, 1, 1 << 40)", "script.failed", 0 },
        { "table.unpack({}, math.mininteger, math.maxinteger)", "script.failed", 0 },
        { "string.byte(string.rep('x', 100000), 1, -1)", "script.failed", 0 },
        { NULL, NULL, 0 }
    };
    check_all(cases);
}

static void
nothing_leads_out_of_the_yard(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        { "io.open('/etc/passwd')", "script.unknown_name", 1 },
        { "os.exit()", "script.unknown_name", 1 },
        { "local x = 1\nlocal y = 2\ndebug.getregistry()", "script.unknown_name", 3 },
        { "load('x = 1')()", "script.unknown_name", 1 },
        { "dofile('/etc/passwd')", "script.unknown_name", 1 },
        { "package.loadlib('x', 'y')", "script.unknown_name", 1 },
        { "coroutine.wrap(function() end)()", "script.unknown_name", 1 },
        { "setmetatable({}, {})", "script.unknown_name", 1 },
        { "getmetatable('').__index = nil", "script.unknown_name", 1 },
        { "rawset(string, 'rep', nil)", "script.unknown_name_near", 0 },
        { "collectgarbage('stop')", "script.unknown_name", 0 },
        { "next({})", "script.unknown_name", 0 },
        { "local e = _ENV", "script.environment", 1 },
        { "local _ENV <const> = {}", "script.environment", 1 },
        { "require('os')", "script.cannot_require", 1 },
        { "require('../../etc/passwd')", "script.cannot_require", 1 },
        { "string.dump(function() end)", "script.unknown_name", 1 },
        { "string.rep = nil", "script.read_only", 1 },
        { "local s = ('x').rep; s = nil; ('x').y = 1", "script.failed", 0 },
        { "math.randomseed(1)", "script.unknown_name", 1 },
        { "local dms = require('dms') dms.rule = nil", "script.read_only", 0 },
        { "local dms = require('dms') dms.rul { }", "script.unknown_name", 1 },
        { "require('dms').now()", "script.only_in_a_rule", 1 },
        { "\x1bLua\x54", "script.syntax", 0 },
        { "local x <close> = {}", "script.failed", 0 },
        { "local x <close> = nil", NULL, 0 },
        { "print('x')", "script.unknown_name", 0 },
        { "for k in pairs(string) do error(k) end", NULL, 0 },
        { NULL, NULL, 0 }
    };
    check_all(cases);
}

static void
names_are_checked_before_anything_runs(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        { "local function f()\n  local a = 1\n  return tosting(a)\nend",
          "script.unknown_name_near", 3 },
        { "local function f()\n  return function()\n    total = 1\n  end\nend",
          "script.global_write", 3 },
        { "function send() end", "script.global_write", 1 },
        { "x = 1", "script.global_write", 1 },
        { "local string = {}", "script.shadows", 1 },
        { "local function f(table) return table end", "script.shadows", 0 },
        { "string = {}", "script.global_write", 1 },
        { "local n = 0\nlocal function f()\n  n = n + 1\nend", "script.remembers", 3 },
        { "local seen = {}\nlocal function f(r)\n  seen.x = r\nend", "script.remembers", 3 },
        { "local seen = {}\nlocal function f(r)\n  seen[r.id] = true\nend", "script.remembers",
          3 },
        { "local seen = {}\nlocal function f(r)\n  local s = seen\n  s[#s + 1] = r\nend",
          "script.remembers", 4 },
        { "local seen = { list = {} }\nlocal function f(r)\n  seen.list[1].x = r\nend",
          "script.remembers", 3 },
        { "local days = { A = 1 }\nlocal function f(r)\n  local out = {}\n"
          "  out[1] = days[r] out.x = days.A\n  local copy = days.A or {} copy = {} copy.x = 1\n"
          "  return out\nend\nassert(f('A')[1] == 1)", NULL, 0 },
        { "local function f()\n  local n = 0\n  local function g() n = n + 1 end\n"
          "  g()\n  return n\nend\nassert(f() == 1)", NULL, 0 },
        { "local a <const> = 1\nlocal function f() return a + 1 end\nassert(f() == 2)", NULL,
          0 },
        { "local f\nlocal function g() return f() end\nf = function() return 1 end\n"
          "assert(g() == 1)", NULL, 0 },
        { "local a = = 1", "script.syntax", 1 },
        { "return 1 +", "script.syntax", 1 },
        { "local a = 'open", "script.syntax", 1 },
        { "for", "script.syntax", 1 },
        { NULL, NULL, 0 }
    };
    check_all(cases);
    struct writing many = { 0 };
    writing_printf(&many, "local function f()\nlocal t = {}\n");
    for (int i = 0; i < 300; i++)
        writing_printf(&many, "t.member%d = 1\n", i);
    writing_printf(&many, "return unknown_name\nend\n");
    struct expectation crowded = { many.data, "script.unknown_name", 0 };
    struct yard *yard = yard_create(NULL);
    struct dms_error *error = dms_error_create();
    assert_int_not_equal(yard_run(yard, "x.lua", crowded.source, many.size, error), DMS_OK);
    dms_error_destroy(error);
    yard_destroy(yard);
    free(many.data);
}

static void
very_long_names_and_deep_nesting_are_refused_or_fine(void **state)
{
    (void)state;
    struct writing text = { 0 };
    writing_printf(&text, "local t = {}\nt.");
    for (int i = 0; i < 50000; i++)
        writing_add(&text, "n", 1);
    writing_printf(&text, " = 1\nlocal x = ");
    for (int i = 0; i < 5000; i++)
        writing_add(&text, "{", 1);
    struct yard *yard = yard_create(NULL);
    struct dms_error *error = dms_error_create();
    assert_int_equal(yard_run(yard, "x.lua", text.data, text.size, error), DMS_INVALID);
    assert_string_equal(dms_error_key(error), "script.syntax");
    dms_error_destroy(error);
    yard_destroy(yard);
    free(text.data);
}

static void
errors_of_any_kind_are_reported(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        { "error('no')", "script.failed", 1 },
        { "\nerror({})", "script.failed", 2 },
        { "error()", "script.failed", 0 },
        { "error(nil)", "script.failed", 0 },
        { "error(print)", "script.unknown_name", 0 },
        { "error(12)", "script.failed", 0 },
        { "local x = nil\nreturn x.y", "script.failed", 2 },
        { "return 1 + {}", "script.failed", 1 },
        { "return '10' + 1", "script.failed", 1 }, /* text is never taken for a number */
        { "assert(1 .. 'x' == '1x')", NULL, 0 },
        { "return 'a' + 1", "script.failed", 1 },
        { "return 'a' < 1", "script.failed", 1 },
        { "return 1 // 0", "script.failed", 1 },
        { "assert(1.0 // 0 == math.huge)", NULL, 0 },
        { "return 2^53 | 0", NULL, 0 },
        { "return 2^64 | 0", "script.failed", 1 },
        { "assert(math.maxinteger + 1 == math.mininteger)", NULL, 0 },
        { "assert(nil)", "script.failed", 0 },
        { "assert(false, 'why')", "script.failed", 0 },
        { "local ok, why = pcall(error, 'x') assert(not ok and why == 'x')", NULL, 0 },
        { "local ok, why = xpcall(error, function(e) return e .. '!' end, 'x')\n"
          "assert(not ok and why == 'x!')", NULL, 0 },
        { "local t = {} t[nil] = 1", "script.failed", 0 },
        { "local t = {} t[0/0] = 1", "script.failed", 0 },
        { "for i = 1, 10, 0 do end", "script.failed", 0 },
        { NULL, NULL, 0 }
    };
    check_all(cases);
}

static void
a_yard_lives_on_after_an_ordinary_error(void **state)
{
    (void)state;
    struct yard *yard = yard_create(NULL);
    const char *bad = "error('x')", *good = "local x = 1";
    for (int i = 0; i < 1000; i++) {
        assert_int_not_equal(yard_run(yard, "a.lua", bad, strlen(bad), NULL), DMS_OK);
        assert_int_equal(yard_run(yard, "a.lua", good, strlen(good), NULL), DMS_OK);
    }
    assert_int_equal(lua_gettop(yard->lua), YARD_TOP);
    yard_destroy(yard);
}

static void
the_same_script_gives_the_same_random_numbers(void **state)
{
    (void)state;
    const char *source = "local n = 0\nfor i = 1, 100 do n = n ~ math.random(1 << 40) end\n"
                         "error(tostring(n))";
    char first[128] = "";
    for (int i = 0; i < 3; i++) {
        struct yard *yard = yard_create(NULL);
        struct dms_error *error = dms_error_create();
        yard_run(yard, "a.lua", source, strlen(source), error);
        if (i == 0)
            snprintf(first, sizeof(first), "%s", dms_error_value(error, "text"));
        assert_string_equal(first, dms_error_value(error, "text"));
        dms_error_destroy(error);
        yard_destroy(yard);
    }
}

static void
random_bytes_never_crash_the_inspection(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252u;
    struct yard *yard = yard_create(NULL);
    for (int round = 0; round < 2000; round++) {
        char text[200];
        static const char *const words[] = { "local ", "x", " = ", "function", "()", " end ",
                                             "return ", "{", "}", "for i=1,2 do ", "'a'",
                                             "string", ".rep", "goto y", "::y::", "\n" };
        size_t size = 0;
        while (size < 150) {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            size += (size_t)snprintf(text + size, sizeof(text) - size, "%s",
                                     words[random % 16]);
        }
        yard_run(yard, "r.lua", text, size, NULL);
    }
    yard_destroy(yard);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endless_work_ends_at_a_limit),
        cmocka_unit_test(a_rule_that_takes_too_long_is_stopped_however_few_its_steps),
        cmocka_unit_test(memory_ends_at_a_limit_too),
        cmocka_unit_test(nothing_leads_out_of_the_yard),
        cmocka_unit_test(names_are_checked_before_anything_runs),
        cmocka_unit_test(very_long_names_and_deep_nesting_are_refused_or_fine),
        cmocka_unit_test(errors_of_any_kind_are_reported),
        cmocka_unit_test(a_yard_lives_on_after_an_ordinary_error),
        cmocka_unit_test(the_same_script_gives_the_same_random_numbers),
        cmocka_unit_test(random_bytes_never_crash_the_inspection),
    };
    yard_clock = still_clock;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
