/* work_list.c - task and timer: what people and the house have to do, and when. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_inside.h"

static void
show_tasks(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *tasks = dms_json_at_key(answer, "tasks");
    struct cli_table *table = cli_table_create(6);
    static const char *const heads[] = { "cli.head.id",      "cli.head.due",
                                         "cli.head.overdue", "cli.head.task",
                                         "cli.head.whom",    "cli.head.role" };
    for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
        cli_table_head(cli, table, heads[i]);
    for (size_t i = 0; i < dms_json_count(tasks); i++) {
        const struct dms_json *task = dms_json_at(tasks, i);
        char *id = cli_scalar(cli, dms_json_at_key(task, "id"));
        cli_table_add(table, id);
        cli_table_add(table, dms_json_text_at(task, "due_at"));
        cli_table_add(table, dms_json_boolean_at(task, "overdue") ? "!" : "");
        cli_table_add(table, dms_json_text_at(task, "title_text"));
        cli_table_add(table, dms_json_text_at(task, "subject_title"));
        cli_table_add(table, dms_json_text_at(task, "role"));
        free(id);
    }
    if (dms_json_count(tasks) > 0)
        cli_table_print(table);
    else
        cli_say(cli, "cli.no_tasks", "");
    cli_table_destroy(table);
}

static void
show_done(struct cli *cli, const struct dms_json *answer)
{
    cli_show_record(cli, "core.task", dms_json_at_key(answer, "record"));
}

static int
list_tasks(struct cli *cli)
{
    struct dms_json *question = cli_question("tasks");
    if (cli_option(cli, "until") != NULL)
        dms_json_set_text(question, "due_by", cli_option(cli, "until"));
    /* An admin has the whole shop's work to look after. */
    dms_json_set_boolean(question, "all",
                         cli_option(cli, "all") != NULL ||
                             strcmp(cli->user, "admin") == 0);
    return cli_number(cli, "limit", question)
               ? cli_ask_and_show(cli, question, show_tasks)
               : cli_drop(question);
}

/* dms task done ID [outcome=…] [note=…] */
static int
end_task(struct cli *cli)
{
    if (cli_word(cli, 1) == NULL)
        return cli_usage(cli, "cli.help.task", "");
    struct dms_json *fields = cli_fields(cli, 2);
    if (fields == NULL)
        return CLI_USAGE;
    struct dms_json *question = cli_question("task_done");
    dms_json_set_text(question, "id", cli_word(cli, 1));
    for (size_t i = 0; i < dms_json_count(fields); i++)
        dms_json_take_key(question, dms_json_key_at(fields, i),
                          dms_json_copy(dms_json_value_at(fields, i)));
    dms_json_destroy(fields);
    return cli_ask_and_show(cli, question, show_done);
}

int
cli_task(struct cli *cli)
{
    const char *what = cli_word(cli, 0);
    if (strcmp(what, "list") == 0)
        return list_tasks(cli);
    if (strcmp(what, "done") == 0)
        return end_task(cli);
    return cli_usage(cli, "cli.help.task", "");
}

static void
show_timers(struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *timers = dms_json_at_key(answer, "timers");
    struct cli_table *table = cli_table_create(5);
    for (size_t i = 0; i < dms_json_count(timers); i++) {
        const struct dms_json *timer = dms_json_at(timers, i);
        char *record = cli_scalar(cli, dms_json_at_key(timer, "record"));
        cli_table_add(table, dms_json_text_at(timer, "due"));
        cli_table_add(table, dms_json_text_at(timer, "handler"));
        cli_table_add(table, dms_json_text_at(timer, "entity"));
        cli_table_add(table, record);
        cli_table_add(table, dms_json_text_at(timer, "key"));
        free(record);
    }
    cli_table_print(table);
    cli_table_destroy(table);
    if (dms_json_count(timers) == 0)
        cli_say(cli, "cli.nothing", "");
}

static void
show_ran(struct cli *cli, const struct dms_json *answer)
{
    cli_say(cli, "cli.timers_ran", "ran=%lld",
            (long long)dms_json_integer_at(answer, "ran"));
}

int
cli_timer(struct cli *cli)
{
    const char *what = cli_word(cli, 0), *until = cli_option(cli, "until");
    struct dms_json *question =
        cli_question(strcmp(what, "run") == 0 ? "run_timers" : "timers");
    if (strcmp(what, "list") == 0)
        return cli_number(cli, "limit", question)
                   ? cli_ask_and_show(cli, question, show_timers)
                   : cli_drop(question);
    if (strcmp(what, "run") == 0 && until != NULL) {
        dms_json_set_text(question, "until", until);
        return cli_ask_and_show(cli, question, show_ran);
    }
    dms_json_destroy(question);
    return cli_usage(cli, "cli.help.timer", "");
}
