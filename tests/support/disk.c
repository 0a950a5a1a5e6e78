/* disk.c - SQLite's own file system with an ear at what it does. */
#include "support/disk.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

struct heard_file {
    sqlite3_file base;
    enum disk_file file;
    sqlite3_file *own; /* stands behind this one */
};

static sqlite3_vfs *own_vfs;
static disk_listener *listener;

static sqlite3_file *
own(sqlite3_file *file)
{
    return ((struct heard_file *)file)->own;
}

static int
hear(sqlite3_file *file, enum disk_act act, int64_t at, const void *data, size_t size)
{
    const struct disk_deed deed = { act, ((struct heard_file *)file)->file, at, data,
                                    size };
    return listener(&deed);
}

static int
close_file(sqlite3_file *file)
{
    return own(file)->pMethods->xClose(own(file));
}

static int
read_file(sqlite3_file *file, void *data, int size, sqlite3_int64 at)
{
    int code = hear(file, DISK_READ, at, NULL, (size_t)size);
    return code == SQLITE_OK ? own(file)->pMethods->xRead(own(file), data, size, at)
                             : code;
}

static int
write_file(sqlite3_file *file, const void *data, int size, sqlite3_int64 at)
{
    int code = hear(file, DISK_WRITE, at, data, (size_t)size);
    return code == SQLITE_OK ? own(file)->pMethods->xWrite(own(file), data, size, at)
                             : code;
}

static int
truncate_file(sqlite3_file *file, sqlite3_int64 size)
{
    int code = hear(file, DISK_TRUNCATE, size, NULL, 0);
    return code == SQLITE_OK ? own(file)->pMethods->xTruncate(own(file), size) : code;
}

static int
sync_file(sqlite3_file *file, int flags)
{
    int code = hear(file, DISK_SYNC, 0, NULL, 0);
    return code == SQLITE_OK ? own(file)->pMethods->xSync(own(file), flags) : code;
}

static int
size_file(sqlite3_file *file, sqlite3_int64 *size)
{
    return own(file)->pMethods->xFileSize(own(file), size);
}

static int
lock_file(sqlite3_file *file, int level)
{
    int code = hear(file, DISK_LOCK, level, NULL, 0);
    return code == SQLITE_OK ? own(file)->pMethods->xLock(own(file), level) : code;
}

static int
unlock_file(sqlite3_file *file, int level)
{
    return own(file)->pMethods->xUnlock(own(file), level);
}

static int
check_lock(sqlite3_file *file, int *result)
{
    return own(file)->pMethods->xCheckReservedLock(own(file), result);
}

static int
control(sqlite3_file *file, int what, void *value)
{
    return own(file)->pMethods->xFileControl(own(file), what, value);
}

static int
sector_size(sqlite3_file *file)
{
    return own(file)->pMethods->xSectorSize(own(file));
}

static int
characteristics(sqlite3_file *file)
{
    return own(file)->pMethods->xDeviceCharacteristics(own(file));
}

static int
map_shared(sqlite3_file *file, int page, int size, int extend, void volatile **memory)
{
    return own(file)->pMethods->xShmMap(own(file), page, size, extend, memory);
}

static int
lock_shared(sqlite3_file *file, int offset, int count, int flags)
{
    int code = (flags & SQLITE_SHM_UNLOCK) == 0 ? hear(file, DISK_LOCK, offset, NULL, 0)
                                                : SQLITE_OK;
    return code == SQLITE_OK
               ? own(file)->pMethods->xShmLock(own(file), offset, count, flags)
               : code;
}

static void
barrier(sqlite3_file *file)
{
    own(file)->pMethods->xShmBarrier(own(file));
}

static int
unmap_shared(sqlite3_file *file, int remove)
{
    return own(file)->pMethods->xShmUnmap(own(file), remove);
}

static const sqlite3_io_methods methods = {
    2,
    close_file,
    read_file,
    write_file,
    truncate_file,
    sync_file,
    size_file,
    lock_file,
    unlock_file,
    check_lock,
    control,
    sector_size,
    characteristics,
    map_shared,
    lock_shared,
    barrier,
    unmap_shared,
    NULL,
    NULL,
};

static int
open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
    struct heard_file *heard = (struct heard_file *)file;
    (void)vfs;
    heard->own = (sqlite3_file *)(heard + 1);
    heard->file = (flags & SQLITE_OPEN_MAIN_DB) != 0 ? DISK_DATABASE
                  : (flags & SQLITE_OPEN_WAL) != 0   ? DISK_LOG
                                                     : DISK_OTHER;
    int code = own_vfs->xOpen(own_vfs, name, heard->own, flags, out);
    heard->base.pMethods = heard->own->pMethods != NULL ? &methods : NULL;
    return code;
}

void
disk_listen(disk_listener *hears)
{
    static sqlite3_vfs heard;
    listener = hears;
    own_vfs = sqlite3_vfs_find(NULL);
    heard = *own_vfs;
    heard.zName = "heard";
    heard.szOsFile = (int)sizeof(struct heard_file) + own_vfs->szOsFile;
    heard.xOpen = open_file;
    sqlite3_vfs_register(&heard, 1);
}
