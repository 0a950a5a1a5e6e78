/* states.c - a state that is asked about and that nobody knows is a slip, as with a choice.
 *
 * Asked from outside only: a plugin asks about the states of all brands at once. */
#include <string.h>

#include "base/text.h"
#include "door/door.h"

#define MOST_STATES 500

struct states {
    struct dms_unit *unit;
    const char *entity;
    const char *names[MOST_STATES + 1];
    size_t count;
};

static void
collect(struct states *states)
{
    const struct workflow_set *set = states->unit->catalogue->workflows;
    for (size_t i = 0; i < workflow_count(set); i++) {
        const struct workflow *workflow = workflow_at(set, i);
        if (strcmp(workflow->entity, states->entity) != 0)
            continue;
        for (uint32_t k = 0; k < workflow->state_count && states->count < MOST_STATES;
             k++)
            states->names[states->count++] = workflow->states[k].name;
    }
}

/* A state of an older process, which records may still be in, is no slip. */
static enum dms_status
check_state(const struct states *states, const char *name, struct dms_error *error)
{
    int64_t records = 0;
    for (size_t i = 0; i < states->count; i++)
        if (strcmp(states->names[i], name) == 0)
            return DMS_OK;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "state", name);
    enum dms_status st =
        dms_unit_count(states->unit, states->entity, "{\"where\":{\"state\":\"$state\"}}",
                       values, &records, error);
    dms_json_destroy(values);
    if (st != DMS_OK || records > 0)
        return st;
    const char *near = name_nearest(name, states->names);
    return dms_fail_field(error, DMS_INVALID, "state",
                          near == NULL ? "door.no_state" : "door.no_state_near",
                          "state=%s|entity=@entity.%s|near=%s", name, states->entity,
                          near == NULL ? "" : near);
}

/* "new", {"ne":"new"} or {"in":["new","following"]}. */
static enum dms_status
check_asked(const struct states *states, const struct dms_json *asked,
            struct dms_error *error)
{
    const char *text = dms_json_text(asked);
    enum dms_status st = DMS_OK;
    if (text != NULL)
        return text[0] != '\0' ? check_state(states, text, error) : DMS_OK;
    bool list = dms_json_kind(asked) == DMS_JSON_ARRAY;
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(asked); i++) {
        const char *operation = list ? "in" : dms_json_key_at(asked, i);
        if (strcmp(operation, "in") == 0 || strcmp(operation, "eq") == 0 ||
            strcmp(operation, "ne") == 0)
            st = check_asked(states,
                             list ? dms_json_at(asked, i) : dms_json_value_at(asked, i),
                             error);
    }
    return st;
}

static enum dms_status
check_where(const struct states *states, const struct dms_json *where,
            struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    bool list = dms_json_kind(where) == DMS_JSON_ARRAY;
    bool object = dms_json_kind(where) == DMS_JSON_OBJECT;
    for (size_t i = 0; st == DMS_OK && (list || object) && i < dms_json_count(where);
         i++) {
        const char *key = list ? "and" : dms_json_key_at(where, i);
        const struct dms_json *inner =
            list ? dms_json_at(where, i) : dms_json_value_at(where, i);
        if (strcmp(key, "state") == 0)
            st = check_asked(states, inner, error);
        else if (strcmp(key, "and") == 0 || strcmp(key, "or") == 0 ||
                 strcmp(key, "not") == 0)
            st = check_where(states, inner, error);
    }
    return st;
}

enum dms_status
door_check_states(struct dms_unit *unit, const char *entity, const struct dms_json *where,
                  struct dms_error *error)
{
    struct states states = { .unit = unit, .entity = entity };
    collect(&states);
    return states.count == 0 ? DMS_OK : check_where(&states, where, error);
}
