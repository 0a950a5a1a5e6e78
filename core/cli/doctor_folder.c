/* doctor_folder.c - what is wrong with a house as one sees it from outside: owners, permissions,
 * space, things left over. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/cli_inside.h"

#define LEAST_FREE (INT64_C(1) << 30) /* bytes: a backup and a busy day */

/* Files that belong to whoever runs the house; SQLite makes the last two. */
static const char *const names[] = { "dms.db",     "lock",        "audit.anchor",
                                     "dms.ini",    "plugins.off", "dms.db-wal",
                                     "dms.db-shm", "crashes",     NULL };

static bool
look(const char *dir, const char *name, struct stat *info, char *path, size_t size)
{
    snprintf(path, size, "%s/%s", dir, name);
    return stat(path, info) == 0;
}

static void
owners(const char *dir, struct list *findings)
{
    struct stat store, info;
    char path[600];
    if (!look(dir, "dms.db", &store, path, sizeof(path)))
        return;
    for (size_t i = 0; names[i] != NULL; i++) {
        if (!look(dir, names[i], &info, path, sizeof(path)))
            continue;
        if (info.st_uid != store.st_uid)
            error_add(findings, path, 0, "doctor.owner", "uid=%u|owner=%u|file=%s",
                      (unsigned)info.st_uid, (unsigned)store.st_uid, path);
        if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0)
            error_add(findings, path, 0, "doctor.writable", "file=%s", path);
    }
    if (geteuid() != store.st_uid && geteuid() != 0)
        error_add(findings, dir, 0, "doctor.other_user", "owner=%u",
                  (unsigned)store.st_uid);
}

static void
permissions(const char *dir, struct list *findings)
{
    struct stat folder, store;
    char path[600];
    if (stat(dir, &folder) != 0)
        return;
    if ((folder.st_mode & (S_IWGRP | S_IWOTH)) != 0)
        error_add(findings, dir, 0, "doctor.writable", "file=%s", dir);
    bool entered = (folder.st_mode & S_IXOTH) != 0;
    if (entered && look(dir, "dms.db", &store, path, sizeof(path)) &&
        (store.st_mode & S_IROTH) != 0)
        error_add(findings, path, 0, "doctor.readable", "file=%s|dir=%s", path, dir);
}

static void
space(const char *dir, struct list *findings)
{
    struct statvfs disk;
    if (statvfs(dir, &disk) != 0)
        return;
    int64_t left = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
    if ((disk.f_flag & ST_RDONLY) != 0)
        error_add(findings, dir, 0, "doctor.read_only", "");
    else if (left < LEAST_FREE)
        error_add(findings, dir, 0, "doctor.space", "left=%" PRId64 "|least=%" PRId64,
                  left >> 20, LEAST_FREE >> 20);
    if (disk.f_files > 0 && disk.f_favail == 0)
        error_add(findings, dir, 0, "doctor.inodes", "");
}

static void
left_over(const char *dir, struct list *findings)
{
    struct sockaddr_un address;
    struct dms_error error = { 0 };
    if (cli_socket_path(dir, &address, &error) != DMS_OK) {
        error_add(findings, NULL, 0, "cli.path_too_long", "dir=%s", dir);
        return;
    }
    if (access(address.sun_path, F_OK) != 0)
        return;
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool silent = file >= 0 &&
                  connect(file, (struct sockaddr *)&address, sizeof(address)) != 0 &&
                  errno == ECONNREFUSED;
    if (silent)
        error_add(findings, address.sun_path, 0, "doctor.socket", "file=%s",
                  address.sun_path);
    if (file >= 0)
        close(file);
}

void
cli_doctor_folder(const char *dir, struct list *findings)
{
    permissions(dir, findings);
    owners(dir, findings);
    space(dir, findings);
    left_over(dir, findings);
}
