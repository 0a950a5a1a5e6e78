/* file.c - puts a finished database file in its place: all of it or nothing, also when the
 * power fails. */
#include "storage/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/list.h"
#include "base/text.h"

char *
file_beside(const char *path, const char *ending)
{
    struct text text = { 0 };
    text_add(&text, path);
    text_add(&text, ending);
    return text_take(&text);
}

void
file_remove(const char *path)
{
    static const char *const endings[] = { "", "-wal", "-shm", "-journal" };
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        char *name = file_beside(path, endings[i]);
        unlink(name);
        free(name);
    }
}

static int
sync_path(const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int code = fsync(fd) == 0 ? 0 : errno;
    close(fd);
    return code;
}

static int
sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return sync_path(".", O_RDONLY | O_DIRECTORY);
    char *folder = memory_copy_sized(path, slash == path ? 1 : (size_t)(slash - path));
    int code = sync_path(folder, O_RDONLY | O_DIRECTORY);
    free(folder);
    return code;
}

/* link refuses to replace what is there; rename would not. */
static int
move(const char *from, const char *to, bool replace)
{
    if (replace)
        return rename(from, to) == 0 ? 0 : errno;
    if (link(from, to) != 0)
        return errno;
    return unlink(from) == 0 ? 0 : errno;
}

enum dms_status
file_put(const char *from, const char *to, bool replace, struct dms_error *error)
{
    int code = sync_path(from, O_RDONLY);
    if (code == 0)
        code = move(from, to, replace);
    if (code == 0)
        code = sync_folder(to);
    if (code == 0)
        return DMS_OK;
    if (code == EEXIST)
        return dms_fail(error, DMS_INVALID, "storage.exists", "file=%s", to);
    return dms_fail(error, code == ENOSPC ? DMS_FULL : DMS_STORAGE,
                    "storage.cannot_write_file", "file=%s|reason=%s", to, strerror(code));
}
