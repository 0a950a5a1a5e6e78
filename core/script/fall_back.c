/* fall_back.c - at a start, when the files do not or must not run: the last version that somebody
 * switched on goes on, or the one before it when that does not load any more. */
#include <string.h>

#include "script/version.h"

#define MOST 20 /* versions that are tried */

struct approved {
    int64_t versions[MOST], left[MOST]; /* left: somebody went back from it */
    size_t count, left_count;
};

static bool
has(const int64_t *list, size_t count, int64_t version)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == version)
            return true;
    return false;
}

/* The newest step comes first. */
static void
add_step(struct approved *approved, const struct dms_record *step)
{
    int64_t version = dms_record_int(step, "ruleset"),
            before = dms_record_int(step, "replaced");
    if (!has(approved->versions, approved->count, version) &&
        !has(approved->left, approved->left_count, version) && approved->count < MOST)
        approved->versions[approved->count++] = version;
    if (strcmp(dms_record_text(step, "step"), "rolled_back") == 0 &&
        !has(approved->versions, approved->count, before) && approved->left_count < MOST)
        approved->left[approved->left_count++] = before;
}

static enum dms_status
find_approved(struct dms_unit *unit, void *data, struct dms_json **answer,
              struct dms_error *error)
{
    const struct dms_list *list = NULL;
    (void)answer;
    enum dms_status st = dms_unit_find(
        unit, "core.activation",
        "{\"where\":{\"step\":{\"in\":[\"active\",\"rolled_back\"]}},\"sort\":\"-id\","
        "\"limit\":200}",
        NULL, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        add_step(data, dms_list_at(list, i));
    return st;
}

static enum dms_status
run(struct script_host *host, int64_t version, struct dms_error *error)
{
    struct ruleset *rules = NULL;
    enum dms_status st = host_ruleset(host, version, &rules, error);
    return st == DMS_OK ? host_switch(host, rules, rules, error) : st;
}

void
fall_back(struct script_host *host, struct fallen *fallen)
{
    struct approved approved = { .count = 0 };
    struct dms_error *why = dms_error_create();
    version_read(host->house, find_approved, &approved, NULL);
    for (size_t i = 0; i < approved.count && fallen->runs == 0; i++) {
        dms_error_clear(why);
        if (run(host, approved.versions[i], why) == DMS_OK) {
            fallen->runs = approved.versions[i];
        } else if (fallen->why == NULL) {
            fallen->why = why;
            why = dms_error_create();
        }
    }
    fallen->wanted = approved.count == 0 ? 0 : approved.versions[0];
    dms_error_destroy(why);
}

void
fall_back_tell(struct script_host *host, const struct fallen *fallen)
{
    if (fallen->wanted == fallen->runs)
        return;
    struct dms_error *error = dms_error_create();
    const char *key = fallen->runs == 0 ? "script.none_loads" : "script.fell_back";
    dms_fail(error, DMS_DENIED, key, "version=%lld|active=%lld",
             (long long)fallen->wanted, (long long)fallen->runs);
    dms_house_notice(host->house, "rules", dms_error_file(fallen->why), fallen->why);
    dms_house_notice(host->house, "rules", NULL, error);
    dms_log(host->house, 1, key, "version=%lld|active=%lld", (long long)fallen->wanted,
            (long long)fallen->runs);
    dms_error_destroy(error);
}
