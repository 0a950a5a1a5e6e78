/* commands.c - the commands, what they take, and the way of every one of them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

const struct cli_command cli_commands[] = {
    { "init", "demo", 1, 1, cli_init },
    { "serve", "", 0, 0, cli_serve },
    { "plugin", "yes output=", 1, 3, cli_plugin },
    { "entity", "", 1, 2, cli_entity },
    { "create", "", 1, -1, cli_create },
    { "get", "fields=", 2, 2, cli_get },
    { "set", "rev=", 3, -1, cli_set },
    { "remove", "rev=", 2, 2, cli_remove },
    { "list", "where= sort= limit= after= fields= count sum=", 1, 1, cli_list },
    { "do", "rev=", 2, -1, cli_do },
    { "call", "", 1, -1, cli_call },
    { "import", "map= rejects= dry-run", 2, -1, cli_import },
    { "export", "format= where= sort= fields= output=", 1, 1, cli_export },
    { "search", "entity= limit=", 1, 1, cli_search },
    { "history", "", 2, 2, cli_history },
    { "explain", "", 3, 3, cli_explain },
    { "reveal", "purpose=", 3, 3, cli_reveal },
    { "rules",
      "path= brand= reason= on== rounds= threads= seed= shuffle at= report= limit= from= to= "
      "against= output=",
      1, -1, cli_rules },
    { "figure", "window= at= days= from= to= by= trend= only= part= limit= after= fields=", 1, 2,
      cli_figure },
    { "pages", "", 1, 2, cli_pages },
    { "task", "all until= limit=", 1, -1, cli_task },
    { "timer", "until= limit=", 1, 1, cli_timer },
    { "events", "subscriber= reason= limit= after=", 1, 2, cli_events },
    { "audit", "limit= reason=", 1, 1, cli_audit },
    { "backup", "", 1, 1, cli_backup },
    { "restore", "", 1, 1, cli_restore },
    { "check", "", 0, 0, cli_check },
    { "config", "", 1, -1, cli_config },
    { "doctor", "", 0, 0, cli_doctor },
    { "graph", "brand= format=", 1, 1, cli_graph },
    { "workflow", "map= transitions= apply reason= limit=", 1, 2, cli_workflow },
    { "password", "", 1, 1, cli_password },
    { "token", "scope= days=", 1, 2, cli_token },
    { "help", "", 0, 1, cli_help },
    { "version", "", 0, 0, cli_version },
    { NULL, NULL, 0, 0, NULL },
};

int
cli_help(struct cli *cli)
{
    const char *of = cli_word(cli, 0);
    char key[64] = "cli.help";
    if (of != NULL && cli_command_at(cli, of) == NULL)
        return CLI_USAGE;
    if (of != NULL)
        snprintf(key, sizeof(key), "cli.help.%s", of);
    if (!cli->json) {
        cli_say(cli, key, "");
        return CLI_DONE;
    }
    struct dms_json *answer = dms_json_create_object();
    dms_json_set_text(answer, "help", messages_at(cli->messages, cli->language, key));
    cli_print_json(answer);
    dms_json_destroy(answer);
    return CLI_DONE;
}

int
cli_version(struct cli *cli)
{
    struct dms_json *answer = dms_json_create_object();
    dms_json_set_text(answer, "version", DMS_VERSION);
    if (cli->json)
        cli_print_json(answer);
    else
        puts("dms " DMS_VERSION);
    dms_json_destroy(answer);
    return CLI_DONE;
}

int
cli_run(const struct cli_rooms *rooms, int argc, char **argv)
{
    struct cli cli = { .rooms = rooms, .socket = -1, .messages = messages_create() };
    int result = cli_read(&cli, argc, argv);
    if (result == CLI_DONE)
        result = cli.command->run(&cli);
    cli_leave(&cli);
    list_clear(&cli.words, NULL);
    list_clear(&cli.names, NULL);
    list_clear(&cli.values, NULL);
    dms_json_destroy(cli.kind);
    messages_destroy(cli.messages);
    if (fflush(stdout) != 0 && result == CLI_DONE)
        result = CLI_STORAGE;
    return result;
}
