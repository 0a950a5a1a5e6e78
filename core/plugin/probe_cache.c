/* probe_cache.c - DIR/plugin-probe.json: path → what the library and the core looked like. */
#include "plugin/probe_cache.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "plugin/crash.h"

#define CACHE_LIMIT (1 << 20)

struct probe_cache {
    char *file;
    struct dms_json *known;
    char core[128];
    bool changed;
};

/* Who died since all was sound may do so again in its start: look anew, once. */
static bool
died_since(const char *file)
{
    struct stat known, crashes;
    char *path = NULL;
    const char *slash = strrchr(file, '/');
    int folder = slash == NULL ? 0 : (int)(slash - file + 1);
    if (asprintf(&path, "%.*s" CRASH_FILE, folder, file) < 0)
        memory_end();
    bool died = stat(path, &crashes) == 0 && crashes.st_size > 0 &&
                stat(file, &known) == 0 &&
                (crashes.st_mtim.tv_sec > known.st_mtim.tv_sec ||
                 (crashes.st_mtim.tv_sec == known.st_mtim.tv_sec &&
                  crashes.st_mtim.tv_nsec >= known.st_mtim.tv_nsec));
    free(path);
    return died;
}

struct probe_cache *
probe_cache_load(const char *file)
{
    struct probe_cache *cache = memory_get(sizeof(*cache));
    size_t size = 0;
    cache->file = memory_copy(file);
    plugin_core_stamp(cache->core, sizeof(cache->core));
    bool trusted = file != NULL && !died_since(file);
    char *text = trusted ? plugin_read_file(file, CACHE_LIMIT, &size) : NULL;
    if (text == NULL || dms_json_load(text, size, &cache->known, NULL) != DMS_OK ||
        dms_json_kind(cache->known) != DMS_JSON_OBJECT) {
        dms_json_destroy(cache->known);
        cache->known = dms_json_create_object();
    }
    free(text);
    return cache;
}

/* The change time cannot be set back by those who set the other one. */
static bool
stamp(const struct probe_cache *cache, const struct plugin_item *item, char *text,
      size_t size)
{
    struct stat info;
    if (stat(item->file, &info) != 0)
        return false;
    snprintf(text, size, "%lld %llu:%llu %lld.%09ld %lld.%09ld %s %s",
             (long long)info.st_size, (unsigned long long)info.st_dev,
             (unsigned long long)info.st_ino, (long long)info.st_mtim.tv_sec,
             info.st_mtim.tv_nsec, (long long)info.st_ctim.tv_sec, info.st_ctim.tv_nsec,
             item->version, cache->core);
    return true;
}

bool
probe_cache_knows(const struct probe_cache *cache, const struct plugin_item *item)
{
    char now[384];
    const char *then = dms_json_text_at(cache->known, item->file);
    return then != NULL && stamp(cache, item, now, sizeof(now)) && strcmp(now, then) == 0;
}

void
probe_cache_add(struct probe_cache *cache, const struct plugin_item *item)
{
    char now[384];
    if (!stamp(cache, item, now, sizeof(now)))
        return;
    dms_json_set_text(cache->known, item->file, now);
    cache->changed = true;
}

static void
write_out(const struct probe_cache *cache)
{
    char *text = dms_json_print_pretty(cache->known), *fresh = NULL;
    if (asprintf(&fresh, "%s.new", cache->file) < 0)
        memory_end();
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0) {
        bool whole = write(fd, text, strlen(text)) == (ssize_t)strlen(text);
        close(fd);
        if (!whole || rename(fresh, cache->file) != 0)
            unlink(fresh);
    }
    free(fresh);
    free(text);
}

void
probe_cache_save(struct probe_cache *cache)
{
    if (cache->changed && cache->file != NULL)
        write_out(cache);
    dms_json_destroy(cache->known);
    free(cache->file);
    free(cache);
}
