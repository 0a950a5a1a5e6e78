/* events.c - dms events: what subscribers and timers gave up, done once more, or let go. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

static void
add_row(struct cli *cli, struct cli_table *table, const struct dms_json *one)
{
    const char *at = dms_json_text_at(one, "parked_at"),
               *title = dms_json_text_at(one, "title");
    char *id = cli_scalar(cli, dms_json_at_key(one, "id"));
    char *record = cli_scalar(cli, dms_json_at_key(one, "record"));
    struct text about = { 0 };
    text_add(&about, "");
    if (dms_json_text_at(one, "entity") != NULL)
        text_printf(&about, "%s %s %s", dms_json_text_at(one, "entity"), record,
                    title != NULL ? title : "");
    cli_table_add(table, id);
    cli_table_add(table, at != NULL ? at : dms_json_text_at(one, "at"));
    cli_table_add(table, dms_json_text_at(one, "subscriber"));
    cli_table_add(table, dms_json_text_at(one, "name"));
    cli_table_add(table, about.data);
    cli_table_add(table, dms_json_text_at(dms_json_at_key(one, "problem"), "text"));
    text_clear(&about);
    free(id);
    free(record);
}

static void
show_parked(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *parked = dms_json_at_key(answer, "parked");
    static const char *const heads[] = { "cli.head.id",         "cli.head.at",
                                         "cli.head.subscriber", "cli.head.event",
                                         "cli.head.whom",       "cli.head.reason" };
    size_t count = dms_json_count(parked);
    struct cli_table *table = cli_table_create(6);
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
        cli_table_head(cli, table, heads[i]);
    for (size_t i = 0; i < count; i++)
        add_row(cli, table, dms_json_at(parked, i));
    if (count > 0)
        cli_table_print(table);
    else
        cli_say(cli, "cli.none_parked", "");
    cli_table_destroy(table);
    if (dms_json_at_key(answer, "next") != NULL)
        cli_say(cli, "cli.more_parked", "shown=%zu|total=%lld|after=%lld", count,
                (long long)dms_json_integer_at(answer, "total"),
                (long long)dms_json_integer_at(answer, "next"));
}

static int
list_parked(struct cli *cli)
{
    struct dms_json *question = cli_question("parked");
    if (cli_option(cli, "subscriber") != NULL)
        dms_json_set_text(question, "subscriber", cli_option(cli, "subscriber"));
    return cli_number(cli, "limit", question) && cli_number(cli, "after", question)
               ? cli_ask_and_show(cli, question, show_parked)
               : cli_drop(question);
}

/* The word after the deed as "id"; false after saying that it is none. */
static bool
set_id(struct cli *cli, struct dms_json *question)
{
    const char *word = cli_word(cli, 1);
    char *end;
    errno = 0;
    int64_t id = strtoll(word, &end, 10);
    if (errno != 0 || end == word || *end != '\0' || id < 1) {
        cli_usage(cli, "cli.bad_number", "option=ID|value=%s", word);
        return false;
    }
    dms_json_set_integer(question, "id", id);
    return true;
}

/* Adds what ANSWER tells to SUM. Those that failed again are said one by one. */
static void
add_up(struct cli *cli, const struct dms_json *answer, struct dms_json *sum,
       struct dms_json *items)
{
    const struct dms_json *some = dms_json_at_key(answer, "items");
    static const char *const counts[] = { "done", "refused" };
    for (size_t i = 0; i < 2; i++)
        dms_json_set_integer(sum, counts[i],
                             dms_json_integer_at(sum, counts[i]) +
                                 dms_json_integer_at(answer, counts[i]));
    for (size_t i = 0; i < dms_json_count(some); i++) {
        const struct dms_json *item = dms_json_at(some, i);
        const struct dms_json *problem = dms_json_at_key(item, "problem");
        dms_json_take(items, dms_json_copy(item));
        if (problem != NULL && !cli->json)
            fprintf(stderr, "dms: %lld: %s\n", (long long)dms_json_integer_at(item, "id"),
                    dms_json_text_at(problem, "text"));
    }
}

/* All that QUESTION (taken) means, as many at a time as are answered at once. */
static int
retry_all(struct cli *cli, struct dms_json *question, struct dms_json *sum,
          struct dms_json *items)
{
    int result = CLI_DONE;
    for (bool more = true; more;) {
        struct dms_json *answer = cli_ask(cli, dms_json_copy(question), &result);
        int64_t next = dms_json_integer_at(answer, "next");
        if (answer != NULL)
            add_up(cli, answer, sum, items);
        dms_json_set_integer(question, "after", next);
        more = next > 0;
        dms_json_destroy(answer);
    }
    dms_json_destroy(question);
    return result;
}

static int
retry(struct cli *cli)
{
    const char *subscriber = cli_option(cli, "subscriber");
    struct dms_json *question = cli_question("parked_retry");
    if ((subscriber == NULL) == (cli_word(cli, 1) == NULL)) {
        dms_json_destroy(question);
        return cli_usage(cli, "cli.help.events", "");
    }
    if (subscriber != NULL)
        dms_json_set_text(question, "subscriber", subscriber);
    else if (!set_id(cli, question))
        return cli_drop(question);
    struct dms_json *sum = dms_json_create_object(), *items = dms_json_create_array();
    int result = retry_all(cli, question, sum, items);
    int64_t refused = dms_json_integer_at(sum, "refused");
    dms_json_take_key(sum, "items", items);
    if (result == CLI_DONE && cli->json)
        cli_print_json(sum);
    else if (result == CLI_DONE)
        cli_say(cli, "cli.events_retried", "done=%lld|refused=%lld",
                (long long)dms_json_integer_at(sum, "done"), (long long)refused);
    dms_json_destroy(sum);
    return result == CLI_DONE && refused > 0 ? CLI_REFUSED : result;
}

static void
show_dropped(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *dropped = dms_json_at_key(answer, "dropped");
    cli_say(cli, "cli.event_dropped", "id=%lld|subscriber=%s",
            (long long)dms_json_integer_at(dropped, "id"),
            dms_json_text_at(dropped, "subscriber"));
}

static int
drop(struct cli *cli)
{
    const char *reason = cli_option(cli, "reason");
    struct dms_json *question = cli_question("parked_drop");
    if (cli_word(cli, 1) == NULL) {
        dms_json_destroy(question);
        return cli_usage(cli, "cli.help.events", "");
    }
    if (!set_id(cli, question))
        return cli_drop(question);
    if (reason != NULL)
        dms_json_set_text(question, "reason", reason);
    return cli_ask_and_show(cli, question, show_dropped);
}

int
cli_events(struct cli *cli)
{
    const char *what = cli_word(cli, 0);
    if (strcmp(what, "parked") == 0)
        return list_parked(cli);
    if (strcmp(what, "retry") == 0)
        return retry(cli);
    return strcmp(what, "drop") == 0 ? drop(cli) : cli_usage(cli, "cli.help.events", "");
}
