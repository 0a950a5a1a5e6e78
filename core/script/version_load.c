/* version_load.c - the files of a version, out of the store again. */
#include <string.h>

#include "script/source.h"
#include "script/version.h"

enum dms_status
version_write(struct dms_house *house, dms_work work, void *data, struct dms_error *error)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    enum dms_status st = dms_house_write(house, &request, work, data, &answer, error);
    dms_json_destroy(answer);
    return st;
}

enum dms_status
version_read(struct dms_house *house, dms_work work, void *data, struct dms_error *error)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    enum dms_status st = dms_house_read(house, &request, work, data, &answer, error);
    dms_json_destroy(answer);
    return st;
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
    return version_read(host->house, load_files, &loading, error);
}
