/* calls_source.c - the rules editor's door: rules.source reads a file, rules.save puts what was
 * edited in its place; rules.words is in calls_words.c. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script/overlay.h"
#include "script/source.h"
#include "script/step.h"

static int
is_test(const struct dirent *entry)
{
    size_t size = strlen(entry->d_name), end = strlen("_test.lua");
    return entry->d_name[0] != '.' && size > end &&
           strcmp(entry->d_name + size - end, "_test.lua") == 0;
}

struct reading {
    struct source_list *list;
    const char *root;
};

/* Scenarios are no part of a version, but who writes a rule writes them too. One that cannot be
 * read keeps nobody from the others. */
static void
add_tests(const char *folder, void *context)
{
    const struct reading *reading = context;
    struct dirent **entries;
    int count = scandir(folder, &entries, is_test, alphasort);
    for (int i = 0; i < count; i++) {
        char path[4096];
        struct script_place place;
        snprintf(path, sizeof(path), "%s/%s", folder, entries[i]->d_name);
        const char *file = path + strlen(reading->root) + 1;
        if (script_place_of(file, &place))
            source_read_file(reading->list, place.layer, place.code, path, file, NULL);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

static enum dms_status
read_everything(struct script_host *host, struct source_list *list,
                struct dms_error *error)
{
    struct reading reading = { list, dms_house_script_path(host->house) };
    enum dms_status st = source_read_all(list, host->house, reading.root, error);
    if (st == DMS_OK)
        source_folders(NULL, reading.root, add_tests, &reading);
    return st;
}

static struct dms_json *
source_item(struct script_host *host, const struct source *source)
{
    struct script_place place;
    struct dms_json *item = dms_json_create_object();
    bool named = script_place_of(source->path, &place);
    dms_json_set_text(item, "file", source->path);
    dms_json_set_text(item, "layer", source_layer_name(source->layer));
    dms_json_set_text(item, "kind", named ? place.kind : "script");
    if (source->layer == LAYER_BRAND || source->layer == LAYER_STORE)
        dms_json_set_text(item, source->layer == LAYER_BRAND ? "brand" : "store",
                          source->code);
    dms_json_set_text(item, "sha256", source->digest);
    dms_json_set_boolean(
        item, "writable",
        overlay_writable(dms_house_script_path(host->house), source->path));
    return item;
}

static struct dms_json *
all_sources(struct script_host *host, const struct source_list *list)
{
    static const char *const saving[] = { "activates", "waits", "two" };
    struct dms_json *answer = dms_json_create_object(), *files = dms_json_create_array();
    for (size_t i = 0; i < list->count; i++)
        dms_json_take(files, source_item(host, &list->items[i]));
    dms_json_take_key(answer, "files", files);
    dms_json_set_text(answer, "saving", saving[host_mode(host)]);
    return answer;
}

static enum dms_status
one_source(struct script_host *host, const struct source_list *list, const char *file,
           struct dms_json **answer, struct dms_error *error)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct source *source = &list->items[i];
        if (strcmp(source->path, file) != 0)
            continue;
        *answer = source_item(host, source);
        dms_json_take_key(*answer, "text",
                          dms_json_create_text_sized(source->text, source->size));
        return DMS_OK;
    }
    return dms_fail_field(error, DMS_NOT_FOUND, "file", "script.no_such_file", "text=%s",
                          file);
}

static enum dms_status
call_source(struct dms_unit *unit, const struct dms_json *arguments, void *data,
            struct dms_json **answer, struct dms_error *error)
{
    struct source_list list = { 0 };
    const char *file = dms_json_text_at(arguments, "file");
    enum dms_status st = read_everything(data, &list, error);
    (void)unit;
    if (st == DMS_OK && file != NULL)
        st = one_source(data, &list, file, answer, error);
    else if (st == DMS_OK)
        *answer = all_sources(data, &list);
    source_list_clear(&list);
    return st;
}

/* Is each file still as the editor read it? A new one must be new. */
static enum dms_status
compare(const char *folder, const struct dms_json *texts, const struct dms_json *was,
        struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < dms_json_count(texts) && st == DMS_OK; i++) {
        const char *file = dms_json_key_at(texts, i), *own = dms_json_text_at(was, file);
        char digest[65];
        st = overlay_digest(folder, file, digest, error);
        if (st != DMS_OK || strcmp(digest, own == NULL ? "" : own) == 0)
            continue;
        st = dms_fail(error, DMS_CONFLICT, "script.changed_meanwhile", "file=%s", file);
        dms_error_at_file(error, file, 0);
    }
    return st;
}

/* What the files would be is compiled before one of them is touched. */
static enum dms_status
need_sound(struct script_host *host, const struct dms_json *texts,
           struct dms_error *error)
{
    char *laid = NULL;
    struct source_list sources = { 0 };
    enum dms_status st =
        overlay_create(dms_house_script_path(host->house), texts, &laid, error);
    if (st == DMS_OK)
        st = source_read_all(&sources, host->house, laid, error);
    if (st == DMS_OK) {
        struct ruleset *rules = ruleset_create_checked(host, &sources);
        st = ruleset_verdict(rules, error);
        ruleset_destroy(rules);
    }
    source_list_clear(&sources);
    overlay_destroy(laid);
    return st;
}

/* Rules that the house refuses are taken off the disk again. */
static enum dms_status
put(struct script_host *host, const struct dms_json *texts, const struct activation *wish,
    int64_t *version, struct dms_error *error)
{
    struct replaced *replaced = NULL;
    enum dms_status st =
        overlay_replace(dms_house_script_path(host->house), texts, &replaced, error);
    if (st == DMS_OK)
        st = host_take_saved(host, wish, version, error);
    if (st == DMS_OK)
        replaced_keep(replaced);
    else
        replaced_undo(replaced);
    return st;
}

static enum dms_status
save(struct script_host *host, const struct dms_json *arguments,
     const struct activation *wish, int64_t *version, struct dms_error *error)
{
    const struct dms_json *texts = dms_json_at_key(arguments, "texts");
    const char *folder = dms_house_script_path(host->house);
    pthread_mutex_lock(&host->change);
    enum dms_status st = overlay_check(folder, texts, error);
    if (st == DMS_OK)
        st = compare(folder, texts, dms_json_at_key(arguments, "was"), error);
    if (st == DMS_OK)
        st = need_sound(host, texts, error);
    if (st == DMS_OK)
        st = put(host, texts, wish, version, error);
    pthread_mutex_unlock(&host->change);
    return st;
}

static enum dms_status
call_save(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    struct script_host *host = data;
    const char *by = dms_unit_user_name(unit);
    const struct activation wish = { .by = by == NULL || by[0] == 0 ? "house" : by,
                                     .reason = dms_json_text_at(arguments, "reason"),
                                     .report = dms_json_text_at(arguments, "backtest") };
    int64_t version = 0;
    enum dms_status st = step_reason(&wish, error);
    if (st == DMS_OK)
        st = save(host, arguments, &wish, &version, error);
    if (st != DMS_OK)
        return st;
    const struct ruleset *active = host_active(host);
    bool is_active = active != NULL && active->version == version;
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "version", version);
    dms_json_set_text(*answer, "step", is_active ? "active" : "waits");
    return DMS_OK;
}

enum dms_status
calls_register_source(struct dms_registrar *registrar, struct script_host *host,
                      struct dms_error *error)
{
    static const struct rules_call calls[] = { { "rules.source", call_source },
                                               { "rules.save", call_save },
                                               { "rules.words", call_words } };
    return calls_register_all(registrar, host, calls, sizeof(calls) / sizeof(calls[0]),
                              error);
}
