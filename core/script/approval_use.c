/* approval_use.c - an approval is for one transition: once that was made, it is used up, and who comes
 * back to the same state asks again. */
#include <stdio.h>
#include <string.h>

#include "script/approval.h"

#define CALL "approval.use"

/* As the host itself: who makes the transition may have no right to change approvals. */
static enum dms_status
call_use(struct dms_unit *unit, const struct dms_json *arguments, void *data,
         struct dms_json **answer, struct dms_error *error)
{
    struct dms_record *approval = NULL;
    (void)data;
    (void)answer;
    enum dms_status st =
        dms_unit_edit(unit, "core.approval", dms_json_integer_at(arguments, "approval"),
                      &approval, error);
    if (st == DMS_OK)
        st = dms_record_set_text(approval, "status", "used", error);
    return st == DMS_OK ? dms_unit_save(unit, approval, error) : st;
}

enum dms_status
approval_register_use(struct dms_registrar *registrar, struct dms_error *error)
{
    static const struct dms_argument arguments[] = { { "approval", DMS_INTEGER,
                                                       DMS_REQUIRED } };
    const struct dms_call_card card =
        DMS_CALL(.name = CALL, .run = call_use, DMS_ARGUMENTS(arguments));
    return dms_register_call(registrar, &card, error);
}

/* DATA: the transition's name. */
static enum dms_status
use_up(struct dms_unit *unit, struct dms_record *record, void *data,
       struct dms_error *error)
{
    const struct dms_record *found = NULL;
    struct dms_json *answer = NULL;
    enum dms_status st = approval_find(unit, record, data, &found, error);
    if (st != DMS_OK || found == NULL ||
        strcmp(dms_record_text(found, "status"), "granted") != 0)
        return st;
    struct dms_json *arguments = dms_json_create_object();
    dms_json_set_integer(arguments, "approval", dms_record_id(found));
    st = dms_call(unit, CALL, arguments, &answer, error);
    dms_json_destroy(arguments);
    dms_json_destroy(answer);
    return st;
}

static bool
needs_approval(const struct dms_transition *row)
{
    const struct rule *rule = row->guard_data;
    return rule != NULL && rule->approval != NULL;
}

/* Rows of several states and brands share a name; one hook is enough for all of them. */
static bool
is_first(const struct ruleset *rules, size_t flow, uint32_t row)
{
    const struct dms_workflow *card = &rules->flows[flow]->card;
    for (size_t i = 0; i <= flow; i++) {
        const struct dms_workflow *other = &rules->flows[i]->card;
        uint32_t count = i == flow ? row : other->transition_count;
        if (rules->flows[i]->replaced_by != NULL ||
            strcmp(other->entity, card->entity) != 0)
            continue;
        for (uint32_t k = 0; k < count; k++)
            if (needs_approval(&other->transitions[k]) &&
                strcmp(other->transitions[k].name, card->transitions[row].name) == 0)
                return false;
    }
    return true;
}

static enum dms_status
add_hook(struct dms_registrar *registrar, struct ruleset *rules, const char *entity,
         const char *transition, struct dms_error *error)
{
    const struct dms_hook hook =
        DMS_HOOK(.phase = DMS_AFTER, .run = use_up, .data = (void *)(uintptr_t)transition,
                 .name =
                     arena_printf(&rules->arena, "approval/%s.%s", entity, transition),
                 .on = arena_printf(&rules->arena, "%s.%s", entity, transition));
    return dms_register_hook(registrar, &hook, error);
}

enum dms_status
approval_register_hooks(struct dms_registrar *registrar, struct ruleset *rules,
                        struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; i < rules->flow_count; i++) {
        const struct dms_workflow *card = &rules->flows[i]->card;
        for (uint32_t k = 0; rules->flows[i]->replaced_by == NULL &&
                             k < card->transition_count && st == DMS_OK;
             k++)
            if (needs_approval(&card->transitions[k]) && is_first(rules, i, k))
                st = add_hook(registrar, rules, card->entity, card->transitions[k].name,
                              error);
    }
    return st;
}
