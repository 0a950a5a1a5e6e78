/* config.c - dms config: is it sound, what holds, and let it hold from now on. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/cli_inside.h"

static struct dms_json *
message_of(const char *what)
{
    struct dms_json *message = dms_json_create_object();
    dms_json_set_text(message, "kind", "config");
    dms_json_set_text(message, "what", what);
    return message;
}

/* Whoever reads them may have another current folder. */
static void
add_file(struct dms_json *files, const char *name)
{
    char here[PATH_MAX];
    struct text path = { 0 };
    if (name[0] != '/' && getcwd(here, sizeof(here)) != NULL)
        text_printf(&path, "%s/", here);
    text_add(&path, name);
    dms_json_take(files, dms_json_create_text(path.data));
    text_clear(&path);
}

static bool
are_there(struct cli *cli)
{
    for (size_t i = 1; i < cli->words.count; i++)
        if (access(cli_word(cli, i), F_OK) != 0) {
            cli_usage(cli, "base.cannot_read", "file=%s|reason=%s", cli_word(cli, i),
                      strerror(ENOENT));
            return false;
        }
    return true;
}

int
cli_show_findings(struct cli *cli, const struct dms_json *answer, const char *list,
                  const char *sound)
{
    const struct dms_json *findings = dms_json_at_key(answer, list);
    if (cli->json)
        cli_print_json(answer);
    for (size_t i = 0; !cli->json && i < dms_json_count(findings); i++)
        puts(dms_json_text_at(dms_json_at(findings, i), "text"));
    if (!cli->json && dms_json_count(findings) == 0)
        cli_say(cli, sound, "");
    return dms_json_count(findings) == 0 ? CLI_DONE : CLI_REFUSED;
}

static int
check(struct cli *cli)
{
    int result;
    struct dms_json *message = message_of("check"), *files = dms_json_create_array();
    if (!are_there(cli)) {
        dms_json_destroy(files);
        dms_json_destroy(message);
        return CLI_REFUSED;
    }
    for (size_t i = 1; i < cli->words.count; i++)
        add_file(files, cli_word(cli, i));
    dms_json_take_key(message, "files", files);
    cli->quiet = true;
    struct dms_json *answer = cli_send(cli, message, &result);
    if (answer != NULL)
        result = cli_show_findings(cli, answer, "faults", "cli.config_sound");
    dms_json_destroy(answer);
    return result;
}

static void
add_row(struct cli *cli, struct cli_table *table, const struct dms_json *row)
{
    char name[128], place[600];
    const char *value = dms_json_text_at(row, "value"),
               *file = dms_json_text_at(row, "file");
    snprintf(name, sizeof(name), "%s.%s", dms_json_text_at(row, "section"),
             dms_json_text_at(row, "key"));
    snprintf(place, sizeof(place), "%s:%lld", file != NULL ? file : "",
             (long long)dms_json_integer_at(row, "line"));
    cli_table_add(table, name);
    cli_table_add(table, value != NULL ? value : "");
    cli_table_add(table, file != NULL ? place
                                      : messages_at(cli->messages, cli->language,
                                                    "cli.config_usual"));
    cli_table_add(table, dms_json_text_at(row, "text"));
}

static int
show(struct cli *cli)
{
    int result;
    struct dms_json *answer = cli_send(cli, message_of("show"), &result);
    const struct dms_json *values = dms_json_at_key(answer, "values");
    struct cli_table *table = cli_table_create(4);
    for (size_t i = 0; !cli->json && i < dms_json_count(values); i++)
        add_row(cli, table, dms_json_at(values, i));
    cli_table_print(table);
    cli_table_destroy(table);
    if (cli->json && answer != NULL)
        cli_print_json(answer);
    dms_json_destroy(answer);
    return result;
}

static int
reload(struct cli *cli)
{
    int result;
    struct dms_json *answer = cli_send(cli, message_of("reload"), &result);
    if (answer != NULL && cli->json)
        cli_print_json(answer);
    else if (answer != NULL)
        cli_say(cli, cli->socket >= 0 ? "cli.config_reloaded" : "cli.config_sound", "");
    dms_json_destroy(answer);
    return result;
}

int
cli_config(struct cli *cli)
{
    const char *what = cli_word(cli, 0);
    if (strcmp(what, "check") == 0)
        return check(cli);
    if (cli->words.count == 1 && strcmp(what, "show") == 0)
        return show(cli);
    if (cli->words.count == 1 && strcmp(what, "reload") == 0)
        return reload(cli);
    return cli_usage(cli, "cli.help.config", "");
}
