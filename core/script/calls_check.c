/* calls_check.c - rules.check: what is wrong, what is doubtful, and what each rule costs. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "script/finding.h"
#include "script/overlay.h"
#include "script/source.h"

/* Where what is wrong stands on its line, from 1; where the line begins when it is not named. */
static int64_t
column_of(const struct ruleset *rules, const struct dms_error *error)
{
    const struct source *source = NULL;
    const char *at, *word = dms_error_value(error, "text");
    for (size_t i = 0; source == NULL && i < rules->sources.count; i++)
        if (strcmp(rules->sources.items[i].path, dms_error_file(error)) == 0)
            source = &rules->sources.items[i];
    if (source == NULL || dms_error_line(error) < 1)
        return 0;
    at = source->text;
    for (int64_t line = 1; line < dms_error_line(error) && at != NULL; line++)
        at = (at = strchr(at, '\n')) == NULL ? NULL : at + 1;
    if (at == NULL)
        return 0;
    size_t size = strcspn(at, "\n");
    const char *found = word[0] == 0 ? NULL : memmem(at, size, word, strlen(word));
    return 1 + (found != NULL ? found - at : (int64_t)strspn(at, " \t"));
}

struct dms_json *
finding_add(const struct findings *to, const char *severity,
            const struct dms_error *error)
{
    struct dms_json *item = dms_json_create_object();
    char *text = dms_house_error_text(to->house, to->language, error);
    dms_json_set_text(item, "file", dms_error_file(error));
    dms_json_set_integer(item, "line", dms_error_line(error));
    dms_json_set_integer(item, "column", column_of(to->rules, error));
    dms_json_set_text(item, "key", dms_error_key(error));
    dms_json_set_text(item, "severity", severity);
    dms_json_set_text(item, "text", text);
    dms_json_take(to->list, item);
    free(text);
    return item;
}

/* Rules that are wrong are not tried. */
static void
add_findings(struct dms_unit *unit, struct script_host *host, struct ruleset *rules,
             struct dms_json *list)
{
    const struct findings findings = { host->house, dms_unit_language(unit), rules,
                                       list };
    for (size_t i = 0; i < rules->problem_count; i++)
        finding_add(&findings, "error", rules->problems[i]);
    if (rules->problem_count > 0)
        return;
    rules->tried = true;
    overlap_check(unit, rules, &findings);
    cost_check(unit, rules, &findings);
}

/* A layer may be missing; a folder somebody names may not. */
static enum dms_status
need_folder(const char *path, struct dms_error *error)
{
    DIR *folder = opendir(path);
    if (folder != NULL) {
        closedir(folder);
        return DMS_OK;
    }
    enum dms_status st =
        dms_fail(error, DMS_INVALID, "script.cannot_read", "text=%s", strerror(errno));
    dms_error_at_file(error, path, 0);
    return st;
}

static enum dms_status
call_check(struct dms_unit *unit, const struct dms_json *arguments, void *data,
           struct dms_json **answer, struct dms_error *error)
{
    struct script_host *host = data;
    struct source_list sources = { 0 };
    const char *path = dms_json_text_at(arguments, "path"), *folder = NULL;
    char *laid = NULL;
    enum dms_status st = path == NULL ? DMS_OK : need_folder(path, error);
    if (st == DMS_OK)
        st = calls_scripts(host, arguments, &folder, &laid, error);
    if (st == DMS_OK)
        st = source_read_all(&sources, host->house, folder, error);
    if (st == DMS_OK) {
        struct ruleset *rules = ruleset_create_checked(host, &sources);
        *answer = dms_json_create_array();
        add_findings(unit, host, rules, *answer);
        ruleset_destroy(rules);
    }
    source_list_clear(&sources);
    overlay_destroy(laid);
    return st;
}

enum dms_status
calls_register_check(struct dms_registrar *registrar, struct script_host *host,
                     struct dms_error *error)
{
    static const struct rules_call calls[] = { { "rules.check", call_check } };
    return calls_register_all(registrar, host, calls, 1, error);
}
