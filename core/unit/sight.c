/* sight.c - what the requester may do and read himself, whosever code asks. */
#include "dms/sight.h"

#include <stdlib.h>

#include "access/scope.h"
#include "unit/unit_inside.h"

bool
dms_unit_may(struct dms_unit *unit, const struct dms_record *record,
             enum dms_action action)
{
    struct permission permission;
    struct row_scope scope;
    struct dms_record lies = *record;
    if (unit->actor.house)
        return true;
    access_permission(unit->access, &unit->actor, record->entity, &permission);
    scope_narrow(unit->scope, &permission);
    if (permission_need(&permission, action, NULL) != DMS_OK)
        return false;
    if (permission.full)
        return true;
    if (record->head.id != 0)
        lies.head = record->old_head;
    permission_scope(&permission, &unit->actor, action, &scope);
    return scope_holds(&scope, &lies);
}

const char *
dms_unit_text(struct dms_unit *unit, const char *key, const struct dms_json *values)
{
    char *text =
        messages_text(unit->house->messages, dms_unit_language(unit), key, values);
    const char *kept = scratch_copy(unit->scratch, text);
    free(text);
    return kept;
}
