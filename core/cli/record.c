/* record.c - create, get, set, remove, do: one record. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

static void
show(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *record = dms_json_at_key(answer, "record");
    if (record != NULL)
        cli_show_record(cli, cli_word(cli, 0), record);
    else
        cli_say(cli, "cli.done", "");
}

/* NAME of the entity in word 0 and, WITH_ID, of the record in word 1. */
static struct dms_json *
question_of(const struct cli *cli, const char *name, bool with_id)
{
    struct dms_json *question = cli_question(name);
    dms_json_set_text(question, "entity", cli_word(cli, 0));
    dms_json_set_boolean(question, "titles", !cli->json);
    if (with_id)
        dms_json_set_text(question, "id", cli_word(cli, 1));
    return question;
}

/* Adds the fields from word FROM on, and asks. */
static int
ask_with_fields(struct cli *cli, struct dms_json *question, size_t from)
{
    struct dms_json *fields =
        cli_number(cli, "rev", question) ? cli_fields(cli, from) : NULL;
    if (fields == NULL) {
        dms_json_destroy(question);
        return CLI_USAGE;
    }
    dms_json_take_key(question, "fields", fields);
    return cli_ask_and_show(cli, question, show);
}

int
cli_create(struct cli *cli)
{
    return ask_with_fields(cli, question_of(cli, "create", false), 1);
}

int
cli_set(struct cli *cli)
{
    return ask_with_fields(cli, question_of(cli, "set", true), 2);
}

int
cli_get(struct cli *cli)
{
    struct dms_json *question = question_of(cli, "get", true);
    if (cli_option(cli, "fields") != NULL)
        dms_json_set_text(question, "fields", cli_option(cli, "fields"));
    return cli_ask_and_show(cli, question, show);
}

int
cli_remove(struct cli *cli)
{
    return ask_with_fields(cli, question_of(cli, "remove", true), 2);
}

static void
show_transitions(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *list = dms_json_at_key(answer, "transitions");
    if (dms_json_count(list) == 0) {
        cli_say(cli, "cli.no_transitions", "entity=%s|id=%s", cli_word(cli, 0),
                cli_word(cli, 1));
        return;
    }
    struct cli_table *table = cli_table_create(5);
    cli_table_head(cli, table, "cli.head.transition");
    cli_table_add(table, "");
    cli_table_head(cli, table, "cli.head.to");
    cli_table_head(cli, table, "cli.head.allowed");
    cli_table_head(cli, table, "cli.head.reason");
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const struct dms_json *item = dms_json_at(list, i);
        char *allowed = cli_scalar(cli, dms_json_at_key(item, "allowed"));
        cli_table_add(table, dms_json_text_at(item, "name"));
        cli_table_add(table, dms_json_text_at(item, "label"));
        cli_table_add(table, dms_json_text_at(item, "to_label"));
        cli_table_add(table, allowed);
        cli_table_add(table, dms_json_text_at(dms_json_at_key(item, "reason"), "text"));
        free(allowed);
    }
    cli_table_print(table);
    cli_table_destroy(table);
}

/* Without a transition: what may be done now, and why the rest may not. */
int
cli_do(struct cli *cli)
{
    if (cli_word(cli, 2) == NULL)
        return cli_ask_and_show(cli, question_of(cli, "transitions", true),
                                show_transitions);
    struct dms_json *question = question_of(cli, "transition", true);
    dms_json_set_text(question, "transition", cli_word(cli, 2));
    return ask_with_fields(cli, question, 3);
}

static void
show_value(struct cli *cli, const struct dms_json *answer)
{
    char *text = cli_scalar(cli, dms_json_at_key(answer, "value"));
    cli_say(cli, "cli.value", "value=%s", text);
    free(text);
}

int
cli_reveal(struct cli *cli)
{
    struct dms_json *question = question_of(cli, "reveal", true);
    dms_json_set_text(question, "field", cli_word(cli, 2));
    if (cli_option(cli, "purpose") != NULL)
        dms_json_set_text(question, "purpose", cli_option(cli, "purpose"));
    return cli_ask_and_show(cli, question, show_value);
}
