/* rule_source_fuzz.c - any bytes as a file of rules: they compile, or each problem says where; and
 * as a chunk they come to a verdict. Twice the same. */
#include <stdlib.h>
#include <string.h>

#include "script/source.h"
#include "script/yard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PATH "brands/fuzz/rules.lua"

/* Only steps and memory end a script here: they are the same on every machine. */
static int64_t
still_clock(void)
{
    return 1;
}

static struct ruleset *
compile(const uint8_t *data, size_t size)
{
    struct source_list sources = { 0 };
    source_add(&sources, LAYER_BRAND, "fuzz", PATH, (const char *)data, size);
    source_seal(&sources);
    return ruleset_create(NULL, &sources);
}

static void
check_problems(const struct ruleset *rules, const struct ruleset *again)
{
    if (rules->problem_count != again->problem_count)
        abort();
    for (size_t i = 0; i < rules->problem_count; i++) {
        const struct dms_error *error = rules->problems[i];
        if (dms_error_key(error)[0] == '\0' || dms_error_file(error)[0] == '\0' ||
            strcmp(dms_error_key(error), dms_error_key(again->problems[i])) != 0)
            abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    yard_clock = still_clock;
    struct ruleset *rules = compile(data, size), *again = compile(data, size);
    check_problems(rules, again);
    ruleset_destroy(rules);
    ruleset_destroy(again);
    return 0;
}
