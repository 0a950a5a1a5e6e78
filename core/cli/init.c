/* init.c - a store directory is made, with its administrator; with --demo a whole dealership. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/place.h"
#include "cli/cli_inside.h"

#define PASSWORD_BYTES 9

static int
not_hidden(const struct dirent *entry)
{
    size_t size = strlen(entry->d_name);
    return entry->d_name[0] != '.' && size > 5 &&
           strcmp(entry->d_name + size - 5, ".json") == 0;
}

static int
set_password(struct cli *cli, const char *user, const char *password)
{
    int result;
    struct dms_json *question = cli_question("password");
    dms_json_set_text(question, "user", user);
    dms_json_set_text(question, "password", password);
    dms_json_destroy(cli_ask(cli, question, &result));
    return result;
}

static int
create_admin(struct cli *cli)
{
    int result;
    struct dms_json *question = cli_question("create"),
                    *fields = dms_json_create_object();
    struct dms_json *roles = dms_json_create_array();
    dms_json_take(roles, dms_json_create_text("admin"));
    dms_json_set_text(fields, "name", "admin");
    dms_json_take_key(fields, "roles", roles);
    dms_json_set_text(fields, "language", cli->language);
    dms_json_set_text(question, "entity", "core.user");
    dms_json_take_key(question, "fields", fields);
    dms_json_destroy(cli_ask(cli, question, &result));
    return result;
}

/* A copy in which "@name" is the id that an earlier step called so. */
static struct dms_json *
with_ids(const struct dms_json *json, const struct dms_json *ids)
{
    const char *text = dms_json_text(json);
    const struct dms_json *id =
        text != NULL && text[0] == '@' ? dms_json_at_key(ids, text + 1) : NULL;
    if (dms_json_kind(json) != DMS_JSON_OBJECT && dms_json_kind(json) != DMS_JSON_ARRAY)
        return dms_json_copy(id != NULL ? id : json);
    bool array = dms_json_kind(json) == DMS_JSON_ARRAY;
    struct dms_json *copy = array ? dms_json_create_array() : dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(json); i++) {
        if (array)
            dms_json_take(copy, with_ids(dms_json_at(json, i), ids));
        else
            dms_json_take_key(copy, dms_json_key_at(json, i),
                              with_ids(dms_json_value_at(json, i), ids));
    }
    return copy;
}

/* {"as"?, "store"?, "name"?, "password"?, "ask":{…}}; without "as" the house itself asks. */
static int
run_step(struct cli *cli, const struct dms_json *step, struct dms_json *ids)
{
    int result;
    const char *name = dms_json_text_at(step, "name"), *as = dms_json_text_at(step, "as");
    const char *password = dms_json_text_at(step, "password");
    cli->user = as != NULL ? as : "@house";
    cli->store = dms_json_text_at(step, "store");
    struct dms_json *answer =
        cli_ask(cli, with_ids(dms_json_at_key(step, "ask"), ids), &result);
    const struct dms_json *record = dms_json_at_key(answer, "record");
    if (name != NULL && record != NULL)
        dms_json_set_integer(ids, name, dms_json_integer_at(record, "id"));
    if (result == CLI_DONE && password != NULL)
        result = set_password(cli, name, password);
    dms_json_destroy(answer);
    return result;
}

static int
run_steps(struct cli *cli, const char *file, const struct dms_json *steps,
          struct dms_json *ids)
{
    int result = CLI_DONE;
    for (size_t i = 0; result == CLI_DONE && i < dms_json_count(steps); i++) {
        result = run_step(cli, dms_json_at(steps, i), ids);
        if (result != CLI_DONE)
            cli_note(cli, "cli.demo_step", "file=%s|step=%zu", file, i + 1);
    }
    /* Whatever follows from it happens before the next file goes on from there. */
    if (result == CLI_DONE && cli->house != NULL)
        dms_house_settle(cli->house, NULL);
    return result;
}

static int
run_file(struct cli *cli, const char *folder, const char *name, struct dms_json *ids)
{
    struct dms_error error = { 0 };
    struct text text = { 0 };
    struct dms_json *steps = NULL;
    char piece[65536], path[4096];
    size_t size;
    int result = CLI_REFUSED;
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    FILE *file = fopen(path, "rbe");
    text_add(&text, "");
    while (file != NULL && (size = fread(piece, 1, sizeof(piece), file)) > 0)
        text_add_sized(&text, piece, size);
    if (file == NULL)
        dms_fail(&error, DMS_INVALID, "cli.cannot_read", "file=%s|reason=%s", path,
                 strerror(errno));
    else if (dms_json_load(text.data, text.size, &steps, &error) != DMS_OK)
        dms_error_at_file(&error, path, dms_error_line(&error));
    if (error.status == DMS_OK)
        result = run_steps(cli, path, steps, ids);
    else
        cli_refuse(cli, &error);
    if (file != NULL)
        fclose(file);
    text_clear(&text);
    dms_json_destroy(steps);
    return result;
}

/* The files of the demo; 0 after saying that there are none. */
static int
find_demo(const struct cli *cli, char *folder, size_t size, struct dirent ***files)
{
    struct dms_error error = { 0 };
    char *scripts = place_scripts();
    snprintf(folder, size, "%s/demo", scripts);
    free(scripts);
    int count = scandir(folder, files, not_hidden, alphasort);
    if (count > 0)
        return count;
    dms_fail(&error, DMS_NOT_FOUND, "cli.no_demo", "dir=%s", folder);
    cli_refuse(cli, &error);
    return 0;
}

static int
run_demo(struct cli *cli, const char *folder, struct dirent **files, int count)
{
    struct dms_json *ids = dms_json_create_object();
    const char *dir = cli->dir;
    int result = CLI_DONE;
    for (int i = 0; result == CLI_DONE && i < count; i++)
        result = run_file(cli, folder, files[i]->d_name, ids);
    dms_json_destroy(ids);
    cli->dir = dir;
    return result;
}

/* Opens it through the usual way, as the house itself. */
static int
open_new(struct cli *cli)
{
    int result;
    cli->user = "@house";
    dms_json_destroy(cli_ask(cli, cli_question("settle"), &result));
    return result;
}

/* The store, and who may do everything in it. */
static int
make_store(struct cli *cli, const char *password)
{
    struct dms_error error = { 0 };
    if (dms_house_create(cli->dir, &error) != DMS_OK)
        return cli_refuse(cli, &error);
    int result = open_new(cli);
    if (result == CLI_DONE)
        result = create_admin(cli);
    return result == CLI_DONE ? set_password(cli, "admin", password) : result;
}

static void
show_store(const struct cli *cli, const char *password, bool demo)
{
    if (!cli->json) {
        cli_say(cli, demo ? "cli.demo_ready" : "cli.store_ready", "dir=%s|password=%s",
                cli->dir, password);
        return;
    }
    struct dms_json *answer = dms_json_create_object();
    dms_json_set_text(answer, "dir", cli->dir);
    dms_json_set_text(answer, "user", "admin");
    dms_json_set_text(answer, "password", password);
    cli_print_json(answer);
    dms_json_destroy(answer);
}

int
cli_init(struct cli *cli)
{
    char password[2 * PASSWORD_BYTES + 1] = "demo", folder[4000];
    bool demo = cli_option(cli, "demo") != NULL;
    struct dirent **files = NULL;
    /* Looked for first: a store without the demo asked for would be half a job. */
    int count = demo ? find_demo(cli, folder, sizeof(folder), &files) : 0;
    if (demo && count == 0)
        return CLI_REFUSED;
    if (!demo)
        random_text(password, PASSWORD_BYTES);
    cli->dir = cli_word(cli, 0);
    int result = make_store(cli, password);
    if (result == CLI_DONE && demo)
        result = run_demo(cli, folder, files, count);
    if (result == CLI_DONE)
        show_store(cli, password, demo);
    for (int i = 0; i < count; i++)
        free(files[i]);
    free(files);
    return result;
}
