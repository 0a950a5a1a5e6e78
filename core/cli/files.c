/* files.c - import and export: a summary for each file, and where its bad rows went. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/cli_inside.h"

char *
cli_absolute(const char *path)
{
    char here[PATH_MAX], *full = NULL;
    if (path[0] == '/' || getcwd(here, sizeof(here)) == NULL)
        return memory_copy(path);
    if (asprintf(&full, "%s/%s", here, path) < 0)
        memory_end();
    return full;
}

static void
set_path(struct dms_json *message, const char *key, const char *path)
{
    char *full = cli_absolute(path);
    dms_json_set_text(message, key, full);
    free(full);
}

void
cli_show_progress(const struct dms_json *progress, void *context)
{
    const struct cli *cli = context;
    int64_t bytes = dms_json_integer_at(progress, "bytes");
    int64_t total = dms_json_integer_at(progress, "total");
    if (cli->json || isatty(STDERR_FILENO) == 0)
        return;
    fprintf(stderr, "\r%3lld %%  %lld ", total > 0 ? (long long)(bytes * 100 / total) : 0,
            (long long)dms_json_integer_at(progress, "rows"));
    if (bytes >= total)
        fputs("\r\033[K", stderr);
}

static struct dms_json *
load_map(struct cli *cli, const char *path)
{
    struct dms_json *map = NULL;
    struct dms_error error = { 0 };
    struct text text = { 0 };
    char piece[65536];
    size_t size;
    FILE *file = fopen(path, "rbe");
    text_add(&text, "");
    while (file != NULL && (size = fread(piece, 1, sizeof(piece), file)) > 0)
        text_add_sized(&text, piece, size);
    /* Windows puts a mark in front of what it saves as UTF-8. */
    size_t mark = strncmp(text.data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (file == NULL)
        dms_fail(&error, DMS_INVALID, "cli.cannot_read", "file=%s|reason=%s", path,
                 strerror(errno));
    else if (dms_json_load(text.data + mark, text.size - mark, &map, &error) != DMS_OK)
        dms_error_at_file(&error, path, dms_error_line(&error));
    if (file != NULL)
        fclose(file);
    text_clear(&text);
    if (error.status != DMS_OK)
        cli_refuse(cli, &error);
    return map;
}

static bool
may_write_beside(const char *file)
{
    char *copy = memory_copy(file), *slash = strrchr(copy, '/');
    if (slash != NULL)
        slash[slash == copy] = '\0';
    bool may = access(slash != NULL ? copy : ".", W_OK) == 0;
    free(copy);
    return may;
}

/* Where bad rows of FILE go: beside it, or here when nobody may write there. Yours to free(). */
static char *
rejects_of(const struct cli *cli, const char *file)
{
    char *path = NULL;
    const char *given = cli_option(cli, "rejects"), *slash = strrchr(file, '/');
    if (given != NULL)
        return memory_copy(given);
    if (slash != NULL && !may_write_beside(file))
        file = slash + 1;
    if (asprintf(&path, "%s.rejects.csv", file) < 0)
        memory_end();
    return path;
}

static void
show_summary(struct cli *cli, const char *file, const char *rejects,
             const struct dms_json *answer)
{
    int64_t rejected = dms_json_integer_at(answer, "rejected");
    cli_say(cli, cli_option(cli, "dry-run") != NULL ? "cli.imported_dry" : "cli.imported",
            "file=%s|rows=%lld|accepted=%lld|skipped=%lld|rejected=%lld", file,
            (long long)dms_json_integer_at(answer, "rows"),
            (long long)dms_json_integer_at(answer, "accepted"),
            (long long)dms_json_integer_at(answer, "skipped"), (long long)rejected);
    if (dms_json_text_at(answer, "left_out") != NULL)
        cli_say(cli, "cli.left_out", "columns=%s", dms_json_text_at(answer, "left_out"));
    if (rejected > 0)
        cli_say(cli, "cli.rejects_in", "file=%s", rejects);
}

static struct dms_json *
import_message(const struct cli *cli, const char *file, const char *rejects,
               const struct dms_json *map)
{
    struct dms_json *message = dms_json_create_object();
    dms_json_set_text(message, "kind", "import");
    dms_json_set_text(message, "target", cli_word(cli, 0));
    dms_json_set_text(message, "name", file);
    dms_json_set_boolean(message, "dry_run", cli_option(cli, "dry-run") != NULL);
    set_path(message, "file", file);
    set_path(message, "rejects", rejects);
    if (map != NULL) {
        dms_json_take_key(message, "map", dms_json_copy(map));
        dms_json_set_text(message, "map_name", cli_option(cli, "map"));
    }
    return message;
}

/* Says of the refusal gathered last which file it is about. */
static void
name_last(struct dms_json *files, const char *file)
{
    const struct dms_json *last = dms_json_at(files, dms_json_count(files) - 1);
    /* The array is ours: nobody else holds its items. */
    dms_json_set_text((struct dms_json *)(uintptr_t)last, "file", file);
}

/* One file. Rows that were rejected make it a refusal, though the others are in. */
static int
import_one(struct cli *cli, const char *file, const struct dms_json *map,
           struct dms_json *files)
{
    int result;
    char *rejects = rejects_of(cli, file);
    struct dms_json *answer =
        cli_send(cli, import_message(cli, file, rejects, map), &result);
    if (answer != NULL) {
        bool rejected = dms_json_integer_at(answer, "rejected") > 0;
        if (!cli->json)
            show_summary(cli, file, rejects, answer);
        dms_json_set_text(answer, "file", file);
        if (rejected)
            dms_json_set_text(answer, "rejects", rejects);
        dms_json_take(files, answer);
        result = rejected ? CLI_REFUSED : CLI_DONE;
    } else if (cli->json) {
        name_last(files, file);
    }
    free(rejects);
    return result;
}

int
cli_import(struct cli *cli)
{
    const char *map_path = cli_option(cli, "map");
    struct dms_json *map = map_path != NULL ? load_map(cli, map_path) : NULL;
    if (map_path != NULL && map == NULL)
        return CLI_REFUSED;
    struct dms_json *files = dms_json_create_array();
    int result = CLI_DONE;
    cli->gathered = files;
    /* A file with a fault does not keep the others out. */
    for (size_t i = 1; i < cli->words.count; i++) {
        int one = import_one(cli, cli_word(cli, i), map, files);
        result = one > result ? one : result;
    }
    cli->gathered = NULL;
    if (cli->json) {
        struct dms_json *answer = dms_json_create_object();
        dms_json_take_key(answer, "files", dms_json_copy(files));
        cli_print_json(answer);
        dms_json_destroy(answer);
    }
    dms_json_destroy(files);
    dms_json_destroy(map);
    return result;
}

static int
copy_out(struct cli *cli, const char *path)
{
    struct dms_error error = { 0 };
    char piece[65536];
    size_t size;
    FILE *file = fopen(path, "rbe");
    while (file != NULL && (size = fread(piece, 1, sizeof(piece), file)) > 0)
        fwrite(piece, 1, size, stdout);
    if (file == NULL)
        dms_fail(&error, DMS_STORAGE, "cli.cannot_read", "file=%s|reason=%s", path,
                 strerror(errno));
    if (file != NULL)
        fclose(file);
    return error.status == DMS_OK ? CLI_DONE : cli_refuse(cli, &error);
}

/* "leads.xlsx" says what it is to be; anything else is CSV. */
static const char *
format_of(const char *format, const char *output)
{
    static const char *const known[] = { "csv", "json", "xlsx" };
    const char *dot = output != NULL ? strrchr(output, '.') : NULL;
    for (size_t i = 0;
         format == NULL && dot != NULL && i < sizeof(known) / sizeof(known[0]); i++)
        if (strcasecmp(dot + 1, known[i]) == 0)
            return known[i];
    return format != NULL ? format : "csv";
}

static struct dms_json *
export_message(struct cli *cli, const char *path)
{
    struct dms_json *message = dms_json_create_object();
    struct dms_json *question = dms_json_create_object();
    const char *where = cli_option(cli, "where"), *sort = cli_option(cli, "sort");
    const char *format = cli_option(cli, "format"), *fields = cli_option(cli, "fields");
    struct dms_json *filter = where != NULL ? cli_json(cli, "--where", where) : NULL;
    if (where != NULL && filter == NULL) {
        dms_json_destroy(message);
        dms_json_destroy(question);
        return NULL;
    }
    if (filter != NULL)
        dms_json_take_key(question, "where", filter);
    if (sort != NULL)
        dms_json_set_text(question, "sort", sort);
    dms_json_set_text(message, "kind", "export");
    dms_json_set_text(message, "entity", cli_word(cli, 0));
    dms_json_set_text(message, "format", format_of(format, cli_option(cli, "output")));
    if (fields != NULL)
        dms_json_set_text(message, "fields", fields);
    dms_json_take_key(message, "question", question);
    set_path(message, "file", path);
    return message;
}

/* Without -o it goes to standard output, by way of a file of our own. */
int
cli_export(struct cli *cli)
{
    char own[] = "/tmp/dms-export-XXXXXX";
    const char *output = cli_option(cli, "output");
    int result = CLI_USAGE, file = output == NULL ? mkstemp(own) : -1;
    struct dms_json *message = export_message(cli, output != NULL ? output : own);
    struct dms_json *answer = message != NULL ? cli_send(cli, message, &result) : NULL;
    if (answer != NULL && output == NULL)
        result = copy_out(cli, own);
    else if (answer != NULL && cli->json)
        cli_print_json(answer);
    else if (answer != NULL)
        cli_say(cli, "cli.exported", "rows=%lld|file=%s",
                (long long)dms_json_integer_at(answer, "rows"), output);
    if (file >= 0) {
        close(file);
        unlink(own);
    }
    dms_json_destroy(answer);
    return result;
}
