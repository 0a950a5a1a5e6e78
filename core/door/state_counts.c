/* state_counts.c - how many records stand in each state of their workflow: for boards, and for the
 * picture of a process. */
#include <string.h>

#include "base/messages.h"
#include "door/door.h"

struct counting {
    struct dms_unit *unit;
    const char *entity;
    struct dms_json *states; /* state → count */
};

static enum dms_status
take(const struct value *key, int64_t number, void *context, struct dms_error *error)
{
    const struct counting *counting = context;
    (void)error;
    if (key->kind == VALUE_TEXT && key->as.text[0] != '\0')
        dms_json_set_integer(counting->states, key->as.text, number);
    return DMS_OK;
}

static void
tell(const struct counting *counting, const char *state, struct dms_json *told)
{
    struct dms_unit *unit = counting->unit;
    const char *key =
        scratch_printf(unit->scratch, "state.%s.%s", counting->entity, state);
    const char *label = messages_at(unit->house->messages, dms_unit_language(unit), key);
    struct dms_json *item = dms_json_create_object();
    dms_json_set_text(item, "state", state);
    dms_json_set_text(item, "label", label != NULL ? label : state);
    dms_json_set_integer(item, "count", dms_json_integer_at(counting->states, state));
    dms_json_take(told, item);
}

/* In the order of the workflow of the store's brand; what else there is stands behind. */
static struct dms_json *
tell_all(const struct counting *counting)
{
    struct dms_unit *unit = counting->unit;
    const struct workflow *workflow =
        workflow_for(unit->catalogue->workflows, counting->entity, unit->store_brand,
                     unit->store_code);
    struct dms_json *told = dms_json_create_array();
    for (uint32_t i = 0; workflow != NULL && i < workflow->state_count; i++)
        tell(counting, workflow->states[i].name, told);
    for (size_t i = 0; i < dms_json_count(counting->states); i++) {
        const char *state = dms_json_key_at(counting->states, i);
        if (workflow == NULL || workflow_state(workflow, state) == NULL)
            tell(counting, state, told);
    }
    return told;
}

/* {"entity", "where"}: {"states": [{"state", "label", "count"}]} of the records in reach. */
enum dms_status
door_state_counts(struct dms_unit *unit, void *context, struct dms_json **answer,
                  struct dms_error *error)
{
    const struct dms_json *question = context;
    const struct dms_json *where = dms_json_at_key(question, "where");
    const struct query_tally by_state = { .by = "state" };
    struct counting counting = { .unit = unit };
    uint32_t type = 0;
    enum dms_status st = door_text(question, "entity", &counting.entity, error);
    if (st == DMS_OK)
        st = door_check_states(unit, counting.entity, where, error);
    if (st != DMS_OK)
        return st;
    struct dms_json *query = dms_json_create_object();
    counting.states = dms_json_create_object();
    if (where != NULL)
        dms_json_take_key(query, "where", dms_json_copy(where));
    st = unit_tally(unit, counting.entity, query, &by_state, take, &counting, &type,
                    error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_take_key(*answer, "states", tell_all(&counting));
    }
    dms_json_destroy(counting.states);
    dms_json_destroy(query);
    return st;
}
