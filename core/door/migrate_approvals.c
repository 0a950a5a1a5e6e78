/* migrate_approvals.c - open and granted approvals follow the records that are migrated. */
#include <string.h>

#include "door/door.h"
#include "door/migrating.h"
#include "storage/system.h"

#define APPROVAL "core.approval"

static bool
has_transition(const struct workflow *workflow, const char *name)
{
    for (uint32_t i = 0; i < workflow->transition_count; i++)
        if (strcmp(workflow->transitions[i].card.name, name) == 0)
            return true;
    return false;
}

enum dms_status
approvals_check_map(struct dms_unit *unit, const struct dms_json *question,
                    struct dms_error *error)
{
    const struct workflow_set *set = unit->catalogue->workflows;
    const struct dms_json *map = dms_json_at_key(question, "transitions");
    const char *entity = dms_json_text_at(question, "entity");
    for (size_t i = 0; i < dms_json_count(map); i++) {
        const char *to = dms_json_text(dms_json_value_at(map, i));
        bool known = false;
        for (size_t k = 0; to != NULL && k < workflow_count(set); k++)
            known = known || (strcmp(workflow_at(set, k)->entity, entity) == 0 &&
                              has_transition(workflow_at(set, k), to));
        if (!known)
            return dms_fail_field(error, DMS_INVALID, "transitions", "door.no_transition",
                                  "transition=%s|entity=@entity.%s", to == NULL ? "" : to,
                                  entity);
    }
    return DMS_OK;
}

/* What APPROVAL was asked for, and what that is called now; TO NULL: there is none there. NAME NULL:
 * it was for another state, and is nothing any more already. */
struct passage {
    const char *name, *to;
};

static enum dms_status
find_passage(struct dms_unit *unit, const struct dms_json *question,
             const struct dms_record *record, const struct migration *migration,
             const struct dms_record *approval, struct passage *passage,
             struct dms_error *error)
{
    const struct workflow *from = NULL;
    const char *name = dms_record_text(approval, "transition");
    const char *mapped = dms_json_text_at(dms_json_at_key(question, "transitions"), name);
    *passage = (struct passage){ NULL, NULL };
    enum dms_status st = unit_workflow(unit, record, &from, error);
    if (st != DMS_OK && st != DMS_UNSUPPORTED && st != DMS_NOT_FOUND)
        return st;
    dms_error_clear(error);
    if (st == DMS_OK && from != NULL &&
        workflow_transition(from, record->head.state, name) == NULL)
        return DMS_OK;
    passage->name = name;
    const struct workflow_transition *found = workflow_transition(
        migration->to, migration->state, mapped != NULL ? mapped : name);
    if (found != NULL)
        passage->to = found->card.name;
    return DMS_OK;
}

struct plan {
    struct dms_unit *unit;
    const struct dms_json *question;
    struct dms_json *rows; /* transition → {…} */
    int64_t stranded;
};

static void
count_row(struct plan *plan, const struct passage *passage)
{
    struct dms_json *row = dms_json_copy(dms_json_at_key(plan->rows, passage->name));
    if (row == NULL) {
        row = dms_json_create_object();
        dms_json_set_text(row, "transition", passage->name);
        if (passage->to != NULL)
            dms_json_set_text(row, "to", passage->to);
    }
    dms_json_set_integer(row, "approvals", dms_json_integer_at(row, "approvals") + 1);
    if (passage->to == NULL) /* in one state it is there, in another it is not */
        dms_json_remove_key(row, "to");
    dms_json_take_key(plan->rows, passage->name, row);
    plan->stranded += passage->to == NULL;
}

static enum dms_status
look_at(struct dms_record *approval, void *context, struct dms_error *error)
{
    struct plan *plan = context;
    struct dms_record *record = NULL;
    struct migration migration;
    struct passage passage = { NULL, NULL };
    const char *entity = dms_json_text_at(plan->question, "entity");
    enum dms_status st = unit_load(plan->unit, entity,
                                   dms_record_int(approval, "subject"), &record, error);
    if (st == DMS_NOT_FOUND) {
        dms_error_clear(error);
        return DMS_OK;
    }
    if (st == DMS_OK)
        st = unit_migration(plan->unit, record, dms_json_at_key(plan->question, "map"),
                            &migration, error);
    if (st == DMS_OK && migration.to != NULL && migration.state != NULL)
        st = find_passage(plan->unit, plan->question, record, &migration, approval,
                          &passage, error);
    if (passage.name != NULL)
        count_row(plan, &passage);
    return st;
}

/* Those that still count, of all records of ENTITY or of SUBJECT alone. Yours to destroy. */
static struct dms_json *
live_ones(const char *entity, int64_t subject)
{
    struct dms_json *query = dms_json_create_object(), *where = dms_json_create_object();
    struct dms_json *status = dms_json_create_object(), *list = dms_json_create_array();
    dms_json_take(list, dms_json_create_text("open"));
    dms_json_take(list, dms_json_create_text("granted"));
    dms_json_take_key(status, "in", list);
    dms_json_set_text(where, "subject_entity", entity);
    if (subject != 0)
        dms_json_set_integer(where, "subject", subject);
    dms_json_take_key(where, "status", status);
    dms_json_take_key(query, "where", where);
    return query;
}

static bool
are_there(struct dms_unit *unit)
{
    return entity_at(unit->catalogue->entities, APPROVAL) != NULL;
}

enum dms_status
approvals_plan(struct dms_unit *unit, const struct dms_json *question,
               struct dms_json *answer, struct dms_error *error)
{
    struct plan plan = { .unit = unit,
                         .question = question,
                         .rows = dms_json_create_object() };
    struct dms_json *rows = dms_json_create_array();
    struct dms_json *query = live_ones(dms_json_text_at(question, "entity"), 0);
    enum dms_status st = are_there(unit)
                             ? unit_walk(unit, APPROVAL, query, look_at, &plan, error)
                             : DMS_OK;
    for (size_t i = 0; i < dms_json_count(plan.rows); i++)
        dms_json_take(rows, dms_json_copy(dms_json_value_at(plan.rows, i)));
    dms_json_take_key(answer, "approvals", rows);
    dms_json_set_integer(answer, "approvals_stranded", plan.stranded);
    dms_json_destroy(plan.rows);
    dms_json_destroy(query);
    return st;
}

/* No hook runs: nobody has asked or voted. */
static enum dms_status
rename_one(struct dms_unit *unit, int64_t id, const char *transition,
           struct dms_error *error)
{
    struct dms_record *approval = NULL;
    enum dms_status st = unit_load(unit, APPROVAL, id, &approval, error);
    if (st == DMS_OK)
        st = dms_record_set_text(approval, "transition", transition, error);
    if (st != DMS_OK)
        return st;
    approval->head.updated_at = unit->now;
    approval->head.updated_by = unit->actor.user;
    st = session_update(unit->session, approval, error);
    if (st == DMS_OK)
        unit_note_change(unit, approval, "migrate");
    return st;
}

static enum dms_status
move_one(struct dms_unit *unit, const struct dms_json *question,
         const struct dms_record *record, const struct migration *migration,
         const struct dms_record *approval, struct dms_error *error)
{
    struct passage passage;
    enum dms_status st =
        find_passage(unit, question, record, migration, approval, &passage, error);
    if (st != DMS_OK || passage.name == NULL)
        return st;
    if (passage.to == NULL) /* since the plan somebody has asked for it */
        return dms_fail(error, DMS_DENIED, "door.stranded_approvals",
                        "approvals=1|transition=%s", passage.name);
    return strcmp(passage.name, passage.to) == 0
               ? DMS_OK
               : rename_one(unit, dms_record_id(approval), passage.to, error);
}

enum dms_status
approvals_move(struct dms_unit *unit, const struct dms_json *question,
               const struct dms_record *record, const struct migration *migration,
               struct dms_error *error)
{
    const struct dms_list *list = NULL;
    if (!are_there(unit))
        return DMS_OK;
    struct dms_json *query = live_ones(record->entity->name, record->head.id);
    enum dms_status st = dms_unit_find_json(unit, APPROVAL, query, &list, error);
    dms_json_destroy(query);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        st = move_one(unit, question, record, migration, dms_list_at(list, i), error);
    return st;
}
