/* migrate.c - dms workflow migrate: which running records would go where, and then they go.
 *
 * A batch of records a unit: stopped at any time, what is moved is moved, and the same question
 * goes on with the rest. One record or approval that would be stranded, and none moves. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "door/door.h"
#include "door/migrating.h"

#define TOGETHER   64
#define ROWS_MOST  200
#define MOVED_MOST 1000000

struct plan {
    struct dms_unit *unit;
    const struct dms_json *map;
    struct dms_json *rows; /* "brand|version|from" → {…} */
    int64_t records, stranded;
    int64_t ids[TOGETHER];
    size_t count, room; /* of ids wanted */
};

static void
count_row(struct plan *plan, const struct dms_record *record,
          const struct migration *migration)
{
    struct text key = { 0 };
    const char *brand = unit_brand_of(plan->unit, record);
    text_printf(&key, "%s|%lld|%s", brand, (long long)record->head.process,
                record->head.state);
    struct dms_json *row = dms_json_copy(dms_json_at_key(plan->rows, key.data));
    if (row == NULL && dms_json_count(plan->rows) < ROWS_MOST) {
        row = dms_json_create_object();
        dms_json_set_text(row, "brand", brand);
        dms_json_set_integer(row, "version", record->head.process);
        dms_json_set_integer(row, "to_version", migration->to->version);
        dms_json_set_text(row, "from", record->head.state);
        if (migration->state != NULL)
            dms_json_set_text(row, "to", migration->state);
    }
    if (row != NULL) {
        dms_json_set_integer(row, "records", dms_json_integer_at(row, "records") + 1);
        dms_json_take_key(plan->rows, key.data, row);
    }
    text_clear(&key);
}

static enum dms_status
look_at(struct dms_record *record, void *context, struct dms_error *error)
{
    struct plan *plan = context;
    struct migration migration;
    enum dms_status st = unit_migration(plan->unit, record, plan->map, &migration, error);
    if (st != DMS_OK || migration.to == NULL)
        return st;
    plan->records++;
    plan->stranded += migration.state == NULL;
    if (plan->rows != NULL)
        count_row(plan, record, &migration);
    if (plan->room == 0)
        return DMS_OK;
    plan->ids[plan->count++] = record->head.id;
    return plan->count < plan->room ? DMS_OK : DMS_LIMIT; /* enough for this time */
}

static enum dms_status
check_map(struct dms_unit *unit, const char *entity, const struct dms_json *map,
          struct dms_error *error)
{
    const struct workflow_set *set = unit->catalogue->workflows;
    for (size_t i = 0; i < dms_json_count(map); i++) {
        const char *to = dms_json_text(dms_json_value_at(map, i));
        bool known = false;
        for (size_t k = 0; to != NULL && k < workflow_count(set); k++)
            known = known || (strcmp(workflow_at(set, k)->entity, entity) == 0 &&
                              workflow_state(workflow_at(set, k), to) != NULL);
        if (!known)
            return dms_fail_field(error, DMS_INVALID, "map", "door.no_state",
                                  "state=%s|entity=@entity.%s", to == NULL ? "" : to,
                                  entity);
    }
    return DMS_OK;
}

static enum dms_status
work_plan(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    const struct dms_json *question = context;
    const char *entity;
    struct plan plan = { .unit = unit, .map = dms_json_at_key(question, "map") };
    enum dms_status st = door_text(question, "entity", &entity, error);
    if (st == DMS_OK)
        st = check_map(unit, entity, plan.map, error);
    if (st == DMS_OK)
        st = approvals_check_map(unit, question, error);
    if (st != DMS_OK)
        return st;
    plan.rows = dms_json_create_object();
    st = unit_walk(unit, entity, NULL, look_at, &plan, error);
    *answer = dms_json_create_object();
    struct dms_json *rows = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(plan.rows); i++)
        dms_json_take(rows, dms_json_copy(dms_json_value_at(plan.rows, i)));
    dms_json_take_key(*answer, "rows", rows);
    dms_json_set_integer(*answer, "records", plan.records);
    dms_json_set_integer(*answer, "stranded", plan.stranded);
    dms_json_destroy(plan.rows);
    return st == DMS_OK ? approvals_plan(unit, question, *answer, error) : st;
}

struct batch {
    const struct dms_json *question;
    int64_t after; /* id up to which all is done */
    int64_t ids[TOGETHER];
    size_t count;
};

static enum dms_status
work_find(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    struct batch *batch = context;
    struct plan plan = { .unit = unit,
                         .map = dms_json_at_key(batch->question, "map"),
                         .room = TOGETHER };
    struct dms_json *where = dms_json_create_object(), *id = dms_json_create_object();
    struct dms_json *query = dms_json_create_object();
    (void)answer;
    dms_json_set_integer(id, "gt", batch->after);
    dms_json_take_key(where, "id", id);
    dms_json_take_key(query, "where", where);
    dms_json_set_text(query, "sort", "id");
    enum dms_status st = unit_walk(unit, dms_json_text_at(batch->question, "entity"),
                                   query, look_at, &plan, error);
    dms_json_destroy(query);
    memcpy(batch->ids, plan.ids, sizeof(plan.ids));
    batch->count = plan.count;
    if (plan.count > 0)
        batch->after = plan.ids[plan.count - 1];
    return plan.count == plan.room ? DMS_OK : st;
}

static enum dms_status
move_one(struct dms_unit *unit, const struct batch *batch, int64_t id,
         struct dms_error *error)
{
    const char *entity = dms_json_text_at(batch->question, "entity");
    struct dms_record *record = NULL;
    struct migration migration;
    enum dms_status st = unit_load(unit, entity, id, &record, error);
    if (st == DMS_NOT_FOUND) {
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st == DMS_OK)
        st = unit_migration(unit, record, dms_json_at_key(batch->question, "map"),
                            &migration, error);
    if (st != DMS_OK || migration.to == NULL)
        return st;
    if (migration.state == NULL) /* since the plan somebody has moved it there */
        return dms_fail(error, DMS_DENIED, "door.stranded", "records=1|state=%s",
                        record->head.state);
    st = approvals_move(unit, batch->question, record, &migration, error);
    return st == DMS_OK ? unit_migrate(unit, record, &migration, error) : st;
}

static enum dms_status
work_move(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    const struct batch *batch = context;
    enum dms_status st = DMS_OK;
    (void)answer;
    for (size_t i = 0; i < batch->count && st == DMS_OK; i++)
        st = move_one(unit, batch, batch->ids[i], error);
    struct dms_json *changes = dms_json_create_object();
    dms_json_set_text(changes, "reason", dms_json_text_at(batch->question, "reason"));
    dms_json_set_integer(changes, "records", (int64_t)batch->count);
    unit_audit(unit, "rules", "migrate", dms_json_text_at(batch->question, "entity"), 0,
               changes);
    return st;
}

static enum dms_status
move_all(struct dms_house *house, const struct dms_request *request,
         const struct dms_json *question, struct dms_json *answer,
         struct dms_error *error)
{
    int64_t limit = dms_json_integer_at(question, "limit"), moved = 0;
    struct batch batch = { .question = question, .count = 1 };
    enum dms_status st = DMS_OK;
    if (limit < 1)
        limit = MOVED_MOST;
    while (st == DMS_OK && batch.count > 0 && moved < limit) {
        st = dms_house_read(house, request, work_find, &batch, NULL, error);
        if (batch.count > (size_t)(limit - moved))
            batch.count = (size_t)(limit - moved);
        if (st == DMS_OK && batch.count > 0)
            st = dms_house_write(house, request, work_move, &batch, NULL, error);
        moved += st == DMS_OK ? (int64_t)batch.count : 0;
    }
    dms_json_set_integer(answer, "moved", moved);
    return st;
}

enum dms_status
door_migrate(struct dms_house *house, const struct dms_request *request,
             const struct dms_json *question, struct dms_json **answer,
             struct dms_error *error)
{
    const char *reason = NULL;
    bool apply = dms_json_boolean_at(question, "apply");
    enum dms_status st = apply ? door_text(question, "reason", &reason, error) : DMS_OK;
    if (st == DMS_OK)
        st = dms_house_read(house, request, work_plan, (void *)(uintptr_t)question,
                            answer, error);
    if (st != DMS_OK || !apply)
        return st;
    if (dms_json_integer_at(*answer, "stranded") > 0)
        return dms_fail(error, DMS_DENIED, "door.stranded", "records=%lld|state=",
                        (long long)dms_json_integer_at(*answer, "stranded"));
    if (dms_json_integer_at(*answer, "approvals_stranded") > 0)
        return dms_fail(error, DMS_DENIED, "door.stranded_approvals",
                        "approvals=%lld|transition=",
                        (long long)dms_json_integer_at(*answer, "approvals_stranded"));
    return move_all(house, request, question, *answer, error);
}
