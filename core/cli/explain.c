/* explain.c - dms explain ENTITY ID FIELD: the tree behind a figure, a grade, a task, a refusal. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

static void
branch(int depth)
{
    for (int i = 1; i < depth; i++)
        fputs("   ", stdout);
    if (depth > 0)
        fputs("└─ ", stdout);
}

static void
show_place(const struct dms_json *place, int depth)
{
    if (dms_json_text_at(place, "file") == NULL)
        return;
    branch(depth);
    printf("%s:%lld", dms_json_text_at(place, "file"),
           (long long)dms_json_integer_at(place, "line"));
    if (dms_json_integer_at(place, "version") > 0)
        printf("  v%lld", (long long)dms_json_integer_at(place, "version"));
    if (dms_json_text_at(place, "active_since") != NULL)
        printf("  %s", dms_json_text_at(place, "active_since"));
    putchar('\n');
}

/* What the line above the tree says already. */
static bool
is_said(const char *name)
{
    static const char *const said[] = { "rule", "file", "line", "version" };
    for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
        if (strcmp(name, said[i]) == 0)
            return true;
    return false;
}

/* {"text": "Source", "key": …, "points": 35}: what it says, then what else it has. */
static void
show_reason(const struct cli *cli, const struct dms_json *reason)
{
    const char *text = dms_json_text_at(reason, "text");
    fputs(text != NULL ? text : "·", stdout);
    for (size_t i = 0; i < dms_json_count(reason); i++) {
        const char *name = dms_json_key_at(reason, i);
        if (text != NULL && (strcmp(name, "text") == 0 || strcmp(name, "key") == 0))
            continue;
        char *value = cli_scalar(cli, dms_json_value_at(reason, i));
        printf("  %s = %s", name, value);
        free(value);
    }
    putchar('\n');
}

static void
show_items(const struct cli *cli, const struct dms_json *items, int depth)
{
    for (size_t i = 0; i < dms_json_count(items); i++) {
        const struct dms_json *item = dms_json_at(items, i);
        branch(depth);
        if (dms_json_kind(item) == DMS_JSON_OBJECT) {
            show_reason(cli, item);
            continue;
        }
        char *text = cli_scalar(cli, item);
        printf("%s\n", text);
        free(text);
    }
}

/* Does one line say all of VALUE? */
static bool
is_flat(const struct dms_json *value)
{
    bool list = dms_json_kind(value) == DMS_JSON_ARRAY;
    for (size_t i = 0; list && i < dms_json_count(value); i++)
        if (dms_json_kind(dms_json_at(value, i)) == DMS_JSON_OBJECT)
            return false;
    return dms_json_kind(value) != DMS_JSON_OBJECT;
}

/* One member a line, what it holds below it. */
static void
show_tree(const struct cli *cli, const struct dms_json *tree, int depth)
{
    if (dms_json_kind(tree) == DMS_JSON_ARRAY) {
        show_items(cli, tree, depth);
        return;
    }
    for (size_t i = 0; i < dms_json_count(tree); i++) {
        const struct dms_json *value = dms_json_value_at(tree, i);
        if (is_said(dms_json_key_at(tree, i)))
            continue;
        branch(depth);
        if (!is_flat(value)) {
            printf("%s\n", dms_json_key_at(tree, i));
            show_tree(cli, value, depth + 1);
            continue;
        }
        char *text = cli_scalar(cli, value);
        printf("%s = %s\n", dms_json_key_at(tree, i), text);
        free(text);
    }
}

static void
show_decision(struct cli *cli, const struct dms_json *decision)
{
    const char *rule = dms_json_text_at(decision, "rule");
    const struct dms_json *reasons = dms_json_at_key(decision, "reasons");
    if (rule == NULL)
        return;
    int64_t version = dms_json_integer_at(decision, "rule_version");
    if (version == 0) /* the figure does not keep it: that of its time */
        version = dms_json_integer_at(dms_json_at_key(decision, "place"), "version");
    branch(1);
    cli_say(cli, "cli.explain_rule", "rule=%s|version=%lld", rule, (long long)version);
    show_place(dms_json_at_key(decision, "place"), 2);
    if (dms_json_text_at(decision, "occasion") != NULL) {
        branch(2);
        printf("%s\n", dms_json_text_at(decision, "occasion"));
    }
    show_tree(cli, reasons, 2);
}

static void
show_changes(struct cli *cli, const struct dms_json *changes)
{
    for (size_t i = 0; i < dms_json_count(changes); i++) {
        const struct dms_json *change = dms_json_at(changes, i);
        const struct dms_json *because = dms_json_at_key(change, "because");
        const char *who = dms_json_text_at(change, "user_name");
        char *old = cli_scalar(cli, dms_json_at_key(change, "old"));
        char *new = cli_scalar(cli, dms_json_at_key(change, "new"));
        branch(1);
        printf("%s  %s  %s  %s → %s\n", dms_json_text_at(change, "at"),
               who == NULL ? "" : who, dms_json_text_at(change, "action"), old, new);
        if (dms_json_text_at(because, "rule") != NULL) {
            branch(2);
            printf("%s\n", dms_json_text_at(because, "rule"));
            show_place(because, 3);
        }
        free(old);
        free(new);
    }
}

static void
show_transition(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *transition = dms_json_at_key(answer, "transition");
    const struct dms_json *reason = dms_json_at_key(transition, "reason");
    cli_say(cli,
            dms_json_boolean_at(transition, "allowed") ? "cli.explain_allowed"
                                                       : "cli.explain_refused",
            "name=%s|state=%s|text=%s", dms_json_text_at(transition, "name"),
            dms_json_text_at(answer, "state"),
            dms_json_text_at(answer, "text") == NULL ? ""
                                                     : dms_json_text_at(answer, "text"));
    if (dms_json_text_at(reason, "rule") == NULL)
        return;
    branch(1);
    cli_say(cli, "cli.explain_rule", "rule=%s|version=%lld",
            dms_json_text_at(reason, "rule"),
            (long long)dms_json_integer_at(answer, "version"));
    show_place(dms_json_at_key(answer, "place"), 2);
    show_tree(cli, dms_json_at_key(reason, "values"), 2);
}

static void
show_explanation(struct cli *cli, const struct dms_json *answer)
{
    if (dms_json_at_key(answer, "transition") != NULL) {
        show_transition(cli, answer);
        return;
    }
    char *value = cli_scalar(cli, dms_json_at_key(answer, "value"));
    printf("%s = %s\n", dms_json_text_at(answer, "field"), value);
    free(value);
    show_decision(cli, dms_json_at_key(answer, "decision"));
    show_changes(cli, dms_json_at_key(answer, "changes"));
}

int
cli_explain(struct cli *cli)
{
    struct dms_json *question = cli_question("explain");
    dms_json_set_text(question, "entity", cli_word(cli, 0));
    dms_json_set_text(question, "id", cli_word(cli, 1));
    dms_json_set_text(question, "field", cli_word(cli, 2));
    return cli_ask_and_show(cli, question, show_explanation);
}
