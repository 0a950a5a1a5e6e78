/* page_names.c - a page's names are held against what the catalogue has. What would be of a
 * plugin that is not loaded is passed over: it is left out when the page is shown. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/messages.h"
#include "base/text.h"
#include "storage/query.h"
#include "unit/page.h"

/* Has anything of the plugin that NAME ("crm.lead") begins with been loaded? */
static bool
is_loaded(const struct page_check *check, const char *name)
{
    size_t size = strcspn(name, ".") + 1;
    const struct catalogue *catalogue = check->catalogue;
    for (size_t i = 0; i < catalogue->entities->count; i++)
        if (strncmp(catalogue->entities->items[i]->name, name, size) == 0)
            return true;
    for (size_t i = 0; i < catalogue->pages.count; i++)
        if (strncmp(((struct page *)catalogue->pages.items[i])->name, name, size) == 0)
            return true;
    return false;
}

enum dms_status
page_read_entity(struct page_check *check, const struct dms_json *value)
{
    struct dms_error cause = { 0 };
    const char *name = dms_json_text(value);
    if (name == NULL)
        return page_fault(check, "page.wants", "", "@page.type.entity");
    check->entity = entity_need(check->catalogue->entities, name, &cause);
    if (check->entity != NULL)
        return DMS_OK;
    check->absent = !is_loaded(check, name);
    return check->absent ? DMS_OK : page_fault_of(check, &cause);
}

/* NAME of ENTITY, or one step through a reference of it: "customer.phone". */
static enum dms_status
find_field(struct page_check *check, const struct entity *entity, const char *name)
{
    struct dms_error cause = { 0 };
    char first[64];
    size_t size = strcspn(name, ".");
    snprintf(first, sizeof(first), "%.*s", (int)size, name);
    const struct entity_field *field = entity_field_at(entity, first);
    if (name[size] == '.' && field != NULL && field->target != NULL)
        return find_field(check, field->target, name + size + 1);
    if (name[size] == '\0' && (field != NULL || entity_column_at(first) >= 0))
        return DMS_OK;
    entity_field_unknown(entity, field != NULL ? name : first, &cause);
    return page_fault_of(check, &cause);
}

enum dms_status
page_read_field(struct page_check *check, const struct dms_json *value)
{
    const char *name = dms_json_text(value);
    if (name == NULL)
        return page_fault(check, "page.wants", "", "@page.type.field");
    return check->entity != NULL ? find_field(check, check->entity, name) : DMS_OK;
}

/* Asked as it will be, and not run: whatever is not there is found by who would look for it. */
static enum dms_status
ask(struct page_check *check, const struct dms_json *where, const char *sort)
{
    struct dms_error cause = { 0 };
    struct query *query = NULL;
    struct dms_json *question = dms_json_create_object();
    if (where != NULL)
        dms_json_take_key(question, "where", page_fill(where, 1, 1));
    if (sort != NULL)
        dms_json_set_text(question, "sort", sort);
    enum dms_status st = query_create(check->catalogue->entities, check->entity, question,
                                      0, &query, &cause);
    query_destroy(query);
    dms_json_destroy(question);
    return st == DMS_OK ? DMS_OK : page_fault_of(check, &cause);
}

/* NULL-ended, of all processes of the entity; NULL: it has none. Yours to free(). */
static const char **
states_of(const struct page_check *check)
{
    const struct workflow_set *set = check->catalogue->workflows;
    const char **names = NULL;
    size_t count = 0;
    for (size_t i = 0; i < workflow_count(set); i++) {
        const struct workflow *workflow = workflow_at(set, i);
        if (strcmp(workflow->entity, check->entity->name) != 0)
            continue;
        names = memory_grow(names, (count + workflow->state_count + 1) * sizeof(*names));
        for (uint32_t s = 0; s < workflow->state_count; s++)
            names[count++] = workflow->states[s].name;
        names[count] = NULL;
    }
    return names;
}

/* A brand that is not here may have states of its own: only a slip of the pen is one. */
static enum dms_status
check_state(struct page_check *check, const struct dms_json *value,
            const char *const *names)
{
    const char *state = dms_json_text(value);
    enum dms_status st = DMS_OK;
    for (size_t i = 0; state == NULL && st == DMS_OK && i < dms_json_count(value); i++)
        st = check_state(check,
                         dms_json_kind(value) == DMS_JSON_OBJECT
                             ? dms_json_value_at(value, i)
                             : dms_json_at(value, i),
                         names);
    if (state == NULL || state[0] == '$')
        return st;
    for (const char *const *name = names; *name != NULL; name++)
        if (strcmp(*name, state) == 0)
            return DMS_OK;
    return name_slip(state, names) != NULL
               ? page_fault_near(check, "page.unknown_state", state, names)
               : DMS_OK;
}

static enum dms_status
check_states(struct page_check *check, const struct dms_json *filter)
{
    const struct dms_json *asked = dms_json_at_key(filter, "state");
    const char **names = check->states && asked != NULL ? states_of(check) : NULL;
    enum dms_status st = names != NULL ? check_state(check, asked, names) : DMS_OK;
    free(names);
    return st;
}

enum dms_status
page_read_filter(struct page_check *check, const struct dms_json *value)
{
    if (dms_json_kind(value) != DMS_JSON_OBJECT)
        return page_fault(check, "page.wants", "", "{\"state\": \"new\"}");
    if (check->entity == NULL)
        return DMS_OK;
    enum dms_status st = ask(check, value, NULL);
    return st == DMS_OK ? check_states(check, value) : st;
}

enum dms_status
page_read_sort(struct page_check *check, const struct dms_json *value)
{
    const char *sort = dms_json_text(value);
    if (sort == NULL)
        return page_fault(check, "page.wants", "", "\"-created_at\"");
    return check->entity != NULL ? ask(check, NULL, sort) : DMS_OK;
}

/* NULL-ended; yours to free(). ITEMS: of pages or of figures. */
static const char **
names_of(const struct list *items, const char *(*name_of)(const void *item))
{
    const char **names = memory_get((items->count + 1) * sizeof(*names));
    for (size_t i = 0; i < items->count; i++)
        names[i] = name_of(items->items[i]);
    return names;
}

static const char *
page_name(const void *item)
{
    return ((const struct page *)item)->name;
}

static const char *
figure_name(const void *item)
{
    return ((const struct catalogue_figure *)item)->card.name;
}

static enum dms_status
unknown(struct page_check *check, const char *key, const char *name,
        const struct list *items, const char *(*name_of)(const void *item))
{
    const char **names = names_of(items, name_of);
    enum dms_status st = page_fault_near(check, key, name, names);
    free(names);
    return st;
}

/* From here on the fields spoken of are those of the page's entity. */
enum dms_status
page_read_page(struct page_check *check, const struct dms_json *value)
{
    const char *name = dms_json_text(value);
    const struct list *pages = &check->catalogue->pages;
    if (name == NULL)
        return page_fault(check, "page.wants", "", "@page.type.name");
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = pages->items[i];
        if (strcmp(page->name, name) != 0)
            continue;
        const char *entity = dms_json_text_at(page->json, "entity");
        check->entity =
            entity != NULL ? entity_at(check->catalogue->entities, entity) : NULL;
        return DMS_OK;
    }
    check->entity = NULL;
    return is_loaded(check, name)
               ? unknown(check, "page.unknown_page", name, pages, page_name)
               : DMS_OK;
}

enum dms_status
page_read_figure(struct page_check *check, const struct dms_json *value)
{
    const char *name = dms_json_text(value);
    const struct list *figures = &check->catalogue->figures;
    if (name == NULL)
        return page_fault(check, "page.wants", "", "@page.type.figure");
    for (size_t i = 0; i < figures->count; i++)
        if (strcmp(figure_name(figures->items[i]), name) == 0)
            return DMS_OK;
    return is_loaded(check, name)
               ? unknown(check, "page.unknown_figure", name, figures, figure_name)
               : DMS_OK;
}

/* An admin may make roles of their own, and a plugin that has some may be off: only what looks like
 * a slip of the pen is one. */
enum dms_status
page_read_role(struct page_check *check, const struct dms_json *value)
{
    const char *name = dms_json_text(value);
    const struct list *roles = &check->catalogue->roles;
    if (name == NULL)
        return page_fault(check, "page.wants", "", "@page.type.word");
    const char **names = memory_get((roles->count + 1) * sizeof(*names));
    for (size_t i = 0; i < roles->count; i++)
        names[i] = ((const struct dms_role *)roles->items[i])->name;
    const char *nearest = name_nearest(name, names);
    enum dms_status st = nearest == NULL || strcmp(nearest, name) == 0
                             ? DMS_OK
                             : page_fault_near(check, "page.unknown_role", name, names);
    free(names);
    return st;
}

/* What is printed is called by the sentence "print." and its name; the file is read when it is. */
enum dms_status
page_read_template(struct page_check *check, const struct dms_json *value)
{
    char key[160];
    const char *name = dms_json_text(value);
    enum dms_status st = page_read_name(check, value);
    if (st != DMS_OK || !is_loaded(check, name))
        return st;
    snprintf(key, sizeof(key), "print.%s", name);
    return messages_at(check->messages, "zh", key) != NULL
               ? DMS_OK
               : page_fault(check, "page.no_words", key, "");
}

enum dms_status
page_read_each(struct page_check *check, const struct dms_json *value, page_reader read)
{
    enum dms_status st = DMS_OK;
    if (dms_json_kind(value) != DMS_JSON_ARRAY)
        return page_fault(check, "page.wants", "", "@page.type.array");
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(value); i++) {
        check->path[check->depth].key = NULL;
        check->path[check->depth++].index = i;
        st = read(check, dms_json_at(value, i));
        check->depth--;
    }
    return st;
}
