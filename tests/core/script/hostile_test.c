/* tests/core/script/hostile_test.c  proves  core/script/yard*.c, eval.c: hostile scripts get
 * their verdict, in random order, over and over, on eight threads, in one process, and sane
 * ones between them still give the right answer. Not under the thread sanitizer: each error is a
 * jump out of Lua that it does not see, and after 65,536 of them its own stack is full.
 * timeout: 120 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "script/eval.h"
#include "script/yard.h"

#define ROUNDS 2
#define FOLDER TEST_SOURCE_DIR "/tests/core/script/hostile"

static int64_t
still_clock(void)
{
    return 1;
}

static char *
key_of(void *context, const struct dms_error *error)
{
    (void)context;
    return strdup(dms_error_key(error));
}

static void
add_chunk(struct dms_json *chunks, const char *name, const char *text, size_t size)
{
    struct dms_json *chunk = dms_json_create_object();
    dms_json_set_text(chunk, "name", name);
    dms_json_take_key(chunk, "text", dms_json_create_text_sized(text, size));
    dms_json_take(chunks, chunk);
}

static int
is_script(const struct dirent *entry)
{
    return strstr(entry->d_name, ".lua") != NULL;
}

/* Those that only the clock can end are apart: they need the real one. */
static struct dms_json *
read_hostile(bool by_clock)
{
    struct dirent **entries;
    struct dms_json *chunks = dms_json_create_array();
    int count = scandir(FOLDER, &entries, is_script, alphasort);
    assert_true(count >= 60);
    for (int i = 0; i < count; i++) {
        char path[600], text[8192];
        snprintf(path, sizeof(path), FOLDER "/%s", entries[i]->d_name);
        FILE *stream = fopen(path, "rb");
        assert_non_null(stream);
        size_t size = fread(text, 1, sizeof(text), stream);
        fclose(stream);
        if ((strncmp(text, "-- KILLED time\n", 15) == 0) == by_clock)
            add_chunk(chunks, entries[i]->d_name, text, size);
        free(entries[i]);
    }
    free(entries);
    return chunks;
}

static int wrong;

/* "KILLED steps", "KILLED", "ERROR 3", "ERROR", "VALUE 5050", "VALUE". */
static void
check_verdict(const struct dms_json *chunk, const struct dms_json *item)
{
    char said[400], wanted[400];
    const char *text = dms_json_text_at(chunk, "text"),
               *result = dms_json_text_at(item, "result");
    snprintf(wanted, sizeof(wanted), "%.*s", (int)strcspn(text + 3, "\n"), text + 3);
    char *value = dms_json_print(dms_json_at_key(item, "value"));
    if (strcmp(result, "VALUE") == 0)
        snprintf(said, sizeof(said), "VALUE %s", value);
    else if (strcmp(result, "KILLED") == 0)
        snprintf(said, sizeof(said), "KILLED %s", dms_json_text_at(item, "limit"));
    else
        snprintf(said, sizeof(said), "ERROR %lld",
                 (long long)dms_json_integer_at(item, "line"));
    free(value);
    bool right = strcmp(said, wanted) == 0 ||
                 (strchr(wanted, ' ') == NULL && strcmp(result, wanted) == 0);
    if (!right || dms_json_boolean_at(item, "differs"))
        print_error(
            "%s: %s (%s)%s, wanted %s\n", dms_json_text_at(chunk, "name"), said,
            dms_json_text_at(item, "text") == NULL ? "" : dms_json_text_at(item, "text"),
            dms_json_boolean_at(item, "differs") ? " and others" : "", wanted);
    bool placed = strcmp(result, "KILLED") != 0 || dms_json_integer_at(item, "line") > 0;
    if (!placed)
        print_error("%s: no line\n", dms_json_text_at(chunk, "name"));
    wrong += !right || !placed || dms_json_boolean_at(item, "differs");
}

static void
try_all(struct dms_json *chunks, int rounds, int threads,
        void (*check)(const struct dms_json *chunk, const struct dms_json *item))
{
    struct dms_error *error = dms_error_create();
    struct dms_json *plan = dms_json_create_object(), *answer = NULL;
    wrong = 0;
    const char *given = getenv("SEED");
    int64_t seed = given != NULL ? atoll(given) : 20261127; /* the same each day */
    print_message("SEED=%lld\n", (long long)seed);
    dms_json_set_integer(plan, "rounds", rounds);
    dms_json_set_integer(plan, "threads", threads);
    dms_json_set_integer(plan, "seed", seed);
    dms_json_take_key(plan, "chunks", chunks);
    assert_int_equal(script_eval(plan, key_of, NULL, &answer, error), DMS_OK);
    const struct dms_json *items = dms_json_at_key(answer, "items");
    assert_int_equal(dms_json_count(items), dms_json_count(chunks));
    for (size_t i = 0; i < dms_json_count(items); i++)
        check(dms_json_at(chunks, i), dms_json_at(items, i));
    assert_int_equal(wrong, 0);
    dms_json_destroy(answer);
    dms_json_destroy(plan);
    dms_error_destroy(error);
}

static void
hostile_scripts_get_their_verdict_in_any_order_on_eight_threads(void **state)
{
    (void)state;
    yard_clock = still_clock;
    try_all(read_hostile(false), ROUNDS, 8, check_verdict);
}

static void
what_no_step_counts_is_ended_by_the_clock(void **state)
{
    int64_t (*machine)(void) = *state;
    yard_clock = machine;
    try_all(read_hostile(true), 1, 4, check_verdict);
    yard_clock = still_clock;
}

static void
check_refused(const struct dms_json *chunk, const struct dms_json *item)
{
    bool value = strcmp(dms_json_text_at(item, "result"), "VALUE") == 0;
    if (value)
        print_error("%s gave a value\n", dms_json_text_at(chunk, "name"));
    wrong += value;
}

static void
check_any(const struct dms_json *chunk, const struct dms_json *item)
{
    (void)chunk;
    assert_non_null(dms_json_text_at(item, "result"));
    assert_false(dms_json_boolean_at(item, "differs"));
}

/* HEAD, COUNT times PIECE ("%d" is its number), then TAIL. */
static void
add_made(struct dms_json *chunks, const char *head, int count, const char *piece,
         const char *tail)
{
    struct writing text = { 0 };
    writing_printf(&text, "%s", head);
    for (int i = 0; i < count; i++) {
        const char *number = strchr(piece, '#');
        if (number == NULL)
            writing_add(&text, piece, strlen(piece));
        else
            writing_printf(&text, "%.*s%d%s", (int)(number - piece), piece, i,
                           number + 1);
    }
    writing_printf(&text, "%s", tail);
    add_chunk(chunks, piece, text.data, text.size);
    free(text.data);
}

static void
sources_made_to_break_the_compiler_are_refused_in_time(void **state)
{
    (void)state;
    struct dms_json *chunks = dms_json_create_array();
    add_made(chunks, "return ", 100000, "(", "");
    add_made(chunks, "return ", 100000, "{", "");
    add_made(chunks, "return ", 100000, "function() return ", "");
    add_made(chunks, "return ", 100000, "not ", "1 + {}");
    add_made(chunks, "return ", 100000, "- ", " {}");
    add_made(chunks, "return ", 100000, "2^", "{}");
    add_made(chunks, "return ", 100000, "'a'..", "{}");
    add_made(chunks, "", 100000, "do ", "");
    add_made(chunks, "", 100000, "if 1 then ", "");
    add_made(chunks, "", 100000, "while 1 do ", "");
    add_made(chunks, "", 100000, "for i = 1, 2 do ", "");
    add_made(chunks, "local x = 1 ", 100000, "x = x(", "");
    add_made(chunks, "", 300, "local v# ", "");
    add_made(chunks, "local function f() ", 70000, "f(#) ", "end");
    add_made(chunks, "local t = {", 50000, "k#=1,", "}");
    add_made(chunks, "", 32000, "::l#::", " x()");
    add_made(chunks, "do ", 33000, "goto l ", "end");
    add_made(chunks, "", 60000, "unknown#() ", "");
    add_made(chunks, "", 190000, "x()", "");
    add_made(chunks, "", 90000, "local string ", "");
    add_made(chunks, "return '", 900000, "\\", "");
    add_made(chunks, "return [", 900000, "=", "");
    add_made(chunks, "--[", 900000, "=", "\nx()");
    add_made(chunks, "return 0x", 900000, "f", " .. {}");
    add_made(chunks, "return ", 900000, "1", "x");
    add_made(chunks, "local a = 1 return a", 100000, ".b", "");
    add_made(chunks, "local a = 1 a", 100000, "'x'", "");
    add_made(chunks, "local a = 1 a", 100000, "{}", "");
    add_made(chunks, "local function f(", 300, "p#,", "x) end f()()");
    try_all(chunks, 1, 8, check_refused);
}

static void
large_sources_are_no_harm(void **state)
{
    (void)state;
    struct dms_json *chunks = dms_json_create_array();
    add_made(chunks, "return {", 200000, "1,", "}");
    add_made(chunks, "return {", 100, "{},", "}");
    add_made(chunks, "return '", 900000, "x", "'");
    add_made(chunks, "return #'", 900000, "x", "'");
    add_made(chunks, "", 900000, "\n", "return 1");
    add_made(chunks, "", 300000, "do end", "return 1");
    add_made(chunks, "if 1 == 2 then ", 10000, "elseif 1 == 2 then ", "end");
    add_made(chunks, "local a, b = 1, 2 ", 60000, "a, b = b, a ", "return a");
    add_made(chunks, "local function f(...) return select('#', ...) end return f(", 249,
             "1,", "1)");
    try_all(chunks, 1, 8, check_any);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_scripts_get_their_verdict_in_any_order_on_eight_threads),
        cmocka_unit_test_prestate(what_no_step_counts_is_ended_by_the_clock,
                                  (void *)(uintptr_t)yard_clock),
        cmocka_unit_test(sources_made_to_break_the_compiler_are_refused_in_time),
        cmocka_unit_test(large_sources_are_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
