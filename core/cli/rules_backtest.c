/* rules_backtest.c - dms rules backtest: what the edited rules would have done, for people. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

static bool
set_arguments(struct cli *cli, struct dms_json *arguments)
{
    static const char *const texts[] = { "from", "to" };
    const char *against = cli_option(cli, "against");
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (cli_option(cli, texts[i]) != NULL)
            dms_json_set_text(arguments, texts[i], cli_option(cli, texts[i]));
    if (cli_word(cli, 1) != NULL)
        dms_json_set_text(arguments, "brand", cli_word(cli, 1));
    if (cli_option(cli, "path") != NULL) {
        char *path = cli_absolute(cli_option(cli, "path"));
        dms_json_set_text(arguments, "path", path);
        free(path);
    }
    if (cli_option(cli, "output") != NULL)
        dms_json_set_boolean(arguments, "all", true);
    return against == NULL || cli_set_version(cli, arguments, "against", against);
}

static void
show_sides(const struct dms_json *difference)
{
    char *then = dms_json_print(dms_json_at_key(difference, "then"));
    char *now = dms_json_print(dms_json_at_key(difference, "now"));
    printf("    %s  %s %lld\n      - %s\n      + %s\n",
           dms_json_text_at(difference, "at"), dms_json_text_at(difference, "entity"),
           (long long)dms_json_integer_at(difference, "record"), then, now);
    free(then);
    free(now);
}

static void
show_rule(struct cli *cli, const struct dms_json *rule)
{
    const struct dms_json *samples = dms_json_at_key(rule, "samples");
    printf("%s  (%s:%lld)\n  ", dms_json_text_at(rule, "rule"),
           dms_json_text_at(rule, "file") != NULL ? dms_json_text_at(rule, "file") : "",
           (long long)dms_json_integer_at(rule, "line"));
    cli_say(cli, "cli.backtest_rule",
            "runs=%lld|same=%lld|new=%lld|gone=%lld|changed=%lld",
            (long long)dms_json_integer_at(rule, "runs"),
            (long long)dms_json_integer_at(rule, "same"),
            (long long)dms_json_integer_at(rule, "new"),
            (long long)dms_json_integer_at(rule, "gone"),
            (long long)dms_json_integer_at(rule, "changed"));
    if (dms_json_text_at(rule, "amount_difference") != NULL) {
        printf("  ");
        cli_say(cli, "cli.backtest_amount", "then=%s|now=%s|difference=%s",
                dms_json_text_at(rule, "amount_then"),
                dms_json_text_at(rule, "amount_now"),
                dms_json_text_at(rule, "amount_difference"));
    }
    for (size_t i = 0; i < dms_json_count(samples); i++)
        show_sides(dms_json_at(samples, i));
}

static void
show_totals(struct cli *cli, const struct dms_json *totals)
{
    for (size_t i = 0; i < dms_json_count(totals); i++) {
        const struct dms_json *pair = dms_json_value_at(totals, i);
        char key[64];
        snprintf(key, sizeof(key), "cli.backtest_%s", dms_json_key_at(totals, i));
        cli_say(cli, key, "then=%lld|now=%lld",
                (long long)dms_json_integer_at(pair, "then"),
                (long long)dms_json_integer_at(pair, "now"));
    }
}

static void
show_report(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *report = dms_json_at_key(answer, "answer");
    const struct dms_json *rules = dms_json_at_key(report, "rules");
    const struct dms_json *largest = dms_json_at_key(report, "largest");
    for (size_t i = 0; i < dms_json_count(rules); i++)
        if (dms_json_integer_at(dms_json_at(rules, i), "runs") > 0)
            show_rule(cli, dms_json_at(rules, i));
    if (dms_json_count(largest) > 0)
        cli_say(cli, "cli.backtest_largest", "");
    for (size_t i = 0; i < dms_json_count(largest); i++)
        show_sides(dms_json_at(largest, i));
    show_totals(cli, dms_json_at_key(report, "totals"));
    if (dms_json_count(dms_json_at_key(report, "not_seen")) > 0)
        cli_say(cli, "cli.backtest_not_seen", "");
    cli_say(cli, "cli.backtest_end", "events=%lld|replayed=%lld|unchanged=%lld|hash=%s",
            (long long)dms_json_integer_at(report, "events"),
            (long long)dms_json_integer_at(report, "replayed"),
            (long long)dms_json_integer_at(report, "rules_unchanged"),
            dms_json_text_at(report, "hash"));
}

/* One difference a line, as JSON. */
static int
write_all(struct cli *cli, const struct dms_json *report)
{
    const struct dms_json *all = dms_json_at_key(report, "all");
    const char *file = cli_option(cli, "output");
    FILE *stream = file == NULL ? NULL : fopen(file, "wx");
    if (file == NULL)
        return CLI_DONE;
    for (size_t i = 0; stream != NULL && i < dms_json_count(all); i++)
        fprintf(stream, "%s\n", dms_json_text(dms_json_at(all, i)));
    if (stream == NULL || fclose(stream) != 0) {
        cli_note(cli, "cli.cannot_write", "file=%s|reason=%s", file, strerror(errno));
        return CLI_REFUSED;
    }
    return CLI_DONE;
}

int
cli_rules_backtest(struct cli *cli)
{
    int result = CLI_DONE;
    struct dms_json *arguments = dms_json_create_object();
    if (!set_arguments(cli, arguments))
        return cli_drop(arguments);
    struct dms_json *question = cli_question("call");
    dms_json_set_text(question, "name", "rules.backtest");
    dms_json_take_key(question, "arguments", arguments);
    struct dms_json *answer = cli_ask(cli, question, &result);
    if (answer == NULL)
        return result;
    result = write_all(cli, dms_json_at_key(answer, "answer"));
    if (cli->json)
        cli_print_json(answer);
    else
        show_report(cli, answer);
    dms_json_destroy(answer);
    return result;
}
