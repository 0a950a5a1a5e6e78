/* rules_eval.c - dms rules eval: chunks tried in the closed yard, one line a file. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/cli_inside.h"

#define FILE_LIMIT (1 << 20)

/* What of the file is no text for a rule; NULL when it is fine. LINE: where. */
static const char *
fault_of(const struct text *text, int64_t *line)
{
    size_t good = 0;
    *line = 1;
    while (good < text->size && text->data[good] != '\0') {
        size_t left = text->size - good, step = utf8_size(text->data + good, left);
        if (step == 0)
            break;
        *line += text->data[good] == '\n';
        good += step;
    }
    if (good == text->size)
        return NULL;
    return text->data[good] == '\0' ? "script.not_text" : "script.not_utf8";
}

static const char *
read_file(const char *path, struct text *text, int64_t *line)
{
    struct stat about;
    char piece[65536];
    ssize_t size = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    *line = 0;
    text_add(text, "");
    if (file < 0 || fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
        if (file >= 0) {
            close(file);
            errno = EINVAL; /* a folder, a pipe */
        }
        return "script.cannot_read";
    }
    while (text->size <= FILE_LIMIT && (size = read(file, piece, sizeof(piece))) > 0)
        text_add_sized(text, piece, (size_t)size);
    close(file);
    if (size < 0)
        return "script.cannot_read";
    return text->size > FILE_LIMIT ? "script.file_too_large" : fault_of(text, line);
}

static struct dms_json *
unread(const struct cli *cli, const char *path, const char *key, int64_t line)
{
    struct dms_error error = { 0 };
    bool large = strcmp(key, "script.file_too_large") == 0;
    dms_fail(&error, DMS_INVALID, key, "text=%s", large ? "1 MiB" : strerror(errno));
    char *words = messages_error(cli->messages, cli->language, &error);
    struct dms_json *item = dms_json_create_object();
    dms_json_set_text(item, "file", path);
    dms_json_set_text(item, "result", "ERROR");
    dms_json_set_integer(item, "line", line);
    dms_json_set_text(item, "key", key);
    dms_json_set_text(item, "text", words);
    free(words);
    return item;
}

/* The chunks of the files that can be read; *ITEMS gets a verdict or null for each file. */
static struct dms_json *
read_chunks(const struct cli *cli, struct dms_json *items)
{
    struct dms_json *chunks = dms_json_create_array();
    for (size_t i = 1; i < cli->words.count; i++) {
        struct text text = { 0 };
        int64_t line = 0;
        const char *path = cli_word(cli, i), *key = read_file(path, &text, &line);
        dms_json_take(items, key == NULL ? dms_json_create_null()
                                         : unread(cli, path, key, line));
        if (key == NULL) {
            bool bom = text.size >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0;
            struct dms_json *chunk = dms_json_create_object();
            dms_json_set_text(chunk, "name", path);
            dms_json_set_text(chunk, "text", text.data + (bom ? 3 : 0));
            dms_json_take(chunks, chunk);
        }
        text_clear(&text);
    }
    return chunks;
}

static bool
set_record(const struct cli *cli, struct dms_json *plan)
{
    char *end = NULL;
    const char *id = cli_option(cli, "id");
    if (cli_option(cli, "on") == NULL)
        return true;
    dms_json_set_text(plan, "entity", cli_option(cli, "on"));
    dms_json_set_integer(plan, "id", strtoll(id, &end, 10));
    return *id != '\0' && *end == '\0';
}

static bool
set_number(const struct cli *cli, struct dms_json *plan, const char *name)
{
    const char *given = cli_option(cli, name);
    char *end = NULL;
    if (given == NULL)
        return true;
    errno = 0;
    long long number = strtoll(given, &end, 10);
    dms_json_set_integer(plan, name, number);
    return errno == 0 && *given != '\0' && *end == '\0' && number > 0;
}

/* A shuffled run says its seed, so that it can be had again. */
static void
set_seed(struct cli *cli, struct dms_json *plan)
{
    struct timespec now;
    if (cli_option(cli, "shuffle") == NULL || dms_json_at_key(plan, "seed") != NULL)
        return;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t seed = 1 + (now.tv_nsec ^ now.tv_sec) % 1000000000;
    dms_json_set_integer(plan, "seed", seed);
    fprintf(stderr, "seed %lld\n", (long long)seed);
}

static char *
in_words(void *context, const struct dms_error *error)
{
    const struct cli *cli = context;
    return messages_error(cli->messages, cli->language, error);
}

/* With a store when one is here or a record is asked for, else in a bare yard. */
static struct dms_json *
try_chunks(struct cli *cli, struct dms_json *plan, int *result)
{
    char path[PATH_MAX];
    snprintf(path, sizeof(path), "%s/dms.db", cli->dir);
    if (dms_json_at_key(plan, "entity") != NULL || access(path, F_OK) == 0) {
        struct dms_json *question = cli_question("call");
        dms_json_set_text(question, "name", "rules.eval");
        dms_json_take_key(question, "arguments", plan);
        struct dms_json *answer = cli_ask(cli, question, result);
        struct dms_json *inner = dms_json_copy(dms_json_at_key(answer, "answer"));
        dms_json_destroy(answer);
        return *result == CLI_DONE ? inner : NULL;
    }
    struct dms_json *answer = NULL;
    struct dms_error error = { 0 };
    *result = CLI_DONE;
    if (cli->rooms->rules_eval(plan, in_words, cli, &answer, &error) != DMS_OK)
        *result = cli_refuse(cli, &error);
    dms_json_destroy(plan);
    return answer;
}

/* Whatever a script put into its error, it stays one line. */
static void
print_one_line(const char *text)
{
    for (; *text != '\0'; text++)
        putchar((unsigned char)*text < ' ' ? ' ' : *text);
    putchar('\n');
}

static void
print_item(const struct cli *cli, const struct dms_json *item)
{
    const char *result = dms_json_text_at(item, "result");
    const char *file = dms_json_text_at(item, "file");
    long long line = (long long)dms_json_integer_at(item, "line");
    if (dms_json_at_key(item, "differs") != NULL) {
        printf("ERROR %s:%lld ", file, line);
        cli_say(cli, "cli.eval_differs", "");
    } else if (strcmp(result, "VALUE") == 0) {
        char *value = dms_json_print(dms_json_at_key(item, "value"));
        printf("VALUE %s\n", value);
        free(value);
    } else if (strcmp(result, "KILLED") == 0) {
        printf("KILLED %s %s:%lld\n", dms_json_text_at(item, "limit"), file, line);
    } else {
        printf("ERROR %s:%lld ", file, line);
        print_one_line(dms_json_text_at(item, "text"));
    }
}

static int
show(struct cli *cli, const struct dms_json *items, const struct dms_json *tried)
{
    struct dms_json *all = dms_json_create_array();
    size_t next = 0, bad = 0;
    for (size_t i = 0; i < dms_json_count(items); i++) {
        const struct dms_json *item = dms_json_at(items, i);
        if (dms_json_kind(item) == DMS_JSON_NULL)
            item = dms_json_at(tried, next++);
        bool value = strcmp(dms_json_text_at(item, "result"), "VALUE") == 0 &&
                     dms_json_at_key(item, "differs") == NULL;
        bad += !value;
        if (!cli->json)
            print_item(cli, item);
        else
            dms_json_take(all, dms_json_copy(item));
    }
    if (cli->json)
        cli_print_json(all);
    dms_json_destroy(all);
    return bad == 0 ? CLI_DONE : CLI_REFUSED;
}

int
cli_rules_eval(struct cli *cli)
{
    int result = CLI_DONE;
    struct dms_json *plan = dms_json_create_object(), *items = dms_json_create_array();
    if (cli->words.count < 2 || !set_record(cli, plan) ||
        !set_number(cli, plan, "rounds") || !set_number(cli, plan, "threads") ||
        !set_number(cli, plan, "seed"))
        result = cli_usage(cli, "cli.help.rules", "");
    if (result != CLI_DONE) {
        dms_json_destroy(plan);
        dms_json_destroy(items);
        return result;
    }
    set_seed(cli, plan);
    dms_json_take_key(plan, "chunks", read_chunks(cli, items));
    struct dms_json *tried = try_chunks(cli, plan, &result);
    if (result == CLI_DONE)
        result = show(cli, items, dms_json_at_key(tried, "items"));
    dms_json_destroy(tried);
    dms_json_destroy(items);
    return result;
}
