/* versions.c - every version of the rules that ever ran is a record, with its files.
 *
 * A record of the business keeps the version it began on, so an old version must be there
 * for as long as the store is, also when the files on the disk have long changed. */
#include <stdlib.h>
#include <string.h>

#include "script/host.h"
#include "script/source.h"

static const char *const states[] = { "kept", "active", "retired", NULL };

static const struct dms_field ruleset_fields[] = {
    { .name = "digest", .type = DMS_TEXT, .flags = DMS_REQUIRED | DMS_UNIQUE },
    { .name = "status", .type = DMS_CHOICE, .flags = DMS_REQUIRED | DMS_INDEX,
      .choices = states },
    { .name = "activated_at", .type = DMS_TIME },
    { .name = "reason", .type = DMS_TEXT },
    { .name = "by", .type = DMS_TEXT },
};

static const struct dms_field rule_file_fields[] = {
    { .name = "ruleset", .type = DMS_REFERENCE, .target = "core.ruleset",
      .flags = DMS_REQUIRED | DMS_INDEX },
    { .name = "layer", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "code", .type = DMS_TEXT },
    { .name = "path", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "digest", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    /* In JSON's written form, where a text keeps its first and last blanks. */
    { .name = "source", .type = DMS_STRUCTURED, .max_length = 4 << 20 },
};

const struct dms_entity version_ruleset =
    DMS_ENTITY(.name = "core.ruleset", .flags = DMS_SHARED | DMS_NO_EVENTS, .title = "digest",
               DMS_FIELDS(ruleset_fields));
const struct dms_entity version_rule_file =
    DMS_ENTITY(.name = "core.rule_file", .flags = DMS_SHARED | DMS_APPEND_ONLY | DMS_NO_EVENTS,
               .title = "path", .parent = "ruleset", DMS_FIELDS(rule_file_fields));

struct keeping {
    struct ruleset *rules;
    const char *by, *reason;
    bool *is_new;
};

static enum dms_status
find_digest(struct dms_unit *unit, const char *digest, int64_t *id, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "digest", digest);
    enum dms_status st =
        dms_unit_find(unit, "core.ruleset", "{\"where\":{\"digest\":\"$digest\"},\"limit\":1}",
                      values, &list, error);
    dms_json_destroy(values);
    if (st == DMS_OK && dms_list_count(list) > 0)
        *id = dms_record_id(dms_list_at(list, 0));
    return st;
}

static enum dms_status
set_source(struct dms_record *record, const struct source *source, struct dms_error *error)
{
    struct dms_json *whole = dms_json_create_object();
    struct dms_json *text = dms_json_create_text_sized(source->text, source->size);
    enum dms_status st = DMS_OK;
    if (text == NULL) {
        st = dms_fail(error, DMS_INVALID, "script.not_utf8", "");
        dms_error_at_file(error, source->path, 1);
    } else {
        dms_json_take_key(whole, "text", text);
        char *printed = dms_json_print(whole);
        st = dms_record_set_text(record, "source", printed, error);
        free(printed);
    }
    dms_json_destroy(whole);
    return st;
}

static enum dms_status
save_file(struct dms_unit *unit, int64_t ruleset, const struct source *source,
          struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_new(unit, "core.rule_file", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "ruleset", ruleset, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "layer", source_layer_name(source->layer), error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "code", source->code, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "path", source->path, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "digest", source->digest, error);
    if (st == DMS_OK)
        st = set_source(record, source, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static enum dms_status
save_ruleset(struct dms_unit *unit, const struct keeping *keeping, int64_t *id,
             struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_new(unit, "core.ruleset", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "digest", keeping->rules->digest, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "status", "kept", error);
    if (st == DMS_OK && keeping->by != NULL)
        st = dms_record_set_text(record, "by", keeping->by, error);
    if (st == DMS_OK && keeping->reason != NULL)
        st = dms_record_set_text(record, "reason", keeping->reason, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, record, error);
    *id = st == DMS_OK ? dms_record_id(record) : 0;
    return st;
}

/* A unit has a limit of steps, and a house may have more files than that: the ruleset and a
 * batch of its files a unit; only a version marked active is ever loaded. */
struct files {
    const struct ruleset *rules;
    size_t from;
};
#define FILES_A_UNIT 20

static enum dms_status
save_files(struct dms_unit *unit, void *data, struct dms_json **answer,
           struct dms_error *error)
{
    struct files *files = data;
    const struct source_list *list = &files->rules->sources;
    enum dms_status st = DMS_OK;
    (void)answer;
    for (size_t i = files->from;
         i < list->count && i < files->from + FILES_A_UNIT && st == DMS_OK; i++)
        st = save_file(unit, files->rules->version, &list->items[i], error);
    return st;
}

static enum dms_status
look_up(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    struct ruleset *rules = data;
    int64_t id = 0;
    (void)answer;
    enum dms_status st = find_digest(unit, rules->digest, &id, error);
    rules->version = id;
    return st;
}

static enum dms_status
keep_ruleset(struct dms_unit *unit, void *data, struct dms_json **answer,
             struct dms_error *error)
{
    const struct keeping *keeping = data;
    (void)answer;
    return save_ruleset(unit, keeping, &keeping->rules->version, error);
}

static enum dms_status
write_as_house(struct dms_house *house, dms_work work, void *data, struct dms_error *error)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    enum dms_status st = dms_house_write(house, &request, work, data, &answer, error);
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
read_as_house(struct dms_house *house, dms_work work, void *data, struct dms_error *error)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    enum dms_status st = dms_house_read(house, &request, work, data, &answer, error);
    dms_json_destroy(answer);
    return st;
}

enum dms_status
version_keep(struct ruleset *rules, const char *by, const char *reason, bool *is_new,
             struct dms_error *error)
{
    struct dms_house *house = ruleset_house(rules);
    struct keeping keeping = { rules, by, reason, is_new };
    struct files files = { rules, 0 };
    enum dms_status st = read_as_house(house, look_up, rules, error);
    if (st != DMS_OK || rules->version != 0)
        return st;
    *is_new = true;
    st = write_as_house(house, keep_ruleset, &keeping, error);
    for (; st == DMS_OK && files.from < rules->sources.count; files.from += FILES_A_UNIT)
        st = write_as_house(house, save_files, &files, error);
    return st;
}

static enum dms_status
set_status(struct dms_unit *unit, int64_t id, const char *status, struct dms_error *error)
{
    struct dms_record *record = NULL;
    enum dms_status st = dms_unit_edit(unit, "core.ruleset", id, &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "status", status, error);
    if (st == DMS_OK && strcmp(status, "active") == 0)
        st = dms_record_set_int(record, "activated_at", dms_unit_now(unit), error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static enum dms_status
mark_active(struct dms_unit *unit, void *data, struct dms_json **answer,
            struct dms_error *error)
{
    const struct ruleset *rules = data;
    const struct dms_list *list = NULL;
    (void)answer;
    enum dms_status st = dms_unit_find(unit, "core.ruleset",
                                       "{\"where\":{\"status\":\"active\"},\"limit\":10}",
                                       NULL, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        if (dms_record_id(dms_list_at(list, i)) != rules->version)
            st = set_status(unit, dms_record_id(dms_list_at(list, i)), "retired", error);
    return st == DMS_OK ? set_status(unit, rules->version, "active", error) : st;
}

static enum dms_status
is_active(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    const struct dms_record *record = NULL;
    struct ruleset *rules = data;
    enum dms_status st = dms_unit_get(unit, "core.ruleset", rules->version, &record, error);
    (void)answer;
    if (st == DMS_OK && strcmp(dms_record_text(record, "status"), "active") != 0)
        st = DMS_NOT_FOUND;
    return st;
}

/* Nothing is written when it is the active one already, as at nearly every start. */
enum dms_status
version_activate(struct ruleset *rules, struct dms_error *error)
{
    struct dms_house *house = ruleset_house(rules);
    if (read_as_house(house, is_active, rules, NULL) == DMS_OK)
        return DMS_OK;
    return write_as_house(house, mark_active, rules, error);
}

struct loading {
    int64_t *version;
    struct source_list *sources;
};

static void
add_file(struct source_list *sources, const struct dms_record *record)
{
    enum layer layer;
    struct dms_json *whole = NULL;
    const char *text = dms_record_text(record, "source");
    const char *code = dms_record_text(record, "code");
    if (!source_layer_at(dms_record_text(record, "layer"), &layer) || text == NULL ||
        dms_json_load(text, strlen(text), &whole, NULL) != DMS_OK)
        return;
    const char *source = dms_json_text_at(whole, "text");
    if (source != NULL)
        source_add(sources, layer, code == NULL ? "" : code, dms_record_text(record, "path"),
                   source, strlen(source));
    dms_json_destroy(whole);
}

static enum dms_status
find_active(struct dms_unit *unit, int64_t *version, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st = dms_unit_find(unit, "core.ruleset",
                                       "{\"where\":{\"status\":\"active\"},\"limit\":1}",
                                       NULL, &list, error);
    if (st == DMS_OK && dms_list_count(list) == 0)
        st = dms_fail(error, DMS_NOT_FOUND, "script.no_version", "version=0");
    if (st == DMS_OK)
        *version = dms_record_id(dms_list_at(list, 0));
    return st;
}

static enum dms_status
load_files(struct dms_unit *unit, void *data, struct dms_json **answer,
           struct dms_error *error)
{
    struct loading *loading = data;
    const struct dms_list *list = NULL;
    enum dms_status st = DMS_OK;
    (void)answer;
    if (*loading->version == 0)
        st = find_active(unit, loading->version, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "version", *loading->version);
    st = dms_unit_find(unit, "core.rule_file",
                       "{\"where\":{\"ruleset\":\"$version\"},\"sort\":\"id\",\"limit\":1000}",
                       values, &list, error);
    dms_json_destroy(values);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        add_file(loading->sources, dms_list_at(list, i));
    if (st == DMS_OK && dms_list_count(list) == 0)
        st = dms_fail(error, DMS_NOT_FOUND, "script.no_version", "version=%lld",
                      (long long)*loading->version);
    source_seal(loading->sources);
    return st;
}

enum dms_status
version_load(struct script_host *host, int64_t *version, struct source_list *sources,
             struct dms_error *error)
{
    struct loading loading = { version, sources };
    return read_as_house(host->house, load_files, &loading, error);
}
