/* paper_find.c - which file a template is: the store's, the brand's, the dealer's, the plugin's.
 *
 * They are read anew for each print: what somebody has just saved is what comes out. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "door/paper.h"

#define LIMIT (1 << 18) /* bytes of a template */

/* "sales.quote": a word of a plugin or of the dealer's, and never a way out of a folder. */
static bool
is_name(const char *name)
{
    const char *dot = strchr(name, '.');
    return dot != NULL && dot != name && dot[1] != '\0' && strlen(name) < 128 &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(name) &&
           strstr(name, "..") == NULL;
}

/* A code that is a folder's name. */
static bool
is_folder(const char *code)
{
    return code[0] != '\0' && code[0] != '.' && strchr(code, '/') == NULL;
}

/* NULL: there is none. Yours to free(). */
static char *
read_file(const char *path)
{
    struct stat info;
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    char *text = NULL;
    if (file >= 0 && fstat(file, &info) == 0 && S_ISREG(info.st_mode) &&
        info.st_size <= LIMIT) {
        text = memory_get((size_t)info.st_size + 1);
        ssize_t size = read(file, text, (size_t)info.st_size);
        text[size > 0 ? size : 0] = '\0';
    }
    if (file >= 0)
        close(file);
    return text;
}

static enum dms_status
load(struct dms_house *house, const char *path, const char *text, struct paper **paper,
     struct dms_error *error)
{
    enum dms_status st = paper_read(path, text, paper, error);
    if (st == DMS_OK)
        st = paper_check(*paper, atomic_load(&house->catalogue), house->messages, error);
    if (st == DMS_OK)
        return st;
    paper_destroy(*paper);
    *paper = NULL;
    return st;
}

/* "brands/aurora/print/sales.quote.html", "sales/print/sales.quote.html": what it is called. */
static const char *
layer_of(const struct dms_house *house, const char *path)
{
    size_t size = strlen(house->script_path);
    const char *at = path + strlen(path);
    if (strncmp(path, house->script_path, size) == 0 && path[size] == '/')
        return path + size + 1;
    for (int slashes = 0; at > path && slashes < 3; slashes += *at == '/')
        at--;
    return *at == '/' ? at + 1 : at;
}

/* What is wrong with LAYER's template is told once, until it is right or not there. */
static void
tell(struct dms_house *house, const char *path, const struct dms_error *reason)
{
    const char *layer = layer_of(house, path);
    dms_house_notice(house, layer, path, NULL);
    if (reason != NULL)
        dms_house_notice(house, layer, path, reason);
}

static const char *
plugin_dir(const struct dms_house *house, const char *name)
{
    size_t size = strcspn(name, ".");
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *plugin = house->plugins.items[i];
        if (plugin->card != NULL && plugin->dir != NULL && strlen(plugin->name) == size &&
            strncmp(plugin->name, name, size) == 0)
            return plugin->dir;
    }
    return NULL;
}

/* A plugin may have a form about what another one has, which is not here. */
static bool
is_of_nobody_here(const struct dms_house *house, const char *path,
                  const struct dms_error *reason)
{
    size_t size = strlen(house->script_path);
    bool of_scripts = strncmp(path, house->script_path, size) == 0 && path[size] == '/';
    return !of_scripts &&
           strncmp(dms_error_key(reason), "entity.unknown", strlen("entity.unknown")) == 0 &&
           plugin_dir(house, dms_error_value(reason, "entity")) == NULL;
}

/* The file of PATH, when there is one and it is right. */
static bool
take_file(struct dms_house *house, const char *path, struct paper **paper)
{
    struct dms_error reason = { 0 };
    char *text = read_file(path);
    bool sound = text != NULL && load(house, path, text, paper, &reason) == DMS_OK;
    bool wrong = text != NULL && !sound && !is_of_nobody_here(house, path, &reason);
    tell(house, path, wrong ? &reason : NULL);
    free(text);
    return sound;
}

static bool
take_layer(struct dms_house *house, const char *folder, const char *code,
           const char *name, struct paper **paper)
{
    char *path = NULL;
    if (code != NULL && !is_folder(code))
        return false;
    if (asprintf(&path, "%s/%s%s%s/print/%s.html", house->script_path, folder,
                 code != NULL ? "/" : "", code != NULL ? code : "", name) < 0)
        memory_end();
    bool sound = take_file(house, path, paper);
    free(path);
    return sound;
}

/* What was told of forms before: also of those whose file is gone. */
static void
forget(struct dms_house *house)
{
    struct dms_json *notices = dms_house_notices(house, "en");
    for (size_t i = 0; i < dms_json_count(notices); i++) {
        const char *topic = dms_json_text_at(dms_json_at(notices, i), "plugin");
        if (topic != NULL && strstr(topic, "/print/") != NULL)
            dms_house_notice(house, topic, NULL, NULL);
    }
    dms_json_destroy(notices);
}

static void
look_over(struct dms_house *house, const char *folder, const char *layer)
{
    glob_t found = { 0 };
    char *pattern = NULL;
    if (asprintf(&pattern, "%s/%s/*.html", folder, layer) < 0)
        memory_end();
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t f = 0; f < found.gl_pathc; f++) {
            struct paper *paper = NULL;
            take_file(house, found.gl_pathv[f], &paper);
            paper_destroy(paper);
        }
    globfree(&found);
    free(pattern);
}

void
paper_look_over(struct dms_house *house)
{
    static const char *const layers[] = { "common/print", "brands/*/print",
                                          "stores/*/print" };
    forget(house);
    for (size_t i = 0; i < sizeof(layers) / sizeof(layers[0]); i++)
        look_over(house, house->script_path, layers[i]);
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *plugin = house->plugins.items[i];
        if (plugin->card != NULL && plugin->dir != NULL)
            look_over(house, plugin->dir, "print");
    }
}

static enum dms_status
take_plugin(struct dms_house *house, const char *name, struct paper **paper,
            struct dms_error *error)
{
    char *path = NULL, *text = NULL;
    const char *dir = plugin_dir(house, name);
    if (asprintf(&path, "%s/print/%s.html", dir != NULL ? dir : "", name) < 0)
        memory_end();
    if (dir != NULL)
        text = read_file(path);
    enum dms_status st = text != NULL ? load(house, path, text, paper, error)
                                      : dms_fail_field(error, DMS_NOT_FOUND, "template",
                                                       "paper.none", "name=%s", name);
    free(text);
    free(path);
    return st;
}

enum dms_status
paper_find(struct dms_house *house, const struct paper_place *place, const char *name,
           struct paper **paper, struct dms_error *error)
{
    *paper = NULL;
    if (!is_name(name))
        return dms_fail_field(error, DMS_NOT_FOUND, "template", "paper.none", "name=%s",
                              name);
    enum dms_status st = DMS_OK;
    if (!take_layer(house, "stores", place->store, name, paper) &&
        !take_layer(house, "brands", place->brand, name, paper) &&
        !take_layer(house, "common", NULL, name, paper))
        st = take_plugin(house, name, paper, error);
    if (st != DMS_OK || strcmp((*paper)->entity, place->entity) == 0)
        return st;
    st = dms_fail_field(error, DMS_INVALID, "template", "paper.other_entity",
                        "name=%s|entity=@entity.%s|asked=@entity.%s", name,
                        (*paper)->entity, place->entity);
    paper_destroy(*paper);
    *paper = NULL;
    return st;
}
