/* unsaid.c - which labels nobody has written: people would read the names of the code. */
#include "unit/unsaid.h"

#include <string.h>

#include "base/text.h"
#include "unit/page.h"

struct unsaid {
    const struct dms_house *house;
    const char *plugin, *language;
    struct dms_json *keys;
};

static void
need(const struct unsaid *unsaid, const char *kind, const char *of, const char *name)
{
    struct text key = { 0 };
    text_printf(&key, "%s%s%s%s%s", kind, of[0] != '\0' ? "." : "", of,
                name[0] != '\0' ? "." : "", name);
    bool told = messages_has(unsaid->house->messages, unsaid->language, key.data);
    for (size_t i = 0; !told && i < dms_json_count(unsaid->keys); i++)
        told = strcmp(dms_json_text(dms_json_at(unsaid->keys, i)), key.data) == 0;
    if (!told)
        dms_json_take(unsaid->keys, dms_json_create_text(key.data));
    text_clear(&key);
}

static void
need_field(const struct unsaid *unsaid, const char *entity, const struct dms_field *card)
{
    struct text of = { 0 };
    need(unsaid, "field", entity, card->name);
    text_printf(&of, "%s.%s", entity, card->name);
    for (const char *const *choice = card->choices; choice != NULL && *choice != NULL;
         choice++)
        need(unsaid, "choice", of.data, *choice);
    text_clear(&of);
}

static void
need_entities(const struct unsaid *unsaid, const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->entities->count; i++) {
        const struct entity *entity = catalogue->entities->items[i];
        if (strcmp(entity->owner, unsaid->plugin) == 0)
            need(unsaid, "entity", entity->name, "");
        for (uint32_t f = 0; f < entity->field_count; f++)
            if (strcmp(entity->fields[f].owner, unsaid->plugin) == 0)
                need_field(unsaid, entity->name, &entity->fields[f].card);
    }
}

static bool
is_own(const struct unsaid *unsaid, const char *name)
{
    size_t size = strlen(unsaid->plugin);
    return strncmp(name, unsaid->plugin, size) == 0 && name[size] == '.';
}

/* Its process is its own, though rules compiled it. */
static void
need_processes(const struct unsaid *unsaid, const struct catalogue *catalogue)
{
    for (size_t i = 0; i < workflow_count(catalogue->workflows); i++) {
        const struct workflow *workflow = workflow_at(catalogue->workflows, i);
        if (!is_own(unsaid, workflow->entity))
            continue;
        for (uint32_t s = 0; s < workflow->state_count; s++)
            need(unsaid, "state", workflow->entity, workflow->states[s].name);
        for (uint32_t t = 0; t < workflow->transition_count; t++)
            need(unsaid, "transition", workflow->entity,
                 workflow->transitions[t].card.name);
    }
}

static void
need_dimensions(const struct unsaid *unsaid, const char *dimensions)
{
    for (const char *at = dimensions != NULL ? dimensions : ""; *at != '\0';) {
        size_t size = strcspn(at, "= ");
        struct text word = { 0 };
        text_add_sized(&word, at, size);
        need(unsaid, "dimension", word.data, "");
        text_clear(&word);
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
}

static void
need_figures(const struct unsaid *unsaid, const struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->figures.count; i++) {
        const struct catalogue_figure *figure = catalogue->figures.items[i];
        if (strcmp(figure->owner, unsaid->plugin) != 0)
            continue;
        need(unsaid, "figure", figure->card.name, "");
        need(unsaid, "figure", figure->card.name, "formula");
        need_dimensions(unsaid, figure->card.numerator->dimensions);
    }
}

/* A role of several plugins ("sales_manager") is named by one of them; one that may do something with
 * what PLUGIN has is PLUGIN's. */
static bool
is_own_role(const struct unsaid *unsaid, const struct dms_registrar *registrar,
            const char *role)
{
    for (size_t i = 0; i < registrar->grants.count; i++) {
        const struct dms_grant *grant = registrar->grants.items[i];
        if (strcmp(grant->role, role) == 0 && is_own(unsaid, grant->entity))
            return true;
    }
    return false;
}

/* What the registrar keeps has an owner; roles and pages in the catalogue have none. */
static void
need_registered(const struct unsaid *unsaid, const struct dms_registrar *registrar)
{
    for (size_t i = 0; i < registrar->roles.count; i++) {
        const struct dms_role *role = registrar->roles.items[i];
        if (is_own_role(unsaid, registrar, role->name))
            need(unsaid, "role", role->name, "");
    }
    for (size_t i = 0; i < registrar->importers.count; i++) {
        const struct dms_importer *importer = registrar->importers.items[i];
        need(unsaid, "importer", importer->name, "");
    }
    for (size_t i = 0; i < registrar->pages.count; i++) {
        const struct page *page = registrar->pages.items[i];
        const char *menu = dms_json_text_at(page->json, "menu");
        if (menu != NULL)
            need(unsaid, "menu", menu, "");
    }
}

struct dms_json *
unsaid_words(struct dms_house *house, const char *plugin, const char *language)
{
    const struct catalogue *catalogue = atomic_load(&house->catalogue);
    const struct unsaid unsaid = { house, plugin, language, dms_json_create_array() };
    need_entities(&unsaid, catalogue);
    need_processes(&unsaid, catalogue);
    need_figures(&unsaid, catalogue);
    for (size_t i = 0; i < house->registrars.count; i++) {
        const struct dms_registrar *registrar = house->registrars.items[i];
        if (strcmp(registrar->owner, plugin) == 0)
            need_registered(&unsaid, registrar);
    }
    return unsaid.keys;
}
