/* compile_page.c - dms.page: what a brand wants to see otherwise on a page of a plugin's. */
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"

static struct changed_page *
room_for_page(struct ruleset *rules)
{
    if (rules->page_count == rules->page_room) {
        rules->page_room = rules->page_room * 2 + 8;
        rules->pages =
            script_grow(rules->pages, rules->page_room * sizeof(*rules->pages));
    }
    return &rules->pages[rules->page_count++];
}

/* The members that are given, as the text of a card. */
static const char *
read_members(const struct reader *reader, const char *const *members)
{
    struct dms_json *page = dms_json_create_object();
    for (; *members != NULL; members++) {
        const struct dms_json *value = reader_json(reader, reader->table, *members);
        if (value != NULL)
            dms_json_take_key(page, *members, dms_json_copy(value));
    }
    char *text = dms_json_print(page);
    const char *kept = arena_copy(&reader->rules->arena, text);
    free(text);
    dms_json_destroy(page);
    return kept;
}

/* Against the house as it is: what these rules themselves bring (sentences, fields) is not there yet,
 * and is looked for when they are switched on. */
static void
check(const struct reader *reader, const struct dms_page *card)
{
    struct dms_house *house = ruleset_house(reader->rules);
    struct dms_error *error = dms_error_create();
    if (house != NULL && dms_house_check_page(house, card, error) != DMS_OK &&
        strncmp(dms_error_field(error), "x_", 2) != 0 &&
        !ruleset_knows_words(reader->rules, dms_error_value(error, "name")))
        ruleset_problem_copy(reader->rules, error);
    dms_error_destroy(error);
}

void
compile_page(const struct reader *reader)
{
    static const char *const keys[] = {
        "name",    "title",   "menu",   "order",  "icon",  "hidden",   "roles",
        "columns", "filters", "filter", "sort",   "quick", "views",    "card",
        "by",      "color",   "hours",  "fields", "cards", "sections", "lines",
        "related", "figures", "charts", "posts",  NULL
    };
    const char *name = reader_text(reader, reader->table, "name", true);
    const char *title = reader_text(reader, reader->table, "title", false);
    reader_keys(reader, reader->table, keys, false);
    reader_check_words(reader, title);
    if (reader->source->layer == LAYER_STORE)
        reader_problem(reader, NULL, "script.page_of_store", name != NULL ? name : "",
                       "");
    if (name == NULL)
        return;
    struct changed_page *page = room_for_page(reader->rules);
    *page = (struct changed_page){ { .size = sizeof(page->card),
                                     .flags = DMS_PAGE_CHANGE,
                                     .name = name,
                                     .brand = compile_brand(reader->source),
                                     .text = read_members(reader, keys + 1),
                                     .file = reader->source->path,
                                     .line = reader->line } };
    if (reader->rules->names != NULL)
        check(reader, &page->card);
}
