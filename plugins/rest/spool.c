/* spool.c - files that are only for a while, in the store directory: what they hold must not
 * leave it. */
#include "spool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define DAY 86400 /* seconds */

static char *
path_in(const struct server *server, const char *folder, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s%s%s", dms_house_dir(server->house), folder,
                 name[0] != '\0' ? "/" : "", name) < 0)
        abort();
    return path;
}

enum dms_status
spool_fault(int reason, struct dms_error *error)
{
    return dms_fail(error, reason == ENOSPC || reason == EDQUOT ? DMS_FULL : DMS_STORAGE,
                    "rest.cannot_spool", "reason=%s", strerror(reason));
}

void
spool_veil(struct dms_error *error)
{
    char reason[128];
    enum dms_status st = dms_error_status(error);
    if (strcmp(dms_error_key(error), "exchange.cannot_write") != 0)
        return;
    snprintf(reason, sizeof(reason), "%s", dms_error_value(error, "reason"));
    dms_error_clear(error);
    dms_fail(error, st, "rest.cannot_spool", "reason=%s", reason);
}

/* Removes the files that were last written before BEFORE. */
static void
clean(const char *folder, time_t before)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    struct stat stat;
    while (dir != NULL && (entry = readdir(dir)) != NULL)
        if (fstatat(dirfd(dir), entry->d_name, &stat, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(stat.st_mode) && stat.st_mtime < before)
            unlinkat(dirfd(dir), entry->d_name, 0);
    if (dir != NULL)
        closedir(dir);
}

static enum dms_status
open_folder(const struct server *server, const char *name, time_t before,
            struct dms_error *error)
{
    char *path = path_in(server, name, "");
    bool made = mkdir(path, S_IRWXU) == 0 || errno == EEXIST;
    enum dms_status st = made ? DMS_OK : spool_fault(errno, error);
    dms_error_at_file(error, st != DMS_OK ? path : NULL, 0);
    if (made)
        clean(path, before);
    free(path);
    return st;
}

enum dms_status
spool_open(const struct server *server, struct dms_error *error)
{
    time_t now = time(NULL);
    enum dms_status st = open_folder(server, "http.spool", now + DAY, error);
    return st == DMS_OK
               ? open_folder(server, "http.rejects",
                             now - (time_t)server->settings.rejects_days * DAY, error)
               : st;
}

enum dms_status
spool_create(const struct server *server, int *file, char **path, struct dms_error *error)
{
    *path = path_in(server, "http.spool", "XXXXXX");
    *file = mkostemp(*path, O_CLOEXEC);
    if (*file >= 0)
        return DMS_OK;
    int reason = errno;
    free(*path);
    *path = NULL;
    return spool_fault(reason, error);
}

char *
spool_rejects(const struct server *server, int64_t import)
{
    char name[40];
    snprintf(name, sizeof(name), "%" PRId64 ".csv", import);
    return path_in(server, "http.rejects", name);
}
