/* catalogue.h - everything declared at one moment, resolved and immutable.
 *
 * Plugins and rules declare into a registrar; the catalogue is built from all
 * declarations at once and swapped in as one pointer, so a unit sees either all of a
 * change or nothing of it. Retired catalogues stay until the house closes. */
#ifndef DMS_UNIT_CATALOGUE_H
#define DMS_UNIT_CATALOGUE_H

#include "base/list.h"
#include "dms/asset.h"
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

/* A figure whose measures are whole, however short their cards were. */
struct catalogue_figure {
    struct dms_figure card; /* numerator and denominator lead to the two below */
    struct dms_measure measures[2];
    const char *owner;
    bool off; /* an entity of it is not there */
};

/* A folder of files, and whose. */
struct catalogue_assets {
    const struct dms_assets *card; /* lent by the registrar */
    const char *owner;
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
    struct list figures; /* of struct catalogue_figure, ours */
    struct list assets;  /* of struct catalogue_assets, ours */
    struct list pages, page_changes, pages_off; /* of struct page, lent; the last are among them */
};

/* The brand's own, else that of all brands; NULL: nobody answers. */
const struct catalogue_call *catalogue_call(const struct catalogue *catalogue,
                                            const char *name, const char *brand);
const struct dms_timer_handler *catalogue_timer(const struct catalogue *catalogue,
                                                const char *name, const char **owner);
const struct dms_importer *catalogue_importer(const struct catalogue *catalogue,
                                              const char *name);
const struct dms_check *catalogue_check(const struct catalogue *catalogue, const char *name);
/* figures.c: takes a card; then, when all entities are there, checks what the figures say. */
enum dms_status catalogue_add_figure(struct catalogue *catalogue, void *card,
                                     const char *owner, struct dms_error *error);
enum dms_status catalogue_check_figures(struct catalogue *catalogue,
                                        struct dms_error *error);
/* assets.c */
enum dms_status catalogue_add_assets(struct catalogue *catalogue, void *card,
                                     const char *owner, struct dms_error *error);
/* NULL: there is none of that name, or it is off. */
const struct catalogue_figure *catalogue_figure(const struct catalogue *catalogue,
                                                const char *name);
/* Gives each transition of WORKFLOW its hook chains. */
void catalogue_link_workflow(const struct catalogue *catalogue, struct workflow *workflow);

#endif
