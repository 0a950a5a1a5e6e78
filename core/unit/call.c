/* call.c - one plugin asks another by name; the unit's brand chooses who answers. */
#include <inttypes.h>
#include <string.h>

#include "entity/record.h"
#include "unit/unit_inside.h"

bool
dms_unit_can_call(const struct dms_unit *unit, const char *name)
{
    return catalogue_call(unit->catalogue, name, unit->brand) != NULL;
}

/* Reads an argument as the field type it is declared to be, and writes it back normal. */
static enum dms_status
normal_argument(struct dms_unit *unit, const struct dms_argument *argument,
                const struct dms_json *given, struct dms_json *normal, struct dms_error *error)
{
    struct entity_field field = { .card = { .name = argument->name, .type = argument->type } };
    struct value value = { .kind = VALUE_EMPTY };
    enum dms_status st = DMS_OK;
    if (dms_json_kind(given) != DMS_JSON_NULL)
        st = field_read(&field, given, unit->house->offset, unit->scratch, &value, error);
    if (st == DMS_OK && value.kind == VALUE_EMPTY && (argument->flags & DMS_REQUIRED) != 0)
        st = dms_fail(error, DMS_INVALID, "unit.argument_needed", "argument=%s", argument->name);
    if (st != DMS_OK)
        dms_error_at_field(error, argument->name);
    else
        dms_json_take_key(normal, argument->name, field_print(&field, &value, unit->house->offset));
    return st;
}

static bool
is_declared(const struct dms_call_card *card, const char *name)
{
    for (uint32_t i = 0; i < card->argument_count; i++)
        if (strcmp(card->arguments[i].name, name) == 0)
            return true;
    return false;
}

static enum dms_status
normal_arguments(struct dms_unit *unit, const struct dms_call_card *card,
                 const struct dms_json *given, struct dms_json **normal, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    *normal = (card->flags & DMS_CALL_OPEN) != 0 && given != NULL ? dms_json_copy(given)
                                                                  : dms_json_create_object();
    if ((card->flags & DMS_CALL_OPEN) != 0)
        return DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(given); i++)
        if (!is_declared(card, dms_json_key_at(given, i)))
            st = dms_fail(error, DMS_INVALID, "unit.unknown_argument", "call=%s|argument=%s",
                          card->name, dms_json_key_at(given, i));
    for (uint32_t i = 0; st == DMS_OK && i < card->argument_count; i++)
        st = normal_argument(unit, &card->arguments[i],
                             dms_json_at_key(given, card->arguments[i].name), *normal, error);
    return st;
}

enum dms_status
dms_call(struct dms_unit *unit, const char *name, const struct dms_json *arguments,
         struct dms_json **answer, struct dms_error *error)
{
    struct dms_json *normal = NULL;
    *answer = NULL;
    const struct catalogue_call *call = catalogue_call(unit->catalogue, name, unit->brand);
    if (call == NULL)
        return dms_fail(error, DMS_UNSUPPORTED, "unit.no_such_call", "call=%s", name);
    if (!unit->writes && (call->card.flags & DMS_CALL_READS) == 0)
        return dms_fail(error, DMS_FORBIDDEN, "unit.reads_only", "");
    enum dms_status st = normal_arguments(unit, &call->card, arguments, &normal, error);
    if (st == DMS_OK)
        st = unit_step(unit, call->card.name, call->owner, error);
    if (st == DMS_OK) {
        st = call->card.run(unit, normal, call->card.data, answer, error);
        unit_step_back(unit);
        if (st != DMS_OK)
            dms_fail(error, st, "unit.no_reason", "who=%s", name);
    }
    if (st != DMS_OK) {
        dms_json_destroy(*answer);
        *answer = NULL;
    }
    dms_json_destroy(normal);
    return st;
}
