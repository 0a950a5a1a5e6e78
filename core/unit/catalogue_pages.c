/* catalogue_pages.c - the pages of all owners together; a wrong one is left out and told of, unless
 * it comes with rules that are just being changed: then nothing changes. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "unit/house.h"
#include "unit/page.h"

enum dms_status
dms_register_page(struct dms_registrar *registrar, const struct dms_page *card,
                  struct dms_error *error)
{
    struct page *page = NULL;
    enum dms_status st = page_create(card, &page, error);
    if (st == DMS_OK)
        list_add(&registrar->pages, page);
    return st;
}

static const struct page *
find(const struct list *pages, const char *name)
{
    for (size_t i = 0; i < pages->count; i++) {
        const struct page *page = pages->items[i];
        if (strcmp(page->name, name) == 0)
            return page;
    }
    return NULL;
}

const struct page *
catalogue_page(const struct catalogue *catalogue, const char *name)
{
    const struct page *page = find(&catalogue->pages, name);
    for (size_t i = 0; i < catalogue->pages_off.count; i++)
        if (catalogue->pages_off.items[i] == page)
            return NULL;
    return page;
}

/* Rules are changed under load: who changes them hears at once what is wrong. */
static bool
is_rules(const struct dms_registrar *registrar)
{
    return strcmp(registrar->owner, "rules") == 0;
}

/* DMS_OK: it has been told, and the rest goes on. */
static enum dms_status
tell(const struct dms_registrar *registrar, struct page *page,
     const struct dms_error *reason, struct dms_error *error)
{
    if (is_rules(registrar)) {
        error_copy(error, reason);
        return dms_error_status(reason);
    }
    if (!page->told)
        house_notice(registrar->house, "", page->file, reason);
    page->told = true;
    return DMS_OK;
}

static enum dms_status
take(struct catalogue *catalogue, const struct dms_registrar *registrar,
     struct page *page, struct dms_error *error)
{
    struct dms_error reason = { 0 };
    const char *owner = registrar->owner;
    size_t size = strlen(owner);
    if (page->change) {
        list_add(&catalogue->page_changes, page);
        return DMS_OK;
    }
    if (find(&catalogue->pages, page->name) != NULL)
        dms_fail(&reason, DMS_INVALID, "unit.declared_twice",
                 "owner=%s|what=@unit.what.page|name=%s", owner, page->name);
    else if (!is_rules(registrar) &&
             (strncmp(page->name, owner, size) != 0 || page->name[size] != '.'))
        dms_fail(&reason, DMS_INVALID, "unit.foreign_name",
                 "owner=%s|what=@unit.what.page|name=%s|begin=%s.", owner, page->name,
                 owner);
    if (dms_error_status(&reason) == DMS_OK) {
        list_add(&catalogue->pages, page);
        return DMS_OK;
    }
    dms_error_at_file(&reason, page->file, 1);
    return tell(registrar, page, &reason, error);
}

typedef enum dms_status (*each_page)(struct catalogue *catalogue,
                                     const struct dms_registrar *registrar,
                                     struct page *page, struct dms_error *error);

static enum dms_status
walk(struct catalogue *catalogue, const struct list *registrars, each_page each,
     const struct dms_registrar **culprit, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < registrars->count; i++) {
        const struct dms_registrar *registrar = registrars->items[i];
        for (size_t p = 0; st == DMS_OK && p < registrar->pages.count; p++)
            st = each(catalogue, registrar, registrar->pages.items[p], error);
        if (st != DMS_OK)
            *culprit = registrar;
    }
    return st;
}

/* Plugins stay as they are until the house closes; added fields and all of the rules may go. */
static void
remember(const struct dms_registrar *registrar, struct page *page, bool off)
{
    page->off = off;
    page->sound =
        !is_rules(registrar) && !page->change && strstr(page->text, "\"x_") == NULL;
}

static enum dms_status
check(struct catalogue *catalogue, const struct dms_registrar *registrar,
      struct page *page, struct dms_error *error)
{
    struct dms_error reason = { 0 };
    bool off = page->off;
    if (page->sound) {
        if (off)
            list_add(&catalogue->pages_off, page);
        return DMS_OK;
    }
    if (!page->change && find(&catalogue->pages, page->name) != page)
        return DMS_OK; /* told of already */
    enum dms_status st =
        page_check_all(catalogue, registrar->house->messages, page, &off, &reason);
    if (st != DMS_OK)
        st = tell(registrar, page, &reason, error);
    else
        remember(registrar, page, off);
    if (off || dms_error_status(&reason) != DMS_OK)
        list_add(&catalogue->pages_off, page);
    return st;
}

enum dms_status
catalogue_check_pages(struct catalogue *catalogue, const struct list *registrars,
                      const struct dms_registrar **culprit, struct dms_error *error)
{
    enum dms_status st = walk(catalogue, registrars, take, culprit, error);
    return st == DMS_OK ? walk(catalogue, registrars, check, culprit, error) : st;
}

static bool
is_off(const struct catalogue *catalogue, const struct page *page)
{
    for (size_t i = 0; i < catalogue->pages_off.count; i++)
        if (catalogue->pages_off.items[i] == page)
            return true;
    return false;
}

/* A change for all brands comes before that of one. */
struct dms_json *
catalogue_page_json(const struct catalogue *catalogue, const struct page *page,
                    const char *brand)
{
    struct dms_json *json = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(page->json); i++)
        dms_json_take_key(json, dms_json_key_at(page->json, i),
                          dms_json_copy(dms_json_value_at(page->json, i)));
    for (size_t i = 0; i < 2 * catalogue->page_changes.count; i++) {
        size_t at = i % catalogue->page_changes.count;
        const struct page *change = catalogue->page_changes.items[at];
        bool general = i < catalogue->page_changes.count;
        if (strcmp(change->name, page->name) != 0 || is_off(catalogue, change) ||
            (change->brand == NULL) != general ||
            (!general && (brand == NULL || strcmp(change->brand, brand) != 0)))
            continue;
        for (size_t m = 0; m < dms_json_count(change->json); m++)
            dms_json_take_key(json, dms_json_key_at(change->json, m),
                              dms_json_copy(dms_json_value_at(change->json, m)));
    }
    return json;
}
