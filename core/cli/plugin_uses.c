/* plugin_uses.c - what hangs on a plugin: others that need it, its records, who refers to them, rules
 * about them. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "cli/plugin_inside.h"

static bool
holds(const struct dms_json *names, const char *name)
{
    for (size_t i = 0; i < dms_json_count(names); i++)
        if (strcmp(dms_json_text(dms_json_at(names, i)), name) == 0)
            return true;
    return false;
}

static const struct dms_json *
plugin_at(const struct dms_json *plugins, const char *name)
{
    for (size_t i = 0; i < dms_json_count(plugins); i++)
        if (strcmp(dms_json_text_at(dms_json_at(plugins, i), "name"), name) == 0)
            return dms_json_at(plugins, i);
    return NULL;
}

/* Does it need NAME, or one of those that do? */
static bool
hangs_on(const struct dms_json *plugin, const char *name,
         const struct dms_json *dependents)
{
    const struct dms_json *needs = dms_json_at_key(plugin, "needs");
    bool hangs = holds(needs, name);
    for (size_t i = 0; i < dms_json_count(needs) && !hangs; i++)
        hangs = holds(dependents, dms_json_text(dms_json_at(needs, i)));
    return hangs;
}

static struct dms_json *
find_dependents(const struct dms_json *plugins, const char *name)
{
    struct dms_json *dependents = dms_json_create_array();
    size_t before;
    do {
        before = dms_json_count(dependents);
        for (size_t i = 0; i < dms_json_count(plugins); i++) {
            const struct dms_json *plugin = dms_json_at(plugins, i);
            const char *other = dms_json_text_at(plugin, "name");
            if (!holds(dependents, other) && hangs_on(plugin, name, dependents))
                dms_json_take(dependents, dms_json_create_text(other));
        }
    } while (dms_json_count(dependents) > before);
    return dependents;
}

static bool
is_of(const char *dotted, const char *plugin)
{
    size_t size = strlen(plugin);
    return dotted != NULL && strncmp(dotted, plugin, size) == 0 && dotted[size] == '.';
}

/* {"entity","records"}; -1 when they cannot be counted. */
static struct dms_json *
count_records(struct cli *cli, const char *entity)
{
    struct dms_json *item = dms_json_create_object(), *question = cli_question("count");
    int result = CLI_DONE;
    dms_json_set_text(question, "entity", entity);
    struct dms_json *answer = cli_ask(cli, question, &result);
    dms_json_set_text(item, "entity", entity);
    dms_json_set_integer(item, "records",
                         answer == NULL ? -1 : dms_json_integer_at(answer, "count"));
    dms_json_destroy(answer);
    return item;
}

static void
add_references(struct dms_json *references, const struct dms_json *entity,
               const char *plugin)
{
    const struct dms_json *fields = dms_json_at_key(entity, "fields");
    for (size_t i = 0; i < dms_json_count(fields); i++) {
        const struct dms_json *field = dms_json_at(fields, i);
        struct text name = { 0 };
        if (!is_of(dms_json_text_at(field, "target"), plugin))
            continue;
        text_printf(&name, "%s.%s", dms_json_text_at(entity, "name"),
                    dms_json_text_at(field, "name"));
        dms_json_take(references, dms_json_create_text(name.data));
        text_clear(&name);
    }
}

static int
add_entities(struct cli *cli, struct dms_json *report, const char *plugin)
{
    struct dms_json *own = dms_json_create_array(), *references = dms_json_create_array();
    int result = CLI_DONE;
    struct dms_json *answer = cli_ask(cli, cli_question("entities"), &result);
    const struct dms_json *entities = dms_json_at_key(answer, "entities");
    for (size_t i = 0; i < dms_json_count(entities); i++) {
        const struct dms_json *entity = dms_json_at(entities, i);
        const char *name = dms_json_text_at(entity, "name");
        if (is_of(name, plugin))
            dms_json_take(own, count_records(cli, name));
        else
            add_references(references, entity, plugin);
    }
    dms_json_take_key(report, "entities", own);
    dms_json_take_key(report, "references", references);
    dms_json_destroy(answer);
    return result;
}

/* Rules beside its own that speak of its entities and events. */
static int
add_rules(struct cli *cli, struct dms_json *report, const char *plugin)
{
    struct dms_json *question = cli_question("call"), *rules = dms_json_create_array();
    int result = CLI_DONE;
    dms_json_set_text(question, "name", "rules.list");
    dms_json_take_key(question, "arguments", dms_json_create_object());
    struct dms_json *answer = cli_ask(cli, question, &result);
    const struct dms_json *items =
        dms_json_at_key(dms_json_at_key(answer, "answer"), "items");
    for (size_t i = 0; i < dms_json_count(items); i++) {
        const struct dms_json *item = dms_json_at(items, i);
        const char *name = dms_json_text_at(item, "name"),
                   *on = dms_json_text_at(item, "on");
        const char *layer = dms_json_text_at(item, "layer");
        bool own = layer != NULL && strncmp(layer, "plugin", 6) == 0;
        if (!own && (is_of(on, plugin) || is_of(name, plugin)))
            dms_json_take(rules, dms_json_create_text(name));
    }
    dms_json_take_key(report, "rules", rules);
    dms_json_destroy(answer);
    return result;
}

struct dms_json *
plugin_uses(struct cli *cli, const char *name, int *result)
{
    struct dms_error error = { 0 };
    struct dms_json *answer = cli_ask(cli, cli_question("plugins"), result);
    const struct dms_json *plugins = dms_json_at_key(answer, "plugins");
    struct dms_json *report = dms_json_create_object();
    if (answer == NULL) {
        dms_json_destroy(report);
        return NULL;
    }
    const struct dms_json *plugin = plugin_at(plugins, name);
    dms_json_set_text(report, "plugin", name);
    dms_json_take_key(report, "dependents", find_dependents(plugins, name));
    *result = add_entities(cli, report, name);
    if (*result == CLI_DONE)
        *result = add_rules(cli, report, name);
    /* Without a folder it may still have left data. */
    if (*result == CLI_DONE &&
        (plugin == NULL || strcmp(dms_json_text_at(plugin, "dir"), "") == 0) &&
        dms_json_count(dms_json_at_key(report, "entities")) == 0) {
        dms_fail(&error, DMS_NOT_FOUND, "cli.no_plugin", "plugin=%s", name);
        *result = cli_refuse(cli, &error);
    }
    dms_json_destroy(answer);
    if (*result == CLI_DONE)
        return report;
    dms_json_destroy(report);
    return NULL;
}

/* "a, b, c". Yours to free(). */
static char *
joined(const struct dms_json *names)
{
    struct text text = { 0 };
    text_add(&text, "");
    for (size_t i = 0; i < dms_json_count(names); i++)
        text_printf(&text, "%s%s", i > 0 ? ", " : "",
                    dms_json_text(dms_json_at(names, i)));
    return text_take(&text);
}

static void
show_names(struct cli *cli, const struct dms_json *report, const char *member,
           const char *key)
{
    const struct dms_json *names = dms_json_at_key(report, member);
    char *text = joined(names);
    if (dms_json_count(names) > 0)
        cli_say(cli, key, "plugin=%s|names=%s", dms_json_text_at(report, "plugin"), text);
    free(text);
}

void
plugin_show_uses(struct cli *cli, const struct dms_json *report)
{
    const struct dms_json *entities = dms_json_at_key(report, "entities");
    show_names(cli, report, "dependents", "cli.plugin_dependents");
    show_names(cli, report, "references", "cli.plugin_references");
    show_names(cli, report, "rules", "cli.plugin_rules");
    for (size_t i = 0; i < dms_json_count(entities); i++) {
        const struct dms_json *entity = dms_json_at(entities, i);
        cli_say(cli, "cli.plugin_records", "entity=%s|records=%lld",
                dms_json_text_at(entity, "entity"),
                (long long)dms_json_integer_at(entity, "records"));
    }
}
