/* ini_folder.c - dms.ini and what lies beside it in conf.d, the later name winning. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/ini.h"

static char *
join(const char *dir, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", dir, name) < 0)
        memory_end();
    return path;
}

static int
is_ours(const struct dirent *entry)
{
    size_t size = strlen(entry->d_name);
    return entry->d_name[0] != '.' && size > 4 &&
           strcmp(entry->d_name + size - 4, ".ini") == 0;
}

/* By bytes: the order must not depend on the language of who starts the house. */
static int
by_name(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static void
read_entry(const char *dir, const char *name, struct list *values, struct list *faults)
{
    char *path = join(dir, name);
    ini_read(path, values, faults);
    free(path);
}

/* Who may add files to a folder may set everything. */
static bool
others_may_write(const char *dir)
{
    struct stat info;
    return stat(dir, &info) == 0 && (info.st_mode & (S_IWGRP | S_IWOTH)) != 0;
}

static void
read_more(const char *dir, struct list *values, struct list *faults)
{
    struct dirent **entries = NULL;
    int count = scandir(dir, &entries, is_ours, by_name);
    bool open = count > 0 && others_may_write(dir);
    if (open)
        error_add(faults, dir, 0, "config.writable", "path=%s", dir);
    else if (count < 0 && errno != ENOENT)
        error_add(faults, dir, 0, "config.unreadable", "reason=%s", strerror(errno));
    for (int i = 0; i < count; i++) {
        if (!open)
            read_entry(dir, entries[i]->d_name, values, faults);
        free(entries[i]);
    }
    free(entries);
}

void
ini_read_folder(const char *dir, struct list *values, struct list *faults)
{
    char *more = join(dir, "conf.d");
    read_entry(dir, "dms.ini", values, faults);
    read_more(more, values, faults);
    free(more);
}
