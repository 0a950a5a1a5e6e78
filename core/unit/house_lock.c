/* house_lock.c - one process per store directory: DIR/lock, which names who has it. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "unit/house.h"

static enum dms_status
held_by_other(const struct dms_house *house, int lock, struct dms_error *error)
{
    char pid[32] = "";
    ssize_t got = pread(lock, pid, sizeof(pid) - 1, 0);
    pid[got > 0 ? strcspn(pid, "\n") : 0] = '\0';
    return dms_fail(error, DMS_BUSY, "house.locked", "dir=%s|pid=%s", house->dir, pid);
}

/* For whoever is refused next; the lock itself does not depend on it. */
static void
write_pid(int lock)
{
    char pid[32];
    int size = snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
    if (ftruncate(lock, 0) != 0 || pwrite(lock, pid, (size_t)size, 0) != size)
        return;
}

enum dms_status
house_lock(struct dms_house *house, struct dms_error *error)
{
    char *path = NULL;
    if (asprintf(&path, "%s/lock", house->dir) < 0)
        memory_end();
    enum dms_status st = DMS_OK;
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0640);
    if (lock < 0)
        st = dms_fail(error, DMS_INVALID, "house.no_lock", "file=%s|reason=%s", path,
                      strerror(errno));
    else if (flock(lock, LOCK_EX | LOCK_NB) != 0)
        st = held_by_other(house, lock, error);
    free(path);
    if (st == DMS_OK) {
        write_pid(lock);
        house->lock = lock;
    } else if (lock >= 0) {
        close(lock);
    }
    return st;
}
