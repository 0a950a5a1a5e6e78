/* rules_version.c - dms rules activate, rollback, log, diff: who switched what on, and why; and
 * meta, what editors are told of the house. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

bool
cli_set_version(struct cli *cli, struct dms_json *arguments, const char *name,
                const char *word)
{
    char *end = NULL;
    const char *digits = word[0] == 'v' ? word + 1 : word;
    long long version = strtoll(digits, &end, 10);
    dms_json_set_integer(arguments, name, version);
    if (end != digits && *end == '\0' && version > 0)
        return true;
    cli_usage(cli, "cli.bad_version", "value=%s", word);
    return false;
}

static bool
set_version(struct cli *cli, struct dms_json *arguments, const char *name, size_t index)
{
    const char *word = cli_word(cli, index);
    return word == NULL || cli_set_version(cli, arguments, name, word);
}

static void
set_option(const struct cli *cli, struct dms_json *arguments, const char *name)
{
    if (cli_option(cli, name) != NULL)
        dms_json_set_text(arguments, name, cli_option(cli, name));
}

static void
show_switched(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *what = dms_json_at_key(answer, "answer");
    char key[64];
    const char *status = dms_json_text_at(what, "status");
    const char *stores = dms_json_text_at(what, "stores");
    bool waits = strcmp(status, "proposed") == 0 || strcmp(status, "planned") == 0;
    snprintf(key, sizeof(key), "cli.rules_now_%s%s", status,
             waits && stores != NULL ? "_for" : "");
    cli_say(cli, key, "version=%lld|at=%s|stores=%s",
            (long long)dms_json_integer_at(what, "version"),
            cli_option(cli, "at") == NULL ? "" : cli_option(cli, "at"),
            stores == NULL ? "" : stores);
}

void
cli_show_pilot(struct cli *cli, const struct dms_json *rules)
{
    const struct dms_json *pilot = dms_json_at_key(rules, "pilot");
    if (pilot != NULL)
        cli_say(cli, "cli.rules_pilot", "version=%lld|stores=%s",
                (long long)dms_json_integer_at(pilot, "version"),
                dms_json_text_at(pilot, "stores"));
}

static void
show_log(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *log = dms_json_at_key(answer, "answer");
    const struct dms_json *items = dms_json_at_key(log, "items");
    struct cli_table *table = cli_table_create(7);
    for (size_t i = 0; i < dms_json_count(items); i++) {
        const struct dms_json *item = dms_json_at(items, i);
        char version[40], digest[16], key[64];
        snprintf(version, sizeof(version), "v%lld",
                 (long long)dms_json_integer_at(item, "version"));
        snprintf(digest, sizeof(digest), "%.12s", dms_json_text_at(item, "digest"));
        snprintf(key, sizeof(key), "choice.core.activation.step.%s",
                 dms_json_text_at(item, "step"));
        cli_table_add(table, dms_json_text_at(item, "at"));
        cli_table_add(table, version);
        cli_table_add(table, digest);
        cli_table_head(cli, table, key);
        cli_table_add(table, dms_json_text_at(item, "stores"));
        cli_table_add(table, dms_json_text_at(item, "by"));
        cli_table_add(table, dms_json_text_at(item, "reason"));
    }
    cli_table_print(table);
    cli_table_destroy(table);
    cli_show_pilot(cli, log);
}

static void
show_diff(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *items =
        dms_json_at_key(dms_json_at_key(answer, "answer"), "items");
    for (size_t i = 0; i < dms_json_count(items); i++) {
        const struct dms_json *item = dms_json_at(items, i);
        const char *change = dms_json_text_at(item, "change");
        const char *path = dms_json_text_at(item, "path");
        printf("--- %s\n+++ %s\n%s", strcmp(change, "added") == 0 ? "/dev/null" : path,
               strcmp(change, "removed") == 0 ? "/dev/null" : path,
               dms_json_text_at(item, "lines"));
    }
    if (dms_json_count(items) == 0)
        cli_say(cli, "cli.rules_same", "");
}

static struct dms_json *
question(const char *name, struct dms_json *arguments)
{
    struct dms_json *question = cli_question("call");
    dms_json_set_text(question, "name", name);
    dms_json_take_key(question, "arguments", arguments);
    return question;
}

static void
show_meta(struct cli *cli, const struct dms_json *answer)
{
    (void)cli;
    fputs(dms_json_text_at(dms_json_at_key(answer, "answer"), "text"), stdout);
}

int
cli_rules_meta(struct cli *cli)
{
    return cli_ask_and_show(cli, question("rules.meta", dms_json_create_object()),
                            show_meta);
}

/* activate [VERSION] and rollback [VERSION], both --reason TEXT. Here --store says where the
 * version is to hold first, not in which store we ask. */
int
cli_rules_switch(struct cli *cli, const char *call)
{
    struct dms_json *arguments = dms_json_create_object();
    if (!set_version(cli, arguments, "version", 1))
        return cli_drop(arguments);
    set_option(cli, arguments, "reason");
    set_option(cli, arguments, "at");
    set_option(cli, arguments, "report");
    if (cli->store != NULL && strcmp(call, "rules.activate") == 0) {
        dms_json_set_text(arguments, "store", cli->store);
        cli->store = NULL;
    }
    return cli_ask_and_show(cli, question(call, arguments), show_switched);
}

int
cli_rules_log(struct cli *cli)
{
    struct dms_json *arguments = dms_json_create_object();
    if (!cli_number(cli, "limit", arguments))
        return cli_drop(arguments);
    return cli_ask_and_show(cli, question("rules.log", arguments), show_log);
}

/* [FROM [TO]]: versions; without them, from what is active to what the files hold. */
int
cli_rules_diff(struct cli *cli)
{
    struct dms_json *arguments = dms_json_create_object();
    if (!set_version(cli, arguments, "from", 1) || !set_version(cli, arguments, "to", 2))
        return cli_drop(arguments);
    return cli_ask_and_show(cli, question("rules.diff", arguments), show_diff);
}
