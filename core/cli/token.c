/* token.c - dms token: a secret for a program; the list of them; one taken back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

/* The secret and nothing else, so that a script can keep it. */
static void
show_token(struct cli *cli, const struct dms_json *answer)
{
    (void)cli;
    puts(dms_json_text_at(answer, "token"));
}

static int
create(struct cli *cli)
{
    const char *scope = cli_option(cli, "scope"), *days = cli_option(cli, "days");
    if (cli_word(cli, 1) == NULL)
        return cli_usage(cli, "cli.help.token", "");
    struct dms_json *question = cli_question("token");
    dms_json_set_text(question, "name", cli_word(cli, 1));
    if (scope != NULL)
        dms_json_set_text(question, "scope", scope);
    if (days != NULL)
        dms_json_set_integer(question, "days", strtoll(days, NULL, 10));
    return cli_ask_and_show(cli, question, show_token);
}

static void
show_list(struct cli *cli, const struct dms_json *answer)
{
    cli_show_records(cli, "core.token", dms_json_at_key(answer, "records"));
}

static int
list(struct cli *cli)
{
    struct dms_json *question = cli_question("list");
    dms_json_set_text(question, "entity", "core.token");
    dms_json_set_boolean(question, "titles", !cli->json);
    return cli_ask_and_show(cli, question, show_list);
}

static void
show_revoked(struct cli *cli, const struct dms_json *answer)
{
    (void)answer;
    cli_say(cli, "cli.token_revoked", "id=%s", cli_word(cli, 1));
}

static int
revoke(struct cli *cli)
{
    if (cli_word(cli, 1) == NULL)
        return cli_usage(cli, "cli.help.token", "");
    struct dms_json *question = cli_question("remove");
    dms_json_set_text(question, "entity", "core.token");
    dms_json_set_text(question, "id", cli_word(cli, 1));
    return cli_ask_and_show(cli, question, show_revoked);
}

int
cli_token(struct cli *cli)
{
    const char *what = cli_word(cli, 0);
    if (strcmp(what, "create") == 0)
        return create(cli);
    if (strcmp(what, "list") == 0)
        return list(cli);
    return strcmp(what, "revoke") == 0 ? revoke(cli)
                                       : cli_usage(cli, "cli.help.token", "");
}
