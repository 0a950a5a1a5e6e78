/* catalogue.h - everything declared at one moment, resolved and immutable.
 *
 * Plugins and rules declare into a registrar; the catalogue is built from all
 * declarations at once and swapped in as one pointer, so a unit sees either all of a
 * change or nothing of it. Retired catalogues stay until the house closes. */
#ifndef DMS_UNIT_CATALOGUE_H
#define DMS_UNIT_CATALOGUE_H

#include "base/list.h"
#include "dms/house.h"
#include "entity/entity.h"
#include "hook/hook.h"
#include "workflow/workflow.h"

/* Hook chains of one entity, so that dispatch is an index and not a look-up. */
struct entity_hooks {
    const struct hook_chain *create[2], *update[2], *save[2], *remove[2];
};

struct catalogue {
    struct entity_set *entities;
    struct hook_set *hooks;
    struct workflow_set *workflows;
    struct entity_hooks *entity_hooks; /* by entity->number */
    struct call_set *calls;
    struct list subscribers, timers, importers, roles, grants; /* of the dms_ cards */
    dms_version_fill version_fill;
    void *version_data;
};

const struct dms_call_card *catalogue_call(const struct catalogue *catalogue, const char *name,
                                           const char *brand);
const struct dms_timer_handler *catalogue_timer(const struct catalogue *catalogue,
                                                const char *name);
const struct dms_importer *catalogue_importer(const struct catalogue *catalogue,
                                              const char *name);

#endif
