/* say.c - sentences to people: answers on stdout, what went wrong on stderr. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/error.h"
#include "cli/cli_inside.h"

/* The sentence of KEY with VALUES, without the place where an error happened. */
static char *
sentence(const struct cli *cli, const char *key, const char *values, va_list arguments)
{
    struct dms_error filled = { 0 };
    error_fill(&filled, DMS_INVALID, key, values, arguments);
    return messages_error(cli->messages, cli->language, &filled);
}

void
cli_say(const struct cli *cli, const char *key, const char *values, ...)
{
    va_list arguments;
    va_start(arguments, values);
    char *text = sentence(cli, key, values, arguments);
    va_end(arguments);
    fprintf(cli->json ? stderr : stdout, "%s\n", text);
    free(text);
}

void
cli_note(const struct cli *cli, const char *key, const char *values, ...)
{
    va_list arguments;
    va_start(arguments, values);
    char *text = sentence(cli, key, values, arguments);
    va_end(arguments);
    fprintf(stderr, "dms: %s\n", text);
    free(text);
}

void
cli_print_json(const struct dms_json *json)
{
    char *text = dms_json_print_pretty(json);
    puts(text);
    free(text);
}

int
cli_usage(const struct cli *cli, const char *key, const char *values, ...)
{
    struct dms_error error = { 0 };
    va_list arguments;
    va_start(arguments, values);
    error_fill(&error, DMS_INVALID, key, values, arguments);
    va_end(arguments);
    cli_refuse(cli, &error);
    return CLI_USAGE;
}

static int
exit_of(enum dms_status status)
{
    bool storage = status == DMS_STORAGE || status == DMS_FULL || status == DMS_BUSY;
    return storage ? CLI_STORAGE : CLI_REFUSED;
}

int
cli_refuse_json(const struct cli *cli, const struct dms_json *error)
{
    struct dms_error known = { 0 };
    error_from_json(&known, error);
    const char *text = dms_json_text_at(error, "text");
    if (cli->json) {
        struct dms_json *answer = dms_json_create_object();
        dms_json_take_key(answer, "error", dms_json_copy(error));
        if (cli->gathered != NULL) {
            dms_json_take(cli->gathered, answer);
        } else {
            cli_print_json(answer);
            dms_json_destroy(answer);
        }
    }
    fprintf(stderr, "dms: %s\n", text != NULL ? text : dms_error_key(&known));
    return exit_of(known.status);
}

int
cli_refuse(const struct cli *cli, const struct dms_error *error)
{
    struct dms_json *json = error_json(error);
    char *text = messages_error(cli->messages, cli->language, error);
    dms_json_set_text(json, "text", text);
    int result = cli_refuse_json(cli, json);
    free(text);
    dms_json_destroy(json);
    return result;
}

void
cli_say_warnings(const struct cli *cli, const struct dms_json *answer)
{
    const struct dms_json *warnings = dms_json_at_key(answer, "warnings");
    for (size_t i = 0; !cli->json && i < dms_json_count(warnings); i++)
        fprintf(stderr, "dms: %s%s\n",
                messages_at(cli->messages, cli->language, "cli.warning"),
                dms_json_text_at(dms_json_at(warnings, i), "text"));
}

void
cli_say_notices(const struct cli *cli)
{
    struct dms_json *notices = dms_house_notices(cli->house, cli->language);
    for (size_t i = 0; i < dms_json_count(notices); i++)
        fprintf(stderr, "dms: %s%s\n",
                messages_at(cli->messages, cli->language, "cli.warning"),
                dms_json_text_at(dms_json_at(notices, i), "text"));
    dms_json_destroy(notices);
}
