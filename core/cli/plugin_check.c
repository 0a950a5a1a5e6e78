/* plugin_check.c - dms plugin check: will a house take it? By itself first, then in a house made for
 * it, for what only the others' names can tell. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/plugin_inside.h"

/* What failed is said once, as its sentence: it names the place. */
static void
show_checks(const struct cli *cli, const struct dms_json *checks)
{
    for (size_t i = 0; i < dms_json_count(checks); i++) {
        const struct dms_json *check = dms_json_at(checks, i);
        printf("%s  %s\n", dms_json_boolean_at(check, "ok") ? "✓" : "✗",
               dms_json_text_at(check, cli->language));
    }
}

static bool
is_warning(const struct dms_json *finding)
{
    return strcmp(dms_json_text_at(finding, "severity"), "warning") == 0;
}

static void
show_findings(const struct cli *cli, const struct dms_json *findings)
{
    for (size_t i = 0; i < dms_json_count(findings); i++) {
        const struct dms_json *finding = dms_json_at(findings, i);
        printf("%s  %s%s\n", is_warning(finding) ? "!" : "✗",
               is_warning(finding)
                   ? messages_at(cli->messages, cli->language, "cli.warning")
                   : "",
               dms_json_text_at(finding, "text"));
    }
}

static bool
has_error(const struct dms_json *findings)
{
    for (size_t i = 0; i < dms_json_count(findings); i++)
        if (!is_warning(dms_json_at(findings, i)))
            return true;
    return false;
}

/* A row for the house beside those of the library, as it is one more examination. */
static void
add_row(const struct cli *cli, const struct dms_json *report, bool sound)
{
    static const char *const languages[] = { "zh", "en" };
    struct dms_json *row = dms_json_create_object();
    dms_json_set_text(row, "check", "house");
    dms_json_set_boolean(row, "ok", sound);
    for (size_t i = 0; i < 2; i++)
        dms_json_set_text(
            row, languages[i],
            messages_at(cli->messages, languages[i],
                        sound ? "plugin.check_house" : "plugin.check_no_house"));
    dms_json_take((struct dms_json *)(uintptr_t)dms_json_at_key(report, "checks"), row);
}

static bool
try_it(struct cli *cli, struct dms_json *report)
{
    struct dms_json *findings = plugin_trial(cli, dms_json_text_at(report, "dir"),
                                             dms_json_text_at(report, "plugin"));
    bool sound = !has_error(findings);
    add_row(cli, report, sound);
    dms_json_set_boolean(report, "sound", sound);
    dms_json_take_key(report, "findings", findings);
    return sound;
}

int
plugin_examine(struct cli *cli)
{
    struct dms_error error = { 0 };
    struct dms_json *report = NULL;
    if (cli_word(cli, 1) == NULL)
        return cli_usage(cli, "cli.help.plugin", "");
    if (cli->rooms->plugin_check(cli_word(cli, 1), &report, &error) != DMS_OK)
        return cli_refuse(cli, &error);
    bool sound = dms_json_boolean_at(report, "sound");
    if (sound)
        sound = try_it(cli, report);
    if (cli->json) {
        cli_print_json(report);
    } else {
        show_checks(cli, dms_json_at_key(report, "checks"));
        show_findings(cli, dms_json_at_key(report, "findings"));
    }
    dms_json_destroy(report);
    return sound ? CLI_DONE : CLI_REFUSED;
}
