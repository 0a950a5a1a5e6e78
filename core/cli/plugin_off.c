/* plugin_off.c - switching a plugin off, after showing what hangs on it; on again; out of the house.
 *
 * plugins.off is read at the next start: what runs now runs on until then. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/error.h"
#include "cli/plugin_inside.h"
#include "unit/plugins_off.h"

static int
cannot_write(const struct cli *cli, const char *path)
{
    struct dms_error error = { 0 };
    dms_fail(&error, DMS_INVALID, "cli.plugin_write", "file=%s|reason=%s", path,
             strerror(errno));
    return cli_refuse(cli, &error);
}

/* Puts NAME into plugins.off, or takes it out. */
static int
put_off(const struct cli *cli, const char *name, bool off)
{
    struct dms_error error = { 0 };
    return plugins_off_put(cli->dir, name, off, &error) == DMS_OK
               ? CLI_DONE
               : cli_refuse(cli, &error);
}

static int
say_done(struct cli *cli, struct dms_json *report, const char *key, const char *file)
{
    if (cli->json)
        cli_print_json(report);
    else
        cli_say(cli, key, "plugin=%s|file=%s", dms_json_text_at(report, "plugin"), file);
    dms_json_destroy(report);
    return CLI_DONE;
}

/* What hangs on it is shown in any case; something is done only with --yes. NULL after a refusal. */
static struct dms_json *
look_first(struct cli *cli, int *result)
{
    struct dms_error error = { 0 };
    struct dms_json *report = plugin_uses(cli, cli_word(cli, 1), result);
    if (report == NULL)
        return NULL;
    if (!cli->json)
        plugin_show_uses(cli, report);
    if (cli_option(cli, "yes") != NULL)
        return report;
    if (cli->json)
        cli_print_json(report);
    dms_json_destroy(report);
    dms_fail(&error, DMS_DENIED, "cli.plugin_say_yes", "%s", "");
    *result = cli_refuse(cli, &error);
    return NULL;
}

int
plugin_disable(struct cli *cli)
{
    int result = CLI_DONE;
    struct dms_json *report = look_first(cli, &result);
    if (report == NULL)
        return result;
    result = put_off(cli, cli_word(cli, 1), true);
    if (result == CLI_DONE)
        return say_done(cli, report, "cli.plugin_disabled", "");
    dms_json_destroy(report);
    return result;
}

int
plugin_enable(struct cli *cli)
{
    const char *name = cli_word(cli, 1);
    int result = put_off(cli, name, false);
    if (result != CLI_DONE)
        return result;
    struct dms_json *report = dms_json_create_object();
    dms_json_set_text(report, "plugin", name);
    return say_done(cli, report, "cli.plugin_enabled", "");
}

/* Each kind of record into FOLDER, as JSON: nothing of it is lost there. */
static int
export_all(struct cli *cli, const struct dms_json *report, const char *folder)
{
    const struct dms_json *entities = dms_json_at_key(report, "entities");
    int result = CLI_DONE;
    for (size_t i = 0; i < dms_json_count(entities) && result == CLI_DONE; i++) {
        const char *entity = dms_json_text_at(dms_json_at(entities, i), "entity");
        struct dms_json *message = dms_json_create_object();
        char *file = NULL;
        if (asprintf(&file, "%s/%s.json", folder, entity) < 0)
            memory_end();
        char *path = cli_absolute(file);
        dms_json_set_text(message, "kind", "export");
        dms_json_set_text(message, "entity", entity);
        dms_json_set_text(message, "format", "json");
        dms_json_set_text(message, "file", path);
        dms_json_take_key(message, "question", dms_json_create_object());
        dms_json_destroy(cli_send(cli, message, &result));
        free(path);
        free(file);
    }
    return result;
}

static char *
export_folder(const struct cli *cli)
{
    const char *given = cli_option(cli, "output");
    char stamp[32], *folder = NULL;
    time_t now = time(NULL);
    struct tm tm;
    if (given != NULL)
        return memory_copy(given);
    strftime(stamp, sizeof(stamp), "%Y%m%d-%H%M%S", localtime_r(&now, &tm));
    if (asprintf(&folder, "%s/parked-%s-%s", cli->dir, cli_word(cli, 1), stamp) < 0)
        memory_end();
    return folder;
}

int
plugin_uninstall(struct cli *cli)
{
    int result = CLI_DONE;
    struct dms_json *report = look_first(cli, &result);
    if (report == NULL)
        return result;
    char *folder = export_folder(cli);
    if (mkdir(folder, 0700) != 0)
        result = cannot_write(cli, folder);
    if (result == CLI_DONE)
        result = export_all(cli, report, folder);
    if (result == CLI_DONE)
        result = put_off(cli, cli_word(cli, 1), true);
    dms_json_set_text(report, "exported", folder);
    if (result == CLI_DONE)
        say_done(cli, report, "cli.plugin_uninstalled", folder);
    else
        dms_json_destroy(report);
    free(folder);
    return result;
}
