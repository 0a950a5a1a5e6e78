/* calls.c - the admin's front door: rules.list, reload, test, eval, meta; check is in
 * calls_check.c, versions are in calls_version.c. */
#include <stdlib.h>
#include <string.h>

#include "script/eval.h"
#include "script/host.h"
#include "script/meta.h"
#include "script/overlay.h"
#include "script/source.h"

struct asked_files {
    const char **files;
    size_t count;
    struct arena arena;
};

struct asker {
    struct dms_house *house;
    const char *language;
};

static void
set_unless_null(struct dms_json *item, const char *key, const char *text)
{
    if (text != NULL)
        dms_json_set_text(item, key, text);
}

static struct dms_json *
rule_item(const struct rule *rule)
{
    static const char *const kinds[] = { "workflow", "rule", "follow_up", "decision",
                                         "field" };
    struct dms_json *item = dms_json_create_object();
    dms_json_set_text(item, "name", rule->name);
    dms_json_set_text(item, "kind", kinds[rule->kind]);
    set_unless_null(item, "on", rule->on);
    dms_json_set_text(item, "layer", source_layer_name(rule->layer));
    set_unless_null(item, "brand", rule->brand);
    set_unless_null(item, "store", rule->store);
    dms_json_set_text(item, "file", rule->file);
    dms_json_set_integer(item, "line", rule->line);
    return item;
}

static struct dms_json *
flow_item(const struct flow *flow)
{
    struct dms_json *item = dms_json_create_object();
    dms_json_set_text(item, "name", flow->card.name);
    dms_json_set_text(item, "kind", "workflow");
    dms_json_set_text(item, "on", flow->entity);
    dms_json_set_text(item, "layer", source_layer_name(flow->layer));
    set_unless_null(item, "brand", flow->brand);
    dms_json_set_text(item, "file", flow->file);
    dms_json_set_integer(item, "line", flow->line);
    return item;
}

static enum dms_status
call_list(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    const struct ruleset *rules = host_active(data);
    struct dms_json *items = dms_json_create_array();
    (void)unit;
    (void)arguments;
    (void)error;
    *answer = dms_json_create_object();
    for (size_t i = 0; rules != NULL && i < rules->flow_count; i++)
        if (rules->flows[i]->replaced_by == NULL)
            dms_json_take(items, flow_item(rules->flows[i]));
    for (size_t i = 0; rules != NULL && i < rules->group_count; i++)
        for (size_t k = 0; k < rules->groups[i].count; k++)
            dms_json_take(items, rule_item(rules->groups[i].items[k]));
    dms_json_set_integer(*answer, "version", rules == NULL ? 0 : rules->version);
    dms_json_set_text(*answer, "digest", rules == NULL ? "" : rules->digest);
    calls_tell_versions(data, *answer);
    dms_json_take_key(*answer, "items", items);
    return DMS_OK;
}

/* Where the dealer wants a person to switch, reading the files again only keeps them. */
static enum dms_status
call_reload(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    struct script_host *host = data;
    const char *by = dms_unit_user_name(unit);
    bool person = host_mode(host) == ACTIVATION_SAVE;
    const char *who = by == NULL || by[0] == 0 ? "house" : by;
    enum dms_status st = host_activate(host, person ? who : "file",
                                       dms_json_text_at(arguments, "reason"), error);
    if (st == DMS_OK) {
        const struct ruleset *rules = host_active(host);
        *answer = dms_json_create_object();
        dms_json_set_integer(*answer, "version", rules->version);
        dms_json_set_text(*answer, "digest", rules->digest);
    }
    return st;
}

/* What the asker names, as it lies in FOLDER: "brands/aurora/sales_test.lua" is there. */
static void
find_files(const struct dms_json *arguments, const char *folder,
           struct asked_files *asked)
{
    const struct dms_json *list = dms_json_at_key(arguments, "files");
    const char *brand = dms_json_text_at(arguments, "brand");
    size_t count = dms_json_count(list);
    asked->files = script_get((count + 1) * sizeof(*asked->files));
    for (size_t i = 0; i < count; i++) {
        const char *file = dms_json_text(dms_json_at(list, i));
        if (file != NULL)
            asked->files[asked->count++] =
                file[0] == '/' ? arena_copy(&asked->arena, file)
                               : arena_printf(&asked->arena, "%s/%s", folder, file);
    }
    if (count == 0 && brand != NULL)
        asked->files[asked->count++] =
            arena_printf(&asked->arena, "%s/brands/%s", folder, brand);
}

/* Files are named as everywhere, not as they lie on this disk. */
static void
name_files(struct dms_json *report, const char *folder)
{
    const struct dms_json *items = dms_json_at_key(report, "items");
    struct dms_json *named = dms_json_create_array();
    size_t size = strlen(folder);
    for (size_t i = 0; i < dms_json_count(items); i++) {
        struct dms_json *item = dms_json_copy(dms_json_at(items, i));
        const char *file = dms_json_text_at(item, "file");
        if (strncmp(file, folder, size) == 0 && file[size] == '/')
            dms_json_take_key(item, "file", dms_json_create_text(file + size + 1));
        dms_json_take(named, item);
    }
    dms_json_take_key(report, "items", named);
}

static enum dms_status
call_test(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    struct script_host *host = data;
    struct asked_files asked = { 0 };
    const char *folder = NULL;
    char *laid = NULL;
    enum dms_status st = calls_scripts(host, arguments, &folder, &laid, error);
    if (st == DMS_OK) {
        find_files(arguments, folder, &asked);
        st =
            script_test(folder, dms_house_plugin_path(host->house),
                        dms_unit_language(unit), asked.files, asked.count, answer, error);
    }
    if (st == DMS_OK)
        name_files(*answer, folder);
    overlay_destroy(laid);
    free(asked.files);
    arena_clear(&asked.arena);
    return st;
}

static char *
in_words(void *context, const struct dms_error *error)
{
    const struct asker *asker = context;
    return dms_house_error_text(asker->house, asker->language, error);
}

/* Each try is a reading unit of its own with the asker's rights. */
static enum dms_status
call_eval(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    struct script_host *host = data;
    const struct dms_record *record = NULL;
    const char *entity = dms_json_text_at(arguments, "entity");
    struct asker asker = { host->house, dms_unit_language(unit) };
    struct dms_request request = { .size = sizeof(request),
                                   .user = dms_unit_user_name(unit),
                                   .store = dms_unit_store_code(unit),
                                   .language = asker.language };
    if (dms_unit_user(unit) == 0)
        request.flags = DMS_AS_HOUSE;
    if (entity != NULL && dms_unit_get(unit, entity, dms_json_integer_at(arguments, "id"),
                                       &record, error) != DMS_OK)
        return dms_error_status(error);
    const struct eval_place place = { .rules = host_active(host),
                                      .house = host->house,
                                      .request = &request,
                                      .words = in_words,
                                      .context = &asker };
    return eval_run(&place, arguments, answer, error);
}

static enum dms_status
call_meta(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    const struct script_host *host = data;
    char *text = meta_write(host->house, dms_unit_language(unit));
    (void)arguments;
    (void)error;
    *answer = dms_json_create_object();
    dms_json_set_text(*answer, "text", text);
    free(text);
    return DMS_OK;
}

enum dms_status
calls_scripts(struct script_host *host, const struct dms_json *arguments,
              const char **folder, char **laid, struct dms_error *error)
{
    const struct dms_json *texts = dms_json_at_key(arguments, "texts");
    const char *path = dms_json_text_at(arguments, "path");
    *laid = NULL;
    *folder = path == NULL ? dms_house_script_path(host->house) : path;
    if (texts == NULL)
        return DMS_OK;
    enum dms_status st = overlay_create(*folder, texts, laid, error);
    *folder = *laid;
    return st;
}

enum dms_status
calls_register_all(struct dms_registrar *registrar, struct script_host *host,
                   const struct rules_call *calls, size_t count, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < count && st == DMS_OK; i++) {
        struct dms_call_card card =
            DMS_CALL(.flags = DMS_CALL_EXPOSED | DMS_CALL_READS | DMS_CALL_OPEN,
                     .name = calls[i].name, .permission = RULES_PERMISSION,
                     .run = calls[i].run, .data = host);
        st = dms_register_call(registrar, &card, error);
    }
    return st;
}

enum dms_status
calls_register(struct dms_registrar *registrar, struct script_host *host,
               struct dms_error *error)
{
    static const struct rules_call calls[] = { { "rules.list", call_list },
                                               { "rules.reload", call_reload },
                                               { "rules.test", call_test },
                                               { "rules.eval", call_eval },
                                               { "rules.meta", call_meta } };
    enum dms_status st = calls_register_all(registrar, host, calls,
                                            sizeof(calls) / sizeof(calls[0]), error);
    if (st == DMS_OK)
        st = calls_register_source(registrar, host, error);
    return st == DMS_OK ? calls_register_check(registrar, host, error) : st;
}
