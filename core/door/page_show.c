/* page_show.c - a page for who asks: what they may not see is left out, titles are in their
 * language, filters know who they are and which day it is. */
#include "door/page.h"

#include <stdlib.h>
#include <string.h>

#include "base/messages.h"
#include "door/figure.h"

/* What the members of an object are about. */
struct showing {
    struct dms_unit *unit;
    const char *entity; /* NULL: of none */
};

bool
page_may_read(struct dms_unit *unit, const char *name)
{
    struct permission permission;
    const struct entity *entity =
        name != NULL ? entity_at(unit->catalogue->entities, name) : NULL;
    if (entity == NULL)
        return false;
    unit_permission(unit, entity, &permission);
    return permission.full || (permission.actions & DMS_READ) != 0;
}

bool
page_may_see(struct dms_unit *unit, const char *name, const char *written)
{
    struct permission permission;
    const struct entity *entity =
        name != NULL ? entity_at(unit->catalogue->entities, name) : NULL;
    size_t size = strcspn(written, ".");
    const char *first = scratch_copy_sized(unit->scratch, written, size);
    if (entity == NULL || entity_column_at(first) >= 0)
        return entity != NULL;
    const struct entity_field *field = entity_field_at(entity, first);
    unit_permission(unit, entity, &permission);
    if (field == NULL || !permission_sees_field(&permission, field))
        return false;
    return written[size] == '\0' ||
           (field->target != NULL && page_may_read(unit, field->target->name) &&
            page_may_see(unit, field->target->name, written + size + 1));
}

static bool
may_count(struct dms_unit *unit, const char *name)
{
    const struct figure_ask ask = { .unit = unit,
                                    .figure = catalogue_figure(unit->catalogue, name) };
    return ask.figure != NULL && figure_may(&ask, NULL) == DMS_OK;
}

static bool
has_role(const struct dms_unit *unit, const char *role)
{
    for (size_t i = 0; i < unit->actor.role_count; i++)
        if (strcmp(unit->actor.roles[i], role) == 0)
            return true;
    return false;
}

static bool
is_among(const struct dms_json *roles, const struct dms_unit *unit)
{
    for (size_t i = 0; i < dms_json_count(roles); i++)
        if (has_role(unit, dms_json_text(dms_json_at(roles, i))))
            return true;
    return roles == NULL || unit->actor.house;
}

/* The entity of page NAME, a generated one's too; NULL: there is no such page. */
static const char *
entity_of_page(struct dms_unit *unit, const char *name, bool *there)
{
    const struct page *page = catalogue_page(unit->catalogue, name);
    const char *dot = strrchr(name, '.');
    *there = page != NULL;
    if (page != NULL || dot == NULL)
        return page != NULL ? dms_json_text_at(page->json, "entity") : NULL;
    const struct entity *entity =
        entity_at(unit->catalogue->entities,
                  scratch_copy_sized(unit->scratch, name, (size_t)(dot - name)));
    *there = entity != NULL;
    return entity != NULL ? entity->name : NULL;
}

static bool
may_open(struct dms_unit *unit, const char *name, const char **entity)
{
    bool there = false;
    *entity = entity_of_page(unit, name, &there);
    return there && (*entity == NULL || page_may_read(unit, *entity));
}

enum member_kind {
    MEMBER_PLAIN,
    MEMBER_TITLE,
    MEMBER_FILTER,
    MEMBER_FIELD,
    MEMBER_FIELDS,
    MEMBER_PARTS,
    MEMBER_FIGURES,
    MEMBER_PRINTS,
    MEMBER_PAGE,
    MEMBER_POSTS,
    MEMBER_NOBODYS
};

static enum member_kind
kind_of(const char *name)
{
    static const struct {
        const char *name;
        enum member_kind kind;
    } members[] = {
        { "title", MEMBER_TITLE },     { "filter", MEMBER_FILTER },
        { "columns", MEMBER_FIELDS },  { "filters", MEMBER_FIELDS },
        { "quick", MEMBER_FIELDS },    { "card", MEMBER_FIELDS },
        { "fields", MEMBER_FIELDS },   { "views", MEMBER_PARTS },
        { "sections", MEMBER_PARTS },  { "lines", MEMBER_PARTS },
        { "related", MEMBER_PARTS },   { "cards", MEMBER_PARTS },
        { "charts", MEMBER_PARTS },    { "blocks", MEMBER_PARTS },
        { "figures", MEMBER_FIGURES }, { "print", MEMBER_PRINTS },
        { "color", MEMBER_FIELD },     { "list", MEMBER_PAGE },
        { "form", MEMBER_PAGE },       { "board", MEMBER_PAGE },
        { "calendar", MEMBER_PAGE },   { "day_board", MEMBER_PAGE },
        { "page", MEMBER_PAGE },       { "posts", MEMBER_POSTS },
        { "roles", MEMBER_NOBODYS },
    };
    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++)
        if (strcmp(members[i].name, name) == 0)
            return members[i].kind;
    return MEMBER_PLAIN;
}

static struct dms_json *show_part(const struct showing *showing,
                                  const struct dms_json *part);

static struct dms_json *
show_title(const struct showing *showing, const struct dms_json *value)
{
    const char *key = dms_json_text(value);
    const char *text = messages_at(showing->unit->house->messages,
                                   dms_unit_language(showing->unit), key);
    return dms_json_create_text(text != NULL ? text : key);
}

static struct dms_json *
show_fields(const struct showing *showing, const struct dms_json *value)
{
    struct dms_json *kept = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(value); i++) {
        const char *field = dms_json_text(dms_json_at(value, i));
        if (page_may_see(showing->unit, showing->entity, field))
            dms_json_take(kept, dms_json_create_text(field));
    }
    return kept;
}

static struct dms_json *
show_figures(const struct showing *showing, const struct dms_json *value)
{
    struct dms_json *kept = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(value); i++) {
        const char *name = dms_json_text(dms_json_at(value, i));
        if (may_count(showing->unit, name))
            dms_json_take(kept, dms_json_create_text(name));
    }
    return kept;
}

/* [{"name", "title"}]; those of a plugin that is off are left out. */
static struct dms_json *
show_prints(const struct showing *showing, const struct dms_json *value)
{
    struct dms_json *kept = dms_json_create_array();
    struct dms_unit *unit = showing->unit;
    for (size_t i = 0; i < dms_json_count(value); i++) {
        const char *name = dms_json_text(dms_json_at(value, i));
        const char *key = scratch_printf(unit->scratch, "print.%s", name);
        const char *title =
            messages_at(unit->house->messages, dms_unit_language(unit), key);
        struct dms_json *item = dms_json_create_object();
        dms_json_set_text(item, "name", name);
        dms_json_set_text(item, "title", title != NULL ? title : "");
        if (title != NULL)
            dms_json_take(kept, item);
        else
            dms_json_destroy(item);
    }
    return kept;
}

static struct dms_json *
show_parts(const struct showing *showing, const struct dms_json *value)
{
    struct dms_json *kept = dms_json_create_array();
    for (size_t i = 0; i < dms_json_count(value); i++) {
        struct dms_json *part = show_part(showing, dms_json_at(value, i));
        if (part != NULL)
            dms_json_take(kept, part);
    }
    return kept;
}

static struct dms_json *
show_page(const struct showing *showing, const struct dms_json *value)
{
    const char *entity;
    return may_open(showing->unit, dms_json_text(value), &entity) ? dms_json_copy(value)
                                                                  : NULL;
}

static bool
holds(const struct dms_json *array, const struct dms_json *item)
{
    char *wanted = dms_json_print(item);
    bool found = false;
    for (size_t i = 0; !found && i < dms_json_count(array); i++) {
        char *other = dms_json_print(dms_json_at(array, i));
        found = strcmp(other, wanted) == 0;
        free(other);
    }
    free(wanted);
    return found;
}

/* The blocks of all the asker's posts, each once; of "*" for who has none of the posts. */
static struct dms_json *
show_posts(const struct showing *showing, const struct dms_json *posts)
{
    struct dms_json *blocks = dms_json_create_array();
    bool some = false;
    for (size_t i = 0; i < 2 * dms_json_count(posts); i++) {
        size_t at = i % dms_json_count(posts);
        const char *role = dms_json_key_at(posts, at);
        bool others = strcmp(role, "*") == 0;
        bool second = i >= dms_json_count(posts);
        if (others != second || (others ? some : !has_role(showing->unit, role)))
            continue;
        some = true;
        struct dms_json *own = show_parts(showing, dms_json_value_at(posts, at));
        for (size_t b = 0; b < dms_json_count(own); b++)
            if (!holds(blocks, dms_json_at(own, b)))
                dms_json_take(blocks, dms_json_copy(dms_json_at(own, b)));
        dms_json_destroy(own);
    }
    return blocks;
}

static struct dms_json *
show_member(const struct showing *showing, enum member_kind kind,
            const struct dms_json *value)
{
    switch (kind) {
    case MEMBER_TITLE:
        return show_title(showing, value);
    case MEMBER_FILTER:
        return page_fill(value, showing->unit->actor.user,
                         dms_time_date(showing->unit->now, showing->unit->house->offset));
    case MEMBER_FIELD:
        return page_may_see(showing->unit, showing->entity, dms_json_text(value))
                   ? dms_json_copy(value)
                   : NULL;
    case MEMBER_FIELDS:
        return show_fields(showing, value);
    case MEMBER_PARTS:
        return show_parts(showing, value);
    case MEMBER_FIGURES:
        return show_figures(showing, value);
    case MEMBER_PRINTS:
        return show_prints(showing, value);
    case MEMBER_PAGE:
        return show_page(showing, value);
    case MEMBER_POSTS:
        return show_posts(showing, value);
    case MEMBER_NOBODYS:
        return NULL;
    default:
        return dms_json_copy(value);
    }
}

/* What a part is about; false: the asker may not see it, or it is not there. */
static bool
find_entity(const struct dms_json *part, struct showing *showing)
{
    static const char *const pages[] = { "list", "page" };
    const char *entity = dms_json_text_at(part, "entity");
    const char *figure = dms_json_text_at(part, "figure");
    if (entity != NULL) {
        showing->entity = entity;
        return page_may_read(showing->unit, entity);
    }
    for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
        const char *page = dms_json_text_at(part, pages[i]);
        if (page != NULL)
            return may_open(showing->unit, page, &showing->entity);
    }
    return figure == NULL || may_count(showing->unit, figure);
}

static void
show_members(const struct showing *showing, const struct dms_json *object,
             struct dms_json *shown)
{
    for (size_t i = 0; i < dms_json_count(object); i++) {
        const char *key = dms_json_key_at(object, i);
        enum member_kind kind = kind_of(key);
        struct dms_json *value = show_member(showing, kind, dms_json_value_at(object, i));
        if (value != NULL)
            dms_json_take_key(shown, kind == MEMBER_POSTS ? "blocks" : key, value);
    }
}

/* One that has lost all it was there for is none. */
static bool
is_empty(const struct dms_json *part)
{
    static const char *const lists[] = { "columns", "fields", "figures" };
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        const struct dms_json *list = dms_json_at_key(part, lists[i]);
        if (list != NULL && dms_json_count(list) == 0)
            return true;
    }
    return false;
}

static struct dms_json *
show_part(const struct showing *showing, const struct dms_json *part)
{
    struct showing inner = *showing;
    if (!find_entity(part, &inner))
        return NULL;
    struct dms_json *shown = dms_json_create_object();
    show_members(&inner, part, shown);
    if (!is_empty(shown))
        return shown;
    dms_json_destroy(shown);
    return NULL;
}

static bool
is_mentioned(const struct dms_json *sections, const char *field)
{
    struct dms_json *name = dms_json_create_text(field);
    bool found = false;
    for (size_t i = 0; !found && i < dms_json_count(sections); i++)
        found = holds(dms_json_at_key(dms_json_at(sections, i), "fields"), name);
    dms_json_destroy(name);
    return found;
}

/* What a brand or another plugin has added to the entity stands at the end of its form, wherever
 * the form does not say. */
static void
add_own_fields(struct dms_unit *unit, const struct dms_json *form)
{
    const struct dms_json *sections = dms_json_at_key(form, "sections");
    const struct entity *entity =
        entity_at(unit->catalogue->entities, dms_json_text_at(form, "entity"));
    struct dms_json *fields = NULL;
    /* Made for this answer alone: nobody else holds it. */
    for (size_t i = dms_json_count(sections); fields == NULL && i-- > 0;)
        fields = (struct dms_json *)(uintptr_t)dms_json_at_key(dms_json_at(sections, i),
                                                               "fields");
    for (uint32_t i = 0; fields != NULL && i < entity->field_count; i++) {
        const char *name = entity->fields[i].card.name;
        if (strncmp(name, "x_", 2) == 0 && !is_mentioned(sections, name) &&
            page_may_see(unit, entity->name, name))
            dms_json_take(fields, dms_json_create_text(name));
    }
}

struct dms_json *
page_show(struct dms_unit *unit, const struct dms_json *page)
{
    const char *entity = dms_json_text_at(page, "entity");
    const struct showing showing = { unit, entity };
    if (!is_among(dms_json_at_key(page, "roles"), unit) ||
        (entity != NULL && !page_may_read(unit, entity)))
        return NULL;
    struct dms_json *shown = dms_json_create_object();
    show_members(&showing, page, shown);
    dms_json_set_text(shown, "page", dms_json_text_at(page, "page"));
    if (dms_json_at_key(shown, "sections") != NULL)
        add_own_fields(unit, shown);
    if (!is_empty(shown))
        return shown;
    dms_json_destroy(shown);
    return NULL;
}
