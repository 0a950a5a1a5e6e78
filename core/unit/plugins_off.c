/* plugins_off.c - a plugin is switched off, or on again; what runs now runs on until the next start. */
#include "unit/plugins_off.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/list.h"
#include "base/private_file.h"
#include "base/text.h"

static char *
path_in(const char *dir, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", dir, name) < 0)
        memory_end();
    return path;
}

/* The lines of FILE but those that name PLUGIN; *NAMED: whether one did. Yours to free(). */
static char *
without(const char *file, const char *plugin, bool *named)
{
    struct text kept = { 0 };
    char *line = NULL;
    size_t room = 0;
    FILE *stream = fopen(file, "re");
    text_add(&kept, "");
    *named = false;
    while (stream != NULL && getline(&line, &room, stream) > 0) {
        const char *name = line + strspn(line, " \t");
        size_t size = strcspn(name, "# \t\r\n");
        bool this = size == strlen(plugin) && strncmp(name, plugin, size) == 0;
        *named = *named || this;
        if (!this)
            text_add(&kept, line);
    }
    if (stream != NULL)
        fclose(stream);
    free(line);
    return text_take(&kept);
}

/* FLAGS: from its beginning, or behind what is there. */
static enum dms_status
write_lines(const char *path, int flags, const char *lines, struct dms_error *error)
{
    int file = private_open(path, O_WRONLY | flags);
    FILE *stream = file < 0 ? NULL : fdopen(file, "w");
    bool written = stream != NULL && fputs(lines, stream) >= 0;
    if (stream != NULL)
        written = fclose(stream) == 0 && written;
    else if (file >= 0)
        close(file);
    return written ? DMS_OK
                   : dms_fail(error, DMS_INVALID, "cli.plugin_write", "file=%s|reason=%s",
                              path, strerror(errno));
}

static enum dms_status
put(const char *dir, const char *name, bool off, struct dms_error *error)
{
    char *path = path_in(dir, "plugins.off"), *lines = NULL;
    bool named = false;
    enum dms_status st = DMS_OK;
    char *kept = without(path, name, &named);
    size_t size = strlen(kept);
    if (asprintf(&lines, "%s%s%s%s", kept, size > 0 && kept[size - 1] != '\n' ? "\n" : "",
                 off ? name : "", off ? "\n" : "") < 0)
        memory_end();
    if (named != off)
        st = write_lines(path, O_TRUNC, lines, error);
    free(lines);
    free(kept);
    free(path);
    return st;
}

static enum dms_status
forgive(const char *dir, const char *name, struct dms_error *error)
{
    char *path = path_in(dir, "crashes"), *line = NULL;
    struct stat info;
    enum dms_status st = DMS_OK;
    if (asprintf(&line, "%lld ENABLED %s -\n", (long long)time(NULL), name) < 0)
        memory_end();
    if (stat(path, &info) == 0)
        st = write_lines(path, O_APPEND, line, error);
    free(line);
    free(path);
    return st;
}

enum dms_status
plugins_off_put(const char *dir, const char *name, bool off, struct dms_error *error)
{
    enum dms_status st = put(dir, name, off, error);
    return st == DMS_OK && !off ? forgive(dir, name, error) : st;
}

bool
plugins_off_has(const char *dir, const char *name)
{
    char *path = path_in(dir, "plugins.off");
    bool named = false;
    free(without(path, name, &named));
    free(path);
    return named;
}
