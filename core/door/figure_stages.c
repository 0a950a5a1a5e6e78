/* figure_stages.c - the states that stand for a canonical stage, in the workflows of all brands. */
#include <string.h>

#include "door/figure.h"

static bool
is_among(const char *words, const char *word)
{
    size_t size = word != NULL ? strlen(word) : 0;
    for (const char *at = words + strspn(words, " "); size > 0 && *at != '\0';
         at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        if (length == size && strncmp(at, word, size) == 0)
            return true;
        at += length;
    }
    return false;
}

static const struct workflow *
next_workflow(const struct workflow_set *set, const char *entity, size_t *at)
{
    while (*at < workflow_count(set)) {
        const struct workflow *workflow = workflow_at(set, (*at)++);
        if (strcmp(workflow->entity, entity) == 0)
            return workflow;
    }
    return NULL;
}

/* Does any other workflow of the entity see one of these states otherwise? */
static bool
is_disputed(const struct workflow_set *set, const struct workflow *workflow,
            const char *stages)
{
    size_t at = 0;
    const struct workflow *other;
    while ((other = next_workflow(set, workflow->entity, &at)) != NULL)
        for (uint32_t i = 0; i < other->state_count; i++) {
            const struct dms_state *theirs = &other->states[i],
                                   *ours = workflow_state(workflow, theirs->name);
            if (ours != NULL &&
                is_among(stages, theirs->canonical) != is_among(stages, ours->canonical))
                return true;
        }
    return false;
}

static void
add_states(struct dms_json *states, const struct workflow *workflow, const char *stages)
{
    for (uint32_t i = 0; i < workflow->state_count; i++)
        if (is_among(stages, workflow->states[i].canonical))
            dms_json_take(states, dms_json_create_text(workflow->states[i].name));
}

/* {"KEY":{"in":[…]}} */
static struct dms_json *
among(const char *key, struct dms_json *values)
{
    struct dms_json *condition = dms_json_create_object(), *in = dms_json_create_object();
    dms_json_take_key(in, "in", values);
    dms_json_take_key(condition, key, in);
    return condition;
}

/* States of WORKFLOW, for records of its brand alone; BRANDS are those with one of their own. */
static struct dms_json *
of_brand(const struct workflow *workflow, const char *stages,
         const struct dms_json *brands)
{
    struct dms_json *states = dms_json_create_array();
    add_states(states, workflow, stages);
    struct dms_json *condition = among("state", states);
    if (workflow->brand != NULL)
        dms_json_set_text(condition, "brand.code", workflow->brand);
    else
        dms_json_take_key(condition, "not", among("brand.code", dms_json_copy(brands)));
    return condition;
}

static struct dms_json *
brand_by_brand(const struct workflow_set *set, const char *entity, const char *stages)
{
    struct dms_json *either = dms_json_create_array(), *brands = dms_json_create_array();
    struct dms_json *condition = dms_json_create_object();
    size_t at = 0;
    const struct workflow *workflow;
    while ((workflow = next_workflow(set, entity, &at)) != NULL)
        if (workflow->brand != NULL)
            dms_json_take(brands, dms_json_create_text(workflow->brand));
    for (at = 0; (workflow = next_workflow(set, entity, &at)) != NULL;)
        dms_json_take(either, of_brand(workflow, stages, brands));
    dms_json_destroy(brands);
    dms_json_take_key(condition, "or", either);
    return condition;
}

struct dms_json *
figure_stages(struct dms_unit *unit, const char *entity, const char *stages)
{
    const struct workflow_set *set = unit->catalogue->workflows;
    const struct entity *of = entity_at(unit->catalogue->entities, entity);
    struct dms_json *states = dms_json_create_array();
    bool disputed = false;
    size_t at = 0;
    const struct workflow *workflow;
    while ((workflow = next_workflow(set, entity, &at)) != NULL) {
        disputed = disputed || is_disputed(set, workflow, stages);
        add_states(states, workflow, stages);
    }
    if (!disputed || of == NULL || entity_field_at(of, "brand") == NULL)
        return among("state", states);
    dms_json_destroy(states);
    return brand_by_brand(set, entity, stages);
}
