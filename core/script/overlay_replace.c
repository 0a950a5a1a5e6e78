/* overlay_replace.c - texts take the place of files: written beside them first, then all are
 * renamed, and what was there stays beside them until the last word is spoken. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "script/overlay.h"

/* Names with a dot in front are nobody's rules. */
struct change {
    char path[2048], fresh[2100], old[2100], folder[2048];
    const char *text; /* NULL: the file goes */
    bool made_folder, was_there, done;
};

struct replaced {
    struct change *items;
    size_t count;
};

static void
name_change(struct change *change, const char *folder, const char *file, const char *text)
{
    snprintf(change->path, sizeof(change->path), "%s/%s", folder, file);
    char *name = strrchr(change->path, '/');
    int size = (int)(name - change->path);
    snprintf(change->folder, sizeof(change->folder), "%.*s", size, change->path);
    snprintf(change->fresh, sizeof(change->fresh), "%.*s/.%s.new", size, change->path,
             name + 1);
    snprintf(change->old, sizeof(change->old), "%.*s/.%s.old", size, change->path,
             name + 1);
    change->text = text;
}

/* A brand may be new, and so may its folder of words. */
static bool
make_folder(struct change *change)
{
    struct stat about;
    if (stat(change->folder, &about) == 0)
        return true;
    if (mkdir(change->folder, 0755) != 0 && errno == ENOENT) {
        char *last = strrchr(change->folder, '/');
        *last = 0;
        bool made = mkdir(change->folder, 0755) == 0;
        *last = '/';
        if (!made || mkdir(change->folder, 0755) != 0)
            return false;
    }
    return change->made_folder = access(change->folder, W_OK) == 0;
}

static bool
write_whole(int handle, const char *text, size_t size)
{
    while (size > 0) {
        ssize_t written = write(handle, text, size);
        if (written < 0 && errno != EINTR)
            return false;
        if (written > 0) {
            text += written;
            size -= (size_t)written;
        }
    }
    return fsync(handle) == 0;
}

/* On the disk, beside the file, with its rights. */
static bool
write_fresh(struct change *change)
{
    struct stat about;
    change->was_there = stat(change->path, &about) == 0;
    if (change->text == NULL)
        return true;
    if (!make_folder(change))
        return false;
    int handle =
        open(change->fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (handle < 0)
        return false;
    bool well = write_whole(handle, change->text, strlen(change->text)) &&
                (!change->was_there || fchmod(handle, about.st_mode & 07777) == 0);
    return (close(handle) == 0) && well;
}

static void
sync_folder(const char *folder)
{
    int handle = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle >= 0) {
        fsync(handle);
        close(handle);
    }
}

/* Where a file system knows no second names, the old one is away for a moment. */
static bool
put(struct change *change)
{
    unlink(change->old);
    bool aside = !change->was_there ||
                 (change->text != NULL && link(change->path, change->old) == 0) ||
                 rename(change->path, change->old) == 0;
    change->done = aside;
    bool well =
        aside && (change->text == NULL || rename(change->fresh, change->path) == 0);
    sync_folder(change->folder);
    return well;
}

static void
end(struct replaced *replaced)
{
    for (size_t i = 0; i < replaced->count; i++) {
        unlink(replaced->items[i].fresh);
        unlink(replaced->items[i].old);
    }
    free(replaced->items);
    free(replaced);
}

void
replaced_keep(struct replaced *replaced)
{
    if (replaced != NULL)
        end(replaced);
}

void
replaced_undo(struct replaced *replaced)
{
    if (replaced == NULL)
        return;
    for (size_t i = replaced->count; i-- > 0;) {
        struct change *change = &replaced->items[i];
        if (change->done && change->was_there)
            rename(change->old, change->path);
        else if (change->done && change->text != NULL)
            unlink(change->path);
        unlink(change->fresh);
        if (change->made_folder)
            rmdir(change->folder);
        sync_folder(change->folder);
    }
    end(replaced);
}

static enum dms_status
refuse(const struct change *change, struct dms_error *error)
{
    enum dms_status st = dms_fail(error, errno == ENOSPC ? DMS_FULL : DMS_INVALID,
                                  "script.cannot_write", "text=%s", strerror(errno));
    dms_error_at_file(error, change->path, 0);
    return st;
}

enum dms_status
overlay_replace(const char *folder, const struct dms_json *texts,
                struct replaced **replaced, struct dms_error *error)
{
    enum dms_status st = overlay_check(folder, texts, error);
    *replaced = NULL;
    if (st != DMS_OK)
        return st;
    struct replaced *all = script_get(sizeof(*all));
    all->count = dms_json_count(texts);
    all->items = script_get((all->count + 1) * sizeof(*all->items));
    for (size_t i = 0; i < all->count; i++)
        name_change(&all->items[i], folder, dms_json_key_at(texts, i),
                    dms_json_text(dms_json_value_at(texts, i)));
    for (size_t i = 0; i < all->count && st == DMS_OK; i++)
        if (!write_fresh(&all->items[i]))
            st = refuse(&all->items[i], error);
    for (size_t i = 0; i < all->count && st == DMS_OK; i++)
        if (!put(&all->items[i]))
            st = refuse(&all->items[i], error);
    if (st == DMS_OK)
        *replaced = all;
    else
        replaced_undo(all);
    return st;
}
