/* version_keep.c - a version is kept once, by the digest of its files, before it ever runs.
 *
 * A record of the business keeps the version it began on, so an old version must be there
 * for as long as the store is, also when the files on the disk have long changed. */
#include <stdlib.h>
#include <string.h>

#include "script/source.h"
#include "script/version.h"

/* What the store has of a digest. */
struct found {
    const char *digest;
    int64_t version; /* 0: nothing */
    int64_t files;   /* of it */
    bool withdrawn;
};

struct keeping {
    struct ruleset *rules;
    const char *by, *reason;
    bool *is_new;
};

static enum dms_status
count_files(struct dms_unit *unit, struct found *found, struct dms_error *error)
{
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "version", found->version);
    enum dms_status st =
        dms_unit_count(unit, "core.rule_file", "{\"where\":{\"ruleset\":\"$version\"}}",
                       values, &found->files, error);
    dms_json_destroy(values);
    return st;
}

static enum dms_status
find_digest(struct dms_unit *unit, const char *digest, struct found *found,
            struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "digest", digest);
    enum dms_status st = dms_unit_find(unit, "core.ruleset",
                                       "{\"where\":{\"digest\":\"$digest\"},\"limit\":1}",
                                       values, &list, error);
    dms_json_destroy(values);
    if (st != DMS_OK || dms_list_count(list) == 0)
        return st;
    found->version = dms_record_id(dms_list_at(list, 0));
    found->withdrawn =
        strcmp(dms_record_text(dms_list_at(list, 0), "status"), "withdrawn") == 0;
    return count_files(unit, found, error);
}

static enum dms_status
set_source(struct dms_record *record, const struct source *source,
           struct dms_error *error)
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
        st =
            dms_record_set_text(record, "layer", source_layer_name(source->layer), error);
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
 * batch of its files a unit. What a full disk or a crash left of it is made whole the next time,
 * before it runs: files are kept in their order. */
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
look_up(struct dms_unit *unit, void *data, struct dms_json **answer,
        struct dms_error *error)
{
    struct found *found = data;
    (void)answer;
    return find_digest(unit, found->digest, found, error);
}

static enum dms_status
keep_ruleset(struct dms_unit *unit, void *data, struct dms_json **answer,
             struct dms_error *error)
{
    const struct keeping *keeping = data;
    (void)answer;
    return save_ruleset(unit, keeping, &keeping->rules->version, error);
}

enum dms_status
version_keep(struct ruleset *rules, const char *by, const char *reason, bool *is_new,
             struct dms_error *error)
{
    struct dms_house *house = ruleset_house(rules);
    struct keeping keeping = { rules, by, reason, is_new };
    struct files files = { rules, 0 };
    struct found found = { .digest = rules->digest };
    enum dms_status st = version_read(house, look_up, &found, error);
    rules->version = found.version;
    files.from = (size_t)found.files;
    if (st == DMS_OK && found.version == 0) {
        *is_new = true;
        st = version_write(house, keep_ruleset, &keeping, error);
    }
    for (; st == DMS_OK && files.from < rules->sources.count; files.from += FILES_A_UNIT)
        st = version_write(house, save_files, &files, error);
    return st;
}

enum dms_status
version_withdrawn(struct dms_house *house, const char *digest, int64_t *version,
                  bool *withdrawn, struct dms_error *error)
{
    struct found found = { .digest = digest };
    enum dms_status st = version_read(house, look_up, &found, error);
    *version = found.version;
    *withdrawn = found.withdrawn;
    return st;
}
