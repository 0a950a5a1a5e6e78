/* page.c - a page is read from its text, and held against a catalogue as a whole. */
#include "unit/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/card.h"
#include "base/error.h"
#include "unit/house.h"

void
page_destroy(void *item)
{
    struct page *page = item;
    if (page == NULL)
        return;
    dms_json_destroy(page->json);
    free(page->name);
    free(page->brand);
    free(page->text);
    free(page->file);
    free(page);
}

static enum dms_status
read_json(struct page *page, struct dms_error *error)
{
    struct page_check check = { .page = page, .error = error };
    struct dms_error cause = { 0 };
    enum dms_status st =
        dms_json_load(page->text, strlen(page->text), &page->json, &cause);
    if (st != DMS_OK) {
        int64_t line = atoi(dms_error_value(&cause, "line"));
        error_copy(error, &cause);
        if (page->file != NULL)
            dms_error_at_file(error, page->file, page->line > 0 ? page->line : line);
        return st;
    }
    return dms_json_kind(page->json) == DMS_JSON_OBJECT
               ? DMS_OK
               : page_fault(&check, "page.wants", "", "{ }");
}

/* What the rest is told by. */
static enum dms_status
read_head(struct page *page, struct dms_error *error)
{
    struct page_check check = { .page = page, .error = error };
    const char *name = dms_json_text_at(page->json, "page");
    if (page->change)
        return page->name != NULL ? DMS_OK
                                  : page_fault(&check, "page.member_needed", "name", "");
    if (name == NULL)
        return page_fault(&check, "page.member_needed", "page", "");
    free(page->name);
    page->name = memory_copy(name);
    if (page_kind_of(dms_json_text_at(page->json, "kind")) != 0)
        return DMS_OK;
    if (dms_json_at_key(page->json, "kind") == NULL)
        return page_fault(&check, "page.member_needed", "kind", "");
    check.path[check.depth++].key = "kind";
    return page_read_kind(&check, dms_json_at_key(page->json, "kind"));
}

enum dms_status
page_create(const struct dms_page *given, struct page **created, struct dms_error *error)
{
    struct dms_page card = { 0 };
    *created = NULL;
    if (given->size > 0 && given->size <= CARD_LIMIT)
        card_copy(&card, sizeof(card), given, given->size);
    if (card.text == NULL)
        return dms_fail(error, DMS_INVALID, "page.member_needed",
                        "name=%s|known=", "text");
    struct page *page = memory_get(sizeof(*page));
    page->name = memory_copy(card.name);
    page->brand = memory_copy(card.brand);
    page->text = memory_copy(card.text);
    page->file = memory_copy(card.file);
    page->line = card.line;
    page->change = (card.flags & DMS_PAGE_CHANGE) != 0;
    enum dms_status st = read_json(page, error);
    if (st == DMS_OK)
        st = read_head(page, error);
    if (st == DMS_OK)
        *created = page;
    else
        page_destroy(page);
    return st;
}

/* The page as it is once the change is made: so a change is right when its page is. */
static enum dms_status
make_changed(struct page_check *check, struct dms_json **changed)
{
    const struct page *page = catalogue_page(check->catalogue, check->page->name);
    if (page == NULL) {
        struct dms_json *name = dms_json_create_text(check->page->name);
        enum dms_status st = page_read_page(check, name);
        dms_json_destroy(name);
        check->absent = true; /* of a plugin that is off, or a page that is */
        return st;
    }
    *changed = dms_json_create_object();
    for (size_t i = 0; i < dms_json_count(page->json); i++)
        dms_json_take_key(*changed, dms_json_key_at(page->json, i),
                          dms_json_copy(dms_json_value_at(page->json, i)));
    for (size_t i = 0; i < dms_json_count(check->page->json); i++)
        dms_json_take_key(*changed, dms_json_key_at(check->page->json, i),
                          dms_json_copy(dms_json_value_at(check->page->json, i)));
    return DMS_OK;
}

static enum dms_status
check_all(struct page_check *check, bool *off)
{
    const struct page *page = check->page;
    struct dms_json *whole = NULL;
    enum dms_status st = DMS_OK;
    if (page->change)
        st = make_changed(check, &whole);
    else
        whole = dms_json_copy(page->json);
    if (whole != NULL) {
        check->kind = page_kind_of(dms_json_text_at(whole, "kind"));
        check->entity = NULL;
        st = page_check_members(check, whole);
    }
    dms_json_destroy(whole);
    *off = check->absent;
    return st;
}

enum dms_status
page_check_all(const struct catalogue *catalogue, const struct messages *messages,
               const struct page *page, bool *off, struct dms_error *error)
{
    struct page_check check = {
        .catalogue = catalogue, .messages = messages, .page = page, .error = error
    };
    return check_all(&check, off);
}

enum dms_status
dms_house_check_page(struct dms_house *house, const struct dms_page *card,
                     struct dms_error *error)
{
    struct page *page = NULL;
    bool off = false;
    enum dms_status st = page_create(card, &page, error);
    struct page_check check = { .catalogue = atomic_load(&house->catalogue),
                                .messages = house->messages,
                                .page = page,
                                .states = true,
                                .error = error };
    if (st == DMS_OK)
        st = check_all(&check, &off);
    page_destroy(page);
    return st;
}
