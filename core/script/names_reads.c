/* names_reads.c - fields a rule reads from its record, as far as the text alone tells.
 *
 * Whatever could make the parameter's name mean something else - a local, another function's
 * parameter, an assignment - makes the function undecidable, and nothing is said of it. */
#include <string.h>

#include "script/names.h"
#include "script/scan.h"
#include "script/source.h"

struct body {
    struct scan scan; /* behind the parameters */
    char name[128];   /* of the first one */
};

static bool
is_name(const struct word *word, const char *name)
{
    return word->kind == SCAN_NAME && strcmp(word->text, name) == 0;
}

/* The only function that begins on LINE; false: none or several, or no parameter. */
static bool
find_body(const struct source *source, int64_t line, struct body *body)
{
    struct scan scan = { source->text, 1 };
    struct word word;
    int found = 0;
    while (scan_next(&scan, &word) && word.line <= line) {
        if (word.line < line || !is_name(&word, "function"))
            continue;
        found++;
        while (scan_next(&scan, &word) && !word_is(&word, "(")) {
        }
        body->scan = scan;
        scan_next(&scan, &word);
        memcpy(body->name, word.text, sizeof(body->name));
        if (word.kind != SCAN_NAME)
            return false;
    }
    struct scan head = body->scan;
    while (found == 1 && scan_next(&head, &word) && !word_is(&word, ")")) {
    }
    body->scan = head;
    return found == 1;
}

static int
deeper(const struct word *word)
{
    static const char *const opens[] = { "function", "if", "do", "repeat" };
    for (size_t i = 0; i < sizeof(opens) / sizeof(opens[0]); i++)
        if (is_name(word, opens[i]))
            return 1;
    return is_name(word, "end") || is_name(word, "until") ? -1 : 0;
}

/* Behind local, for and function stand new names, up to "=", "in", ")" or a statement. */
static bool
declares(struct scan scan, const struct word *begins, const char *name)
{
    struct word word;
    bool parameters = is_name(begins, "function");
    bool list = parameters || is_name(begins, "local") || is_name(begins, "for");
    for (bool wanted = true; list && scan_next(&scan, &word);) {
        if (is_name(&word, name) && wanted)
            return true;
        if (word_is(&word, ")") || word_is(&word, "=") || is_name(&word, "in") ||
            (!parameters && word.kind == SCAN_NAME && !wanted))
            return false;
        wanted = parameters || word.kind != SCAN_NAME;
    }
    return false;
}

/* NAME = …, or NAME, other = … */
static bool
assigns(struct scan scan, const struct word *before)
{
    struct word one = { 0 }, two = { 0 };
    scan_next(&scan, &one);
    scan_next(&scan, &two);
    if (word_is(&one, "="))
        return !word_is(&two, "=");
    return word_is(&one, ",") && !word_is(before, "(") && !word_is(before, ",") &&
           !word_is(before, "{") && !word_is(before, "=") && !is_name(before, "return");
}

typedef void (*each_read)(const struct reader *reader, const struct word *field,
                          const char *entity);

static bool
walk(const struct reader *reader, struct body body, each_read each, const char *entity)
{
    struct word before = { 0 }, word = { 0 }, field = { 0 };
    int depth = 1;
    while (depth > 0 && scan_next(&body.scan, &word)) {
        depth += deeper(&word);
        if (declares(body.scan, &word, body.name))
            return false;
        if (is_name(&word, body.name) && !word_is(&before, ".") &&
            !word_is(&before, ":")) {
            struct scan ahead = body.scan;
            if (assigns(ahead, &before))
                return false;
            scan_next(&ahead, &field);
            if (word_is(&field, ".") && scan_next(&ahead, &field) && each != NULL)
                each(reader, &field, entity);
        }
        before = word;
    }
    return depth == 0;
}

static void
check_read(const struct reader *reader, const struct word *field, const char *entity)
{
    struct ruleset *rules = reader->rules;
    const char *const *fields = names_fields(rules, entity), *const *known = fields;
    while (*known != NULL && strcmp(*known, field->text) != 0)
        known++;
    if (*known != NULL || field->kind != SCAN_NAME ||
        dms_house_field(ruleset_house(rules), entity, field->text) != NULL)
        return;
    const char *near = script_nearest(field->text, fields);
    const char *name = arena_printf(&rules->arena, "%s.%s", entity, field->text);
    ruleset_problem(rules, reader->source->path, field->line,
                    near[0] == 0 ? "script.unknown_field" : "script.nobody_has_near",
                    name, near);
}

void
names_check_reads(const struct reader *reader, int index, const char *key,
                  const char *entity)
{
    struct body body = { .name = "" };
    lua_Debug about;
    if (reader->rules->names == NULL || entity == NULL ||
        dms_house_field(ruleset_house(reader->rules), entity, "id") == NULL ||
        !reader_is_function(reader, index, key))
        return;
    lua_pushstring(reader->lua, key);
    lua_rawget(reader->lua, index);
    lua_getinfo(reader->lua, ">S", &about);
    /* A function of a library stands in another file. */
    if (strcmp(about.source + (about.source[0] == '@'), reader->source->path) != 0 ||
        !find_body(reader->source, about.linedefined, &body))
        return;
    if (walk(reader, body, NULL, entity))
        walk(reader, body, check_read, entity);
}
