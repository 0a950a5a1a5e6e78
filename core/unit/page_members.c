/* page_members.c - which members a page has, by its kind, and which their parts have. */
#include <string.h>

#include "base/list.h"
#include "unit/page.h"

#define ALL 0x1ffU
#define RECORDS                                                                          \
    (PAGE_LIST | PAGE_FORM | PAGE_BOARD | PAGE_CALENDAR | PAGE_DAY_BOARD | PAGE_TIMELINE)
#define MANY (PAGE_LIST | PAGE_BOARD | PAGE_CALENDAR | PAGE_DAY_BOARD)
#define MOST 32

struct member {
    const char *name;
    unsigned kinds;  /* where it is welcome */
    unsigned needed; /* where it must be */
    page_reader read;
};

static enum dms_status read_members(struct page_check *check,
                                    const struct dms_json *object,
                                    const struct member *members);

static enum dms_status
read_fields(struct page_check *check, const struct dms_json *value)
{
    return page_read_each(check, value, page_read_field);
}

static enum dms_status
read_figures(struct page_check *check, const struct dms_json *value)
{
    return page_read_each(check, value, page_read_figure);
}

static enum dms_status
read_roles(struct page_check *check, const struct dms_json *value)
{
    return page_read_each(check, value, page_read_role);
}

static enum dms_status
read_templates(struct page_check *check, const struct dms_json *value)
{
    return page_read_each(check, value, page_read_template);
}

/* A part may speak of another entity; the page's own comes back after it. */
static enum dms_status
read_part(struct page_check *check, const struct dms_json *value,
          const struct member *members)
{
    const struct entity *entity = check->entity;
    bool absent = check->absent;
    enum dms_status st = dms_json_kind(value) == DMS_JSON_OBJECT
                             ? read_members(check, value, members)
                             : page_fault(check, "page.wants", "", "{ }");
    check->entity = entity;
    check->absent = absent;
    return st;
}

static enum dms_status
read_view(struct page_check *check, const struct dms_json *value)
{
    static const struct member members[] = {
        { "title", ALL, ALL, page_read_words },
        { "filter", ALL, 0, page_read_filter },
        { "sort", ALL, 0, page_read_sort },
        { "columns", ALL, 0, read_fields },
        { NULL, 0, 0, NULL },
    };
    return read_part(check, value, members);
}

/* Fields, or an element that shows what fields cannot. */
static enum dms_status
read_section(struct page_check *check, const struct dms_json *value)
{
    static const struct member members[] = {
        { "title", ALL, ALL, page_read_words },
        { "fields", ALL, 0, read_fields },
        { "element", ALL, 0, page_read_tag },
        { NULL, 0, 0, NULL },
    };
    enum dms_status st = read_part(check, value, members);
    if (st == DMS_OK && dms_json_at_key(value, "fields") == NULL &&
        dms_json_at_key(value, "element") == NULL)
        st = page_fault(check, "page.member_needed", "fields", "");
    return st;
}

static enum dms_status
read_line(struct page_check *check, const struct dms_json *value)
{
    static const struct member members[] = {
        { "entity", ALL, ALL, page_read_entity },
        { "title", ALL, 0, page_read_words },
        { "columns", ALL, ALL, read_fields },
        { "sort", ALL, 0, page_read_sort },
        { NULL, 0, 0, NULL },
    };
    return read_part(check, value, members);
}

static enum dms_status
read_relation(struct page_check *check, const struct dms_json *value)
{
    static const struct member members[] = {
        { "entity", ALL, ALL, page_read_entity },
        { "by", ALL, ALL, page_read_field },
        { "title", ALL, 0, page_read_words },
        { "columns", ALL, ALL, read_fields },
        { "filter", ALL, 0, page_read_filter },
        { "sort", ALL, 0, page_read_sort },
        { NULL, 0, 0, NULL },
    };
    return read_part(check, value, members);
}

static enum dms_status
read_card(struct page_check *check, const struct dms_json *value)
{
    static const struct member members[] = {
        { "list", ALL, ALL, page_read_page },
        { "by", ALL, ALL, page_read_field },
        { "title", ALL, 0, page_read_words },
        { "limit", ALL, 0, page_read_number },
        { NULL, 0, 0, NULL },
    };
    return read_part(check, value, members);
}

static enum dms_status
read_chart(struct page_check *check, const struct dms_json *value)
{
    static const struct member members[] = {
        { "figure", ALL, ALL, page_read_figure },
        { "by", ALL, 0, page_read_word },
        { "trend", ALL, 0, page_read_number },
        { "title", ALL, 0, page_read_words },
        { NULL, 0, 0, NULL },
    };
    return read_part(check, value, members);
}

static enum dms_status
read_block(struct page_check *check, const struct dms_json *value)
{
    static const struct member members[] = {
        { "list", ALL, 0, page_read_page },
        { "page", ALL, 0, page_read_page },
        { "tasks", ALL, 0, page_read_flag },
        { "figures", ALL, 0, read_figures },
        { "title", ALL, 0, page_read_words },
        { "filter", ALL, 0, page_read_filter },
        { "sort", ALL, 0, page_read_sort },
        { "limit", ALL, 0, page_read_number },
        { NULL, 0, 0, NULL },
    };
    return read_part(check, value, members);
}

#define EACH(noun)                                                                       \
    static enum dms_status read_##noun##s(struct page_check *check,                      \
                                          const struct dms_json *value)                  \
    {                                                                                    \
        return page_read_each(check, value, read_##noun);                                \
    }
EACH(view)
EACH(section)
EACH(line)
EACH(relation)
EACH(card)
EACH(chart)
EACH(block)

/* { role: blocks }; "*" is for who has none of the roles. */
static enum dms_status
read_posts(struct page_check *check, const struct dms_json *value)
{
    enum dms_status st = DMS_OK;
    if (dms_json_kind(value) != DMS_JSON_OBJECT)
        return page_fault(check, "page.wants", "", "{ }");
    for (size_t i = 0; st == DMS_OK && i < dms_json_count(value); i++) {
        const char *role = dms_json_key_at(value, i);
        struct dms_json *name = dms_json_create_text(role);
        check->path[check->depth++].key = role;
        if (strcmp(role, "*") != 0)
            st = page_read_role(check, name);
        if (st == DMS_OK)
            st = read_blocks(check, dms_json_value_at(value, i));
        check->depth--;
        dms_json_destroy(name);
    }
    return st;
}

/* In the order they are looked at: the entity stands before what speaks of its fields. */
static const struct member page_members[] = {
    { "page", ALL, ALL, page_read_name },
    { "kind", ALL, ALL, page_read_kind },
    { "title", ALL, ALL, page_read_words },
    { "menu", ALL, 0, page_read_word },
    { "order", ALL, 0, page_read_number },
    { "icon", ALL, 0, page_read_word },
    { "hidden", ALL, 0, page_read_flag },
    { "roles", ALL, 0, read_roles },
    { "entity", RECORDS | PAGE_ELEMENT, RECORDS, page_read_entity },
    { "element", PAGE_ELEMENT, PAGE_ELEMENT, page_read_tag },
    { "columns", PAGE_LIST, PAGE_LIST, read_fields },
    { "quick", PAGE_LIST, 0, read_fields },
    { "views", PAGE_LIST, 0, read_views },
    { "filters", MANY, 0, read_fields },
    { "filter", MANY, 0, page_read_filter },
    { "sort", PAGE_LIST | PAGE_BOARD, 0, page_read_sort },
    { "by", PAGE_BOARD, PAGE_BOARD, page_read_field },
    { "card", PAGE_BOARD | PAGE_CALENDAR | PAGE_DAY_BOARD,
      PAGE_BOARD | PAGE_CALENDAR | PAGE_DAY_BOARD, read_fields },
    { "from", PAGE_CALENDAR | PAGE_DAY_BOARD, PAGE_CALENDAR | PAGE_DAY_BOARD,
      page_read_field },
    { "to", PAGE_CALENDAR | PAGE_DAY_BOARD, 0, page_read_field },
    { "color", PAGE_CALENDAR | PAGE_DAY_BOARD, 0, page_read_field },
    { "lane", PAGE_DAY_BOARD, PAGE_DAY_BOARD, page_read_field },
    { "hours", PAGE_DAY_BOARD | PAGE_CALENDAR, 0, page_read_hours },
    { "sections", PAGE_FORM, PAGE_FORM, read_sections },
    { "lines", PAGE_FORM, 0, read_lines },
    { "related", PAGE_FORM, 0, read_relations },
    { "print", PAGE_FORM, 0, read_templates },
    { "fields", PAGE_TIMELINE, PAGE_TIMELINE, read_fields },
    { "timeline", PAGE_FORM | PAGE_TIMELINE, PAGE_TIMELINE, page_read_subject },
    { "cards", PAGE_TIMELINE, 0, read_cards },
    { "figures", PAGE_DASHBOARD, PAGE_DASHBOARD, read_figures },
    { "charts", PAGE_DASHBOARD, 0, read_charts },
    { "posts", PAGE_MY_DAY, PAGE_MY_DAY, read_posts },
    { "lanes", PAGE_DAY_BOARD, PAGE_DAY_BOARD, page_read_entity },
    { "list", MANY & ~(unsigned)PAGE_LIST, 0, page_read_page },
    { "form", MANY, 0, page_read_page },
    { "board", PAGE_LIST, 0, page_read_page },
    { "calendar", PAGE_LIST, 0, page_read_page },
    { "day_board", PAGE_LIST, 0, page_read_page },
    { NULL, 0, 0, NULL },
};

static enum dms_status
check_keys(struct page_check *check, const struct dms_json *object,
           const struct member *members)
{
    const char *known[MOST * 2] = { NULL };
    size_t count = 0;
    for (const struct member *member = members; member->name != NULL; member++)
        if ((member->kinds & check->kind) != 0)
            known[count++] = member->name;
    for (size_t i = 0; i < dms_json_count(object); i++) {
        const char *key = dms_json_key_at(object, i);
        size_t at = 0;
        while (known[at] != NULL && strcmp(known[at], key) != 0)
            at++;
        if (known[at] != NULL)
            continue;
        check->path[check->depth++].key = key;
        enum dms_status st = page_fault_near(check, "page.unknown_member", key, known);
        check->depth--;
        return st;
    }
    return DMS_OK;
}

static enum dms_status
read_members(struct page_check *check, const struct dms_json *object,
             const struct member *members)
{
    enum dms_status st = check_keys(check, object, members);
    for (const struct member *member = members; st == DMS_OK && member->name != NULL;
         member++) {
        const struct dms_json *value = dms_json_at_key(object, member->name);
        if (value == NULL && (member->needed & check->kind) != 0)
            return page_fault(check, "page.member_needed", member->name, "");
        if (value == NULL)
            continue;
        check->path[check->depth++].key = member->name;
        st = member->read(check, value);
        check->depth--;
    }
    return st;
}

enum dms_status
page_check_members(struct page_check *check, const struct dms_json *object)
{
    return read_members(check, object, page_members);
}
