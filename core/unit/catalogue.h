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

/* Hook chains of one entity, so that dispatch is an index and not a look-up: by enum
 * dms_phase. NULL: nobody listens. */
struct entity_hooks {
    const struct hook_chain *create[2], *update[2], *save[2], *remove[2];
};

/* A call and whose code answers it. */
struct catalogue_call {
    struct dms_call_card card;
    const char *owner;
    char *key; /* "name|brand" */
};

struct catalogue {
    struct entity_set *entities;
    struct hook_set *hooks;
    struct workflow_set *workflows;
    struct entity_hooks *entity_hooks; /* by entity->number */
    struct list calls;                 /* of struct catalogue_call, ours */
    struct map calls_by_key;
    /* Cards lent by the registrars, and beside each subscriber and timer its owner. */
    struct list checks, subscribers, subscriber_owners, timers, timer_owners, importers, roles,
        grants, grant_owners;
    dms_version_fill version_fill;
    void *version_data;
    const char *version_owner;
};

/* The brand's own, else that of all brands; NULL: nobody answers. */
const struct catalogue_call *catalogue_call(const struct catalogue *catalogue,
                                            const char *name, const char *brand);
const struct dms_timer_handler *catalogue_timer(const struct catalogue *catalogue,
                                                const char *name, const char **owner);
const struct dms_importer *catalogue_importer(const struct catalogue *catalogue,
                                              const char *name);
const struct dms_check *catalogue_check(const struct catalogue *catalogue, const char *name);
/* Gives each transition of WORKFLOW its hook chains. */
void catalogue_link_workflow(const struct catalogue *catalogue, struct workflow *workflow);

#endif
