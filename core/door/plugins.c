/* plugins.c - the plugins of the house for who runs it: how each is, what hangs on it, and whether the
 * next start leaves it off. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "dms/house.h"
#include "door/door.h"
#include "unit/plugins_off.h"

/* "crm sales" as an array. */
static struct dms_json *
words(const char *text)
{
    struct dms_json *array = dms_json_create_array();
    for (const char *at = text != NULL ? text : ""; *at != '\0'; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        dms_json_take(array, dms_json_create_text_sized(at, size));
        at += size;
    }
    return array;
}

static bool
needs(const struct house_plugin *plugin, const char *name)
{
    size_t size = strlen(name);
    const char *at = plugin->needs != NULL ? plugin->needs : "";
    for (; *at != '\0'; at += strcspn(at, " "), at += strspn(at, " "))
        if (strcspn(at, " ") == size && strncmp(at, name, size) == 0)
            return true;
    return false;
}

static struct dms_json *
needed_by(const struct dms_house *house, const char *name)
{
    struct dms_json *array = dms_json_create_array();
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *plugin = house->plugins.items[i];
        if (needs(plugin, name))
            dms_json_take(array, dms_json_create_text(plugin->name));
    }
    return array;
}

/* on, off (somebody said so), quarantined (it crashed too often), failed; gone: see below. */
static const char *
state_of(const struct house_plugin *plugin, const char *reason)
{
    if (plugin->card != NULL)
        return "on";
    return reason != NULL && strcmp(reason, "plugin.switched_off") == 0  ? "off"
           : reason != NULL && strcmp(reason, "plugin.quarantined") == 0 ? "quarantined"
                                                                         : "failed";
}

static const struct dms_json *
notice_of(const struct dms_json *notices, const char *name)
{
    for (size_t i = 0; i < dms_json_count(notices); i++) {
        const struct dms_json *notice = dms_json_at(notices, i);
        const char *plugin = dms_json_text_at(notice, "plugin");
        if (plugin != NULL && strcmp(plugin, name) == 0)
            return notice;
    }
    return NULL;
}

static struct dms_json *
tell(const struct dms_house *house, const struct house_plugin *plugin,
     const struct dms_json *notices)
{
    struct dms_json *item = dms_json_create_object();
    const struct dms_json *notice = notice_of(notices, plugin->name);
    dms_json_set_text(item, "name", plugin->name);
    dms_json_set_text(item, "version", plugin->version);
    dms_json_set_text(item, "dir", plugin->dir != NULL ? plugin->dir : "");
    dms_json_set_boolean(item, "on", plugin->card != NULL);
    dms_json_set_text(item, "state", state_of(plugin, dms_json_text_at(notice, "key")));
    if (notice != NULL)
        dms_json_set_text(item, "why", dms_json_text_at(notice, "text"));
    dms_json_set_boolean(item, "off_at_start", plugins_off_has(house->dir, plugin->name));
    dms_json_take_key(item, "needs", words(plugin->needs));
    dms_json_take_key(item, "needed_by", needed_by(house, plugin->name));
    return item;
}

static bool
is_listed(const struct dms_json *list, const char *name)
{
    for (size_t i = 0; i < dms_json_count(list); i++)
        if (strcmp(dms_json_text_at(dms_json_at(list, i), "name"), name) == 0)
            return true;
    return false;
}

/* Of a plugin that nobody finds any more the records are still there: core/plugin/parked.c. */
static void
tell_gone(const struct dms_house *house, struct dms_json *list)
{
    for (size_t i = 1; i < house->registrars.count; i++) {
        const struct dms_registrar *registrar = house->registrars.items[i];
        if (registrar->entities.count == 0 || is_listed(list, registrar->owner) ||
            strcmp(registrar->owner, "script") == 0 ||
            strcmp(registrar->owner, "rules") == 0)
            continue;
        struct dms_json *item = dms_json_create_object();
        dms_json_set_text(item, "name", registrar->owner);
        dms_json_set_text(item, "version", "");
        dms_json_set_text(item, "dir", "");
        dms_json_set_boolean(item, "on", false);
        dms_json_set_text(item, "state", "gone");
        dms_json_set_boolean(item, "off_at_start", false);
        dms_json_take_key(item, "needs", dms_json_create_array());
        dms_json_take_key(item, "needed_by", needed_by(house, registrar->owner));
        dms_json_take(list, item);
    }
}

enum dms_status
door_plugins(struct dms_house *house, const struct dms_request *request,
             const struct dms_json *question, struct dms_json **answer,
             struct dms_error *error)
{
    (void)question, (void)error;
    struct dms_json *list = dms_json_create_array();
    struct dms_json *notices = dms_house_notices(house, request->language);
    for (size_t i = 0; i < house->plugins.count; i++)
        dms_json_take(list, tell(house, house->plugins.items[i], notices));
    tell_gone(house, list);
    dms_json_destroy(notices);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "plugins", list);
    return DMS_OK;
}

struct switching {
    const char *name, *reason;
    bool on;
};

static enum dms_status
write_down(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    const struct switching *switching = context;
    struct dms_json *what = dms_json_create_object();
    (void)error;
    dms_json_set_text(what, "plugin", switching->name);
    dms_json_set_boolean(what, "on", switching->on);
    dms_json_set_text(what, "reason", switching->reason);
    unit_audit(unit, "plugin", switching->on ? "enable" : "disable", "", 0, what);
    *answer = dms_json_create_object();
    return DMS_OK;
}

static const struct house_plugin *
find(const struct dms_house *house, const char *name)
{
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *plugin = house->plugins.items[i];
        if (strcmp(plugin->name, name) == 0 && plugin->dir != NULL)
            return plugin;
    }
    return NULL;
}

/* {"name", "on", "reason"}: written down first, so that a file never says what no audit row does. */
enum dms_status
door_plugin_switch(struct dms_house *house, const struct dms_request *request,
                   const struct dms_json *question, struct dms_json **answer,
                   struct dms_error *error)
{
    struct switching switching = { .on = dms_json_boolean_at(question, "on") };
    struct dms_json *ignored = NULL;
    enum dms_status st = door_text(question, "name", &switching.name, error);
    if (st == DMS_OK)
        st = door_text(question, "reason", &switching.reason, error);
    if (st == DMS_OK &&
        dms_json_kind(dms_json_at_key(question, "on")) != DMS_JSON_BOOLEAN)
        st = dms_fail_field(error, DMS_INVALID, "on", "door.needs", "member=on");
    if (st == DMS_OK && find(house, switching.name) == NULL)
        st = dms_fail_field(error, DMS_NOT_FOUND, "name", "door.no_plugin", "name=%s",
                            switching.name);
    if (st == DMS_OK)
        st = dms_house_write(house, request, write_down, &switching, &ignored, error);
    dms_json_destroy(ignored);
    if (st == DMS_OK)
        st = plugins_off_put(house->dir, switching.name, !switching.on, error);
    if (st == DMS_OK) {
        struct dms_json *notices = dms_house_notices(house, request->language);
        *answer = tell(house, find(house, switching.name), notices);
        dms_json_destroy(notices);
    }
    return st;
}
