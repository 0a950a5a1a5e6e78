/* entity.c - what kinds of record there are, the fields of one, and workflows as pictures. */
#include <stdio.h>
#include <string.h>

#include "cli/cli_inside.h"

static void
show_entities(struct cli *cli, const struct dms_json *answer)
{
    (void)cli;
    const struct dms_json *list = dms_json_at_key(answer, "entities");
    struct cli_table *table = cli_table_create(3);
    for (size_t i = 0; i < dms_json_count(list); i++) {
        const struct dms_json *item = dms_json_at(list, i);
        cli_table_add(table, dms_json_text_at(item, "name"));
        cli_table_add(table, dms_json_text_at(item, "label"));
        cli_table_add(table, dms_json_text_at(item, "owner"));
    }
    cli_table_print(table);
    cli_table_destroy(table);
}

/* "required unique → core.brand", "(zh|en)". */
static void
add_notes(struct text *text, const struct dms_json *field)
{
    static const char *const flags[] = { "required", "unique",    "index",
                                         "search",   "read_only", "immutable" };
    const struct dms_json *choices = dms_json_at_key(field, "choices");
    text_add(text, "");
    for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
        if (dms_json_boolean_at(field, flags[i]))
            text_printf(text, "%s ", flags[i]);
    if (dms_json_text_at(field, "target") != NULL)
        text_printf(text, "→ %s ", dms_json_text_at(field, "target"));
    for (size_t i = 0; i < dms_json_count(choices); i++)
        text_printf(text, "%s%s", i > 0 ? "|" : "",
                    dms_json_text_at(dms_json_at(choices, i), "name"));
}

static void
show_entity(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *fields =
        dms_json_at_key(dms_json_at_key(answer, "entity"), "fields");
    const struct dms_json *flows = dms_json_at_key(answer, "workflows");
    struct cli_table *table = cli_table_create(5);
    for (size_t i = 0; i < dms_json_count(fields); i++) {
        const struct dms_json *field = dms_json_at(fields, i);
        struct text notes = { 0 };
        add_notes(&notes, field);
        cli_table_add(table, dms_json_text_at(field, "name"));
        cli_table_add(table, dms_json_text_at(field, "label"));
        cli_table_add(table, dms_json_text_at(field, "type"));
        cli_table_add(table, dms_json_text_at(field, "class"));
        cli_table_add(table, notes.data);
        text_clear(&notes);
    }
    cli_table_print(table);
    cli_table_destroy(table);
    for (size_t i = 0; i < dms_json_count(flows); i++)
        cli_say(cli, "cli.has_workflow", "name=%s",
                dms_json_text_at(dms_json_at(flows, i), "name"));
}

int
cli_entity(struct cli *cli)
{
    const char *what = cli_word(cli, 0), *name = cli_word(cli, 1);
    if (strcmp(what, "list") == 0)
        return cli_ask_and_show(cli, cli_question("entities"), show_entities);
    if (strcmp(what, "show") != 0 || name == NULL)
        return cli_usage(cli, "cli.help.entity", "");
    struct dms_json *question = cli_question("entity");
    dms_json_set_text(question, "name", name);
    return cli_ask_and_show(cli, question, show_entity);
}

static void
show_graph(struct cli *cli, const struct dms_json *answer)
{
    (void)cli;
    fputs(dms_json_text_at(answer, "text"), stdout);
}

static struct dms_json *
graph_question(const struct cli *cli, const char *format)
{
    struct dms_json *question = cli_question("graph");
    dms_json_set_text(question, "entity", cli_word(cli, 0));
    dms_json_set_text(question, "format", format);
    if (cli_option(cli, "brand") != NULL)
        dms_json_set_text(question, "brand", cli_option(cli, "brand"));
    return question;
}

/* {"workflow","mermaid","dot"} */
static int
draw_both_in_json(struct cli *cli)
{
    static const char *const formats[] = { "mermaid", "dot" };
    struct dms_json *both = dms_json_create_object();
    int result = CLI_DONE;
    for (size_t i = 0; result == CLI_DONE && i < 2; i++) {
        struct dms_json *answer = cli_ask(cli, graph_question(cli, formats[i]), &result);
        if (answer == NULL)
            break;
        dms_json_set_text(both, "workflow", dms_json_text_at(answer, "workflow"));
        dms_json_set_text(both, formats[i], dms_json_text_at(answer, "text"));
        dms_json_destroy(answer);
    }
    if (result == CLI_DONE)
        cli_print_json(both);
    dms_json_destroy(both);
    return result;
}

/* Both, unless one is asked for. */
int
cli_graph(struct cli *cli)
{
    const char *format = cli_option(cli, "format");
    if (format != NULL)
        return cli_ask_and_show(cli, graph_question(cli, format), show_graph);
    if (cli->json)
        return draw_both_in_json(cli);
    int result = cli_ask_and_show(cli, graph_question(cli, "mermaid"), show_graph);
    if (result != CLI_DONE)
        return result;
    putchar('\n');
    return cli_ask_and_show(cli, graph_question(cli, "dot"), show_graph);
}
