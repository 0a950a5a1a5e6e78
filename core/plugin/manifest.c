/* manifest.c - plugin.json: what a plugin says of itself before any of its code runs. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "dms/json.h"
#include "plugin/item.h"

#define MANIFEST_LIMIT 65536
#define ID_LIMIT       32

struct reading {
    struct plugin_item *item;
    struct scratch *memory;
    const char *text; /* the file, to find the line of a key */
    struct dms_error *error;
};

/* Where KEY stands in the file; the manifest is short, so looking for it will do. */
static int64_t
line_of(const char *text, const char *key)
{
    struct text quoted = { 0 };
    text_printf(&quoted, "\"%s\"", key);
    const char *found = strstr(text, quoted.data);
    int64_t line = found == NULL ? 0 : 1;
    for (const char *c = text; found != NULL && c < found; c++)
        line += *c == '\n';
    text_clear(&quoted);
    return line;
}

static enum dms_status
fault(const struct reading *reading, const char *what, const char *key)
{
    dms_fail(reading->error, DMS_INVALID, what, "key=%s", key);
    dms_error_at_file(reading->error, reading->item->manifest,
                      line_of(reading->text, key));
    return DMS_INVALID;
}

static enum dms_status
read_id(struct reading *reading, const struct dms_json *value)
{
    const char *id = dms_json_text(value);
    static const char *const ours[] = { "core", "rules" };
    if (id == NULL || !name_valid(id, ID_LIMIT))
        return fault(reading, "plugin.bad_id", "id");
    for (size_t i = 0; i < sizeof(ours) / sizeof(ours[0]); i++)
        if (strcmp(id, ours[i]) == 0)
            return fault(reading, "plugin.bad_id", "id");
    reading->item->id = scratch_copy(reading->memory, id);
    return DMS_OK;
}

static enum dms_status
read_version(struct reading *reading, const struct dms_json *value)
{
    const char *version = dms_json_text(value);
    if (version == NULL || !plugin_version_valid(version))
        return fault(reading, "plugin.bad_version", "version");
    reading->item->version = scratch_copy(reading->memory, version);
    return DMS_OK;
}

/* The major decides; whether a newer minor can live with us only the card knows. */
static enum dms_status
read_abi(struct reading *reading, const struct dms_json *value)
{
    const char *abi = dms_json_text(value);
    if (abi == NULL || !plugin_version_valid(abi))
        return fault(reading, "plugin.bad_abi", "abi");
    if (strtoul(abi, NULL, 10) == DMS_ABI_MAJOR)
        return DMS_OK;
    dms_fail(reading->error, DMS_UNSUPPORTED, "plugin.other_abi", "abi=%s|ours=%d.%d",
             abi, DMS_ABI_MAJOR, DMS_ABI_MINOR);
    dms_error_at_file(reading->error, reading->item->manifest,
                      line_of(reading->text, "abi"));
    return DMS_UNSUPPORTED;
}

static enum dms_status
read_requires(struct reading *reading, const struct dms_json *value)
{
    struct plugin_item *item = reading->item;
    if (dms_json_kind(value) != DMS_JSON_OBJECT)
        return fault(reading, "plugin.bad_requires", "requires");
    size_t count = dms_json_count(value);
    item->needs = scratch_alloc(reading->memory, (count + 1) * sizeof(*item->needs));
    for (size_t i = 0; i < count; i++) {
        const char *id = dms_json_key_at(value, i);
        const char *range = dms_json_text(dms_json_value_at(value, i));
        if (range == NULL || !plugin_range_valid(range))
            return fault(reading, "plugin.bad_requires", id);
        item->needs[i].id = scratch_copy(reading->memory, id);
        item->needs[i].range = scratch_copy(reading->memory, range);
    }
    item->need_count = count;
    return DMS_OK;
}

static enum dms_status
read_capabilities(struct reading *reading, const struct dms_json *value)
{
    bool sound = dms_json_kind(value) == DMS_JSON_ARRAY;
    for (size_t i = 0; sound && i < dms_json_count(value); i++) {
        const char *name = dms_json_text(dms_json_at(value, i));
        sound = name != NULL && name_valid(name, ID_LIMIT);
    }
    return sound ? DMS_OK : fault(reading, "plugin.bad_capabilities", "capabilities");
}

/* Questions the plugin puts to the rules, events of its own: "sales.price_floor". */
static bool
are_dotted(const struct dms_json *names)
{
    bool sound = dms_json_kind(names) == DMS_JSON_ARRAY;
    for (size_t i = 0; sound && i < dms_json_count(names); i++) {
        const char *name = dms_json_text(dms_json_at(names, i));
        sound = name != NULL && strchr(name, '.') != NULL &&
                strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(name);
    }
    return sound;
}

static enum dms_status
read_asks(struct reading *reading, const struct dms_json *value)
{
    return are_dotted(value) ? DMS_OK : fault(reading, "plugin.bad_names", "asks");
}

static enum dms_status
read_tells(struct reading *reading, const struct dms_json *value)
{
    return are_dotted(value) ? DMS_OK : fault(reading, "plugin.bad_names", "tells");
}

/* "plate": what others may not call a check, an importer, a section or the like of theirs. */
static enum dms_status
read_names(struct reading *reading, const struct dms_json *value)
{
    struct plugin_item *item = reading->item;
    size_t count = dms_json_kind(value) == DMS_JSON_ARRAY ? dms_json_count(value) : 0;
    bool sound = dms_json_kind(value) == DMS_JSON_ARRAY;
    item->names = scratch_alloc(reading->memory, (count + 1) * sizeof(*item->names));
    for (size_t i = 0; sound && i < count; i++) {
        const char *name = dms_json_text(dms_json_at(value, i));
        sound = name != NULL && name[0] != '\0' &&
                strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_./") == strlen(name);
        item->names[i] = scratch_copy(reading->memory, name);
    }
    item->name_count = sound ? count : 0;
    return sound ? DMS_OK : fault(reading, "plugin.bad_own_names", "names");
}

static enum dms_status
read_summary(struct reading *reading, const struct dms_json *value)
{
    bool sound = dms_json_kind(value) == DMS_JSON_OBJECT && dms_json_count(value) == 2 &&
                 dms_json_text_at(value, "zh") != NULL &&
                 dms_json_text_at(value, "en") != NULL;
    return sound ? DMS_OK : fault(reading, "plugin.bad_summary", "summary");
}

static enum dms_status
read_sha256(struct reading *reading, const struct dms_json *value)
{
    const char *digest = dms_json_text(value);
    if (digest == NULL || strlen(digest) != 64 ||
        strspn(digest, "0123456789abcdefABCDEF") != 64)
        return fault(reading, "plugin.bad_sha256", "sha256");
    reading->item->sha256 = scratch_copy(reading->memory, digest);
    return DMS_OK;
}

/* [{"name": "warranty-clock", "module": "ui/warranty-clock.js", "sha256": "…"}]: what the module
 * holds is looked at when it is asked for. */
static bool
is_element(const struct dms_json *element)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    const char *name = dms_json_text_at(element, "name");
    const char *module = dms_json_text_at(element, "module");
    const char *digest = dms_json_text_at(element, "sha256");
    /* A browser wants a hyphen in the name of an element. */
    return name != NULL && strspn(name, letters) == strlen(name) &&
           strchr(name, '-') > name && strlen(name) <= ID_LIMIT && module != NULL &&
           module[0] != '/' && module[0] != '.' && strstr(module, "..") == NULL &&
           digest != NULL && strlen(digest) == 64 &&
           strspn(digest, "0123456789abcdef") == 64 && dms_json_count(element) == 3;
}

static enum dms_status
read_elements(struct reading *reading, const struct dms_json *value)
{
    bool sound = dms_json_kind(value) == DMS_JSON_ARRAY;
    for (size_t i = 0; sound && i < dms_json_count(value); i++)
        sound = is_element(dms_json_at(value, i));
    return sound ? DMS_OK : fault(reading, "plugin.bad_elements", "elements");
}

static const struct {
    const char *key;
    enum dms_status (*read)(struct reading *reading, const struct dms_json *value);
    bool required;
} members[] = {
    { "id", read_id, true },
    { "version", read_version, true },
    { "abi", read_abi, true },
    { "requires", read_requires, false },
    { "capabilities", read_capabilities, false },
    { "summary", read_summary, false },
    { "asks", read_asks, false },
    { "tells", read_tells, false },
    { "names", read_names, false },
    { "elements", read_elements, false },
    { "sha256", read_sha256, false },
};
#define MEMBERS (sizeof(members) / sizeof(members[0]))

static enum dms_status
unknown(const struct reading *reading, const char *key)
{
    const char *names[MEMBERS + 1] = { NULL };
    struct text known = { 0 };
    for (size_t m = 0; m < MEMBERS; m++) {
        names[m] = members[m].key;
        text_printf(&known, "%s%s", m > 0 ? ", " : "", names[m]);
    }
    const char *near = name_nearest(key, names);
    dms_fail(reading->error, DMS_INVALID,
             near != NULL ? "plugin.unknown_key_near" : "plugin.unknown_key",
             "key=%s|near=%s|known=%s", key, near != NULL ? near : "", known.data);
    dms_error_at_file(reading->error, reading->item->manifest,
                      line_of(reading->text, key));
    text_clear(&known);
    return DMS_INVALID;
}

static enum dms_status
check_keys(struct reading *reading, const struct dms_json *json)
{
    for (size_t i = 0; i < dms_json_count(json); i++) {
        const char *key = dms_json_key_at(json, i);
        size_t m = 0;
        while (m < MEMBERS && strcmp(members[m].key, key) != 0)
            m++;
        if (m == MEMBERS)
            return unknown(reading, key);
    }
    return DMS_OK;
}

static enum dms_status
read_members(struct reading *reading, const struct dms_json *json)
{
    if (dms_json_kind(json) != DMS_JSON_OBJECT)
        return fault(reading, "plugin.no_object", "");
    enum dms_status st = check_keys(reading, json);
    for (size_t m = 0; m < MEMBERS && st == DMS_OK; m++) {
        const struct dms_json *value = dms_json_at_key(json, members[m].key);
        if (value != NULL)
            st = members[m].read(reading, value);
        else if (members[m].required)
            st = fault(reading, "plugin.missing_key", members[m].key);
    }
    if (st == DMS_OK && strcmp(reading->item->id, reading->item->folder) != 0) {
        dms_fail(reading->error, DMS_INVALID, "plugin.other_folder", "id=%s|folder=%s",
                 reading->item->id, reading->item->folder);
        dms_error_at_file(reading->error, reading->item->manifest,
                          line_of(reading->text, "id"));
        st = DMS_INVALID;
    }
    return st;
}

/* Everything the item can be called by before the manifest is understood. */
static void
name_after_folder(struct plugin_item *item, const char *dir, struct scratch *memory)
{
    char *real = realpath(dir, NULL);
    item->dir = scratch_copy(memory, real == NULL ? dir : real);
    free(real);
    const char *slash = strrchr(item->dir, '/');
    item->folder = slash == NULL ? item->dir : slash + 1;
    item->id = item->folder;
    item->manifest = scratch_printf(memory, "%s/plugin.json", item->dir);
    item->file = scratch_printf(memory, "%s/%s.so", item->dir, item->folder);
}

enum dms_status
plugin_manifest_load(struct plugin_item *item, const char *dir, struct scratch *memory,
                     struct dms_error *error)
{
    struct dms_json *json = NULL;
    size_t size = 0;
    name_after_folder(item, dir, memory);
    char *text = plugin_read_file(item->manifest, MANIFEST_LIMIT, &size);
    if (text == NULL) {
        dms_fail(error, DMS_INVALID, "plugin.no_manifest", "reason=%s", strerror(errno));
        dms_error_at_file(error, item->manifest, 0);
        return DMS_INVALID;
    }
    struct reading reading = { item, memory, text, error };
    enum dms_status st = dms_json_load(text, size, &json, error);
    if (st == DMS_OK)
        st = read_members(&reading, json);
    else
        dms_error_at_file(error, item->manifest, atoi(dms_error_value(error, "line")));
    if (st != DMS_OK)
        item->id = item->folder;
    dms_json_destroy(json);
    free(text);
    return st;
}
