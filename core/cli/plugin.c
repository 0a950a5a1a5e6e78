/* plugin.c - plugins: which run, why others do not; one examined; one begun; one switched. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/plugin_inside.h"

static void
show_plugins(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *list = dms_json_at_key(answer, "plugins");
    struct cli_table *table = cli_table_create(4);
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const struct dms_json *item = dms_json_at(list, i);
        cli_table_add(table, dms_json_text_at(item, "name"));
        cli_table_add(table, dms_json_text_at(item, "version"));
        cli_table_add(
            table, messages_at(cli->messages, cli->language,
                               dms_json_boolean_at(item, "on") ? "cli.on" : "cli.off"));
        cli_table_add(table, dms_json_text_at(item, "dir"));
    }
    cli_table_print(table);
    cli_table_destroy(table);
}

/* The sentence of what a check found wrong; "" when all is well. */
static char *
reason_of(const struct cli *cli, const struct dms_json *check)
{
    struct dms_error error = { 0 };
    const struct dms_json *reason = dms_json_at_key(check, "reason");
    if (reason == NULL)
        return memory_copy("");
    error_from_json(&error, reason);
    return messages_error(cli->messages, cli->language, &error);
}

static void
show_checks(const struct cli *cli, const struct dms_json *report)
{
    const struct dms_json *checks = dms_json_at_key(report, "checks");
    for (size_t i = 0; i < dms_json_count(checks); i++) {
        const struct dms_json *check = dms_json_at(checks, i);
        char *reason = reason_of(cli, check);
        printf("%s  %s%s%s\n", dms_json_boolean_at(check, "ok") ? "✓" : "✗",
               dms_json_text_at(check, cli->language), reason[0] != '\0' ? ": " : "",
               reason);
        free(reason);
    }
}

static int
check_file(struct cli *cli)
{
    struct dms_error error = { 0 };
    struct dms_json *report = NULL;
    if (cli_word(cli, 1) == NULL)
        return cli_usage(cli, "cli.help.plugin", "");
    if (cli->rooms->plugin_check(cli_word(cli, 1), &report, &error) != DMS_OK)
        return cli_refuse(cli, &error);
    bool sound = dms_json_boolean_at(report, "sound");
    if (cli->json)
        cli_print_json(report);
    else
        show_checks(cli, report);
    dms_json_destroy(report);
    return sound ? CLI_DONE : CLI_REFUSED;
}

static int
begin_new(struct cli *cli)
{
    struct dms_error error = { 0 };
    const char *name = cli_word(cli, 1);
    const char *folder = cli_word(cli, 2) != NULL ? cli_word(cli, 2) : ".";
    if (name == NULL)
        return cli_usage(cli, "cli.help.plugin", "");
    if (cli->rooms->plugin_new(name, folder, &error) != DMS_OK)
        return cli_refuse(cli, &error);
    struct dms_json *answer = dms_json_create_object();
    dms_json_set_text(answer, "plugin", name);
    if (cli->json)
        cli_print_json(answer);
    else
        cli_say(cli, "cli.plugin_begun", "name=%s|dir=%s", name, folder);
    dms_json_destroy(answer);
    return CLI_DONE;
}

static const struct {
    const char *name;
    int (*run)(struct cli *cli);
} switches[] = { { "disable", plugin_disable },
                 { "enable", plugin_enable },
                 { "uninstall", plugin_uninstall } };

int
cli_plugin(struct cli *cli)
{
    const char *what = cli_word(cli, 0);
    if (strcmp(what, "list") == 0)
        return cli_ask_and_show(cli, cli_question("plugins"), show_plugins);
    if (strcmp(what, "check") == 0)
        return check_file(cli);
    if (strcmp(what, "new") == 0)
        return begin_new(cli);
    for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++)
        if (strcmp(what, switches[i].name) == 0 && cli_word(cli, 1) != NULL)
            return switches[i].run(cli);
    return cli_usage(cli, "cli.help.plugin", "");
}
