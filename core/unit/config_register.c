/* config_register.c - a plugin says which keys it reads; what the files say holds at once. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/card.h"
#include "base/error.h"
#include "base/text.h"
#include "unit/claims.h"
#include "unit/config.h"
#include "unit/house.h"

#define NAME_LIMIT 40 /* libinih keeps 49 bytes of a section's name */
#define MOST_KEYS  200

/* A section of ours; its keys are copied, whatever their author's compiler made them. */
static struct config_section *
section_create(const struct dms_registrar *registrar,
               const struct dms_config_section *given)
{
    struct config_section *section = memory_get(sizeof(*section));
    section->registrar = registrar;
    card_copy(&section->card, sizeof(section->card), given, given->size);
    struct dms_config_key *keys = memory_get((given->key_count + 1) * sizeof(*keys));
    for (uint32_t i = 0; i < given->key_count; i++)
        card_copy_row(&keys[i], sizeof(keys[i]), given->keys, given->key_size, i);
    section->card.keys = keys;
    return section;
}

static bool
key_sound(const struct config *config, const struct config_section *section,
          uint32_t index)
{
    const struct dms_config_key *key = &section->card.keys[index];
    struct config_entry entry = { .section = "", .key = "" };
    struct list faults = { 0 };
    bool sound = key->name != NULL && name_valid(key->name, NAME_LIMIT) &&
                 key->type >= DMS_CONFIG_TEXT && key->type <= DMS_CONFIG_SECRET &&
                 key->minimum <= key->maximum;
    for (uint32_t i = 0; sound && i < index; i++)
        sound = strcmp(section->card.keys[i].name, key->name) != 0;
    if (sound && key->usual != NULL && key->type != DMS_CONFIG_FILE)
        sound = config_value(config->dir, key, key->usual, NULL, &entry, &faults);
    free(entry.text);
    list_clear(&faults, free);
    return sound;
}

static bool
card_sound(const struct dms_config_section *card)
{
    return card->size >= offsetof(struct dms_config_section, check) &&
           card->size <= CARD_LIMIT && card->name != NULL &&
           name_valid(card->name, NAME_LIMIT) && card->keys != NULL &&
           card->key_count > 0 && card->key_count <= MOST_KEYS && card->key_size > 0 &&
           card->key_size <= CARD_LIMIT;
}

/* The files' word on a section that contradicts itself counts for nothing. */
static void
disregard(struct config *config, const char *section)
{
    size_t kept = 0;
    for (size_t i = 0; i < config->values.count; i++) {
        struct ini_value *value = config->values.items[i];
        if (strcmp(value->section, section) == 0)
            ini_value_destroy(value);
        else
            config->values.items[kept++] = value;
    }
    config->values.count = kept;
}

static void
bring_in(struct config *config, struct config_section *section)
{
    struct list faults = { 0 };
    list_add(&config->sections, section);
    struct dms_config *candidate = config_build(config, &config->values, &faults);
    if (!config_judge(section, candidate, &faults)) {
        config_unknown(config, &config->values, &faults);
        disregard(config, section->card.name);
        config_free(candidate);
        candidate = config_build(config, &config->values, &faults);
    }
    config_put(config, candidate);
    /* Faults of the sections before it were told when those came. */
    for (size_t i = 0; i < faults.count; i++) {
        const struct dms_error *fault = faults.items[i];
        const char *of = dms_error_value(fault, "section");
        if (of[0] == '\0' || strcmp(of, section->card.name) == 0)
            house_notice(config->house, "config", NULL, fault);
    }
    list_clear(&faults, free);
}

/* Of that name, there already. */
static const struct config_section *
find_twin(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->sections.count; i++) {
        const struct config_section *other = config->sections.items[i];
        if (strcmp(other->card.name, name) == 0)
            return other;
    }
    return NULL;
}

/* The key that is declared wrongly; NULL: none is. */
static const char *
find_wrong(const struct config *config, const struct config_section *section)
{
    for (uint32_t i = 0; i < section->card.key_count; i++)
        if (!key_sound(config, section, i))
            return section->card.keys[i].name != NULL ? section->card.keys[i].name : "";
    return NULL;
}

static enum dms_status
refuse(const struct dms_registrar *registrar, const char *name, struct dms_error *error)
{
    return dms_fail(error, DMS_INVALID, "unit.bad_card",
                    "owner=%s|what=@unit.what.config|name=%s", registrar->owner,
                    name != NULL ? name : "");
}

static enum dms_status
judge(const struct config *config, const struct dms_registrar *registrar,
      const struct config_section *section, struct dms_error *error)
{
    const char *name = section->card.name;
    const struct config_section *twin = find_twin(config, name);
    enum dms_status st = claims_allow(registrar, &name_config, name, error);
    if (st == DMS_OK && twin != NULL)
        return claims_taken(registrar, &name_config, name, twin->registrar->owner, error);
    const char *wrong = st == DMS_OK ? find_wrong(config, section) : NULL;
    return wrong != NULL ? refuse(registrar, wrong, error) : st;
}

enum dms_status
dms_register_config(struct dms_registrar *registrar,
                    const struct dms_config_section *given, struct dms_error *error)
{
    struct config *config = registrar->house->config;
    if (!card_sound(given))
        return refuse(registrar, given->name, error);
    pthread_mutex_lock(&config->change);
    struct config_section *section = section_create(registrar, given);
    enum dms_status st = judge(config, registrar, section, error);
    if (st == DMS_OK)
        bring_in(config, section);
    else
        config_section_free(section);
    pthread_mutex_unlock(&config->change);
    return st;
}
