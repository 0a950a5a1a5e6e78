/* sample_pool.c - reads the text of rules for the numbers and words worth trying. */
#include "script/sample_pool.h"

#include <stdlib.h>
#include <string.h>

#include "script/scan.h"

static const struct source *
source_of(const struct rule *rule)
{
    const struct source_list *list = &rule->rules->sources;
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i].path, rule->file) == 0)
            return &list->items[i];
    return NULL;
}

static void
add_number(struct pool *pool, int64_t number)
{
    for (size_t i = 0; i < pool->number_count; i++)
        if (pool->numbers[i] == number)
            return;
    if (pool->number_count < sizeof(pool->numbers) / sizeof(pool->numbers[0]))
        pool->numbers[pool->number_count++] = number;
}

static void
add_word(struct pool *pool, struct dms_unit *unit, const char *text)
{
    for (size_t i = 0; i < pool->word_count; i++)
        if (strcmp(pool->words[i], text) == 0)
            return;
    if (pool->word_count < sizeof(pool->words) / sizeof(pool->words[0]))
        pool->words[pool->word_count++] = dms_scratch_printf(unit, "%s", text);
}

void
pool_read(struct pool *pool, struct dms_unit *unit, const struct sample_lines *lines,
          pool_each each, void *context)
{
    struct scan scan = { lines->source->text, 1 };
    struct word word, before = { 0 }, head = { 0 };
    while (scan_next(&scan, &word) && word.line <= lines->last) {
        char *end = NULL;
        long long number = strtoll(word.text, &end, 10);
        bool counts = word.line >= lines->first;
        if (counts && word.kind == SCAN_TEXT)
            add_word(pool, unit, word.text);
        else if (counts && each != NULL && word_is(&before, "."))
            each(head.text, word.text, context);
        else if (counts && word.kind == SCAN_NAME && *end == 0)
            add_number(pool, number);
        head = before;
        before = word;
    }
}

bool
sample_function(const struct rule *rule, int slot, struct sample_lines *lines)
{
    const struct source *source = source_of(rule);
    struct yard *yard =
        slot == 0 || source == NULL ? NULL : ruleset_take(rule->rules, NULL);
    lua_Debug about = { 0 };
    if (yard == NULL)
        return false;
    yard_push_place(yard->lua, YARD_FUNCTIONS);
    lua_rawgeti(yard->lua, -1, slot);
    lua_getinfo(yard->lua, ">S", &about);
    lua_pop(yard->lua, 1);
    ruleset_give(rule->rules, yard);
    *lines = (struct sample_lines){ source, about.linedefined, about.lastlinedefined };
    return true;
}

void
pool_read_file(struct pool *pool, struct dms_unit *unit, const struct rule *rule)
{
    const struct sample_lines lines = { source_of(rule), 1, INT64_MAX };
    if (lines.source != NULL)
        pool_read(pool, unit, &lines, NULL, NULL);
}
