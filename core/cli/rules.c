/* rules.c - calls of plugins, and the admin's calls of the Lua host: list test reload;
 * check is in rules_check.c, eval in rules_eval.c, versions are in rules_version.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/place.h"
#include "cli/cli_inside.h"

struct dms_json *
cli_call_question(const char *name, struct dms_json *arguments)
{
    struct dms_json *question = cli_question("call");
    dms_json_set_text(question, "name", name);
    dms_json_take_key(question, "arguments", arguments);
    return question;
}

static void
show_answer(struct cli *cli, const struct dms_json *answer)
{
    (void)cli;
    cli_print_json(dms_json_at_key(answer, "answer"));
}

int
cli_call(struct cli *cli)
{
    struct dms_json *arguments = cli_fields(cli, 1);
    if (arguments == NULL)
        return CLI_USAGE;
    return cli_ask_and_show(cli, cli_call_question(cli_word(cli, 0), arguments),
                            show_answer);
}

static void
show_rules(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *rules = dms_json_at_key(answer, "answer");
    const struct dms_json *items = dms_json_at_key(rules, "items");
    struct cli_table *table = cli_table_create(5);
    for (size_t i = 0; i < dms_json_count(items); i++) {
        const struct dms_json *item = dms_json_at(items, i);
        char place[600];
        snprintf(place, sizeof(place), "%s:%lld", dms_json_text_at(item, "file"),
                 (long long)dms_json_integer_at(item, "line"));
        cli_table_add(table, dms_json_text_at(item, "kind"));
        cli_table_add(table, dms_json_text_at(item, "name"));
        cli_table_add(table, dms_json_text_at(item, "on"));
        cli_table_add(table, dms_json_text_at(item, "layer"));
        cli_table_add(table, place);
    }
    cli_table_print(table);
    cli_table_destroy(table);
    cli_say(cli, "cli.rules_version", "version=%lld|digest=%.12s",
            (long long)dms_json_integer_at(rules, "version"),
            dms_json_text_at(rules, "digest"));
    cli_show_pilot(cli, rules);
}

static void
show_reloaded(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *rules = dms_json_at_key(answer, "answer");
    cli_say(cli, "cli.rules_version", "version=%lld|digest=%.12s",
            (long long)dms_json_integer_at(rules, "version"),
            dms_json_text_at(rules, "digest"));
}

/* Scenarios need no store of ours: each makes its own. */
static int
test(struct cli *cli)
{
    struct dms_error error = { 0 };
    struct dms_json *report = NULL;
    char *scripts = place_scripts(), *plugins = place_plugins();
    const char **files = memory_get((cli->words.count + 1) * sizeof(*files));
    for (size_t i = 1; i < cli->words.count; i++)
        files[i - 1] = cli_word(cli, i);
    enum dms_status st = cli->rooms->rules_test(scripts, plugins, cli->language, files,
                                                cli->words.count - 1, &report, &error);
    free(scripts);
    free(plugins);
    free(files);
    if (st != DMS_OK)
        return cli_refuse(cli, &error);
    const struct dms_json *items = dms_json_at_key(report, "items");
    for (size_t i = 0; !cli->json && i < dms_json_count(items); i++) {
        const struct dms_json *item = dms_json_at(items, i);
        const char *text = dms_json_text_at(item, "text");
        printf("%s  %s:%lld  %s%s%s\n", dms_json_boolean_at(item, "ok") ? "✓" : "✗",
               dms_json_text_at(item, "file"),
               (long long)dms_json_integer_at(item, "line"),
               dms_json_text_at(item, "name"), text != NULL ? "\n   " : "",
               text != NULL ? text : "");
    }
    bool sound = dms_json_integer_at(report, "failed") == 0;
    if (cli->json)
        cli_print_json(report);
    else
        cli_say(cli, "cli.scenarios", "passed=%lld|failed=%lld",
                (long long)dms_json_integer_at(report, "passed"),
                (long long)dms_json_integer_at(report, "failed"));
    dms_json_destroy(report);
    return sound ? CLI_DONE : CLI_REFUSED;
}

int
cli_rules(struct cli *cli)
{
    const char *what = cli_word(cli, 0);
    struct dms_json *arguments = dms_json_create_object();
    if (cli_option(cli, "reason") != NULL)
        dms_json_set_text(arguments, "reason", cli_option(cli, "reason"));
    if (strcmp(what, "list") == 0)
        return cli_ask_and_show(cli, cli_call_question("rules.list", arguments),
                                show_rules);
    if (strcmp(what, "reload") == 0)
        return cli_ask_and_show(cli, cli_call_question("rules.reload", arguments),
                                show_reloaded);
    dms_json_destroy(arguments);
    if (strcmp(what, "activate") == 0)
        return cli_rules_switch(cli, "rules.activate");
    if (strcmp(what, "rollback") == 0)
        return cli_rules_switch(cli, "rules.rollback");
    if (strcmp(what, "log") == 0)
        return cli_rules_log(cli);
    if (strcmp(what, "meta") == 0)
        return cli_rules_meta(cli);
    if (strcmp(what, "backtest") == 0)
        return cli_rules_backtest(cli);
    if (strcmp(what, "diff") == 0)
        return cli_rules_diff(cli);
    if (strcmp(what, "check") == 0)
        return cli_rules_check(cli);
    if (strcmp(what, "test") == 0)
        return test(cli);
    if (strcmp(what, "eval") == 0)
        return cli_rules_eval(cli);
    return cli_usage(cli, "cli.help.rules", "");
}
