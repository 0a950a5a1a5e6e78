/* config_show.c - the values in force, for people: what holds, since which line, meaning what. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "unit/config.h"
#include "unit/house.h"

static void
put_source(struct dms_json *row, const struct config_entry *entry)
{
    if (entry->file == NULL)
        return;
    dms_json_set_text(row, "file", entry->file);
    dms_json_set_integer(row, "line", entry->line);
}

static struct dms_json *
show(const struct config *config, const struct config_entry *entry, const char *language)
{
    char key[128];
    struct dms_json *row = dms_json_create_object();
    bool secret = entry->type == DMS_CONFIG_SECRET && entry->text != NULL;
    snprintf(key, sizeof(key), "config.%s.%s", entry->section, entry->key);
    dms_json_set_text(row, "section", entry->section);
    dms_json_set_text(row, "key", entry->key);
    dms_json_set_text(row, "value", secret ? "***" : entry->text);
    put_source(row, entry);
    if (entry->waits)
        dms_json_set_boolean(row, "waits", true);
    const char *meaning = messages_at(config->house->messages, language, key);
    dms_json_set_text(row, "text", meaning != NULL ? meaning : "");
    return row;
}

struct dms_json *
config_show(struct config *config, const char *language)
{
    struct dms_json *rows = dms_json_create_array();
    const struct dms_config *held = dms_config_hold(config->house);
    for (size_t i = 0; i < held->count; i++)
        dms_json_take(rows, show(config, &held->entries[i], language));
    dms_config_release(config->house, held);
    return rows;
}
