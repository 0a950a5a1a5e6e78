/* transition.c - a record moves along its workflow, if state, role, fields and guard agree. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "unit/unit_inside.h"

static enum dms_status
not_allowed(const struct workflow *workflow, const struct dms_record *record,
            const char *name, struct dms_error *error)
{
    struct text allowed = { 0 };
    text_add(&allowed, "");
    workflow_allowed(workflow, record->head.state, &allowed);
    enum dms_status st = dms_fail(
        error, DMS_DENIED, allowed.size > 0 ? "workflow.not_allowed" : "workflow.final",
        "entity=@entity.%s|id=%" PRId64 "|state=@state.%s.%s|transition=@transition.%s.%s"
        "|allowed=%s",
        record->entity->name, record->head.id, record->entity->name, record->head.state,
        record->entity->name, name, allowed.data);
    text_clear(&allowed);
    return st;
}

/* One of a plugin that is off rests, as whoever would save it is told. */
static enum dms_status
no_workflow(const struct entity *entity, struct dms_error *error)
{
    if (entity->parked)
        return dms_fail(error, DMS_UNSUPPORTED, "plugin.parked",
                        "plugin=%s|entity=@entity.%s", entity->owner, entity->name);
    return dms_fail(error, DMS_INVALID, "workflow.none", "entity=@entity.%s",
                    entity->name);
}

static enum dms_status
find_transition(struct dms_unit *unit, const struct dms_record *record, const char *name,
                const struct workflow **workflow,
                const struct workflow_transition **transition, struct dms_error *error)
{
    enum dms_status st = unit_workflow(unit, record, workflow, error);
    if (st != DMS_OK)
        return st;
    if (*workflow == NULL)
        return no_workflow(record->entity, error);
    *transition = workflow_transition(*workflow, record->head.state, name);
    return *transition != NULL ? DMS_OK : not_allowed(*workflow, record, name, error);
}

/* Roles bind people. What a plugin or the house does follows from somebody's request. */
static enum dms_status
check_role(struct dms_unit *unit, const char *entity,
           const struct workflow_transition *transition, struct dms_error *error)
{
    const char *const *roles = transition->card.roles;
    if (roles == NULL || unit->actor.house || unit_owner(unit) != NULL)
        return DMS_OK;
    for (const char *const *role = roles; *role != NULL; role++)
        if (actor_has_role(&unit->actor, *role))
            return DMS_OK;
    return dms_fail(error, DMS_FORBIDDEN, "workflow.other_role",
                    "transition=@transition.%s.%s|role=@role.%s", entity,
                    transition->card.name, roles[0] != NULL ? roles[0] : "");
}

static enum dms_status
check_required(const struct dms_record *record,
               const struct workflow_transition *transition, struct dms_error *error)
{
    const char *const *required = transition->card.required;
    for (; required != NULL && *required != NULL; required++) {
        if (dms_record_has(record, *required))
            continue;
        return dms_fail_field(error, DMS_INVALID, *required, "workflow.needs_field",
                              "transition=@transition.%s.%s|field=@field.%s.%s",
                              record->entity->name, transition->card.name,
                              record->entity->name, *required);
    }
    return DMS_OK;
}

static enum dms_status
check_guard(struct dms_unit *unit, const struct dms_record *record,
            const struct workflow *workflow, const struct workflow_transition *transition,
            struct dms_error *error)
{
    if (transition->card.guard == NULL)
        return DMS_OK;
    const char *outer_brand = unit->brand, *outer_owner = unit->owners[unit->depth];
    unit->brand = unit_brand_of(unit, record);
    unit->owners[unit->depth] = workflow->owner;
    enum dms_status st =
        transition->card.guard(unit, record, transition->card.guard_data, error);
    unit->owners[unit->depth] = outer_owner;
    unit->brand = outer_brand;
    if (st != DMS_OK)
        unit_blame(transition->card.guard_name != NULL ? transition->card.guard_name
                                                       : workflow->name,
                   st, error);
    return st;
}

static enum dms_status
check_all(struct dms_unit *unit, const struct dms_record *record,
          const struct workflow *workflow, const struct workflow_transition *transition,
          struct dms_error *error)
{
    enum dms_status st = check_role(unit, record->entity->name, transition, error);
    if (st == DMS_OK)
        st = check_required(record, transition, error);
    if (st == DMS_OK)
        st = check_guard(unit, record, workflow, transition, error);
    return st;
}

enum dms_status
dms_unit_transition(struct dms_unit *unit, struct dms_record *record, const char *name,
                    const struct dms_json *fields, struct dms_error *error)
{
    const struct workflow *workflow = NULL;
    const struct workflow_transition *transition = NULL;
    const char *from = record->head.state;
    enum dms_status st =
        find_transition(unit, record, name, &workflow, &transition, error);
    if (st == DMS_OK)
        st = unit_set_fields(unit, record, fields, error);
    if (st == DMS_OK)
        st = check_all(unit, record, workflow, transition, error);
    if (st != DMS_OK)
        return st;
    record->head.state = transition->card.to;
    st = unit_write(unit, record, workflow, transition, error);
    if (st != DMS_OK)
        record->head.state = from;
    return st;
}

static void
add_transition(struct dms_unit *unit, const struct dms_record *record,
               const struct workflow *workflow,
               const struct workflow_transition *transition, struct dms_json *answer)
{
    struct dms_error error = { 0 };
    struct dms_json *one = dms_json_create_object();
    enum dms_status st = check_all(unit, record, workflow, transition, &error);
    dms_json_set_text(one, "name", transition->card.name);
    dms_json_set_text(one, "to", transition->card.to);
    dms_json_set_boolean(one, "allowed", st == DMS_OK);
    struct dms_json *needs = dms_json_create_array();
    const char *const *required = transition->card.required;
    for (; required != NULL && *required != NULL; required++)
        dms_json_take(needs, dms_json_create_text(*required));
    dms_json_take_key(one, "needs", needs);
    if (st != DMS_OK)
        dms_json_take_key(one, "reason", error_json(&error));
    dms_json_take(answer, one);
}

static bool
leaves(const struct workflow *workflow, const struct workflow_transition *transition,
       const char *state)
{
    return workflow_transition(workflow, state, transition->card.name) == transition;
}

struct dms_json *
unit_transitions(struct dms_unit *unit, const struct dms_record *record)
{
    const struct workflow *workflow = NULL;
    struct dms_error ignored = { 0 };
    struct dms_json *answer = dms_json_create_array();
    if (unit_workflow(unit, record, &workflow, &ignored) != DMS_OK || workflow == NULL)
        return answer;
    for (uint32_t i = 0; i < workflow->transition_count; i++)
        if (leaves(workflow, &workflow->transitions[i], record->head.state))
            add_transition(unit, record, workflow, &workflow->transitions[i], answer);
    return answer;
}
