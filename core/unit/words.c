/* words.c - what the house says and where its things are, for doors and rule hosts. */
#include <stdarg.h>
#include <stdlib.h>

#include "base/log.h"
#include "unit/house.h"

char *
dms_house_error_text(struct dms_house *house, const char *language,
                     const struct dms_error *error)
{
    return messages_error(house->messages, language, error);
}

char *
dms_house_text(struct dms_house *house, const char *language, const char *key,
               const struct dms_json *values)
{
    return messages_text(house->messages, language, key, values);
}

const char *
dms_house_dir(const struct dms_house *house)
{
    return house->dir;
}

const char *
dms_house_script_path(const struct dms_house *house)
{
    return house->script_path;
}

/* Only what runs and has a folder: the Lua host is built in. */
static const struct house_plugin *
loaded_at(const struct dms_house *house, size_t index)
{
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *plugin = house->plugins.items[i];
        if (plugin->card != NULL && plugin->dir != NULL && index-- == 0)
            return plugin;
    }
    return NULL;
}

const char *
dms_house_plugin_dir(const struct dms_house *house, size_t index)
{
    const struct house_plugin *plugin = loaded_at(house, index);
    return plugin != NULL ? plugin->dir : NULL;
}

const char *
dms_house_plugin_name(const struct dms_house *house, size_t index)
{
    const struct house_plugin *plugin = loaded_at(house, index);
    return plugin != NULL ? plugin->name : NULL;
}

void
dms_log(struct dms_house *house, int level, const char *key, const char *values, ...)
{
    va_list arguments;
    (void)house;
    if (level < LOG_ERROR || level > LOG_DEBUG)
        level = LOG_ERROR;
    va_start(arguments, values);
    log_values((enum log_level)level, key, values, arguments);
    va_end(arguments);
}
