/* merge_do.c - crm.merge_preview, crm.merge, crm.merge_undo (row 11).
 *
 * Nothing is moved: the record that goes away points to the one that stays, and whoever reads
 * a customer reads both. So nothing is lost, and taking it back is taking back the pointer. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "crm.h"
#include "merge.h"
#include "points.h"

static enum dms_status
add_follower(struct dms_unit *unit, struct dms_json *followers, const char *entity,
             const char *field, int64_t id, struct dms_error *error)
{
    const char *query = dms_scratch_printf(unit, "{\"where\":{\"%s\":\"$id\"}}", field);
    int64_t count = 0;
    enum dms_status st =
        crm_count(unit, entity, query, crm_with_id("id", id), &count, error);
    if (st == DMS_OK)
        dms_json_set_integer(followers, entity, count);
    return st;
}

/* How many records of ours will be read with the kept one. */
static enum dms_status
count_followers(struct dms_unit *unit, const struct crm_pair *pair,
                struct dms_json *followers, struct dms_error *error)
{
    static const char *const of_customer[] = { "crm.lead",  "crm.contact",
                                               "crm.car",   "crm.inquiry",
                                               "crm.entry", "crm.complaint",
                                               NULL };
    static const char *const of_lead[] = { "crm.contact", "crm.inquiry", NULL };
    bool lead = strcmp(pair->entity, "crm.lead") == 0;
    enum dms_status st = DMS_OK;
    for (const char *const *at = lead ? of_lead : of_customer;
         st == DMS_OK && *at != NULL; at++)
        st = add_follower(unit, followers, *at, lead ? "lead" : "customer",
                          dms_record_id(pair->away), error);
    return st;
}

/* Values of both sides that differ: the kept one's hold. */
static struct dms_json *
conflicts_of(const struct crm_pair *pair)
{
    struct dms_json *conflicts = dms_json_create_object();
    for (const char *const *field = crm_merge_fields(pair->entity); *field != NULL;
         field++) {
        if (!dms_record_has(pair->kept, *field) || !dms_record_has(pair->away, *field))
            continue;
        struct dms_json *kept = dms_record_json(pair->kept, *field);
        struct dms_json *away = dms_record_json(pair->away, *field);
        char *left = dms_json_print(kept), *right = dms_json_print(away);
        if (strcmp(left, right) != 0) {
            struct dms_json *both = dms_json_create_object();
            dms_json_take_key(both, "kept", dms_json_copy(kept));
            dms_json_take_key(both, "dropped", dms_json_copy(away));
            dms_json_take_key(conflicts, *field, both);
        }
        free(left);
        free(right);
        dms_json_destroy(kept);
        dms_json_destroy(away);
    }
    return conflicts;
}

static enum dms_status
preview(struct dms_unit *unit, const struct dms_json *arguments, void *data,
        struct dms_json **answer, struct dms_error *error)
{
    struct crm_pair pair;
    (void)data;
    enum dms_status st = crm_pair_load(unit, arguments, &pair, error);
    if (st == DMS_OK)
        st = crm_pair_is_quiet(unit, &pair, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *followers = dms_json_create_object();
    st = count_followers(unit, &pair, followers, error);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "fills", crm_pair_fills(&pair));
    dms_json_take_key(*answer, "conflicts", conflicts_of(&pair));
    dms_json_take_key(*answer, "followers", followers);
    return st;
}

/* Both ledgers say where the points went; the records at hand are stale after. */
enum dms_status
crm_merge_points(struct dms_unit *unit, int64_t from, int64_t to, int64_t points,
                 struct dms_error *error)
{
    struct crm_points line = { .customer = from, .points = -points, .kind = "merged" };
    if (points <= 0)
        return DMS_OK;
    enum dms_status st = crm_points_write(unit, &line, error);
    line = (struct crm_points){ .customer = to, .points = points, .kind = "merged" };
    return st == DMS_OK ? crm_points_write(unit, &line, error) : st;
}

static enum dms_status
move_points(struct dms_unit *unit, const struct dms_json *arguments,
            struct crm_pair *pair, int64_t *points, struct dms_error *error)
{
    *points = strcmp(pair->entity, "crm.customer") == 0
                  ? dms_record_int(pair->away, "points")
                  : 0;
    if (*points <= 0)
        return DMS_OK;
    enum dms_status st = crm_merge_points(unit, dms_record_id(pair->away),
                                          dms_record_id(pair->kept), *points, error);
    return st == DMS_OK ? crm_pair_load(unit, arguments, pair, error) : st;
}

static enum dms_status
fill(struct dms_record *record, const struct dms_json *fills, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(fills); i++)
        st = dms_record_set_json(record, dms_json_key_at(fills, i),
                                 dms_json_value_at(fills, i), error);
    return st;
}

static enum dms_status
write_down(struct dms_unit *unit, const struct crm_pair *pair,
           const struct dms_json *fills, struct dms_json *answer, const char *reason,
           struct dms_error *error)
{
    struct dms_record *merge = NULL;
    char *text = dms_json_print(fills);
    enum dms_status st = dms_unit_new(unit, "crm.merge", &merge, error);
    if (st == DMS_OK)
        st = dms_record_set_text(
            merge, "kind", strcmp(pair->entity, "crm.lead") == 0 ? "lead" : "customer",
            error);
    if (st == DMS_OK)
        st = dms_record_set_int(merge, "kept", dms_record_id(pair->kept), error);
    if (st == DMS_OK)
        st = dms_record_set_int(merge, "away", dms_record_id(pair->away), error);
    if (st == DMS_OK && reason != NULL)
        st = dms_record_set_text(merge, "reason", reason, error);
    if (st == DMS_OK)
        st = dms_record_set_text(merge, "filled", text, error);
    if (st == DMS_OK)
        st = dms_record_set_int(merge, "points", dms_json_integer_at(answer, "points"),
                                error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, merge, error);
    if (st == DMS_OK)
        dms_json_set_integer(answer, "merge", dms_record_id(merge));
    free(text);
    return st;
}

/* Nobody calls about what is now another record's. */
static enum dms_status
cancel_tasks(struct dms_unit *unit, const struct crm_pair *pair, struct dms_error *error)
{
    static const char open[] = "{\"where\":{\"subject_entity\":\"$entity\",\"subject\":"
                               "\"$id\",\"state\":\"open\"},"
                               "\"sort\":\"id\",\"limit\":10}";
    const struct dms_list *list = NULL;
    struct dms_json *values = crm_with_id("id", dms_record_id(pair->away));
    struct dms_json *fields = crm_with_text("outcome", "merged");
    dms_json_set_text(values, "entity", pair->entity);
    enum dms_status st = crm_list(unit, "core.task", open, values, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        struct dms_record *task = NULL;
        st = dms_unit_edit(unit, "core.task", dms_record_id(dms_list_at(list, i)), &task,
                           error);
        if (st == DMS_OK)
            st = dms_unit_transition(unit, task, "cancel", fields, error);
    }
    dms_json_destroy(fields);
    return st;
}

static enum dms_status
join(struct dms_unit *unit, const struct crm_pair *pair, const struct dms_json *fills,
     struct dms_error *error)
{
    enum dms_status st =
        dms_record_set_int(pair->away, "merged_into", dms_record_id(pair->kept), error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, pair->away, error);
    if (st == DMS_OK)
        st = fill(pair->kept, fills, error);
    return st == DMS_OK ? dms_unit_save(unit, pair->kept, error) : st;
}

static enum dms_status
merge(struct dms_unit *unit, const struct dms_json *arguments, void *data,
      struct dms_json **answer, struct dms_error *error)
{
    struct crm_pair pair;
    int64_t points = 0;
    (void)data;
    enum dms_status st = crm_pair_load(unit, arguments, &pair, error);
    if (st == DMS_OK)
        st = crm_pair_is_quiet(unit, &pair, error);
    if (st == DMS_OK)
        st = move_points(unit, arguments, &pair, &points, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *fills = crm_pair_fills(&pair);
    *answer = crm_with_id("points", points);
    st = join(unit, &pair, fills, error);
    if (st == DMS_OK)
        st = cancel_tasks(unit, &pair, error);
    if (st == DMS_OK)
        st = write_down(unit, &pair, fills, *answer,
                        dms_json_text_at(arguments, "reason"), error);
    if (st == DMS_OK)
        st = dms_emit(unit, dms_scratch_printf(unit, "%s.merged", pair.entity), pair.kept,
                      NULL, error);
    dms_json_take_key(*answer, "fills", fills);
    return st;
}

static const struct dms_argument arguments[] = {
    { .name = "entity", .type = DMS_TEXT, .flags = DMS_REQUIRED },
    { .name = "keep", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
    { .name = "merge", .type = DMS_INTEGER, .flags = DMS_REQUIRED },
    { .name = "reason", .type = DMS_TEXT },
};

const struct dms_call_card crm_merge_preview_call =
    DMS_CALL(.name = "crm.merge_preview", .flags = DMS_CALL_EXPOSED | DMS_CALL_READS,
             .permission = "crm.merge:create", DMS_ARGUMENTS(arguments), .run = preview);
const struct dms_call_card crm_merge_call =
    DMS_CALL(.name = "crm.merge", .flags = DMS_CALL_EXPOSED,
             .permission = "crm.merge:create", DMS_ARGUMENTS(arguments), .run = merge);
