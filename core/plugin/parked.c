/* parked.c - entities of a plugin that is off: declared from the note of their last declaration,
 * to be listed, searched, exported, with the same permissions, and refused to whoever writes. */
#include "plugin/parked.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/text.h"
#include "plugin/declared.h"
#include "storage/system.h"
#include "unit/unit_inside.h"

static enum dms_status
refuse(struct dms_unit *unit, struct dms_record *record, void *data,
       struct dms_error *error)
{
    (void)unit;
    return dms_fail(error, DMS_UNSUPPORTED, "plugin.parked",
                    "plugin=%s|entity=@entity.%s", (const char *)data,
                    dms_record_entity(record));
}

static enum dms_status
close_to_writers(struct dms_registrar *registrar, const char *entity,
                 struct scratch *memory, struct dms_error *error)
{
    static const char *const verbs[] = { "save", "remove" };
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < 2 && st == DMS_OK; i++) {
        struct dms_hook hook =
            DMS_HOOK(.phase = DMS_BEFORE, .run = refuse, .data = registrar->owner);
        hook.on = scratch_printf(memory, "%s.%s", entity, verbs[i]);
        hook.name = scratch_printf(memory, "%s/parked_%s", registrar->owner, hook.on);
        st = dms_register_hook(registrar, &hook, error);
    }
    return st;
}

static enum dms_status
declare(struct dms_house *house, const char *plugin, const struct dms_json *entities,
        struct dms_error *error)
{
    struct dms_registrar *registrar = registrar_create(house, plugin);
    enum dms_status st = DMS_OK;
    registrar->parked = true;
    for (size_t i = 0; i < dms_json_count(entities) && st == DMS_OK; i++) {
        struct dms_entity card;
        declared_load(dms_json_at(entities, i), house->parked, &card);
        st = dms_register_entity(registrar, &card, error);
        if (st == DMS_OK)
            st = close_to_writers(registrar, card.name, house->parked, error);
    }
    if (st == DMS_OK)
        house_add(house, registrar);
    else
        registrar_destroy(registrar);
    return st;
}

static bool
runs(const struct dms_house *house, const char *plugin)
{
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *at = house->plugins.items[i];
        if (strcmp(at->name, plugin) == 0 && at->card != NULL)
            return true;
    }
    return false;
}

static bool
is_parked_among(const struct list *registrars, const char *plugin)
{
    for (size_t i = 0; i < registrars->count; i++) {
        const struct dms_registrar *registrar = registrars->items[i];
        if (registrar->parked && strcmp(registrar->owner, plugin) == 0)
            return true;
    }
    return false;
}

/* Or was, and did not fit either: it is not tried again. */
static bool
is_parked(const struct dms_house *house, const char *plugin)
{
    return is_parked_among(&house->registrars, plugin) ||
           is_parked_among(&house->retired_registrars, plugin);
}

/* The text of a note, kept in SCRATCH; NULL when there is none. */
static enum dms_status
read_text(struct dms_house *house, const char *name, struct scratch *scratch,
          const char **text, struct dms_error *error)
{
    struct storage_session *session = NULL;
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    *text = NULL;
    if (st == DMS_OK) {
        st = session_note_get(session, name, scratch, text, error);
        storage_read_end(session);
    }
    return st;
}

/* The note: {"crm":[entities…],…}; NULL when there is none. Yours to destroy. */
static enum dms_status
read_note(struct dms_house *house, struct dms_json **note, struct dms_error *error)
{
    struct scratch *scratch = scratch_create();
    const char *text = NULL;
    *note = NULL;
    enum dms_status st = read_text(house, "parked", scratch, &text, error);
    if (text != NULL)
        dms_json_load(text, strlen(text), note, NULL);
    scratch_destroy(scratch);
    return st;
}

/* Whether all of whom there is a note run, so that nobody need read it: "crm sales ". */
static bool
all_run(const struct dms_house *house, const char *names)
{
    char name[64];
    while (names != NULL && *names != '\0') {
        size_t size = strcspn(names, " ");
        snprintf(name, sizeof(name), "%.*s", (int)size, names);
        if (!runs(house, name))
            return false;
        names += size + (names[size] == ' ');
    }
    return names != NULL;
}

static enum dms_status
declare_all(struct dms_house *house, struct dms_error *error)
{
    struct dms_json *note = NULL;
    enum dms_status st = read_note(house, &note, error);
    for (size_t i = 0; i < dms_json_count(note) && st == DMS_OK; i++) {
        const char *plugin = dms_json_key_at(note, i);
        struct dms_error reason = { 0 };
        if (runs(house, plugin) || is_parked(house, plugin))
            continue;
        if (house->parked == NULL)
            house->parked = scratch_create();
        if (declare(house, plugin, dms_json_value_at(note, i), &reason) != DMS_OK)
            house_notice(house, plugin, NULL, &reason);
    }
    dms_json_destroy(note);
    return st;
}

enum dms_status
parked_declare(struct dms_house *house, struct dms_error *error)
{
    struct scratch *scratch = scratch_create();
    const char *names = NULL;
    enum dms_status st = read_text(house, "parked.names", scratch, &names, error);
    if (st == DMS_OK && !all_run(house, names))
        st = declare_all(house, error);
    scratch_destroy(scratch);
    return st;
}

/* Which plugins run, in which build: the same again has declared the same again. */
static void
stamp_of(const struct dms_house *house, char stamp[65])
{
    struct text text = { 0 };
    text_add(&text, DMS_VERSION);
    for (size_t i = 0; i < house->plugins.count; i++) {
        const struct house_plugin *plugin = house->plugins.items[i];
        struct stat info = { 0 };
        char *file = NULL;
        if (plugin->card == NULL || plugin->dir == NULL)
            continue;
        if (asprintf(&file, "%s/%s.so", plugin->dir, plugin->name) < 0)
            memory_end();
        stat(file, &info);
        text_printf(&text, " %s %s %lld %lld.%09ld", plugin->name, plugin->version,
                    (long long)info.st_size, (long long)info.st_mtim.tv_sec,
                    info.st_mtim.tv_nsec);
        free(file);
    }
    dms_digest(text.data, text.size, stamp);
    text_clear(&text);
}

static void
add_declared(struct dms_json *note, const struct dms_registrar *registrar)
{
    struct dms_json *entities = dms_json_create_array();
    for (size_t i = 0; i < registrar->entities.count; i++)
        dms_json_take(entities, declared_json(registrar->entities.items[i]));
    dms_json_take_key(note, registrar->owner, entities);
}

struct remembering {
    const char *stamp;
    char *text;
    struct text names;
};

static enum dms_status
write_note(struct dms_unit *unit, void *context, struct dms_json **answer,
           struct dms_error *error)
{
    const struct remembering *what = context;
    (void)answer;
    enum dms_status st = session_note_set(unit->session, "parked", what->text, error);
    if (st == DMS_OK)
        st = session_note_set(unit->session, "parked.names", what->names.data, error);
    return st == DMS_OK
               ? session_note_set(unit->session, "parked.stamp", what->stamp, error)
               : st;
}

/* What does not run now keeps its last note. */
static enum dms_status
remember_now(struct dms_house *house, const char *stamp, struct dms_error *error)
{
    static const struct dms_request as_house = { .size = sizeof(as_house),
                                                 .flags = DMS_AS_HOUSE };
    struct dms_json *note = NULL, *answer = NULL;
    enum dms_status st = read_note(house, &note, error);
    if (note == NULL)
        note = dms_json_create_object();
    for (size_t i = 0; i < house->registrars.count; i++) {
        const struct dms_registrar *registrar = house->registrars.items[i];
        if (registrar->entities.count > 0 && runs(house, registrar->owner) &&
            strcmp(registrar->owner, "script") != 0)
            add_declared(note, registrar);
    }
    struct remembering what = { stamp, dms_json_print(note), { 0 } };
    for (size_t i = 0; i < dms_json_count(note); i++)
        text_printf(&what.names, "%s ", dms_json_key_at(note, i));
    text_add(&what.names, "");
    if (st == DMS_OK)
        st = dms_house_write(house, &as_house, write_note, &what, &answer, error);
    dms_json_destroy(answer);
    dms_json_destroy(note);
    text_clear(&what.names);
    free(what.text);
    return st;
}

enum dms_status
parked_remember(struct dms_house *house, struct dms_error *error)
{
    struct scratch *scratch = scratch_create();
    const char *kept = NULL;
    char stamp[65];
    stamp_of(house, stamp);
    enum dms_status st = read_text(house, "parked.stamp", scratch, &kept, error);
    if (st == DMS_OK && (kept == NULL || strcmp(kept, stamp) != 0))
        st = remember_now(house, stamp, error);
    scratch_destroy(scratch);
    /* A house that cannot be written to opens all the same. */
    if (st == DMS_FULL)
        dms_error_clear(error);
    return st == DMS_FULL ? DMS_OK : st;
}
