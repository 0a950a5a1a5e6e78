/* list.c - list, search, history: many lines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

static void
show_list(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *records = dms_json_at_key(answer, "records");
    cli_show_records(cli, cli_word(cli, 0), records);
    if (dms_json_count(records) == 0)
        cli_say(cli, "cli.nothing", "");
    else if (dms_json_text_at(answer, "next") != NULL)
        cli_say(cli, "cli.more", "next=%s", dms_json_text_at(answer, "next"));
}

static void
show_number(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *count = dms_json_at_key(answer, "count");
    char *text = cli_scalar(cli, count != NULL ? count : dms_json_at_key(answer, "sum"));
    puts(text);
    free(text);
}

static bool
add_where(struct cli *cli, struct dms_json *question)
{
    static const char *const texts[] = { "sort", "after", "fields" };
    const char *where = cli_option(cli, "where");
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (cli_option(cli, texts[i]) != NULL)
            dms_json_set_text(question, texts[i], cli_option(cli, texts[i]));
    if (where == NULL)
        return true;
    struct dms_json *json = cli_json(cli, "--where", where);
    if (json != NULL)
        dms_json_take_key(question, "where", json);
    return json != NULL;
}

int
cli_list(struct cli *cli)
{
    const char *sum = cli_option(cli, "sum");
    bool number = sum != NULL || cli_option(cli, "count") != NULL;
    struct dms_json *question = cli_question(sum != NULL ? "sum"
                                             : number    ? "count"
                                                         : "list");
    dms_json_set_text(question, "entity", cli_word(cli, 0));
    dms_json_set_boolean(question, "titles", !cli->json && !number);
    if (sum != NULL)
        dms_json_set_text(question, "field", sum);
    if (!add_where(cli, question) || !cli_number(cli, "limit", question)) {
        dms_json_destroy(question);
        return CLI_USAGE;
    }
    return cli_ask_and_show(cli, question, number ? show_number : show_list);
}

static void
show_hits(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *hits = dms_json_at_key(answer, "hits");
    struct cli_table *table = cli_table_create(3);
    for (size_t i = 0; i < dms_json_count(hits); i++) {
        const struct dms_json *hit = dms_json_at(hits, i);
        char *id = cli_scalar(cli, dms_json_at_key(hit, "id"));
        cli_table_add(table, dms_json_text_at(hit, "entity"));
        cli_table_add(table, id);
        cli_table_add(table, dms_json_text_at(hit, "title"));
        free(id);
    }
    cli_table_print(table);
    cli_table_destroy(table);
    if (dms_json_count(hits) == 0)
        cli_say(cli, "cli.nothing", "");
}

int
cli_search(struct cli *cli)
{
    struct dms_json *question = cli_question("search");
    dms_json_set_text(question, "text", cli_word(cli, 0));
    if (cli_option(cli, "entity") != NULL)
        dms_json_set_text(question, "entity", cli_option(cli, "entity"));
    if (!cli_number(cli, "limit", question)) {
        dms_json_destroy(question);
        return CLI_USAGE;
    }
    return cli_ask_and_show(cli, question, show_hits);
}

/* "state: new → won; owner: 3 → 4" */
static char *
changes_text(const struct cli *cli, const struct dms_json *changes)
{
    struct text text = { 0 };
    text_add(&text, "");
    for (size_t i = 0; i < dms_json_count(changes); i++) {
        const struct dms_json *pair = dms_json_value_at(changes, i);
        bool both = dms_json_kind(pair) == DMS_JSON_ARRAY;
        char *before = cli_scalar(cli, both ? dms_json_at(pair, 0) : NULL);
        char *after = cli_scalar(cli, both ? dms_json_at(pair, 1) : pair);
        text_printf(&text, "%s%s: %s%s%s", i > 0 ? "; " : "", dms_json_key_at(changes, i),
                    before, before[0] != '\0' ? " → " : "", after);
        free(before);
        free(after);
    }
    return text_take(&text);
}

static void
show_history(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *rows = dms_json_at_key(answer, "rows");
    struct cli_table *table = cli_table_create(4);
    cli_table_head(cli, table, "cli.head.at");
    cli_table_head(cli, table, "cli.head.user");
    cli_table_head(cli, table, "cli.head.action");
    cli_table_head(cli, table, "cli.head.changes");
    for (size_t i = 0; i < dms_json_count(rows); i++) {
        const struct dms_json *row = dms_json_at(rows, i);
        char *changes = changes_text(cli, dms_json_at_key(row, "changes"));
        cli_table_add(table, dms_json_text_at(row, "at"));
        cli_table_add(table, dms_json_text_at(row, "user_name"));
        cli_table_add(table, dms_json_text_at(row, "action"));
        cli_table_add(table, changes);
        free(changes);
    }
    cli_table_print(table);
    cli_table_destroy(table);
}

int
cli_history(struct cli *cli)
{
    struct dms_json *question = cli_question("history");
    dms_json_set_text(question, "entity", cli_word(cli, 0));
    dms_json_set_text(question, "id", cli_word(cli, 1));
    return cli_ask_and_show(cli, question, show_history);
}
