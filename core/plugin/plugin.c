/* plugin.c - the way of all plugins: found, judged, probed, ordered, started; stopped in reverse.
 *
 * No fault of a plugin is an error of the house: it becomes a notice, those that need the
 * plugin go off with it, and the rest opens. */
#include "plugin/plugin.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "plugin/crash.h"
#include "plugin/find.h"
#include "plugin/pages.h"
#include "plugin/parked.h"
#include "plugin/schema.h"
#include "unit/claims.h"

/* Lives as long as the house: one block, so that free() takes all of it. */
struct loaded {
    struct house_plugin head; /* first: the house's list holds it by this */
    struct dms_plugin card;
    char text[];
};

static const char *
put(char **cursor, const char *text)
{
    const char *start = *cursor;
    *cursor = stpcpy(*cursor, text) + 1;
    return start;
}

/* "crm sales". Yours to free(). */
static char *
needs_of(const struct plugin_item *item)
{
    struct text needs = { 0 };
    text_add(&needs, "");
    for (size_t i = 0; i < item->need_count; i++)
        text_printf(&needs, "%s%s", i > 0 ? " " : "", item->needs[i].id);
    return text_take(&needs);
}

static void
keep(struct dms_house *house, const struct plugin_item *item)
{
    const char *version = item->version == NULL ? "" : item->version;
    char *needs = needs_of(item);
    struct loaded *loaded =
        memory_get(sizeof(*loaded) + strlen(item->id) + strlen(version) +
                   strlen(item->dir) + strlen(needs) + 4);
    char *cursor = loaded->text;
    loaded->card = item->card;
    loaded->head.name = put(&cursor, item->id);
    loaded->head.version = put(&cursor, version);
    loaded->head.dir = put(&cursor, item->dir);
    loaded->head.needs = put(&cursor, needs);
    loaded->head.card = dms_error_status(&item->reason) == DMS_OK ? &loaded->card : NULL;
    list_add(&house->plugins, loaded);
    free(needs);
}

/* What is loaded before the folders are looked at, the Lua host above all. */
static void
list_known(const struct dms_house *house, struct scratch *memory, struct list *known)
{
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *plugin = house->plugins.items[i];
        struct plugin_item *item = scratch_alloc(memory, sizeof(*item));
        item->id = plugin->name;
        item->version = plugin->version;
        list_add(known, item);
    }
}

static void
refuse_known(struct list *items, const struct list *known)
{
    for (size_t i = 0; i < items->count; i++)
        for (size_t k = 0; k < known->count; k++) {
            struct plugin_item *item = items->items[i];
            const struct plugin_item *other = known->items[k];
            if (strcmp(item->id, other->id) != 0)
                continue;
            dms_fail(&item->reason, DMS_CONFLICT, "plugin.twice", "plugin=%s|other=%s",
                     item->id, "dms");
            dms_error_at_file(&item->reason, item->manifest, 0);
        }
}

static void
judge_files(struct list *items)
{
    for (size_t i = 0; i < items->count; i++) {
        struct plugin_item *item = items->items[i];
        enum dms_status st = dms_error_status(&item->reason);
        if (st == DMS_OK)
            st = plugin_file_place(item, &item->reason);
        if (st == DMS_OK)
            st = plugin_file_rights(item, &item->reason);
        if (st == DMS_OK)
            st = plugin_file_format(item, &item->reason);
        if (st == DMS_OK)
            plugin_file_digest(item, &item->reason);
    }
}

static enum dms_status
load_words(struct dms_house *house, const struct plugin_item *item,
           struct dms_error *error)
{
    char *folder = NULL;
    if (asprintf(&folder, "%s/i18n", item->dir) < 0)
        memory_end();
    enum dms_status st = messages_load(house->messages, folder, error);
    free(folder);
    return st;
}

/* Its declarations go to the house only when all of it went well. */
static enum dms_status
start(struct dms_house *house, struct plugin_item *item, struct dms_error *error)
{
    const struct dms_plugin *given = NULL;
    enum dms_status st = load_words(house, item, error);
    crash_loading(item->id);
    if (st == DMS_OK)
        st = plugin_door(item->file, &given, error);
    crash_loading("");
    crash_loaded(item);
    if (st == DMS_OK)
        st = plugin_card_take(item, given, error);
    if (st != DMS_OK)
        return st;
    struct dms_registrar *registrar = registrar_create(house, item->id);
    st = item->card.start(registrar, error);
    if (st == DMS_OK)
        st = plugin_schema_run(house, item, error);
    else
        dms_fail(error, st, "plugin.start_failed", "plugin=%s|status=%s", item->id,
                 dms_status_name(st));
    if (st == DMS_OK)
        plugin_pages_load(house, item, registrar);
    if (st == DMS_OK)
        house_add(house, registrar);
    else
        registrar_destroy(registrar);
    return st;
}

static void
start_or_tell(struct dms_house *house, struct plugin_item *item, const struct list *items)
{
    plugin_check_needs(item, items);
    if (dms_error_status(&item->reason) == DMS_OK) {
        struct dms_error error = { 0 };
        if (start(house, item, &error) != DMS_OK) {
            dms_error_at_file(&error, item->file, 0);
            error_copy(&item->reason, &error);
        }
    }
    if (dms_error_status(&item->reason) != DMS_OK)
        house_notice(house, item->id, item->file, &item->reason);
    keep(house, item);
}

static void
probe_all(struct dms_house *house, struct list *items)
{
    char *cache = NULL;
    if (asprintf(&cache, "%s/plugin-probe.json", house->dir) < 0)
        memory_end();
    plugin_probe(house, (struct plugin_item **)items->items, items->count, cache);
    free(cache);
}

/* Those that need ITEM should hear that it is off, not that it is missing; it is told like any that
 * is off: the list shows it, and rules about it are passed over. What it left behind is called as
 * ever; words that cannot be read are its own trouble, when it is on again. */
static void
put_aside(struct dms_house *house, struct plugin_item *item, struct list *known)
{
    load_words(house, item, NULL);
    house_notice(house, item->id, item->manifest, &item->reason);
    keep(house, item);
    list_add(known, item);
}

static void
switch_off(struct dms_house *house, struct list *items, struct list *known)
{
    char *file = NULL;
    struct list off = { 0 };
    if (asprintf(&file, "%s/plugins.off", house->dir) < 0)
        memory_end();
    plugin_switch_off(file, items, &off);
    for (size_t i = 0; i < off.count; i++) {
        struct plugin_item *item = off.items[i];
        dms_fail(&item->reason, DMS_UNSUPPORTED, "plugin.switched_off", "plugin=%s",
                 item->id);
        put_aside(house, item, known);
    }
    list_clear(&off, NULL);
    free(file);
}

/* Who took the house down again and again waits until somebody says otherwise. */
static void
keep_off_crashers(struct dms_house *house, struct list *items, struct list *known)
{
    char *file = NULL;
    size_t kept = 0;
    if (asprintf(&file, "%s/" CRASH_FILE, house->dir) < 0)
        memory_end();
    for (size_t i = 0; i < items->count; i++) {
        struct plugin_item *item = items->items[i];
        bool well = dms_error_status(&item->reason) == DMS_OK;
        if (well)
            crash_quarantine(file, house->offset, item);
        if (well && dms_error_status(&item->reason) != DMS_OK)
            put_aside(house, item, known);
        else
            items->items[kept++] = item;
    }
    items->count = kept;
    free(file);
}

/* Those that are off, too: they may be on again tomorrow. */
static void
claim_names(struct dms_house *house, const struct list *items)
{
    for (size_t i = 0; i < items->count; i++) {
        const struct plugin_item *item = items->items[i];
        claims_add(house, item->id, item->id);
        for (size_t n = 0; n < item->name_count; n++)
            claims_add(house, item->names[n], item->id);
    }
}

/* A folder that is not there holds no plugins: as quiet as an empty one, if nobody says so. */
static void
tell_missing(struct dms_house *house)
{
    char *folders = memory_copy(house->plugin_path == NULL ? "" : house->plugin_path);
    char *rest = NULL;
    for (char *folder = strtok_r(folders, ":", &rest); folder != NULL;
         folder = strtok_r(NULL, ":", &rest)) {
        struct dms_error reason = { 0 };
        if (access(folder, R_OK | X_OK) == 0)
            continue;
        dms_fail(&reason, DMS_NOT_FOUND, "plugin.no_folder", "reason=%s",
                 strerror(errno));
        dms_error_at_file(&reason, folder, 0);
        house_notice(house, "", folder, &reason);
    }
    free(folders);
}

enum dms_status
plugin_load_all(struct dms_house *house, struct dms_error *error)
{
    struct scratch *memory = scratch_create();
    struct list items = { 0 }, known = { 0 }, all = { 0 };
    crash_begin(house->dir);
    list_known(house, memory, &known);
    tell_missing(house);
    plugin_find(house->plugin_path, memory, &items);
    refuse_known(&items, &known);
    claim_names(house, &items);
    switch_off(house, &items, &known);
    keep_off_crashers(house, &items, &known);
    judge_files(&items);
    probe_all(house, &items);
    plugin_order(&items, &known);
    for (size_t i = 0; i < known.count; i++)
        list_add(&all, known.items[i]);
    for (size_t i = 0; i < items.count; i++)
        list_add(&all, items.items[i]);
    for (size_t i = 0; i < items.count; i++)
        start_or_tell(house, items.items[i], &all);
    list_clear(&items, NULL);
    list_clear(&known, NULL);
    list_clear(&all, NULL);
    scratch_destroy(memory);
    house->park = parked_declare;
    return parked_declare(house, error);
}

enum dms_status
plugin_serve_all(struct dms_house *house, struct dms_error *error)
{
    (void)error;
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *plugin = house->plugins.items[i];
        struct dms_error reason = { 0 };
        if (plugin->card == NULL || plugin->card->serve == NULL)
            continue;
        enum dms_status st = plugin->card->serve(house, &reason);
        if (st == DMS_OK)
            continue;
        dms_fail(&reason, st, "plugin.serve_failed", "plugin=%s|status=%s", plugin->name,
                 dms_status_name(st));
        house_notice(house, plugin->name, plugin->dir, &reason);
    }
    return DMS_OK;
}

void
plugin_stop_all(struct dms_house *house)
{
    bool stopped = house->plugins_stopped;
    house->plugins_stopped = true;
    for (size_t i = stopped ? 0 : house->plugins.count; i-- > 0;) {
        const struct house_plugin *plugin = house->plugins.items[i];
        if (plugin->card != NULL && plugin->card->stop != NULL)
            plugin->card->stop(house);
    }
}
