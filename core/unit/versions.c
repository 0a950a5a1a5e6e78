/* versions.c - a record keeps the rule version it started on; its host is asked for it once. */
#include "unit/versions.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/log.h"

struct house_version {
    int64_t version;
    const struct catalogue *catalogue; /* whose hooks its transitions wake */
    struct dms_registrar *registrar;   /* what the workflows point to */
    struct workflow_set *workflows;
};

void
version_destroy(struct house_version *version)
{
    if (version == NULL)
        return;
    workflow_set_destroy(version->workflows);
    registrar_destroy(version->registrar);
    free(version);
}

static struct house_version *
version_at(const struct dms_house *house, const struct catalogue *catalogue, int64_t number)
{
    for (size_t i = 0; i < house->versions.count; i++) {
        struct house_version *version = house->versions.items[i];
        if (version->version == number && version->catalogue == catalogue)
            return version;
    }
    return NULL;
}

static enum dms_status
take_workflows(struct house_version *version, struct dms_error *error)
{
    const struct list *cards = &version->registrar->workflows;
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < cards->count; i++) {
        struct dms_workflow *card = cards->items[i];
        card->version = version->version;
        st = workflow_set_add(version->workflows, card, version->registrar->owner, error);
    }
    if (st == DMS_OK)
        st = workflow_set_freeze(version->workflows, version->catalogue->entities, NULL, error);
    for (size_t i = 0; st == DMS_OK && i < workflow_count(version->workflows); i++)
        catalogue_link_workflow(version->catalogue, workflow_at(version->workflows, i));
    return st;
}

static enum dms_status
ask_host(struct dms_house *house, const struct catalogue *catalogue, int64_t number,
         struct house_version **found, struct dms_error *error)
{
    struct house_version *version = memory_get(sizeof(*version));
    version->version = number;
    version->catalogue = catalogue;
    version->registrar = registrar_create(house, catalogue->version_owner);
    version->workflows = workflow_set_create();
    enum dms_status st =
        catalogue->version_fill(version->registrar, number, catalogue->version_data, error);
    if (st == DMS_OK)
        st = take_workflows(version, error);
    if (st == DMS_OK)
        list_add(&house->versions, version);
    else
        version_destroy(version);
    *found = st == DMS_OK ? version : NULL;
    return st;
}

enum dms_status
house_old_workflow(struct dms_house *house, const struct catalogue *catalogue,
                   const char *entity, const char *brand, int64_t number,
                   const struct workflow **workflow, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    *workflow = NULL;
    if (catalogue->version_fill == NULL)
        return DMS_OK;
    pthread_mutex_lock(&house->version_lock);
    struct house_version *version = version_at(house, catalogue, number);
    if (version == NULL)
        st = ask_host(house, catalogue, number, &version, error);
    pthread_mutex_unlock(&house->version_lock);
    if (st == DMS_OK)
        *workflow = workflow_version(version->workflows, entity, brand, number);
    return st;
}
