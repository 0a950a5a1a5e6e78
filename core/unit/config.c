/* config.c - sections are declared, values are held: the house side of dms/config.h. */
#include "unit/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/log.h"
#include "unit/house.h"

static void
tell(struct config *config, struct list *faults)
{
    for (size_t i = 0; i < faults->count; i++)
        house_notice(config->house, "config", NULL, faults->items[i]);
    list_clear(faults, free);
}

struct config *
config_create(struct dms_house *house, const char *dir)
{
    struct list faults = { 0 };
    struct config *config = memory_get(sizeof(*config));
    config->house = house;
    config->dir = dir;
    pthread_mutex_init(&config->lock, NULL);
    pthread_mutex_init(&config->change, NULL);
    config->current = memory_get(sizeof(*config->current));
    ini_read_folder(dir, &config->values, &faults);
    tell(config, &faults);
    return config;
}

void
config_section_free(void *item)
{
    struct config_section *section = item;
    free((void *)(uintptr_t)section->card.keys);
    free(section);
}

void
config_destroy(struct config *config)
{
    if (config == NULL)
        return;
    if (config->logs)
        log_set_sentence(NULL, NULL);
    config_free(config->current);
    list_clear(&config->sections, config_section_free);
    list_clear(&config->values, ini_value_destroy);
    pthread_mutex_destroy(&config->lock);
    pthread_mutex_destroy(&config->change);
    free(config);
}

const struct dms_config *
dms_config_hold(struct dms_house *house)
{
    struct config *config = house->config;
    pthread_mutex_lock(&config->lock);
    struct dms_config *held = config->current;
    held->holds++;
    pthread_mutex_unlock(&config->lock);
    return held;
}

void
dms_config_release(struct dms_house *house, const struct dms_config *held)
{
    struct config *config = house->config;
    struct dms_config *mine = (struct dms_config *)(uintptr_t)held;
    if (held == NULL)
        return;
    pthread_mutex_lock(&config->lock);
    bool last = --mine->holds == 0 && mine != config->current;
    pthread_mutex_unlock(&config->lock);
    if (last)
        config_free(mine);
}

void
config_put(struct config *config, struct dms_config *fresh)
{
    pthread_mutex_lock(&config->lock);
    struct dms_config *old = config->current;
    config->current = fresh;
    bool idle = old->holds == 0;
    pthread_mutex_unlock(&config->lock);
    if (idle)
        config_free(old);
}

const char *
dms_config_text(const struct dms_config *config, const char *section, const char *key)
{
    const struct config_entry *entry = config_at(config, section, key);
    return entry != NULL ? entry->text : NULL;
}

int64_t
dms_config_number(const struct dms_config *config, const char *section, const char *key)
{
    const struct config_entry *entry = config_at(config, section, key);
    return entry != NULL ? entry->number : 0;
}

bool
dms_config_boolean(const struct dms_config *config, const char *section, const char *key)
{
    return dms_config_number(config, section, key) != 0;
}

void
config_forget(struct config *config, const struct dms_registrar *registrar)
{
    size_t kept = 0;
    pthread_mutex_lock(&config->change);
    for (size_t i = 0; i < config->sections.count; i++) {
        struct config_section *section = config->sections.items[i];
        if (section->registrar == registrar)
            config_section_free(section);
        else
            config->sections.items[kept++] = section;
    }
    config->sections.count = kept;
    pthread_mutex_unlock(&config->change);
}

void
config_settle(struct config *config)
{
    struct list faults = { 0 };
    pthread_mutex_lock(&config->change);
    config_unknown(config, &config->values, &faults);
    pthread_mutex_unlock(&config->change);
    tell(config, &faults);
}
