/* config_reload.c - the files are read again while the house runs: all of it or nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/log.h"
#include "unit/config.h"
#include "unit/house.h"

/* A candidate from FILES, or from those in place; what is wrong goes to FAULTS. */
static struct dms_config *
candidate_of(const struct config *config, const struct list *files, struct list *faults)
{
    struct list values = { 0 };
    if (files == NULL || files->count == 0)
        ini_read_folder(config->dir, &values, faults);
    for (size_t i = 0; files != NULL && i < files->count; i++)
        ini_read(files->items[i], &values, faults);
    config_unknown(config, &values, faults);
    struct dms_config *candidate = config_build(config, &values, faults);
    for (size_t i = 0; i < config->sections.count; i++)
        config_judge(config->sections.items[i], candidate, faults);
    list_clear(&values, ini_value_destroy);
    return candidate;
}

static int
by_place(const void *left, const void *right)
{
    const struct dms_error *const *a = left, *const *b = right;
    int order = strcmp((*a)->file, (*b)->file);
    return order != 0 ? order : ((*a)->line > (*b)->line) - ((*a)->line < (*b)->line);
}

void
config_check(struct config *config, const struct list *files, struct list *faults)
{
    struct list found = { 0 };
    pthread_mutex_lock(&config->change);
    config_free(candidate_of(config, files, &found));
    pthread_mutex_unlock(&config->change);
    if (found.count > 1)
        qsort(found.items, found.count, sizeof(*found.items), by_place);
    for (size_t i = 0; i < found.count; i++)
        list_add(faults, found.items[i]);
    list_clear(&found, NULL);
}

static bool
same(const struct config_entry *left, const struct config_entry *right)
{
    if (left->text == NULL || right->text == NULL)
        return left->text == right->text;
    return strcmp(left->text, right->text) == 0;
}

static void
copy_value(struct config_entry *to, const struct config_entry *from)
{
    free(to->text);
    free(to->file);
    to->text = memory_copy(from->text);
    to->number = from->number;
    to->file = memory_copy(from->file);
    to->line = from->line;
}

static void
log_change(const struct config_entry *old, const struct config_entry *fresh)
{
    bool secret = fresh->type == DMS_CONFIG_SECRET;
    log_line(LOG_NOTICE, fresh->waits ? "config.waits" : "config.changed",
             "section=%s|key=%s|from=%s|to=%s", fresh->section, fresh->key,
             secret || old->text == NULL ? "" : old->text,
             secret || fresh->text == NULL ? "" : fresh->text);
}

static void
tell_waiting(struct config *config, const struct config_entry *entry)
{
    struct dms_error notice = { 0 };
    dms_fail(&notice, DMS_INVALID, "config.waits", "section=%s|key=%s", entry->section,
             entry->key);
    dms_error_at_file(&notice, entry->file, entry->line);
    house_notice(config->house, "config", NULL, &notice);
}

/* What needs a new start keeps its value until then. */
static void
compare(struct config *config, struct dms_config *candidate)
{
    for (size_t i = 0; i < candidate->count; i++) {
        struct config_entry *fresh = &candidate->entries[i];
        const struct config_entry *old =
            config_at(config->current, fresh->section, fresh->key);
        if (old == NULL || same(old, fresh))
            continue;
        fresh->waits = fresh->restart;
        log_change(old, fresh);
        if (fresh->waits) {
            tell_waiting(config, fresh);
            copy_value(fresh, old);
        }
    }
}

static void
refuse(struct config *config, const struct list *faults, struct dms_error *error)
{
    for (size_t i = 0; i < faults->count; i++) {
        log_error(faults->items[i]);
        house_notice(config->house, "config", NULL, faults->items[i]);
    }
    dms_error_copy(error, faults->items[0]);
}

static void
put_in_force(struct config *config, struct dms_config *candidate)
{
    compare(config, candidate);
    config_put(config, candidate);
    for (size_t i = 0; i < config->sections.count; i++) {
        const struct config_section *section = config->sections.items[i];
        if (section->card.changed != NULL)
            section->card.changed(config->house, section->card.data);
    }
    log_line(LOG_NOTICE, "config.reloaded", "");
}

enum dms_status
dms_house_reload_config(struct dms_house *house, struct dms_error *error)
{
    struct config *config = house->config;
    struct list faults = { 0 };
    enum dms_status st = DMS_OK;
    pthread_mutex_lock(&config->change);
    struct dms_config *candidate = candidate_of(config, NULL, &faults);
    dms_house_notice(house, "config", NULL, NULL);
    if (faults.count == 0) {
        put_in_force(config, candidate);
    } else {
        st = dms_error_status(faults.items[0]);
        refuse(config, &faults, error);
        config_free(candidate);
    }
    pthread_mutex_unlock(&config->change);
    list_clear(&faults, free);
    return st;
}
