/* brand.c - which brand's rules hold for a record, which workflow it runs on, in which state. */
#include <inttypes.h>
#include <string.h>

#include "base/error.h"
#include "unit/unit_inside.h"

const char *
unit_brand_of(struct dms_unit *unit, const struct dms_record *record)
{
    const struct entity_field *field = entity_field_at(record->entity, "brand");
    bool of_core = field != NULL && field->target != NULL &&
                   strcmp(field->target->name, "core.brand") == 0;
    if (of_core && record->values[field->index].kind == VALUE_NUMBER) {
        const char *code =
            access_brand_code(unit->access, record->values[field->index].as.number);
        if (code != NULL)
            return code;
    }
    if (record->head.store == 0 || record->head.store == unit->store)
        return unit->store_brand;
    const struct store_info *store = access_store(unit->access, record->head.store);
    return store != NULL ? store->brand : unit->store_brand;
}

/* The version a record runs on may have gone from the scripts long ago: its host knows it. */
static enum dms_status
old_workflow(struct dms_unit *unit, const struct dms_record *record, const char *brand,
             const struct workflow **workflow, struct dms_error *error)
{
    enum dms_status st =
        house_old_workflow(unit->house, unit->catalogue, record->entity->name, brand,
                           record->head.process, workflow, error);
    if (st == DMS_OK && *workflow == NULL)
        st = dms_fail(error, DMS_UNSUPPORTED, "unit.no_version",
                      "entity=@entity.%s|id=%" PRId64 "|version=%" PRId64, record->entity->name,
                      record->head.id, record->head.process);
    return st;
}

enum dms_status
unit_workflow(struct dms_unit *unit, const struct dms_record *record,
              const struct workflow **workflow, struct dms_error *error)
{
    const char *brand = unit_brand_of(unit, record);
    const struct workflow_set *set = unit->catalogue->workflows;
    *workflow = workflow_for(set, record->entity->name, brand, unit->store_code);
    if (*workflow == NULL || record->head.id == 0 || record->head.state[0] == '\0' ||
        (*workflow)->version == record->head.process)
        return DMS_OK;
    *workflow = workflow_version(set, record->entity->name, brand, record->head.process);
    return *workflow != NULL ? DMS_OK : old_workflow(unit, record, brand, workflow, error);
}

const struct dms_state *
dms_unit_state(struct dms_unit *unit, const struct dms_record *record)
{
    const struct workflow *workflow = NULL;
    struct dms_error ignored;
    dms_error_clear(&ignored);
    if (unit_workflow(unit, record, &workflow, &ignored) != DMS_OK || workflow == NULL)
        return NULL;
    return workflow_state(workflow, record->head.state);
}
