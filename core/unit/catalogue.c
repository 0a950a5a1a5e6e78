/* catalogue.c - looking things up in a catalogue. */
#include "unit/catalogue.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "unit/registrar.h"

#define KEY_SIZE 256

static void
call_free(void *item)
{
    struct catalogue_call *call = item;
    free(call->key);
    free(call);
}

void
catalogue_destroy(struct catalogue *catalogue)
{
    if (catalogue == NULL)
        return;
    entity_set_destroy(catalogue->entities);
    hook_set_destroy(catalogue->hooks);
    workflow_set_destroy(catalogue->workflows);
    free(catalogue->entity_hooks);
    map_clear(&catalogue->calls_by_key);
    list_clear(&catalogue->calls, call_free);
    list_clear(&catalogue->figures, free);
    list_clear(&catalogue->assets, free);
    struct list *const lent[] = { &catalogue->pages,        &catalogue->page_changes,
                                  &catalogue->pages_off,    &catalogue->checks,       &catalogue->subscribers,
                                  &catalogue->timers,       &catalogue->importers,
                                  &catalogue->roles,        &catalogue->grants,
                                  &catalogue->timer_owners, &catalogue->subscriber_owners,
                                  &catalogue->grant_owners };
    for (size_t i = 0; i < sizeof(lent) / sizeof(lent[0]); i++)
        list_clear(lent[i], NULL);
    free(catalogue);
}

static const struct catalogue_call *
call_at(const struct catalogue *catalogue, const char *name, const char *brand)
{
    char key[KEY_SIZE];
    size_t name_size = strlen(name), brand_size = strlen(brand);
    if (name_size + brand_size + 2 > sizeof(key))
        return NULL;
    memcpy(key, name, name_size);
    key[name_size] = '|';
    memcpy(key + name_size + 1, brand, brand_size + 1);
    return map_at(&catalogue->calls_by_key, key);
}

const struct catalogue_call *
catalogue_call(const struct catalogue *catalogue, const char *name, const char *brand)
{
    const struct catalogue_call *call =
        brand != NULL && brand[0] != '\0' ? call_at(catalogue, name, brand) : NULL;
    return call != NULL ? call : call_at(catalogue, name, "");
}

const struct dms_timer_handler *
catalogue_timer(const struct catalogue *catalogue, const char *name, const char **owner)
{
    for (size_t i = 0; i < catalogue->timers.count; i++) {
        const struct dms_timer_handler *timer = catalogue->timers.items[i];
        if (strcmp(timer->name, name) != 0)
            continue;
        *owner = catalogue->timer_owners.items[i];
        return timer;
    }
    return NULL;
}

const struct dms_importer *
catalogue_importer(const struct catalogue *catalogue, const char *name)
{
    for (size_t i = 0; i < catalogue->importers.count; i++) {
        const struct dms_importer *importer = catalogue->importers.items[i];
        if (strcmp(importer->name, name) == 0)
            return importer;
    }
    return NULL;
}

const struct dms_check *
catalogue_check(const struct catalogue *catalogue, const char *name)
{
    for (size_t i = 0; i < catalogue->checks.count; i++) {
        const struct dms_check *check = catalogue->checks.items[i];
        if (strcmp(check->name, name) == 0)
            return check;
    }
    return NULL;
}

static void
link_chains(const struct catalogue *catalogue, const char *entity, const char *mark,
            const char *name, void *chains[2])
{
    struct text on = { 0 };
    text_printf(&on, "%s.%s%s", entity, mark, name);
    for (int phase = DMS_BEFORE; phase <= DMS_AFTER; phase++)
        chains[phase] = (void *)(uintptr_t)hook_set_chain(catalogue->hooks, on.data,
                                                          (enum dms_phase)phase);
    text_clear(&on);
}

void
catalogue_link_workflow(const struct catalogue *catalogue, struct workflow *workflow)
{
    for (uint32_t i = 0; i < workflow->transition_count; i++) {
        struct workflow_transition *transition = &workflow->transitions[i];
        link_chains(catalogue, workflow->entity, "", transition->card.name,
                    transition->hooks);
        link_chains(catalogue, workflow->entity, "@", transition->card.to,
                    transition->reached);
    }
}
