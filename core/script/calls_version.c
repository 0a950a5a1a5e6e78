/* calls_version.c - the admin's front door to versions: rules.activate, rollback, log, diff. */
#include <stdlib.h>
#include <string.h>

#include "script/overlay.h"
#include "script/source.h"
#include "script/version.h"

static enum dms_status
read_wish(struct dms_unit *unit, const struct dms_json *arguments,
          struct activation *wish, struct dms_error *error)
{
    const char *by = dms_unit_user_name(unit), *at = dms_json_text_at(arguments, "at");
    const struct dms_json *version = dms_json_at_key(arguments, "version");
    wish->by = by == NULL || by[0] == 0 ? "house" : by;
    wish->reason = dms_json_text_at(arguments, "reason");
    wish->report = dms_json_text_at(arguments, "report");
    wish->version = dms_json_integer(version);
    if (version != NULL && wish->version <= 0)
        return dms_fail_field(error, DMS_INVALID, "version", "script.bad_version", "");
    if (at == NULL ||
        dms_time_load(at, dms_unit_offset(unit), &wish->from_at, error) == DMS_OK)
        return DMS_OK;
    dms_error_at_field(error, "at");
    return dms_error_status(error);
}

/* "store": "A01,A03" or ["A01", "A03"]. */
static void
read_stores(struct dms_unit *unit, const struct dms_json *arguments,
            struct activation *wish)
{
    const struct dms_json *given = dms_json_at_key(arguments, "store");
    wish->stores = dms_json_text(given);
    for (size_t i = 0;
         dms_json_kind(given) == DMS_JSON_ARRAY && i < dms_json_count(given); i++)
        wish->stores =
            dms_scratch_printf(unit, "%s%s,", wish->stores == NULL ? "" : wish->stores,
                               dms_json_text(dms_json_at(given, i)) == NULL
                                   ? "?"
                                   : dms_json_text(dms_json_at(given, i)));
}

static enum dms_status
call_activate(struct dms_unit *unit, const struct dms_json *arguments, void *data,
              struct dms_json **answer, struct dms_error *error)
{
    struct activation wish = { 0 };
    enum dms_status st = read_wish(unit, arguments, &wish, error);
    read_stores(unit, arguments, &wish);
    return st == DMS_OK ? host_activate_version(data, &wish, answer, error) : st;
}

static enum dms_status
call_rollback(struct dms_unit *unit, const struct dms_json *arguments, void *data,
              struct dms_json **answer, struct dms_error *error)
{
    struct activation wish = { 0 };
    enum dms_status st = read_wish(unit, arguments, &wish, error);
    return st == DMS_OK ? host_rollback(data, &wish, answer, error) : st;
}

void
calls_set_time(struct dms_unit *unit, struct dms_json *item, const char *key, int64_t at)
{
    char text[40];
    if (at != 0)
        dms_json_set_text(item, key,
                          dms_time_print(at, dms_unit_offset(unit), text, sizeof(text)));
}

static struct dms_json *
log_item(struct dms_unit *unit, const struct dms_record *record)
{
    static const char *const texts[] = { "step", "by", "reason", "report", "stores" };
    const struct dms_record *ruleset = NULL;
    struct dms_json *item = dms_json_create_object();
    dms_json_set_integer(item, "version", dms_record_int(record, "ruleset"));
    calls_set_time(unit, item, "at", dms_record_int(record, "created_at"));
    calls_set_time(unit, item, "from_at", dms_record_int(record, "from_at"));
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (dms_record_has(record, texts[i]))
            dms_json_set_text(item, texts[i], dms_record_text(record, texts[i]));
    if (dms_record_has(record, "replaced"))
        dms_json_set_integer(item, "replaced", dms_record_int(record, "replaced"));
    if (dms_unit_get(unit, "core.ruleset", dms_record_int(record, "ruleset"), &ruleset,
                     NULL) == DMS_OK)
        dms_json_set_text(item, "digest", dms_record_text(ruleset, "digest"));
    return item;
}

static enum dms_status
call_log(struct dms_unit *unit, const struct dms_json *arguments, void *data,
         struct dms_json **answer, struct dms_error *error)
{
    struct script_host *host = data;
    const struct dms_list *list = NULL;
    struct dms_json *query = dms_json_create_object(), *items = dms_json_create_array();
    int64_t limit = dms_json_integer_at(arguments, "limit");
    dms_json_set_text(query, "sort", "-id");
    dms_json_set_integer(query, "limit", limit < 1 || limit > 1000 ? 50 : limit);
    enum dms_status st = dms_unit_find_json(unit, "core.activation", query, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        dms_json_take(items, log_item(unit, dms_list_at(list, i)));
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "items", items);
    calls_tell_versions(host, *answer);
    dms_json_destroy(query);
    return st;
}

/* Which version holds where. */
void
calls_tell_versions(struct script_host *host, struct dms_json *answer)
{
    struct version_pilot pilot;
    const struct ruleset *active = host_active(host);
    dms_json_set_integer(answer, "active", active == NULL ? 0 : active->version);
    if (version_pilot(host, &pilot, NULL) == DMS_OK && pilot.version != 0) {
        struct dms_json *tried = dms_json_create_object();
        dms_json_set_integer(tried, "version", pilot.version);
        dms_json_set_text(tried, "stores", pilot.stores == NULL ? "" : pilot.stores);
        dms_json_take_key(answer, "pilot", tried);
    }
    free(pilot.stores);
}

/* 0: the files as they are now. */
static enum dms_status
load_side(struct script_host *host, int64_t version, const struct dms_json *arguments,
          struct source_list *sources, struct dms_error *error)
{
    const char *folder = NULL;
    char *laid = NULL;
    if (version != 0)
        return version_load(host, &version, sources, error);
    enum dms_status st = calls_scripts(host, arguments, &folder, &laid, error);
    if (st == DMS_OK)
        st = source_read_all(sources, host->house, folder, error);
    overlay_destroy(laid);
    return st;
}

/* From the active version to the files, or from and to versions by number. */
static enum dms_status
call_diff(struct dms_unit *unit, const struct dms_json *arguments, void *data,
          struct dms_json **answer, struct dms_error *error)
{
    struct script_host *host = data;
    struct source_list from = { 0 }, to = { 0 };
    const struct ruleset *active = host_active(host);
    int64_t version = dms_json_integer_at(arguments, "from"),
            other = dms_json_integer_at(arguments, "to");
    (void)unit;
    if (version == 0 && active != NULL)
        version = active->version;
    enum dms_status st = load_side(host, version, NULL, &from, error);
    if (st == DMS_OK)
        st = load_side(host, other, arguments, &to, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_integer(*answer, "from", version);
        dms_json_set_integer(*answer, "to", other);
        dms_json_take_key(*answer, "items", version_diff(&from, &to));
    }
    source_list_clear(&from);
    source_list_clear(&to);
    return st;
}

enum dms_status
calls_register_versions(struct dms_registrar *registrar, struct script_host *host,
                        struct dms_error *error)
{
    static const struct rules_call calls[] = { { "rules.activate", call_activate },
                                               { "rules.rollback", call_rollback },
                                               { "rules.log", call_log },
                                               { "rules.diff", call_diff } };
    enum dms_status st = calls_register_all(registrar, host, calls,
                                            sizeof(calls) / sizeof(calls[0]), error);
    return st == DMS_OK ? calls_register_place(registrar, host, error) : st;
}
