/* plugin.c - plugins: which run, why others do not; one begun; one switched. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/plugin_inside.h"

/* What is, and what the next start makes of it. */
static const char *
state_key(const struct dms_json *item)
{
    const char *state = dms_json_text_at(item, "state");
    bool later = dms_json_boolean_at(item, "off_at_start");
    if (strcmp(state, "gone") == 0)
        return "cli.plugin_gone";
    if (strcmp(state, "on") == 0)
        return later ? "cli.plugin_on_still" : "cli.on";
    return strcmp(state, "off") == 0 && !later ? "cli.plugin_off_still" : "cli.off";
}

static void
show_plugins(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *list = dms_json_at_key(answer, "plugins");
    struct cli_table *table = cli_table_create(4);
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const struct dms_json *item = dms_json_at(list, i);
        cli_table_add(table, dms_json_text_at(item, "name"));
        cli_table_add(table, dms_json_text_at(item, "version"));
        cli_table_add(table,
                      messages_at(cli->messages, cli->language, state_key(item)));
        cli_table_add(table, dms_json_text_at(item, "dir"));
    }
    cli_table_print(table);
    cli_table_destroy(table);
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
        return plugin_examine(cli);
    if (strcmp(what, "new") == 0)
        return begin_new(cli);
    for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++)
        if (strcmp(what, switches[i].name) == 0 && cli_word(cli, 1) != NULL)
            return switches[i].run(cli);
    return cli_usage(cli, "cli.help.plugin", "");
}
