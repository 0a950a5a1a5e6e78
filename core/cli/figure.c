/* figure.c - figures: which there are, one of them with its formula, the records behind it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

static void
add_scalar(struct cli *cli, struct cli_table *table, const struct dms_json *json,
           const char *member)
{
    char *text = cli_scalar(cli, dms_json_at_key(json, member));
    cli_table_add(table, text);
    free(text);
}

/* "33.33 %", "129800.00": what is no number of things says its unit. */
static void
add_value(struct cli *cli, struct cli_table *table, const struct dms_json *json,
          const char *member, const char *unit)
{
    char *text = cli_scalar(cli, dms_json_at_key(json, member)), *shown = NULL;
    bool percent = text[0] != '\0' && unit != NULL && strcmp(unit, "percent") == 0;
    if (asprintf(&shown, "%s%s", text, percent ? " %" : "") < 0)
        memory_end();
    cli_table_add(table, shown);
    free(shown);
    free(text);
}

static void
add_heads(struct cli *cli, struct cli_table *table, const char *first)
{
    static const char *const heads[] = { "cli.head.value", "cli.head.numerator",
                                         "cli.head.denominator" };
    cli_table_head(cli, table, first);
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
        cli_table_head(cli, table, heads[i]);
}

static void
add_numbers(struct cli *cli, struct cli_table *table, const struct dms_json *json,
            const char *unit)
{
    add_value(cli, table, json, "value", unit);
    add_scalar(cli, table, json, "numerator");
    add_scalar(cli, table, json, "denominator");
}

static void
show_figures(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *figures = dms_json_at_key(answer, "figures");
    struct cli_table *table = cli_table_create(4);
    cli_table_head(cli, table, "cli.head.figure");
    cli_table_head(cli, table, "cli.head.label");
    cli_table_head(cli, table, "cli.head.value");
    cli_table_head(cli, table, "cli.head.formula");
    for (size_t i = 0; i < dms_json_count(figures); i++) {
        const struct dms_json *figure = dms_json_at(figures, i);
        cli_table_add(table, dms_json_text_at(figure, "name"));
        cli_table_add(table, dms_json_text_at(figure, "label"));
        add_value(cli, table, figure, "value", dms_json_text_at(figure, "unit"));
        cli_table_add(table, dms_json_text_at(figure, "formula"));
    }
    if (dms_json_count(figures) > 0)
        cli_table_print(table);
    else
        cli_say(cli, "cli.nothing", "");
    cli_table_destroy(table);
}

/* The rows of a group or of a trend, each under what MEMBER calls it. */
static void
show_parts(struct cli *cli, const struct dms_json *parts, const char *member,
           const char *head, const char *unit)
{
    if (dms_json_count(parts) == 0)
        return;
    struct cli_table *table = cli_table_create(4);
    add_heads(cli, table, head);
    for (size_t i = 0; i < dms_json_count(parts); i++) {
        const struct dms_json *part = dms_json_at(parts, i);
        add_scalar(cli, table, part, member);
        add_numbers(cli, table, part, unit);
    }
    puts("");
    cli_table_print(table);
    cli_table_destroy(table);
}

static void
show_target(struct cli *cli, const struct dms_json *answer)
{
    if (dms_json_at_key(answer, "target") == NULL)
        return;
    char *target = cli_scalar(cli, dms_json_at_key(answer, "target"));
    char *reached = cli_scalar(cli, dms_json_at_key(answer, "attainment"));
    cli_say(cli, "cli.figure_target", "target=%s|attainment=%s", target, reached);
    free(target);
    free(reached);
}

/* "行业均值 3.00（2026-10-01 起，中汽协月报）：高于标杆" */
static void
show_benchmarks(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *benchmarks = dms_json_at_key(answer, "benchmarks");
    for (size_t i = 0; i < dms_json_count(benchmarks); i++) {
        const struct dms_json *one = dms_json_at(benchmarks, i);
        const char *compared = dms_json_text_at(one, "compared");
        const char *key = compared == NULL                 ? "cli.figure_benchmark"
                          : strcmp(compared, "above") == 0 ? "cli.figure_above"
                          : strcmp(compared, "below") == 0 ? "cli.figure_below"
                                                           : "cli.figure_equal";
        char *value = cli_scalar(cli, dms_json_at_key(one, "value"));
        cli_say(cli, key, "name=%s|value=%s|since=%s|source=%s",
                dms_json_text_at(one, "name"), value, dms_json_text_at(one, "since"),
                dms_json_text_at(one, "source"));
        free(value);
    }
}

static void
show_figure(struct cli *cli, const struct dms_json *answer)
{
    const char *unit = dms_json_text_at(answer, "unit");
    cli_say(cli, "cli.figure_head", "label=%s|from=%s|to=%s|formula=%s",
            dms_json_text_at(answer, "label"), dms_json_text_at(answer, "from"),
            dms_json_text_at(answer, "to"), dms_json_text_at(answer, "formula"));
    struct cli_table *table = cli_table_create(4);
    add_heads(cli, table, "cli.head.figure");
    cli_table_add(table, dms_json_text_at(answer, "name"));
    add_numbers(cli, table, answer, unit);
    cli_table_print(table);
    cli_table_destroy(table);
    show_target(cli, answer);
    show_benchmarks(cli, answer);
    show_parts(cli, dms_json_at_key(answer, "groups"), "title", "cli.head.group", unit);
    show_parts(cli, dms_json_at_key(answer, "trend"), "from", "cli.head.from", unit);
}

static void
show_rows(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *records = dms_json_at_key(answer, "records");
    cli_show_records(cli, dms_json_text_at(answer, "entity"), records);
    if (dms_json_count(records) == 0)
        cli_say(cli, "cli.nothing", "");
    else if (dms_json_text_at(answer, "next") != NULL)
        cli_say(cli, "cli.more", "next=%s", dms_json_text_at(answer, "next"));
}

static bool
add_options(struct cli *cli, struct dms_json *question)
{
    static const char *const texts[] = { "window", "at",   "from",  "to",
                                         "by",     "part", "after", "fields" };
    static const char *const numbers[] = { "days", "trend", "limit" };
    const char *only = cli_option(cli, "only");
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (cli_option(cli, texts[i]) != NULL)
            dms_json_set_text(question, texts[i], cli_option(cli, texts[i]));
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        if (!cli_number(cli, numbers[i], question))
            return false;
    if (only == NULL)
        return true;
    struct dms_json *json = cli_json(cli, "--only", only);
    if (json != NULL)
        dms_json_take_key(question, "only", json);
    return json != NULL;
}

static int
ask(struct cli *cli, const char *name,
    void (*show)(struct cli *cli, const struct dms_json *answer))
{
    struct dms_json *question = cli_question(name);
    if (cli_word(cli, 1) != NULL)
        dms_json_set_text(question, "name", cli_word(cli, 1));
    if (strcmp(name, "figure_rows") == 0)
        dms_json_set_boolean(question, "titles", !cli->json);
    return add_options(cli, question) ? cli_ask_and_show(cli, question, show)
                                      : cli_drop(question);
}

/* dms figure list; show NAME; rows NAME */
int
cli_figure(struct cli *cli)
{
    const char *what = cli_word(cli, 0);
    bool named = cli_word(cli, 1) != NULL;
    if (strcmp(what, "list") == 0 && !named)
        return ask(cli, "figures", show_figures);
    if (strcmp(what, "show") == 0 && named)
        return ask(cli, "figure", show_figure);
    if (strcmp(what, "rows") == 0 && named)
        return ask(cli, "figure_rows", show_rows);
    return cli_usage(cli, "cli.help.figure", "");
}
