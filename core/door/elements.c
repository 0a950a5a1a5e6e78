/* elements.c - what a plugin draws itself: custom elements its manifest names with their digests.
 *
 * A module runs in the browser of whoever works here. So one is only there when its bytes are those
 * the manifest promises, looked at each time, and only on when an admin has said so: the core.setting
 * web.elements, "plugin/name" with blanks between. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"
#include "dms/house.h"
#include "door/door.h"

#define SETTING "web.elements"
#define LIMIT   (1L << 20) /* bytes of a manifest or a module */

/* NULL when it cannot be read. Yours to free(). */
static char *
read_file(const char *dir, const char *name)
{
    char *path = NULL, *text = NULL;
    if (asprintf(&path, "%s/%s", dir, name) < 0)
        memory_end();
    FILE *file = fopen(path, "re");
    free(path);
    if (file == NULL)
        return NULL;
    text = memory_get(LIMIT + 1);
    size_t size = fread(text, 1, LIMIT + 1, file);
    bool whole = ferror(file) == 0 && size <= LIMIT;
    fclose(file);
    if (!whole) {
        free(text);
        return NULL;
    }
    text[size] = '\0';
    return text;
}

/* Is the module what was promised? If not, that is told until it is. */
static bool
is_sound(struct dms_house *house, const char *plugin, const char *dir,
         const struct dms_json *element)
{
    struct dms_error reason = { 0 };
    char *path = NULL, *topic = NULL, digest[DIGEST_TEXT_SIZE] = "";
    const char *promised = dms_json_text_at(element, "sha256");
    if (asprintf(&path, "%s/%s", dir, dms_json_text_at(element, "module")) < 0 ||
        asprintf(&topic, "%s/%s", plugin, dms_json_text_at(element, "name")) < 0)
        memory_end();
    if (digest_file_sha256(path, digest, &reason) == DMS_OK &&
        strcmp(digest, promised) != 0) {
        dms_fail(&reason, DMS_INVALID, "door.element_digest", "name=%s|sha256=%s", topic,
                 digest);
        dms_error_at_file(&reason, path, 0);
    }
    bool sound = dms_error_status(&reason) == DMS_OK;
    dms_house_notice(house, topic, path, NULL);
    if (!sound)
        dms_house_notice(house, topic, path, &reason);
    free(path);
    free(topic);
    return sound;
}

/* "a/x b/y" holds a/x. */
static bool
is_on(const char *setting, const char *plugin, const char *name)
{
    size_t first = strlen(plugin), second = strlen(name);
    for (const char *at = setting; *at != '\0'; at += strcspn(at, ", ")) {
        at += strspn(at, ", ");
        if (strcspn(at, ", ") == first + 1 + second && strncmp(at, plugin, first) == 0 &&
            at[first] == '/' && strncmp(at + first + 1, name, second) == 0)
            return true;
    }
    return false;
}

static struct dms_json *
told(const char *setting, const char *plugin, const struct dms_json *element)
{
    struct text url = { 0 };
    const char *name = dms_json_text_at(element, "name");
    struct dms_json *json = dms_json_create_object();
    text_printf(&url, "/api/v1/elements/%s/%s", plugin, name);
    dms_json_set_text(json, "name", name);
    dms_json_set_text(json, "plugin", plugin);
    dms_json_set_text(json, "url", url.data);
    dms_json_set_boolean(json, "on", is_on(setting, plugin, name));
    text_clear(&url);
    return json;
}

/* The manifest of the INDEX-th plugin that runs; NULL: there is none any more. Yours to destroy. */
static struct dms_json *
manifest_at(const struct dms_house *house, size_t index, const char **plugin,
            const char **dir)
{
    struct dms_json *manifest = NULL;
    *dir = dms_house_plugin_dir(house, index);
    *plugin = dms_house_plugin_name(house, index);
    if (*dir == NULL)
        return NULL;
    char *text = read_file(*dir, "plugin.json");
    if (text != NULL)
        dms_json_load(text, strlen(text), &manifest, NULL);
    free(text);
    return manifest != NULL ? manifest : dms_json_create_object();
}

/* Inside a unit only what the setting says; all files are read outside of it. */
static enum dms_status
read_setting(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    char **setting = context;
    (void)answer, (void)error;
    *setting = memory_copy(dms_unit_setting(unit, SETTING, ""));
    return DMS_OK;
}

enum dms_status
door_elements(struct dms_house *house, const struct dms_request *request,
              const struct dms_json *question, struct dms_json **answer,
              struct dms_error *error)
{
    char *setting = NULL;
    const char *plugin, *dir;
    struct dms_json *manifest, *all = dms_json_create_array();
    (void)question;
    enum dms_status st =
        dms_house_read(house, request, read_setting, &setting, NULL, error);
    for (size_t i = 0;
         st == DMS_OK && (manifest = manifest_at(house, i, &plugin, &dir)) != NULL; i++) {
        const struct dms_json *elements = dms_json_at_key(manifest, "elements");
        for (size_t e = 0; e < dms_json_count(elements); e++)
            if (is_sound(house, plugin, dir, dms_json_at(elements, e)))
                dms_json_take(all, told(setting, plugin, dms_json_at(elements, e)));
        dms_json_destroy(manifest);
    }
    free(setting);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "elements", all);
    return st;
}

/* The module's text when it is what was promised; NULL: no. Yours to free(). */
static char *
module_of(struct dms_house *house, const char *plugin, const char *dir,
          const struct dms_json *elements, const char *name)
{
    for (size_t e = 0; e < dms_json_count(elements); e++) {
        const struct dms_json *element = dms_json_at(elements, e);
        if (strcmp(dms_json_text_at(element, "name"), name) == 0 &&
            is_sound(house, plugin, dir, element))
            return read_file(dir, dms_json_text_at(element, "module"));
    }
    return NULL;
}

/* {"plugin", "name"}: the module of an element that is on, as {"text"}. */
enum dms_status
door_element(struct dms_house *house, const struct dms_request *request,
             const struct dms_json *question, struct dms_json **answer,
             struct dms_error *error)
{
    char *setting = NULL, *text = NULL;
    const char *plugin, *dir, *wanted = "", *name = "";
    struct dms_json *manifest;
    enum dms_status st = door_text(question, "plugin", &wanted, error);
    if (st == DMS_OK)
        st = door_text(question, "name", &name, error);
    if (st == DMS_OK)
        st = dms_house_read(house, request, read_setting, &setting, NULL, error);
    bool on = st == DMS_OK && is_on(setting, wanted, name);
    for (size_t i = 0; on && (manifest = manifest_at(house, i, &plugin, &dir)) != NULL;
         i++) {
        if (text == NULL && strcmp(plugin, wanted) == 0)
            text = module_of(house, plugin, dir, dms_json_at_key(manifest, "elements"),
                             name);
        dms_json_destroy(manifest);
    }
    free(setting);
    if (st == DMS_OK && text == NULL)
        st = dms_fail_field(error, DMS_NOT_FOUND, "name", "door.no_element", "name=%s/%s",
                            wanted, name);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_text(*answer, "text", text);
    }
    free(text);
    return st;
}
