/* nobody.c - is a name of anybody here, and if not, what was meant? */
#include "unit/nobody.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

#define NAME_SIZE 160
#define FEW       16

static const struct house_plugin *
plugin_of(const struct dms_house *house, const char *name)
{
    size_t size = strcspn(name, "./");
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *plugin = house->plugins.items[i];
        if (strlen(plugin->name) == size && strncmp(plugin->name, name, size) == 0)
            return plugin;
    }
    return NULL;
}

static bool
resembles_one(const struct dms_house *house, const char *name)
{
    char first[NAME_SIZE];
    const char **names = memory_get((house->plugins.count + 1) * sizeof(*names));
    snprintf(first, sizeof(first), "%.*s", (int)strcspn(name, "./"), name);
    for (size_t i = 0; i < house->plugins.count; i++)
        names[i] = ((const struct house_plugin *)house->plugins.items[i])->name;
    bool near = name_slip(first, names) != NULL;
    free(names);
    return near;
}

bool
nobody_is_here(const struct nobody *nobody, const char *name)
{
    const struct house_plugin *plugin = plugin_of(nobody->house, name);
    if (plugin != NULL)
        return plugin->card != NULL;
    return strncmp(name, "core.", 5) == 0 || resembles_one(nobody->house, name);
}

/* "read, create": all of NAMES when they are few enough to be read; "" otherwise. Yours to free(). */
static char *
known(const char *const *names)
{
    struct text text = { 0 };
    size_t count = 0;
    text_add(&text, "");
    while (names[count] != NULL)
        count++;
    for (size_t i = 0; i < count && count <= FEW; i++)
        text_printf(&text, "%s%s", i > 0 ? ", " : "", names[i]);
    return text_take(&text);
}

void
nobody_has(const struct nobody *nobody, const char *name, const char *const *names)
{
    struct dms_error error = { 0 };
    const struct house_plugin *plugin = plugin_of(nobody->house, nobody->owner);
    const char *near = name_nearest(name, names);
    char file[1024] = "", *few = known(names);
    if (plugin != NULL && plugin->dir != NULL)
        snprintf(file, sizeof(file), "%s/%s.so", plugin->dir, plugin->name);
    const char *key = near != NULL     ? "unit.nobody_near"
                      : few[0] != '\0' ? "unit.nobody_known"
                                       : "unit.nobody";
    dms_fail(&error, DMS_INVALID, key, "owner=%s|what=%s|of=%s|name=%s|near=%s|known=%s",
             nobody->owner, nobody->what, nobody->of, name, near != NULL ? near : "",
             few);
    free(few);
    dms_error_at_file(&error, file, 0);
    house_notice(nobody->house, "names/", file, &error);
}

void
nobody_add(struct nobody_names *names, const char *first, const char *mark,
           const char *last)
{
    if (names->count + 1 >= names->room) {
        size_t room = names->room * 2 + 64;
        const char **items = scratch_alloc(names->memory, room * sizeof(*items));
        if (names->count > 0)
            memcpy(items, names->items, names->count * sizeof(*items));
        names->items = items;
        names->room = room;
    }
    names->items[names->count++] =
        scratch_printf(names->memory, "%s%s%s", first, mark, last);
    names->items[names->count] = NULL;
}

bool
nobody_holds(const struct nobody_names *names, const char *name)
{
    for (size_t i = 0; i < names->count; i++)
        if (strcmp(names->items[i], name) == 0)
            return true;
    return false;
}

void
nobody_look(const struct nobody *nobody, const char *name,
            const struct nobody_names *names)
{
    static const char *const none[] = { NULL };
    if (!nobody_holds(names, name) && nobody_is_here(nobody, name))
        nobody_has(nobody, name, names->items != NULL ? names->items : none);
}

void
nobody_add_entities(const struct nobody *nobody, struct nobody_names *names,
                    const char *end)
{
    const struct entity_set *set = nobody->catalogue->entities;
    for (size_t i = 0; i < set->count; i++)
        nobody_add(names, set->items[i]->name, "", end);
}

bool
nobody_is_plugin(const struct nobody *nobody)
{
    const struct house_plugin *plugin = plugin_of(nobody->house, nobody->owner);
    return plugin != NULL && plugin->card != NULL && strcmp(nobody->owner, "script") != 0;
}

void
nobody_tell(struct dms_house *house)
{
    struct scratch *memory = scratch_create();
    struct nobody nobody = { .house = house,
                             .catalogue = atomic_load(&house->catalogue) };
    nobody_look_at_hooks(&nobody, memory);
    nobody_look_at_subscribers(&nobody, memory);
    nobody_look_at_calls(&nobody, memory);
    nobody_look_at_grants(&nobody, memory);
    nobody_look_at_masks(&nobody);
    scratch_destroy(memory);
}
