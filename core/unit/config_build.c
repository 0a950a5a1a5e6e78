/* config_build.c - a candidate: every declared key with the value the files give it. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "unit/config.h"

void
config_free(struct dms_config *config)
{
    for (size_t i = 0; config != NULL && i < config->count; i++) {
        struct config_entry *entry = &config->entries[i];
        free(entry->section);
        free(entry->key);
        free(entry->text);
        free(entry->file);
    }
    if (config != NULL)
        free(config->entries);
    free(config);
}

const struct config_entry *
config_at(const struct dms_config *config, const char *section, const char *key)
{
    for (size_t i = 0; i < config->count; i++) {
        const struct config_entry *entry = &config->entries[i];
        if (strcmp(entry->key, key) == 0 && strcmp(entry->section, section) == 0)
            return entry;
    }
    return NULL;
}

/* The last one wins. An empty one takes back what stood before it. */
static const struct ini_value *
said(const struct list *values, const char *section, const char *key)
{
    for (size_t i = values->count; i > 0; i--) {
        const struct ini_value *value = values->items[i - 1];
        if (strcmp(value->name, key) == 0 && strcmp(value->section, section) == 0)
            return value->value[0] != '\0' ? value : NULL;
    }
    return NULL;
}

static void
fill(const struct config *config, const struct config_section *section, uint32_t index,
     const struct list *values, struct config_entry *entry, struct list *faults)
{
    const struct dms_config_key *key = &section->card.keys[index];
    *entry = (struct config_entry){ .section = memory_copy(section->card.name),
                                    .key = memory_copy(key->name),
                                    .type = key->type,
                                    .restart = key->restart != 0 };
    const struct ini_value *value = said(values, section->card.name, key->name);
    if (value != NULL &&
        config_value(config->dir, key, value->value, value, entry, faults))
        return;
    if (key->usual != NULL)
        config_value(config->dir, key, key->usual, NULL, entry, faults);
}

struct dms_config *
config_build(const struct config *config, const struct list *values, struct list *faults)
{
    struct dms_config *built = memory_get(sizeof(*built));
    size_t room = 0;
    for (size_t i = 0; i < config->sections.count; i++)
        room +=
            ((const struct config_section *)config->sections.items[i])->card.key_count;
    built->entries = memory_get((room + 1) * sizeof(*built->entries));
    for (size_t i = 0; i < config->sections.count; i++) {
        const struct config_section *section = config->sections.items[i];
        for (uint32_t k = 0; k < section->card.key_count; k++)
            fill(config, section, k, values, &built->entries[built->count++], faults);
    }
    return built;
}

bool
config_judge(const struct config_section *section, const struct dms_config *candidate,
             struct list *faults)
{
    struct dms_error why = { 0 };
    if (section->card.check == NULL)
        return true;
    enum dms_status st = section->card.check(candidate, section->card.data, &why);
    if (st == DMS_OK)
        return true;
    dms_fail(&why, st, "config.refused", "section=%s", section->card.name);
    const struct config_entry *entry =
        config_at(candidate, section->card.name, dms_error_field(&why));
    if (entry != NULL)
        dms_error_at_file(&why, entry->file, entry->line);
    struct dms_error *fault = dms_error_create();
    error_copy(fault, &why);
    list_add(faults, fault);
    return false;
}

static const struct config_section *
section_of(const struct config *config, const char *name)
{
    for (size_t i = 0; i < config->sections.count; i++) {
        const struct config_section *section = config->sections.items[i];
        if (strcmp(section->card.name, name) == 0)
            return section;
    }
    return NULL;
}

/* "a, b, c"; *NEAREST is the one that was probably meant, or "". Both yours to free(). */
static char *
choice(const char *const *names, const char *name, char **nearest)
{
    struct text all = { 0 };
    const char *near = name_nearest(name, names);
    for (; *names != NULL; names++)
        text_printf(&all, "%s%s", all.size > 0 ? ", " : "", *names);
    *nearest = memory_copy(near != NULL ? near : "");
    return text_take(&all);
}

/* SECTION NULL: the section itself is unknown. */
static void
tell_unknown(const struct config *config, const struct config_section *section,
             const struct ini_value *value, struct list *faults)
{
    size_t count = section != NULL ? section->card.key_count : config->sections.count;
    const char **names = memory_get((count + 1) * sizeof(*names));
    for (size_t i = 0; i < count; i++)
        names[i] =
            section != NULL
                ? section->card.keys[i].name
                : ((const struct config_section *)config->sections.items[i])->card.name;
    const char *name = section != NULL ? value->name : value->section;
    char *near = NULL, *known = choice(names, name, &near);
    const char *key = section == NULL   ? (near[0] != '\0' ? "config.unknown_section_near"
                                                           : "config.unknown_section")
                      : near[0] != '\0' ? "config.unknown_key_near"
                                        : "config.unknown_key";
    error_add(faults, value->file, value->line, key,
              "section=%s|key=%s|nearest=%s|known=%s", value->section, value->name, near,
              known);
    free(near);
    free(known);
    free(names);
}

void
config_unknown(const struct config *config, const struct list *values,
               struct list *faults)
{
    const char *told = "";
    for (size_t i = 0; i < values->count; i++) {
        const struct ini_value *value = values->items[i];
        const struct config_section *section = section_of(config, value->section);
        bool known = false;
        for (uint32_t k = 0; section != NULL && k < section->card.key_count; k++)
            known = known || strcmp(section->card.keys[k].name, value->name) == 0;
        if (known || (section == NULL && strcmp(told, value->section) == 0))
            continue;
        if (section == NULL) /* once for all its lines */
            told = value->section;
        tell_unknown(config, section, value, faults);
    }
}
