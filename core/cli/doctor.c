/* doctor.c - dms doctor: one line for each thing that is wrong, and what to do about it. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/cli_inside.h"

static void
add_text(const struct cli *cli, struct dms_json *all, const struct dms_error *error)
{
    struct dms_json *row = error_json(error);
    char *text = messages_error(cli->messages, cli->language, error);
    dms_json_set_text(row, "text", text);
    free(text);
    dms_json_take(all, row);
}

static void
add_all(struct dms_json *all, const struct dms_json *more)
{
    for (size_t i = 0; i < dms_json_count(more); i++)
        dms_json_take(all, dms_json_copy(dms_json_at(more, i)));
}

/* A house that does not open is the first thing to mend, not a reason to say nothing. */
static void
add_house(struct cli *cli, struct dms_json *all)
{
    struct dms_error error = { 0 };
    struct dms_json *message = dms_json_create_object();
    dms_json_set_text(message, "kind", "doctor");
    cli->quiet = true;
    struct dms_json *response = cli_put(cli, message, &error);
    const struct dms_json *refused = dms_json_at_key(response, "error");
    if (response == NULL)
        add_text(cli, all, &error);
    if (refused != NULL)
        dms_json_take(all, dms_json_copy(refused));
    add_all(all, dms_json_at_key(dms_json_at_key(response, "answer"), "findings"));
    dms_json_destroy(response);
}

int
cli_doctor(struct cli *cli)
{
    struct list findings = { 0 };
    struct dms_json *all = dms_json_create_array(), *answer = dms_json_create_object();
    cli_doctor_folder(cli->dir, &findings);
    cli_doctor_crashes(cli->dir, &findings);
    for (size_t i = 0; i < findings.count; i++)
        add_text(cli, all, findings.items[i]);
    list_clear(&findings, free);
    add_house(cli, all);
    dms_json_take_key(answer, "findings", all);
    int result = cli_show_findings(cli, answer, "findings", "doctor.sound");
    dms_json_destroy(answer);
    return result;
}
