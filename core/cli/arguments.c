/* arguments.c - the line as it was typed: options anywhere, words in their order. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli_inside.h"

const char *
cli_word(const struct cli *cli, size_t index)
{
    return index < cli->words.count ? cli->words.items[index] : NULL;
}

/* The last one counts, so that what is typed at the end of a line overrules it. */
const char *
cli_option(const struct cli *cli, const char *name)
{
    for (size_t i = cli->names.count; i-- > 0;)
        if (strcmp(cli->names.items[i], name) == 0)
            return cli->values.items[i];
    return NULL;
}

bool
cli_number(const struct cli *cli, const char *name, struct dms_json *question)
{
    const char *text = cli_option(cli, name);
    char *end;
    if (text == NULL)
        return true;
    errno = 0;
    int64_t number = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || number < 1) {
        cli_usage(cli, "cli.bad_number", "option=--%s|value=%s", name, text);
        return false;
    }
    dms_json_set_integer(question, name, number);
    return true;
}

/* "zh" unless the terminal speaks English. */
static const char *
usual_language(void)
{
    static const char *const names[] = { "DMS_LANG", "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return strncmp(value, "en", 2) == 0 ? "en" : "zh";
    }
    return "zh";
}

static int
read_language(struct cli *cli, const char *value)
{
    if (strcmp(value, "zh") != 0 && strcmp(value, "en") != 0)
        return cli_usage(cli, "cli.bad_language", "value=%s", value);
    cli->language = value;
    return CLI_DONE;
}

/* Options before or after the command that belong to all. *TAKEN: words of the line used. */
static int
read_global(struct cli *cli, int argc, char **argv, int at, int *taken)
{
    static const char *const names[] = { "-C", "--as", "--store", "--lang" };
    const char **places[] = { &cli->dir, &cli->user, &cli->store, NULL };
    *taken = 0;
    if (strcmp(argv[at], "--json") == 0) {
        cli->json = true;
        *taken = 1;
        return CLI_DONE;
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(argv[at], names[i]) != 0)
            continue;
        if (at + 1 >= argc)
            return cli_usage(cli, "cli.option_needs_value", "option=%s", names[i]);
        *taken = 2;
        if (places[i] == NULL)
            return read_language(cli, argv[at + 1]);
        *places[i] = argv[at + 1];
    }
    return CLI_DONE;
}

/* Is NAME (SIZE bytes) among the command's OPTIONS? *VALUES: how many it takes. */
static bool
knows_option(const char *options, const char *name, size_t size, int *values)
{
    for (const char *at = options; *at != '\0'; at += strspn(at, " ")) {
        size_t word = strcspn(at, "= ");
        *values = (int)strspn(at + word, "=");
        if (word == size && strncmp(at, name, size) == 0)
            return true;
        at += strcspn(at, " ");
    }
    return false;
}

/* --name VALUE, --name=VALUE, --flag, --name VALUE ID. */
static int
read_option(struct cli *cli, int argc, char **argv, int at, int *taken)
{
    const char *name = argv[at] + 2;
    size_t size = strcspn(name, "=");
    int values = 0;
    if (cli->command == NULL || !knows_option(cli->command->options, name, size, &values))
        return cli_usage(cli, "cli.unknown_option", "option=%s|command=%s", argv[at],
                         cli->command == NULL ? "" : cli->command->name);
    *taken = 1;
    const char *given = values > 0 ? NULL : "";
    if (values == 1 && name[size] == '=') {
        given = name + size + 1;
    } else if (values > 0 && at + values < argc) {
        given = argv[at + 1];
        *taken = 1 + values;
    }
    if (given == NULL)
        return cli_usage(cli, "cli.option_needs_value", "option=%s", argv[at]);
    argv[at][2 + size] = '\0';
    list_add(&cli->names, argv[at] + 2);
    list_add(&cli->values, (void *)(uintptr_t)given);
    if (values == 2) {
        list_add(&cli->names, (void *)(uintptr_t) "id");
        list_add(&cli->values, argv[at + 2]);
    }
    return CLI_DONE;
}

const struct cli_command *
cli_command_at(const struct cli *cli, const char *name)
{
    const char *names[40] = { NULL };
    for (size_t i = 0; cli_commands[i].name != NULL; i++) {
        names[i] = cli_commands[i].name;
        if (strcmp(cli_commands[i].name, name) == 0)
            return &cli_commands[i];
    }
    const char *near = name_nearest(name, names);
    if (near != NULL)
        cli_usage(cli, "cli.unknown_command_near", "name=%s|nearest=%s", name, near);
    else
        cli_usage(cli, "cli.unknown_command", "name=%s", name);
    return NULL;
}

static int
choose_command(struct cli *cli, const char *name)
{
    cli->command = cli_command_at(cli, name);
    return cli->command != NULL ? CLI_DONE : CLI_USAGE;
}

/* --help and -h, wherever they stand, ask for help with the command before them. */
static bool
asks_for_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static void
turn_to_help(struct cli *cli)
{
    const struct cli_command *asked = cli->command;
    list_clear(&cli->words, NULL);
    choose_command(cli, "help");
    if (asked != NULL)
        list_add(&cli->words, (void *)(uintptr_t)asked->name);
}

static int
read_one(struct cli *cli, int argc, char **argv, int at, int *taken)
{
    const char *word = argv[at];
    int result = read_global(cli, argc, argv, at, taken);
    if (result != CLI_DONE || *taken > 0)
        return result;
    *taken = 1;
    if (cli->command == NULL && strcmp(word, "--version") == 0)
        return choose_command(cli, word + 2);
    if (strcmp(word, "-o") == 0 && at + 1 < argc) {
        static char output[] = "--output";
        argv[at] = output;
        return read_option(cli, argc, argv, at, taken);
    }
    if (strncmp(word, "--", 2) == 0 && word[2] != '\0')
        return read_option(cli, argc, argv, at, taken);
    if (cli->command == NULL)
        return choose_command(cli, word);
    list_add(&cli->words, argv[at]);
    return CLI_DONE;
}

/* Here, when a store is here; else where DMS_DIR says. */
static const char *
usual_dir(void)
{
    const char *asked = getenv("DMS_DIR");
    return access("dms.db", F_OK) != 0 && asked != NULL ? asked : ".";
}

int
cli_read(struct cli *cli, int argc, char **argv)
{
    int result = CLI_DONE, taken = 0;
    bool help = false;
    cli->language = usual_language();
    /* A mistake before --json is told in JSON too. */
    for (int at = 1; at < argc; at++)
        cli->json = cli->json || strcmp(argv[at], "--json") == 0;
    for (int at = 1; result == CLI_DONE && at < argc && !help; at += taken) {
        help = asks_for_help(argv[at]);
        if (help)
            turn_to_help(cli);
        else
            result = read_one(cli, argc, argv, at, &taken);
    }
    if (result != CLI_DONE)
        return result;
    if (cli->dir == NULL)
        cli->dir = usual_dir();
    if (cli->user == NULL)
        cli->user = "admin";
    if (cli->command == NULL)
        return choose_command(cli, "help") + (argc > 1 ? CLI_DONE : 0);
    int count = (int)cli->words.count;
    if (count < cli->command->least ||
        (cli->command->most >= 0 && count > cli->command->most)) {
        char key[64];
        snprintf(key, sizeof(key), "cli.help.%s", cli->command->name);
        return cli_usage(cli, key, "");
    }
    return CLI_DONE;
}
