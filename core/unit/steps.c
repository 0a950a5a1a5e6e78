/* steps.c - one thing leads to another, but only so deep and so often. */
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "unit/unit_inside.h"

const char *
unit_owner(const struct dms_unit *unit)
{
    return unit->owners[unit->depth];
}

void
unit_spoil(struct dms_unit *unit, const char *what, enum dms_status status,
           const struct dms_error *error)
{
    if (unit->spoiled != NULL)
        return;
    unit->spoiled = scratch_alloc(unit->scratch, sizeof(*unit->spoiled));
    dms_error_copy(unit->spoiled, error);
    dms_fail(unit->spoiled, status, "unit.refusal_ignored", "what=%s", what);
}

static enum dms_status
refuse(struct dms_unit *unit, const char *what, const char *key, int limit,
       struct dms_error *error)
{
    struct text chain = { 0 };
    int first = unit->steps > 6 ? unit->steps - 6 : 0;
    text_add(&chain, first > 0 ? "… → " : "");
    for (int i = first; i < unit->steps; i++)
        text_printf(&chain, "%s → ", unit->step_names[i]);
    text_add(&chain, what);
    enum dms_status st =
        dms_fail(error, DMS_LIMIT, key, "limit=%d|chain=%s", limit, chain.data);
    text_clear(&chain);
    unit_spoil(unit, what, st, error);
    return st;
}

enum dms_status
unit_step(struct dms_unit *unit, const char *what, const char *owner,
          struct dms_error *error)
{
    if (unit->depth == UNIT_DEPTH)
        return refuse(unit, what, "unit.too_deep", UNIT_DEPTH, error);
    if (unit->steps == UNIT_STEPS)
        return refuse(unit, what, "unit.too_many_steps", UNIT_STEPS, error);
    unit->step_names[unit->steps++] = what;
    unit->owners[++unit->depth] = owner;
    return DMS_OK;
}

/* A line that tells nobody wakes nobody: a stocktake of a thousand of them is no chain. What
 * its hooks write in turn nests like everything else. */
enum dms_status
unit_line_step(struct dms_unit *unit, const char *what, const char *owner,
               struct dms_error *error)
{
    if (unit->depth == UNIT_DEPTH)
        return refuse(unit, what, "unit.too_deep", UNIT_DEPTH, error);
    unit->owners[++unit->depth] = owner;
    return DMS_OK;
}

void
unit_step_back(struct dms_unit *unit)
{
    unit->depth--;
}

enum dms_status
unit_run_hooks(struct dms_unit *unit, const struct hook_chain *chain,
               struct dms_record *record, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; chain != NULL && st == DMS_OK && i < chain->count; i++) {
        const struct dms_hook *hook = chain->items[i];
        if (hook->brand != NULL && strcmp(hook->brand, unit->brand) != 0)
            continue;
        /* A hook is part of the step it listens to: only what it starts counts. */
        const char *before = unit->owners[unit->depth];
        unit->owners[unit->depth] = chain->owners[i];
        st = hook->run(unit, record, hook->data, error);
        unit->owners[unit->depth] = before;
        if (st != DMS_OK)
            unit_blame(hook->name, st, error);
    }
    return st;
}

/* Foreign code may refuse without a word; somebody must still be told who it was. */
void
unit_blame(const char *who, enum dms_status status, struct dms_error *error)
{
    dms_fail(error, status, "unit.no_reason", "who=%s", who);
    dms_error_at_rule(error, who);
}
