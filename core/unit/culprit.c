/* culprit.c - whose declarations contradict the others' is left out, with those that need it. */
#include <string.h>

#include "base/error.h"
#include "unit/house.h"

/* Who is to go when all declarations together make no sense: the one whose declaration did
 * not fit, else the one the error names, else the last that came. The core never goes. */
static size_t
find_culprit(const struct dms_house *house, const struct dms_registrar *culprit,
             const struct dms_error *error)
{
    const char *named = dms_error_value(error, "owner");
    for (size_t i = 1; i < house->registrars.count; i++) {
        const struct dms_registrar *registrar = house->registrars.items[i];
        if (culprit != NULL ? registrar == culprit : strcmp(registrar->owner, named) == 0)
            return i;
    }
    return culprit != NULL || strcmp(named, "core") == 0 ? 0
                                                         : house->registrars.count - 1;
}

static void
take_out(struct dms_house *house, size_t index)
{
    struct dms_registrar *registrar = house->registrars.items[index];
    config_forget(house->config, registrar);
    for (size_t i = index + 1; i < house->registrars.count; i++)
        house->registrars.items[i - 1] = house->registrars.items[i];
    house->registrars.count--;
    list_add(&house->retired_registrars, registrar);
}

/* Its registrar, if it has one; 0 is the core's. */
static size_t
registrar_of(const struct dms_house *house, const char *owner)
{
    for (size_t i = 1; i < house->registrars.count; i++) {
        const struct dms_registrar *registrar = house->registrars.items[i];
        if (strcmp(registrar->owner, owner) == 0)
            return i;
    }
    return 0;
}

/* NEEDS: ids with blanks between. */
static bool
holds(const char *needs, const char *id)
{
    size_t size = strlen(id);
    for (const char *at = needs; at != NULL && *at != '\0'; at += strspn(at, " ")) {
        size_t word = strcspn(at, " ");
        if (word == size && strncmp(at, id, size) == 0)
            return true;
        at += word;
    }
    return false;
}

/* Those that start later cannot be needed by those that started before. */
static void
switch_dependents_off(struct dms_house *house, size_t from, const char *need)
{
    for (size_t i = from; i < house->plugins.count; i++) {
        struct house_plugin *plugin = house->plugins.items[i];
        struct dms_error reason = { 0 };
        if (plugin->card == NULL || !holds(plugin->needs, need))
            continue;
        plugin->card = NULL;
        dms_fail(&reason, DMS_UNSUPPORTED, "plugin.need_off", "plugin=%s|need=%s",
                 plugin->name, need);
        house_notice(house, plugin->name, plugin->dir, &reason);
        size_t index = registrar_of(house, plugin->name);
        if (index > 0)
            take_out(house, index);
        switch_dependents_off(house, i + 1, plugin->name);
    }
}

static void
switch_off(struct dms_house *house, size_t index, const struct dms_error *reason)
{
    const char *owner =
        ((const struct dms_registrar *)house->registrars.items[index])->owner;
    const char *file = NULL;
    size_t from = 0;
    take_out(house, index);
    for (size_t i = 0; i < house->plugins.count; i++) {
        struct house_plugin *plugin = house->plugins.items[i];
        if (strcmp(plugin->name, owner) != 0)
            continue;
        file = plugin->dir;
        plugin->card = NULL;
        from = i + 1;
    }
    house_notice(house, owner, file, reason);
    switch_dependents_off(house, from, owner);
}

enum dms_status
house_build(struct dms_house *house, struct catalogue **catalogue,
            struct dms_error *error)
{
    for (;;) {
        struct dms_error reason = { 0 };
        const struct dms_registrar *culprit = NULL;
        enum dms_status st =
            catalogue_build(&house->registrars, catalogue, NULL, &culprit, &reason);
        if (st == DMS_OK)
            return DMS_OK;
        size_t index = find_culprit(house, culprit, &reason);
        if (index == 0) {
            error_copy(error, &reason);
            return st;
        }
        switch_off(house, index, &reason);
        st = house->park != NULL ? house->park(house, error) : DMS_OK;
        if (st != DMS_OK)
            return st;
    }
}
