/* tests/core/script/library_test.c  proves  core/script/yard_*.c, pattern.c: what a script may
 * call means what it means in Lua. */
#include "expectation.h"

static void
patterns_mean_what_they_mean_in_lua(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        { "assert(('hello world'):find('o w') == 5)", NULL, 0 },
        { "assert(('a.b'):find('.', 1, true) == 2)", NULL, 0 },
        { "assert(('key = value'):match('^(%w+)%s*=%s*(%w+)$') == 'key')", NULL, 0 },
        { "local a, b = ('x12y'):match('()%d+()') assert(a == 2 and b == 4)", NULL, 0 },
        { "assert(('THE (quick) fox'):find('%((%a+)%)') == 5)", NULL, 0 },
        { "assert(('f(a(b)c)d'):match('%b()') == '(a(b)c)')", NULL, 0 },
        { "assert(('THE (quick) fox'):gsub('%f[%a]%a+', 'x') == 'x (x) x')", NULL, 0 },
        { "assert(('abc'):gsub('', '-') == '-a-b-c-')", NULL, 0 },
        { "assert(('abc'):gsub('%w', '%0%0') == 'aabbcc')", NULL, 0 },
        { "assert(('hello'):gsub('l', {l = 'L'}) == 'heLLo')", NULL, 0 },
        { "assert(('abcd'):gsub('b(c)', function(c) return c:upper() end) == 'aCd')", NULL, 0 },
        { "local n = 0 for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do n = n + tonumber(v) end\n"
          "assert(n == 3)", NULL, 0 },
        { "assert(('xx'):match('(x)%1') == 'x')", NULL, 0 },
        { "assert(('[]]'):match('[]]') == ']')", NULL, 0 },
        { "assert(('a-z'):match('[a%-z]+') == 'a-z')", NULL, 0 },
        { "assert(('aaa'):match('a-$') == 'aaa')", NULL, 0 },
        { "assert(('abc'):match('a?b?c?d?') == 'abc')", NULL, 0 },
        { "assert(select(2, ('abc'):gsub('%w', '%%')) == 3)", NULL, 0 },
        { "return ('x'):match('[a')", "script.failed", 1 },
        { "return ('x'):match('%')", "script.failed", 1 },
        { "return ('x'):match('(x')", "script.failed", 1 },
        { "return ('x'):match('x)')", "script.failed", 1 },
        { "return ('x'):match('%1')", "script.failed", 1 },
        { "return ('x'):gsub('x', '%9')", "script.failed", 1 },
        { "return ('x'):match(('(x?)'):rep(40))", "script.failed", 1 },
        { "return ('x'):rep(5000):match(('x?'):rep(5000))", "script.failed", 1 },
        { NULL, NULL, 0 }
    };
    check_all(cases);
}

static void
library_functions_work_as_expected(void **state)
{
    (void)state;
    static const struct expectation cases[] = {
        { "assert(string.format('%5.2f|%d|%s|%q|%%|%x', 1.5, 3, 'a', 'b', 255)"
          " == ' 1.50|3|a|\"b\"|%|ff')", NULL, 0 },
        { "assert(string.format('%-5s|%5s', 'a', 'b') == 'a    |    b')", NULL, 0 },
        { "assert(string.format('%s', {}) == 'table')", NULL, 0 },
        { "assert(tostring(print == nil) == 'true')", "script.unknown_name", 0 },
        { "assert(tonumber('0x10') == 16 and tonumber('z', 36) == 35 and not tonumber('1x'))",
          NULL, 0 },
        { "assert(tonumber('  12  ') == 12 and tonumber('') == nil)", NULL, 0 },
        { "local t = {5, 2, 8, 1} table.sort(t) assert(table.concat(t, ',') == '1,2,5,8')",
          NULL, 0 },
        { "local t = {5, 2, 8, 1, 9} table.sort(t, function(a, b) return a > b end)\n"
          "assert(table.concat(t) == '98521')", NULL, 0 },
        { "local out = {} for k in pairs({z = 1, a = 2, [2] = 3, [1] = 4, m = 5}) do\n"
          "out[#out + 1] = k end assert(table.concat(out, ' ') == '1 2 a m z')", NULL, 0 },
        { "local t = {a = 1, b = 2} for k in pairs(t) do t[k] = nil end\n"
          "for k in pairs(t) do error(k) end", NULL, 0 },
        { "local n = 0 for i, v in ipairs({1, 2, nil, 4}) do n = n + v end assert(n == 3)",
          NULL, 0 },
        { "assert(select('#', 1, nil, 3) == 3 and select(-1, 1, 2) == 2)", NULL, 0 },
        { "assert(utf8.len('晨曜汽车') == 4 and utf8.char(26216) == '晨')", NULL, 0 },
        { "local n = 0 for p, c in utf8.codes('a曜b') do n = n + 1 end assert(n == 3)", NULL,
          0 },
        { "assert(utf8.len('\\xff') == nil)", NULL, 0 },
        { "assert(math.max(1, 5, 3) == 5 and math.min(2, 1) == 1)", NULL, 0 },
        { "assert(math.floor(3.7) == 3 and math.ceil(3.2) == 4 and math.abs(-3) == 3)", NULL,
          0 },
        { "assert(math.fmod(-7, 3) == -1 and math.tointeger(3.0) == 3)", NULL, 0 },
        { "assert(math.fmod(math.mininteger, -1) == 0)", NULL, 0 },
        { "local a = math.random(10) assert(a >= 1 and a <= 10)", NULL, 0 },
        { "math.random(math.mininteger, math.maxinteger)", NULL, 0 },
        { "math.random(2, 1)", "script.failed", 0 },
        { "local t = table.pack(1, nil, 3) assert(t.n == 3)", NULL, 0 },
        { "assert(('abc'):sub(-2) == 'bc' and ('abc'):sub(2, 10) == 'bc' and "
          "('abc'):sub(0) == 'abc')", NULL, 0 },
        { "assert(('abc'):byte(-1) == 99 and ('x'):byte(5) == nil)", NULL, 0 },
        { "assert(('abc'):reverse() == 'cba' and #('abc') == 3)", NULL, 0 },
        { "local dms = require('dms')\n"
          "assert(dms.money('1,298.50') == 129850 and dms.yuan(129850) == '1298.50')\n"
          "assert(dms.share(10000, 350) == 350)\n"
          "assert(dms.weekday(dms.date('2026-11-24')) == 2)\n"
          "assert(dms.days(3).amount == 3 * 86400000 and dms.workdays(2).span == 'workdays')",
          NULL, 0 },
        { "require('dms').deny('This is no key!')", "script.not_a_key", 1 },
        { "require('dms').money('a lot')", "amount.money", 1 },
        { NULL, NULL, 0 }
    };
    check_all(cases);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_mean_what_they_mean_in_lua),
        cmocka_unit_test(library_functions_work_as_expected),
    };
    yard_clock = still_clock;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
