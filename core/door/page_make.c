/* page_make.c - a list and a form for an entity whose plugin has written none: made from its fields. */
#include <string.h>

#include "base/messages.h"
#include "base/text.h"
#include "door/page.h"

enum { COLUMNS = 8, FILTERS = 6, ORDER = 1000, LONG_TEXT = 200 };

static struct dms_json *
start(struct dms_unit *unit, const struct entity *entity, const char *kind)
{
    const char *key = scratch_printf(unit->scratch, "entity.%s", entity->name);
    const char *label = messages_at(unit->house->messages, dms_unit_language(unit), key);
    struct dms_json *page = dms_json_create_object();
    dms_json_set_text(page, "page",
                      scratch_printf(unit->scratch, "%s.%s", entity->name, kind));
    dms_json_set_text(page, "kind", kind);
    dms_json_set_text(page, "title", label != NULL ? label : entity->name);
    dms_json_set_text(page, "entity", entity->name);
    dms_json_set_boolean(page, "generated", true);
    return page;
}

static bool
has_workflow(const struct dms_unit *unit, const char *entity)
{
    for (size_t i = 0; i < workflow_count(unit->catalogue->workflows); i++)
        if (strcmp(workflow_at(unit->catalogue->workflows, i)->entity, entity) == 0)
            return true;
    return false;
}

/* Is it worth a column: not a whole document, nor a page of words. */
static bool
is_short(const struct entity_field *field)
{
    return field->card.type != DMS_STRUCTURED && field->card.data_class != DMS_SECRET &&
           (field->card.type != DMS_TEXT || field->card.max_length <= LONG_TEXT);
}

static bool
is_filter(const struct entity_field *field)
{
    return field->card.type == DMS_CHOICE || field->card.type == DMS_REFERENCE ||
           field->card.type == DMS_DATE || field->card.type == DMS_BOOLEAN;
}

static void
add_fields(struct dms_unit *unit, const struct entity *entity,
           bool (*fits)(const struct entity_field *field), size_t most,
           struct dms_json *names)
{
    for (uint32_t i = 0; i < entity->field_count && dms_json_count(names) < most; i++) {
        const struct entity_field *field = &entity->fields[i];
        if (field != entity->title && fits(field) &&
            page_may_see(unit, entity->name, field->card.name))
            dms_json_take(names, dms_json_create_text(field->card.name));
    }
}

static struct dms_json *
columns_of(struct dms_unit *unit, const struct entity *entity)
{
    struct dms_json *columns = dms_json_create_array();
    const char *title = entity->title != NULL ? entity->title->card.name : "id";
    if (page_may_see(unit, entity->name, title))
        dms_json_take(columns, dms_json_create_text(title));
    if (has_workflow(unit, entity->name))
        dms_json_take(columns, dms_json_create_text("state"));
    add_fields(unit, entity, is_short, COLUMNS, columns);
    dms_json_take(columns, dms_json_create_text("created_at"));
    return columns;
}

struct dms_json *
page_make_list(struct dms_unit *unit, const struct entity *entity)
{
    struct dms_json *page = start(unit, entity, "list");
    struct dms_json *filters = dms_json_create_array();
    const char *plugin =
        scratch_copy_sized(unit->scratch, entity->name, strcspn(entity->name, "."));
    if (has_workflow(unit, entity->name))
        dms_json_take(filters, dms_json_create_text("state"));
    add_fields(unit, entity, is_filter, FILTERS, filters);
    dms_json_take(filters, dms_json_create_text("created_at"));
    dms_json_set_text(page, "menu", plugin);
    dms_json_set_integer(page, "order", ORDER);
    if (entity->parent != NULL)
        dms_json_set_boolean(page, "hidden", true);
    dms_json_take_key(page, "columns", columns_of(unit, entity));
    dms_json_take_key(page, "filters", filters);
    dms_json_set_text(page, "sort", "-id");
    return page;
}

static bool
is_written(const struct entity_field *field)
{
    return field->card.data_class != DMS_SECRET;
}

static struct dms_json *
sections_of(struct dms_unit *unit, const struct entity *entity, const char *title)
{
    struct dms_json *sections = dms_json_create_array();
    struct dms_json *section = dms_json_create_object();
    struct dms_json *fields = dms_json_create_array();
    if (entity->title != NULL &&
        page_may_see(unit, entity->name, entity->title->card.name))
        dms_json_take(fields, dms_json_create_text(entity->title->card.name));
    add_fields(unit, entity, is_written, SIZE_MAX, fields);
    dms_json_set_text(section, "title", title);
    dms_json_take_key(section, "fields", fields);
    dms_json_take(sections, section);
    return sections;
}

static struct dms_json *
lines_of(struct dms_unit *unit, const struct entity *entity)
{
    struct dms_json *lines = dms_json_create_array();
    const struct entity_set *set = unit->catalogue->entities;
    for (size_t i = 0; i < set->count; i++) {
        const struct entity *line = set->items[i];
        if (line->parent == NULL || line->parent->target != entity ||
            !page_may_read(unit, line->name))
            continue;
        struct dms_json *item = dms_json_create_object();
        dms_json_set_text(item, "entity", line->name);
        dms_json_take_key(item, "columns", columns_of(unit, line));
        dms_json_take(lines, item);
    }
    return lines;
}

struct dms_json *
page_make_form(struct dms_unit *unit, const struct entity *entity)
{
    struct dms_json *page = start(unit, entity, "form");
    dms_json_take_key(page, "sections",
                      sections_of(unit, entity, dms_json_text_at(page, "title")));
    dms_json_take_key(page, "lines", lines_of(unit, entity));
    return page;
}
