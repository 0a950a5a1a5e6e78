/* rules_check.c - dms rules check: what is wrong or doubtful, as editors jump to it, and which rules
 * cost most. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/cli_inside.h"

#define DEAREST 3 /* the others stand in --json */

static bool
is_of(const struct dms_json *finding, const char *severity)
{
    return strcmp(dms_json_text_at(finding, "severity"), severity) == 0;
}

/* "file:line:column: what". */
static void
print_finding(const struct cli *cli, const struct dms_json *finding, FILE *to)
{
    char place[600];
    const char *text = dms_json_text_at(finding, "text");
    int64_t column = dms_json_integer_at(finding, "column");
    snprintf(place, sizeof(place), "%s:%lld:", dms_json_text_at(finding, "file"),
             (long long)dms_json_integer_at(finding, "line"));
    if (strncmp(text, place, strlen(place)) == 0)
        text += strlen(place);
    fputs(is_of(finding, "info") ? "" : "dms: ", to);
    fputs(place, to);
    if (column > 0)
        fprintf(to, "%lld:", (long long)column);
    char *note = is_of(finding, "warning")
                     ? messages_text(cli->messages, cli->language, "cli.warning", NULL)
                     : NULL;
    fprintf(to, " %s%s\n", note == NULL ? "" : note, text + (*text == ' '));
    free(note);
}

/* The dearest that is cheaper than LIMIT, or as dear and stands later than AFTER. */
static const struct dms_json *
next_dearest(const struct dms_json *findings, int64_t limit, size_t *after)
{
    const struct dms_json *best = NULL;
    size_t at = *after;
    for (size_t i = 0; i < dms_json_count(findings); i++) {
        const struct dms_json *item = dms_json_at(findings, i);
        int64_t steps = dms_json_integer_at(item, "steps");
        if (!is_of(item, "info") || steps > limit || (steps == limit && i <= *after))
            continue;
        if (best == NULL || steps > dms_json_integer_at(best, "steps")) {
            best = item;
            at = i;
        }
    }
    *after = at;
    return best;
}

static void
print_dearest(const struct cli *cli, const struct dms_json *findings)
{
    const struct dms_json *next;
    int64_t limit = INT64_MAX;
    size_t after = 0;
    for (int i = 0; i < DEAREST && (next = next_dearest(findings, limit, &after)) != NULL;
         i++) {
        print_finding(cli, next, stdout);
        limit = dms_json_integer_at(next, "steps");
    }
}

static bool
print_findings(const struct cli *cli, const struct dms_json *findings)
{
    bool sound = true;
    for (size_t i = 0; i < dms_json_count(findings); i++) {
        const struct dms_json *finding = dms_json_at(findings, i);
        sound = sound && !is_of(finding, "error");
        if (!cli->json && !is_of(finding, "info"))
            print_finding(cli, finding, stderr);
    }
    return sound;
}

int
cli_rules_check(struct cli *cli)
{
    int result;
    struct dms_json *arguments = dms_json_create_object();
    if (cli_option(cli, "path") != NULL) {
        char *path = cli_absolute(cli_option(cli, "path"));
        dms_json_set_text(arguments, "path", path);
        free(path);
    }
    struct dms_json *answer =
        cli_ask(cli, cli_call_question("rules.check", arguments), &result);
    if (answer == NULL)
        return result;
    const struct dms_json *findings = dms_json_at_key(answer, "answer");
    bool sound = print_findings(cli, findings);
    if (cli->json) {
        cli_print_json(answer);
    } else if (sound) {
        print_dearest(cli, findings);
        cli_say(cli, "cli.rules_sound", "");
    }
    dms_json_destroy(answer);
    return sound ? CLI_DONE : CLI_REFUSED;
}
