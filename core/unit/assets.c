/* assets.c - folders of files for browsers: declared, and found again by a server. */
#include "dms/asset.h"

#include <string.h>

#include "base/card.h"
#include "unit/claims.h"
#include "unit/house.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyz0123456789-_"

static bool
is_part(const char *text, size_t size)
{
    return size > 0 && strspn(text, LETTERS) >= size;
}

/* "ui", "web/ui": never upwards, never from the root. */
static bool
is_inside(const char *folder)
{
    size_t size = strcspn(folder, "/");
    while (is_part(folder, size) && folder[size] == '/') {
        folder += size + 1;
        size = strcspn(folder, "/");
    }
    return is_part(folder, size);
}

static enum dms_status
allow(const struct dms_registrar *registrar, const struct dms_assets *card,
      struct dms_error *error)
{
    enum dms_status st = claims_allow(registrar, &name_assets, card->name + 1, error);
    return st == DMS_OK && (card->flags & DMS_ASSETS_HOME) != 0
               ? claims_allow(registrar, &name_assets, "/", error)
               : st;
}

enum dms_status
dms_register_assets(struct dms_registrar *registrar, const struct dms_assets *assets,
                    struct dms_error *error)
{
    struct dms_assets *card = memory_get(sizeof(*card));
    if (assets->size > 0 && assets->size <= CARD_LIMIT)
        card_copy(card, sizeof(*card), assets, assets->size);
    list_add(&registrar->assets, card);
    const char *name = card->name != NULL ? card->name : "";
    if (name[0] == '/' && is_part(name + 1, strlen(name + 1)) && card->folder != NULL &&
        is_inside(card->folder) && card->missing != NULL)
        return allow(registrar, card, error);
    return dms_fail(error, DMS_INVALID, "unit.bad_assets", "owner=%s|name=%s|folder=%s",
                    registrar->owner, name, card->folder != NULL ? card->folder : "");
}

static const struct catalogue_assets *
find(const struct catalogue *catalogue, const char *name)
{
    bool home = strcmp(name, "/") == 0;
    for (size_t i = 0; i < catalogue->assets.count; i++) {
        const struct catalogue_assets *assets = catalogue->assets.items[i];
        if (home ? (assets->card->flags & DMS_ASSETS_HOME) != 0
                 : strcmp(assets->card->name, name) == 0)
            return assets;
    }
    return NULL;
}

enum dms_status
catalogue_add_assets(struct catalogue *catalogue, void *given, const char *owner,
                     struct dms_error *error)
{
    const struct dms_assets *card = given;
    bool home = (card->flags & DMS_ASSETS_HOME) != 0;
    if (find(catalogue, card->name) != NULL || (home && find(catalogue, "/") != NULL))
        return dms_fail(error, DMS_INVALID, "unit.declared_twice",
                        "owner=%s|what=@unit.what.assets|name=%s", owner, card->name);
    struct catalogue_assets *assets = memory_get(sizeof(*assets));
    assets->card = card;
    assets->owner = owner;
    list_add(&catalogue->assets, assets);
    return DMS_OK;
}

static const char *
dir_of(const struct dms_house *house, const char *plugin)
{
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *loaded = house->plugins.items[i];
        if (strcmp(loaded->name, plugin) == 0)
            return loaded->dir;
    }
    return NULL;
}

bool
dms_house_assets(const struct dms_house *house, const char *name,
                 struct dms_asset_place *place)
{
    const struct catalogue *catalogue = atomic_load(&house->catalogue);
    const struct catalogue_assets *found = find(catalogue, name);
    const char *dir = found != NULL ? dir_of(house, found->owner) : NULL;
    if (dir == NULL)
        return false;
    const struct dms_asset_place whole = { .size = place->size,
                                           .flags = found->card->flags,
                                           .name = found->card->name,
                                           .folder = found->card->folder,
                                           .missing = found->card->missing,
                                           .dir = dir };
    card_copy(place, place->size, &whole, sizeof(whole));
    return true;
}
