/* workflow.c - keeps deep copies of the definitions and finds the one a record runs on. */
#include "workflow/workflow.h"

#include <stdlib.h>
#include <string.h>

#include "base/card.h"
#include "base/list.h"
#include "base/scratch.h"
#include "workflow/check.h"

#define WORKFLOW_LEAST   (offsetof(struct dms_workflow, transitions) + sizeof(void *))
#define STATE_LEAST      (offsetof(struct dms_state, deadline_kind))
#define TRANSITION_LEAST (offsetof(struct dms_transition, to) + sizeof(void *))

struct workflow_set {
    struct list workflows;
    struct map by_entity; /* entity → struct list of its workflows */
    struct list lists;    /* the same lists, to free them */
    struct scratch *memory;
};

static void
free_list(void *item)
{
    list_clear(item, NULL);
    free(item);
}

struct workflow_set *
workflow_set_create(void)
{
    struct workflow_set *set = memory_get(sizeof(*set));
    set->memory = scratch_create();
    return set;
}

void
workflow_set_destroy(struct workflow_set *set)
{
    if (set == NULL)
        return;
    list_clear(&set->workflows, NULL);
    list_clear(&set->lists, free_list);
    map_clear(&set->by_entity);
    scratch_destroy(set->memory);
    free(set);
}

static const char *const *
copy_names(struct scratch *memory, const char *const *names)
{
    size_t count = 0;
    while (names != NULL && names[count] != NULL)
        count++;
    if (count == 0)
        return NULL;
    const char **copy = scratch_alloc(memory, (count + 1) * sizeof(*copy));
    for (size_t i = 0; i < count; i++)
        copy[i] = scratch_copy(memory, names[i]);
    return copy;
}

static void
copy_states(struct scratch *memory, struct workflow *workflow,
            const struct dms_workflow *card)
{
    workflow->state_count = card->state_count;
    workflow->states =
        scratch_alloc(memory, card->state_count * sizeof(*workflow->states));
    for (uint32_t i = 0; i < card->state_count; i++) {
        struct dms_state *state = &workflow->states[i];
        card_copy_row(state, sizeof(*state), card->states, card->state_size, i);
        state->name = scratch_copy(memory, state->name);
        state->deadline_transition = scratch_copy(memory, state->deadline_transition);
        state->escalate_role = scratch_copy(memory, state->escalate_role);
        state->canonical = scratch_copy(memory, state->canonical);
        state->work = copy_names(memory, state->work);
        if ((state->flags & DMS_INITIAL) != 0)
            workflow->initial = state->name;
    }
}

static void
copy_transitions(struct scratch *memory, struct workflow *workflow,
                 const struct dms_workflow *card)
{
    workflow->transition_count = card->transition_count;
    workflow->transitions = scratch_alloc(memory, (card->transition_count + 1) *
                                                      sizeof(*workflow->transitions));
    for (uint32_t i = 0; i < card->transition_count; i++) {
        struct dms_transition *row = &workflow->transitions[i].card;
        card_copy_row(row, sizeof(*row), card->transitions, card->transition_size, i);
        row->name = scratch_copy(memory, row->name);
        row->from = scratch_copy(memory, row->from);
        row->to = scratch_copy(memory, row->to);
        row->roles = copy_names(memory, row->roles);
        row->required = copy_names(memory, row->required);
        row->event = scratch_copy(memory, row->event);
        row->guard_name = scratch_copy(memory, row->guard_name);
        workflow->transitions[i].owner = workflow->owner;
    }
}

static bool
same_brand(const char *left, const char *right)
{
    if (left == NULL || right == NULL)
        return left == right;
    return strcmp(left, right) == 0;
}

static enum dms_status
check_card(const struct dms_workflow *card, uint32_t size, const char *owner,
           struct dms_error *error)
{
    bool sound =
        size >= WORKFLOW_LEAST && size <= CARD_LIMIT && card->name != NULL &&
        card->entity != NULL && card->states != NULL && card->state_count > 0 &&
        card->state_size >= STATE_LEAST && card->state_size <= CARD_LIMIT &&
        (card->transition_count == 0 ||
         (card->transitions != NULL && card->transition_size >= TRANSITION_LEAST &&
          card->transition_size <= CARD_LIMIT));
    if (sound)
        return DMS_OK;
    return dms_fail(error, DMS_INVALID, "workflow.bad_card", "workflow=%s|owner=%s",
                    card->name == NULL ? "" : card->name, owner);
}

static enum dms_status
check_twice(const struct workflow_set *set, const struct workflow *workflow,
            struct dms_error *error)
{
    const struct list *list = map_at(&set->by_entity, workflow->entity);
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct workflow *other = list->items[i];
        if (other->version == workflow->version &&
            same_brand(other->brand, workflow->brand))
            return dms_fail(error, DMS_INVALID, "workflow.twice",
                            "workflow=%s|owner=%s|entity=%s|other=%s|other_owner=%s",
                            workflow->name, workflow->owner, workflow->entity,
                            other->name, other->owner);
    }
    return DMS_OK;
}

static void
keep(struct workflow_set *set, struct workflow *workflow)
{
    struct list *list = map_at(&set->by_entity, workflow->entity);
    if (list == NULL) {
        list = memory_get(sizeof(*list));
        list_add(&set->lists, list);
        map_set(&set->by_entity, workflow->entity, list);
    }
    list_add(list, workflow);
    list_add(&set->workflows, workflow);
}

enum dms_status
workflow_set_add(struct workflow_set *set, const struct dms_workflow *given,
                 const char *owner, struct dms_error *error)
{
    struct scratch *memory = set->memory;
    struct dms_workflow card;
    card_copy(&card, sizeof(card), given, given->size);
    enum dms_status st = check_card(&card, given->size, owner, error);
    if (st != DMS_OK)
        return st;
    struct workflow *workflow = scratch_alloc(memory, sizeof(*workflow));
    bool branded = card.brand != NULL && card.brand[0] != '\0';
    workflow->name = scratch_copy(memory, card.name);
    workflow->entity = scratch_copy(memory, card.entity);
    workflow->brand = branded ? scratch_copy(memory, card.brand) : NULL;
    workflow->owner = scratch_copy(memory, owner);
    workflow->version = card.version;
    workflow->stores = copy_names(memory, card.stores);
    copy_states(memory, workflow, &card);
    copy_transitions(memory, workflow, &card);
    st = workflow_check(workflow, error);
    if (st == DMS_OK)
        st = check_twice(set, workflow, error);
    if (st == DMS_OK)
        keep(set, workflow);
    return st;
}

enum dms_status
workflow_set_freeze(struct workflow_set *set, const struct entity_set *entities,
                    struct dms_json *notices, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < set->workflows.count && st == DMS_OK; i++) {
        st = workflow_check_entity(set->workflows.items[i], entities, error);
        if (st == DMS_OK && notices != NULL)
            workflow_check_reach(set->workflows.items[i], notices);
    }
    return st;
}

static bool
is_among(const char *const *stores, const char *store)
{
    for (; stores != NULL && *stores != NULL; stores++)
        if (store != NULL && strcmp(*stores, store) == 0)
            return true;
    return false;
}

/* One meant for the store goes before one for all, then the brand's own, then the newest. */
static bool
is_better(const struct workflow *workflow, const struct workflow *best)
{
    if (best == NULL || (workflow->stores != NULL) != (best->stores != NULL))
        return best == NULL || workflow->stores != NULL;
    if ((workflow->brand != NULL) != (best->brand != NULL))
        return workflow->brand != NULL;
    return workflow->version > best->version;
}

const struct workflow *
workflow_for(const struct workflow_set *set, const char *entity, const char *brand,
             const char *store)
{
    const struct list *list = map_at(&set->by_entity, entity);
    const struct workflow *best = NULL;
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct workflow *workflow = list->items[i];
        bool of_brand = workflow->brand == NULL || same_brand(workflow->brand, brand);
        bool of_store = workflow->stores == NULL || is_among(workflow->stores, store);
        if (of_brand && of_store && is_better(workflow, best))
            best = workflow;
    }
    return best;
}

const struct workflow *
workflow_version(const struct workflow_set *set, const char *entity, const char *brand,
                 int64_t version)
{
    const struct list *list = map_at(&set->by_entity, entity);
    const struct workflow *shared = NULL;
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const struct workflow *workflow = list->items[i];
        if (workflow->version != version)
            continue;
        if (workflow->brand == NULL)
            shared = workflow;
        else if (same_brand(workflow->brand, brand))
            return workflow;
    }
    return shared;
}

size_t
workflow_count(const struct workflow_set *set)
{
    return set->workflows.count;
}

struct workflow *
workflow_at(const struct workflow_set *set, size_t index)
{
    return index < set->workflows.count ? set->workflows.items[index] : NULL;
}
