/* pages.c - the pages an asker may open, menu by menu, and one of them. */
#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "door/page.h"

#define UNSORTED 500 /* a page that says no order */

static int64_t
order_of(const struct dms_json *page)
{
    return dms_json_at_key(page, "order") != NULL ? dms_json_integer_at(page, "order")
                                                  : UNSORTED;
}

static int
compare(const void *left_item, const void *right_item)
{
    const struct dms_json *left = *(struct dms_json *const *)left_item;
    const struct dms_json *right = *(struct dms_json *const *)right_item;
    int64_t by = order_of(left) - order_of(right);
    return by != 0
               ? (by < 0 ? -1 : 1)
               : strcmp(dms_json_text_at(left, "page"), dms_json_text_at(right, "page"));
}

static bool
has_list(const struct list *pages, const char *entity)
{
    for (size_t i = 0; i < pages->count; i++) {
        const char *of = dms_json_text_at(pages->items[i], "entity");
        const char *kind = dms_json_text_at(pages->items[i], "kind");
        if (of != NULL && strcmp(of, entity) == 0 && strcmp(kind, "list") == 0)
            return true;
    }
    return false;
}

static void
collect(struct dms_unit *unit, struct list *pages)
{
    const struct catalogue *catalogue = unit->catalogue;
    for (size_t i = 0; i < catalogue->pages.count; i++) {
        const struct page *page = catalogue->pages.items[i];
        if (catalogue_page(catalogue, page->name) == NULL)
            continue;
        struct dms_json *json = catalogue_page_json(catalogue, page, unit->store_brand);
        struct dms_json *shown = page_show(unit, json);
        if (shown != NULL)
            list_add(pages, shown);
        dms_json_destroy(json);
    }
    size_t written = pages->count;
    for (size_t i = 0; i < catalogue->entities->count; i++) {
        const struct entity *entity = catalogue->entities->items[i];
        const struct list own = { pages->items, written, written };
        if (!has_list(&own, entity->name) && page_may_read(unit, entity->name))
            list_add(pages, page_make_list(unit, entity));
    }
    qsort(pages->items, pages->count, sizeof(void *), compare);
}

static const char *
menu_title(struct dms_unit *unit, const char *menu)
{
    const char *key = scratch_printf(unit->scratch, "menu.%s", menu);
    const char *text = messages_at(unit->house->messages, dms_unit_language(unit), key);
    return text != NULL ? text : menu;
}

/* The array of the menu's pages; a menu stands where its first page does. */
static struct dms_json *
menu_of(struct dms_unit *unit, struct list *menus, struct list *arrays, const char *name)
{
    for (size_t i = 0; i < menus->count; i++)
        if (strcmp(dms_json_text_at(menus->items[i], "menu"), name) == 0)
            return arrays->items[i];
    struct dms_json *menu = dms_json_create_object();
    struct dms_json *pages = dms_json_create_array();
    dms_json_set_text(menu, "menu", name);
    dms_json_set_text(menu, "title", menu_title(unit, name));
    list_add(menus, menu);
    list_add(arrays, pages);
    return pages;
}

static struct dms_json *
make_menus(struct dms_unit *unit, const struct list *pages)
{
    struct list menus = { 0 }, arrays = { 0 };
    struct dms_json *all = dms_json_create_array();
    for (size_t i = 0; i < pages->count; i++) {
        const struct dms_json *page = pages->items[i];
        const char *menu = dms_json_text_at(page, "menu");
        if (menu != NULL && !dms_json_boolean_at(page, "hidden"))
            dms_json_take(menu_of(unit, &menus, &arrays, menu),
                          dms_json_create_text(dms_json_text_at(page, "page")));
    }
    for (size_t i = 0; i < menus.count; i++) {
        dms_json_take_key(menus.items[i], "pages", arrays.items[i]);
        dms_json_take(all, menus.items[i]);
    }
    list_clear(&menus, NULL);
    list_clear(&arrays, NULL);
    return all;
}

/* {"menus": [{"menu", "title", "pages": [names]}], "pages": [whole pages]} */
enum dms_status
door_pages(struct dms_unit *unit, void *question, struct dms_json **answer,
           struct dms_error *error)
{
    struct list pages = { 0 };
    (void)question, (void)error;
    collect(unit, &pages);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "menus", make_menus(unit, &pages));
    struct dms_json *all = dms_json_create_array();
    for (size_t i = 0; i < pages.count; i++)
        dms_json_take(all, pages.items[i]);
    dms_json_take_key(*answer, "pages", all);
    list_clear(&pages, NULL);
    return DMS_OK;
}

/* ENTITY.list, ENTITY.form */
static struct dms_json *
made(struct dms_unit *unit, const char *name)
{
    const char *dot = strrchr(name, '.');
    const struct entity *entity =
        dot != NULL
            ? entity_at(unit->catalogue->entities,
                        scratch_copy_sized(unit->scratch, name, (size_t)(dot - name)))
            : NULL;
    if (entity == NULL || !page_may_read(unit, entity->name))
        return NULL;
    return strcmp(dot, ".list") == 0   ? page_make_list(unit, entity)
           : strcmp(dot, ".form") == 0 ? page_make_form(unit, entity)
                                       : NULL;
}

enum dms_status
door_page(struct dms_unit *unit, void *question, struct dms_json **answer,
          struct dms_error *error)
{
    const char *name;
    enum dms_status st = door_text(question, "name", &name, error);
    if (st != DMS_OK)
        return st;
    const struct page *page = catalogue_page(unit->catalogue, name);
    if (page != NULL) {
        struct dms_json *json =
            catalogue_page_json(unit->catalogue, page, unit->store_brand);
        *answer = page_show(unit, json);
        dms_json_destroy(json);
    } else {
        *answer = made(unit, name);
    }
    return *answer != NULL ? DMS_OK
                           : dms_fail_field(error, DMS_NOT_FOUND, "name", "page.none",
                                            "name=%s", name);
}

/* {"text", "file"}: what is wrong with it, as if it were loaded now. */
enum dms_status
door_page_check(struct dms_unit *unit, void *question, struct dms_json **answer,
                struct dms_error *error)
{
    const char *text;
    enum dms_status st = door_text(question, "text", &text, error);
    const struct dms_page card = { .size = sizeof(card),
                                   .text = st == DMS_OK ? text : "",
                                   .file = dms_json_text_at(question, "file") };
    if (st == DMS_OK)
        st = dms_house_check_page(unit->house, &card, error);
    if (st == DMS_OK) {
        *answer = dms_json_create_object();
        dms_json_set_boolean(*answer, "sound", true);
    }
    return st;
}
