/* door.c - the window to dlfcn.h: opens a library for good and takes its card. */
#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/card.h"
#include "plugin/item.h"

#define DOOR "dms_plugin_v1"
/* The card of ABI 1.0: no plugin's is smaller. */
#define FIRST_CARD (offsetof(struct dms_plugin, serve) + sizeof(void (*)(void)))

enum dms_status
plugin_door(const char *file, const struct dms_plugin **given, struct dms_error *error)
{
    /* Never closed: a callback must not point into nowhere. */
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == NULL) {
        const char *reason = dlerror();
        dms_fail(error, DMS_INVALID, "plugin.cannot_load", "reason=%s",
                 reason == NULL ? "?" : reason);
    } else {
        *given = dlsym(library, DOOR);
        if (*given != NULL)
            return DMS_OK;
        dms_fail(error, DMS_INVALID, "plugin.no_door", "symbol=%s", DOOR);
    }
    dms_error_at_file(error, file, 0);
    return DMS_INVALID;
}

static enum dms_status
check_abi(const struct dms_plugin *card, struct dms_error *error)
{
    bool lives = card->abi_major == DMS_ABI_MAJOR &&
                 (int)card->abi_minor - (int)card->abi_back <= DMS_ABI_MINOR;
    if (lives)
        return DMS_OK;
    return dms_fail(error, DMS_UNSUPPORTED, "plugin.other_abi", "abi=%u.%u|ours=%d.%d",
                    card->abi_major, card->abi_minor, DMS_ABI_MAJOR, DMS_ABI_MINOR);
}

static enum dms_status
check_names(const struct plugin_item *item, const struct dms_plugin *card,
            struct dms_error *error)
{
    const char *name = card->name == NULL ? "" : card->name;
    const char *version = card->version == NULL ? "" : card->version;
    if (strcmp(name, item->id) != 0)
        return dms_fail(error, DMS_INVALID, "plugin.other_name", "card=%s|manifest=%s",
                        name, item->id);
    if (strcmp(version, item->version) != 0)
        return dms_fail(error, DMS_INVALID, "plugin.different_version",
                        "card=%s|manifest=%s", version, item->version);
    if (card->start == NULL)
        return dms_fail(error, DMS_INVALID, "plugin.no_start", "%s", "");
    return DMS_OK;
}

enum dms_status
plugin_card_take(struct plugin_item *item, const struct dms_plugin *given,
                 struct dms_error *error)
{
    struct dms_plugin card;
    enum dms_status st = DMS_OK;
    if (given->magic != DMS_PLUGIN_MAGIC)
        st = dms_fail(error, DMS_INVALID, "plugin.bad_magic", "%s", "");
    else if (given->size < FIRST_CARD || given->size > CARD_LIMIT)
        st = dms_fail(error, DMS_INVALID, "plugin.bad_size", "size=%u|least=%zu",
                      (unsigned)given->size, FIRST_CARD);
    if (st == DMS_OK) {
        card_copy(&card, sizeof(card), given, given->size);
        st = check_abi(&card, error);
    }
    if (st == DMS_OK)
        st = check_names(item, &card, error);
    if (st == DMS_OK)
        item->card = card;
    else
        dms_error_at_file(error, item->file, 0);
    return st;
}

void
plugin_core_stamp(char *stamp, size_t size)
{
    Dl_info info = { 0 };
    struct stat file;
    if (dladdr((const void *)&plugin_core_stamp, &info) == 0 || info.dli_fname == NULL ||
        stat(info.dli_fname, &file) != 0)
        memset(&file, 0, sizeof(file));
    snprintf(stamp, size, "%s:%lld:%lld.%09ld", DMS_VERSION, (long long)file.st_size,
             (long long)file.st_mtim.tv_sec, file.st_mtim.tv_nsec);
}
