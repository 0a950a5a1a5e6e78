/* names_check.c - names in rules that nobody has: roles, fields, events, questions, keys. */
#include <ctype.h>
#include <string.h>

#include "script/names.h"
#include "script/scan.h"
#include "script/source.h"

static bool
has(const char *const *names, const char *name)
{
    while (*names != NULL && strcmp(*names, name) != 0)
        names++;
    return *names != NULL;
}

static void
unknown(struct ruleset *rules, const char *file, int64_t line, const char *name,
        const char *const *names)
{
    const char *near = script_nearest(name, names);
    for (size_t i = 0; i < rules->problem_count; i++)
        if (dms_error_line(rules->problems[i]) == line &&
            strcmp(dms_error_file(rules->problems[i]), file) == 0 &&
            strcmp(dms_error_value(rules->problems[i], "text"), name) == 0)
            return; /* a list of roles serves many transitions */
    ruleset_problem(rules, file, line,
                    near[0] == 0 ? "script.nobody_has" : "script.nobody_has_near", name,
                    near);
}

/* At or behind LINE, else before it: a list of roles stands above what it serves. */
static int64_t
line_of(const struct source *source, int64_t line, const char *name)
{
    int64_t at = source == NULL ? line : source_line_of(source, line, name);
    int64_t above = source == NULL ? line : source_line_of(source, 1, name);
    return at == line && above > 1 ? above : at;
}

/* A dealer's own rules are written for the house as it is. Those of a plugin may speak of roles that
 * another one brings, which need not be here: only a slip of the pen is one. */
static bool
is_wrong_role(struct ruleset *rules, const struct source *source, const char *role)
{
    const char *const *roles = names_roles(rules);
    bool all = names_all_loaded(rules->names) && source->layer != LAYER_PLUGIN;
    return !has(roles, role) && (all || script_is_slip(role, roles));
}

void
names_check_role(const struct reader *reader, const char *role)
{
    struct ruleset *rules = reader->rules;
    if (rules->names != NULL && role != NULL &&
        is_wrong_role(rules, reader->source, role))
        unknown(rules, reader->source->path, line_of(reader->source, reader->line, role),
                role, names_roles(rules));
}

void
names_check_roles(const struct reader *reader, const char *const *roles)
{
    for (; roles != NULL && *roles != NULL; roles++)
        names_check_role(reader, *roles);
}

static const struct source *
source_of(const struct ruleset *rules, const char *path)
{
    for (size_t i = 0; i < rules->sources.count; i++)
        if (strcmp(rules->sources.items[i].path, path) == 0)
            return &rules->sources.items[i];
    return NULL;
}

static void
unknown_of(const struct rule *rule, const char *name, const char *const *names)
{
    unknown(rule->rules, rule->file,
            line_of(source_of(rule->rules, rule->file), rule->line, name), name, names);
}

/* "crm.lead.created": of an entity there is, and nothing by that name. Of a plugin that is off the
 * data may still be there, but nobody knows what it would tell. */
static void
check_on(const struct rule *rule)
{
    char entity[128];
    struct ruleset *rules = rule->rules;
    const char *dot = strrchr(rule->on, '.');
    snprintf(entity, sizeof(entity), "%.*s", dot == NULL ? 0 : (int)(dot - rule->on),
             rule->on);
    if (dms_house_field(ruleset_house(rules), entity, "id") == NULL ||
        !names_says(rules->names, entity, "id"))
        return;
    bool hook = rule->kind == DECLARED_RULE;
    const char *const *names =
        hook ? names_verbs(rules, entity) : names_events(rules, entity);
    /* A plugin that has not said what it tells may tell anything, but hardly a slip. */
    if (!has(names, rule->on) && (hook || names_says(rules->names, entity, "tells") ||
                                  script_nearest(rule->on, names)[0] != 0))
        unknown_of(rule, rule->on, names);
}

/* dms.call("…") in a script asks, too. */
static bool
is_called(const struct ruleset *rules, const char *name)
{
    for (size_t i = 0; i < rules->sources.count; i++) {
        struct scan scan = { rules->sources.items[i].text, 1 };
        struct word word, before = { 0 }, head = { 0 };
        for (; scan_next(&scan, &word); head = before, before = word)
            if (word.kind == SCAN_TEXT && strcmp(word.text, name) == 0 &&
                (word_is(&before, "call") || word_is(&head, "call")))
                return true;
    }
    return false;
}

static void
check_decision(const struct rule *rule)
{
    const char *const *asked = names_asked(rule->rules);
    if (names_says(rule->rules->names, rule->name, "asks") && !has(asked, rule->name) &&
        !is_called(rule->rules, rule->name))
        unknown_of(rule, rule->name, asked);
}

/* "tianhe.manager_limit", and not a sentence, nor the beginning of "tianhe." .. grade. */
static bool
is_key(const char *text, const char *behind)
{
    return strchr(text, '.') != NULL &&
           strncmp(behind + strspn(behind, " \n"), "..", 2) != 0 &&
           islower((unsigned char)text[0]) &&
           strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(text);
}

/* reason = "…", title = "…", dms.warn("field", "…"): what a person will read. */
static bool
is_read(const struct word before[4])
{
    if (word_is(&before[0], "="))
        return word_is(&before[1], "reason") || word_is(&before[1], "title");
    return word_is(&before[0], ",") && before[1].kind == SCAN_TEXT &&
           word_is(&before[2], "(") && word_is(&before[3], "warn");
}

/* user:has_role("…"), role = "…" of a task that a function makes. */
static bool
is_role(const struct word before[4])
{
    bool bracket = word_is(&before[0], "(");
    if (word_is(&before[0], "="))
        return word_is(&before[1], "role");
    return word_is(&before[bracket ? 1 : 0], "has_role") &&
           word_is(&before[bracket ? 2 : 1], ":");
}

static void
check_text(struct ruleset *rules, const struct source *source)
{
    struct scan scan = { source->text, 1 };
    struct word word, before[4] = { { 0 } };
    const char *const *roles = names_roles(rules);
    while (scan_next(&scan, &word)) {
        bool text = word.kind == SCAN_TEXT;
        if (text && is_read(before) && is_key(word.text, scan.at) &&
            !ruleset_knows_words(rules, word.text))
            ruleset_problem(rules, source->path, word.line, "script.unknown_words",
                            word.text, "");
        if (text && is_role(before) && is_wrong_role(rules, source, word.text))
            unknown(rules, source->path, word.line, word.text, roles);
        memmove(before + 1, before, 3 * sizeof(*before));
        before[0] = word;
    }
}

void
names_check_rules(struct ruleset *rules)
{
    if (rules->names == NULL)
        return;
    for (size_t i = 0; i < rules->group_count; i++) {
        const struct rule_group *group = &rules->groups[i];
        for (size_t k = 0; k < group->count; k++) {
            if (group->items[k]->on != NULL)
                check_on(group->items[k]);
            if (group->kind == DECLARED_DECISION)
                check_decision(group->items[k]);
        }
    }
    for (size_t i = 0; i < rules->sources.count; i++)
        if (rules->sources.items[i].language == NULL)
            check_text(rules, &rules->sources.items[i]);
}
