/* leave_out.c - at a first start, when there is no version to go on with: plugins whose own rules do
 * not compile are left out, and everybody else's are taken. */
#include <stdlib.h>
#include <string.h>

#include "script/leave_out.h"
#include "script/source.h"

static const char *
plugin_of(const struct ruleset *rules, const struct dms_error *problem)
{
    const char *file = dms_error_file(problem);
    for (size_t i = 0; file != NULL && i < rules->sources.count; i++)
        if (rules->sources.items[i].layer == LAYER_PLUGIN &&
            strcmp(rules->sources.items[i].path, file) == 0)
            return rules->sources.items[i].code;
    return NULL;
}

static bool
is_left_out(const struct dms_json *left_out, const char *plugin)
{
    for (size_t i = 0; i < dms_json_count(left_out); i++)
        if (strcmp(dms_json_text(dms_json_at(left_out, i)), plugin) == 0)
            return true;
    return false;
}

/* False when a problem is nobody's of the plugins: then nothing can be left out for it. */
static bool
add_faulty(const struct ruleset *rules, struct dms_json *left_out)
{
    for (size_t i = 0; i < rules->problem_count; i++) {
        const char *plugin = plugin_of(rules, rules->problems[i]);
        if (plugin == NULL)
            return false;
        if (!is_left_out(left_out, plugin))
            dms_json_take(left_out, dms_json_create_text(plugin));
    }
    return true;
}

static enum dms_status
read_rest(struct script_host *host, const struct dms_json *left_out,
          struct source_list *sources)
{
    struct source_list all = { 0 };
    enum dms_status st =
        source_read_all(&all, host->house, dms_house_script_path(host->house), NULL);
    for (size_t i = 0; i < all.count && st == DMS_OK; i++) {
        const struct source *one = &all.items[i];
        if (one->layer == LAYER_PLUGIN && is_left_out(left_out, one->code))
            continue;
        source_add(sources, one->layer, one->code, one->path, one->text, one->size);
    }
    source_list_clear(&all);
    source_seal(sources);
    return st;
}

struct ruleset *
leave_out(struct script_host *host)
{
    struct dms_json *left_out = dms_json_create_array();
    struct ruleset *rules = NULL;
    bool goes_on = true;
    while (goes_on) {
        size_t before = dms_json_count(left_out);
        struct source_list sources = { 0 };
        ruleset_destroy(rules);
        rules = NULL;
        if (read_rest(host, left_out, &sources) != DMS_OK)
            break;
        rules = ruleset_create_checked(host, &sources);
        goes_on = rules->problem_count > 0 && add_faulty(rules, left_out) &&
                  dms_json_count(left_out) > before;
    }
    dms_json_destroy(left_out);
    if (rules == NULL || rules->problem_count == 0)
        return rules;
    ruleset_destroy(rules);
    return NULL;
}

static bool
has_rules_of(const struct source_list *list, const char *plugin)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].layer == LAYER_PLUGIN &&
            strcmp(list->items[i].code, plugin) == 0)
            return true;
    return false;
}

static void
tell(struct script_host *host, const char *plugin)
{
    struct dms_error *error = dms_error_create();
    dms_fail(error, DMS_DENIED, "script.left_out", "plugin=%s", plugin);
    dms_house_notice(host->house, "rules", NULL, error);
    dms_log(host->house, 1, "script.left_out", "plugin=%s", plugin);
    dms_error_destroy(error);
}

void
leave_out_tell(struct script_host *host)
{
    const struct ruleset *active = host_active(host);
    const char *folder;
    for (size_t i = 0;
         active != NULL && (folder = dms_house_plugin_dir(host->house, i)) != NULL; i++) {
        struct source_list own = { 0 };
        const char *plugin = dms_house_plugin_name(host->house, i);
        source_read_plugin(&own, folder, plugin, NULL);
        if (own.count > 0 && !has_rules_of(&active->sources, plugin))
            tell(host, plugin);
        source_list_clear(&own);
    }
}
