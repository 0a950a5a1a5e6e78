/* workflow.c - dms workflow migrate: the plan first, then running records onto the workflow that
 * holds now. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

/* Option NAME, "old=new,older=new": states or transitions of then and of now. */
static bool
add_map(const struct cli *cli, struct dms_json *question, const char *name)
{
    const char *text = cli_option(cli, name);
    struct dms_json *map = dms_json_create_object();
    char *copy = memory_copy(text == NULL ? "" : text), *rest = copy, *pair;
    bool good = true;
    while (good && (pair = strsep(&rest, ",")) != NULL && *pair != '\0') {
        char *to = strchr(pair, '=');
        good = to != NULL && to > pair && to[1] != '\0';
        if (good) {
            *to = '\0';
            dms_json_set_text(map, pair, to + 1);
        }
    }
    free(copy);
    dms_json_take_key(question, name, map);
    if (!good)
        cli_usage(cli, "cli.bad_state_map", "option=%s|value=%s", name, text);
    return good;
}

static void
show_row(struct cli_table *table, const struct dms_json *row)
{
    char number[32];
    const char *to = dms_json_text_at(row, "to");
    cli_table_add(table, dms_json_text_at(row, "brand"));
    snprintf(number, sizeof(number), "v%lld → v%lld",
             (long long)dms_json_integer_at(row, "version"),
             (long long)dms_json_integer_at(row, "to_version"));
    cli_table_add(table, number);
    cli_table_add(table, dms_json_text_at(row, "from"));
    cli_table_add(table, to == NULL ? "✗" : to);
    snprintf(number, sizeof(number), "%lld",
             (long long)dms_json_integer_at(row, "records"));
    cli_table_add(table, number);
}

/* Approvals that are open or granted: for what they were asked, for what they hold then. */
static void
show_approvals(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *rows = dms_json_at_key(answer, "approvals");
    struct cli_table *table = cli_table_create(3);
    for (size_t i = 0; i < dms_json_count(rows); i++) {
        const struct dms_json *row = dms_json_at(rows, i);
        const char *to = dms_json_text_at(row, "to");
        char number[32];
        snprintf(number, sizeof(number), "%lld",
                 (long long)dms_json_integer_at(row, "approvals"));
        cli_table_add(table, dms_json_text_at(row, "transition"));
        cli_table_add(table, to == NULL ? "✗" : to);
        cli_table_add(table, number);
    }
    if (dms_json_count(rows) > 0)
        cli_say(cli, "cli.migrate_approvals", "");
    cli_table_print(table);
    cli_table_destroy(table);
    if (dms_json_integer_at(answer, "approvals_stranded") > 0)
        cli_say(cli, "cli.migrate_approvals_stranded", "");
}

static void
show_plan(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *rows = dms_json_at_key(answer, "rows");
    long long stranded = (long long)dms_json_integer_at(answer, "stranded");
    struct cli_table *table = cli_table_create(5);
    for (size_t i = 0; i < dms_json_count(rows); i++)
        show_row(table, dms_json_at(rows, i));
    cli_table_print(table);
    cli_table_destroy(table);
    show_approvals(cli, answer);
    cli_say(cli, stranded > 0 ? "cli.migrate_stranded" : "cli.migrate_plan",
            "records=%lld|stranded=%lld",
            (long long)dms_json_integer_at(answer, "records"), stranded);
    if (dms_json_at_key(answer, "moved") != NULL)
        cli_say(cli, "cli.migrated", "moved=%lld",
                (long long)dms_json_integer_at(answer, "moved"));
}

int
cli_workflow(struct cli *cli)
{
    struct dms_json *question = cli_question("migrate");
    if (strcmp(cli_word(cli, 0), "migrate") != 0 || cli_word(cli, 1) == NULL) {
        dms_json_destroy(question);
        return cli_usage(cli, "cli.help.workflow", "");
    }
    if (!add_map(cli, question, "map") || !add_map(cli, question, "transitions") ||
        !cli_number(cli, "limit", question))
        return cli_drop(question);
    dms_json_set_text(question, "entity", cli_word(cli, 1));
    dms_json_set_boolean(question, "apply", cli_option(cli, "apply") != NULL);
    if (cli_option(cli, "reason") != NULL)
        dms_json_set_text(question, "reason", cli_option(cli, "reason"));
    return cli_ask_and_show(cli, question, show_plan);
}
