/* version_pilot.c - which version is tried in some stores, and in which: kept over a restart. */
#include <stdlib.h>
#include <string.h>

#include "script/version.h"

static enum dms_status
find_pilots(struct dms_unit *unit, const struct dms_list **list, struct dms_error *error)
{
    return dms_unit_find(
        unit, "core.ruleset",
        "{\"where\":{\"status\":\"pilot\"},\"sort\":\"-id\",\"limit\":10}", NULL, list,
        error);
}

static enum dms_status
find_stores(struct dms_unit *unit, struct version_pilot *pilot, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_integer(values, "version", pilot->version);
    enum dms_status st =
        dms_unit_find(unit, "core.activation",
                      "{\"where\":{\"ruleset\":\"$version\",\"step\":\"pilot\"},"
                      "\"sort\":\"-id\",\"limit\":1}",
                      values, &list, error);
    dms_json_destroy(values);
    if (st == DMS_OK && dms_list_count(list) > 0)
        pilot->stores = script_copy(dms_record_text(dms_list_at(list, 0), "stores"));
    return st;
}

static enum dms_status
read_pilot(struct dms_unit *unit, void *data, struct dms_json **answer,
           struct dms_error *error)
{
    struct version_pilot *pilot = data;
    const struct dms_list *list = NULL;
    (void)answer;
    enum dms_status st = find_pilots(unit, &list, error);
    if (st != DMS_OK || dms_list_count(list) == 0)
        return st;
    const struct dms_record *found = dms_list_at(list, 0);
    pilot->version = dms_record_id(found);
    snprintf(pilot->digest, sizeof(pilot->digest), "%s",
             dms_record_text(found, "digest"));
    return find_stores(unit, pilot, error);
}

enum dms_status
version_pilot(struct script_host *host, struct version_pilot *pilot,
              struct dms_error *error)
{
    *pilot = (struct version_pilot){ 0 };
    return version_read(host->house, read_pilot, pilot, error);
}

enum dms_status
version_end_pilot(struct dms_unit *unit, const char *status, struct dms_error *error)
{
    const struct dms_list *list = NULL;
    enum dms_status st = find_pilots(unit, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        struct dms_record *record = NULL;
        st = dms_unit_edit(unit, "core.ruleset", dms_record_id(dms_list_at(list, i)),
                           &record, error);
        if (st == DMS_OK)
            st = dms_record_set_text(record, "status", status, error);
        if (st == DMS_OK)
            st = dms_unit_save(unit, record, error);
    }
    return st;
}

struct wanted {
    char *codes[256];
    size_t count;
};
#define WANTED_LIMIT (sizeof(((struct wanted *)NULL)->codes) / sizeof(char *))

static enum dms_status
is_store(struct dms_unit *unit, const char *code, struct dms_error *error)
{
    int64_t count = 0;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "code", code);
    enum dms_status st = dms_unit_count(
        unit, "core.store", "{\"where\":{\"code\":\"$code\"}}", values, &count, error);
    dms_json_destroy(values);
    return st == DMS_OK && count == 0 ? dms_fail_field(error, DMS_NOT_FOUND, "store",
                                                       "script.no_store", "text=%s", code)
                                      : st;
}

static enum dms_status
look_up(struct dms_unit *unit, void *data, struct dms_json **answer,
        struct dms_error *error)
{
    const struct wanted *wanted = data;
    enum dms_status st = DMS_OK;
    (void)answer;
    for (size_t i = 0; i < wanted->count && st == DMS_OK; i++)
        st = is_store(unit, wanted->codes[i], error);
    return st;
}

static int
compare_codes(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The codes of TEXT, which is cut up. */
static void
cut(char *text, struct wanted *wanted)
{
    char *rest = NULL;
    for (char *code = strtok_r(text, ", \t\n", &rest);
         code != NULL && wanted->count < WANTED_LIMIT;
         code = strtok_r(NULL, ", \t\n", &rest))
        wanted->codes[wanted->count++] = code;
    qsort(wanted->codes, wanted->count, sizeof(char *), compare_codes);
}

static char *
join(const struct wanted *wanted, size_t room)
{
    char *text = script_get(room), *end = text;
    for (size_t i = 0; i < wanted->count; i++)
        if (i == 0 || strcmp(wanted->codes[i], wanted->codes[i - 1]) != 0)
            end = stpcpy(stpcpy(end, i == 0 ? "" : ","), wanted->codes[i]);
    return text;
}

enum dms_status
version_stores(struct script_host *host, const char *given, char **stores,
               struct dms_error *error)
{
    struct wanted wanted = { .count = 0 };
    char *text = script_copy(given);
    cut(text, &wanted);
    enum dms_status st = wanted.count == 0
                             ? dms_fail_field(error, DMS_INVALID, "store",
                                              "script.no_store", "text=%s", given)
                             : version_read(host->house, look_up, &wanted, error);
    *stores = st == DMS_OK ? join(&wanted, strlen(given) + 2) : NULL;
    free(text);
    return st;
}
