/* page.h - the inside of pages: read, checked against a catalogue, found by name. */
#ifndef DMS_UNIT_PAGE_H
#define DMS_UNIT_PAGE_H

#include "dms/page.h"
#include "unit/catalogue.h"

struct messages;

enum page_kind {
    PAGE_MY_DAY = 1 << 0,
    PAGE_LIST = 1 << 1,
    PAGE_FORM = 1 << 2,
    PAGE_BOARD = 1 << 3,
    PAGE_CALENDAR = 1 << 4,
    PAGE_DAY_BOARD = 1 << 5,
    PAGE_DASHBOARD = 1 << 6,
    PAGE_TIMELINE = 1 << 7,
    PAGE_ELEMENT = 1 << 8
};

/* A page, or a change of one, as it was declared. */
struct page {
    char *name, *brand, *text, *file;
    struct dms_json *json;
    int64_t line;
    bool change;
    bool told; /* what is wrong with it has been told once */
    bool sound; /* it was found right, and speaks of nothing that rules may take away */
    bool off;   /* then: its entity's plugin is not there */
};

/* Reads the text of CARD. Yours to destroy, unless it fails. */
enum dms_status page_create(const struct dms_page *card, struct page **page,
                            struct dms_error *error);
void page_destroy(void *page); /* NULL is welcome */
/* 0: there is no such kind. */
unsigned page_kind_of(const char *name);

/* One page being held against a catalogue. */
struct page_check {
    const struct catalogue *catalogue;
    const struct messages *messages;
    const struct page *page;
    unsigned kind; /* of the page; a part's members are welcome in all */
    const struct entity *entity; /* whose fields are spoken of; NULL: of none that is there */
    bool absent; /* it speaks of an entity of a plugin that is off */
    bool states; /* those of filters too: rules are there, and a person asks */
    struct {
        const char *key; /* NULL: an item of an array */
        size_t index;
    } path[16]; /* to the value that is looked at, for the line */
    size_t depth;
    struct dms_error *error;
};

/* Everything the page says. *OFF: it is about an entity whose plugin is not loaded. */
enum dms_status page_check_all(const struct catalogue *catalogue,
                               const struct messages *messages, const struct page *page,
                               bool *off, struct dms_error *error);
/* page_members.c: OBJECT has the members of a page, and no others. */
enum dms_status page_check_members(struct page_check *check, const struct dms_json *object);
/* page_line.c: the line of TEXT on which the value at the check's path begins. */
int64_t page_line(const struct page_check *check);
/* page_fault.c: each fills the error, with file and line, and returns its status. */
enum dms_status page_fault(struct page_check *check, const char *key, const char *name,
                           const char *known);
enum dms_status page_fault_near(struct page_check *check, const char *key, const char *name,
                                const char *const *names);
enum dms_status page_fault_of(struct page_check *check, const struct dms_error *cause);
/* page_words.c: what a member's value may be; each OK or the fault. */
typedef enum dms_status (*page_reader)(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_words(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_word(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_name(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_tag(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_number(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_flag(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_kind(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_hours(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_subject(struct page_check *check, const struct dms_json *value);
/* page_names.c: names of what the catalogue has. */
enum dms_status page_read_entity(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_field(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_filter(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_sort(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_page(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_figure(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_role(struct page_check *check, const struct dms_json *value);
enum dms_status page_read_template(struct page_check *check, const struct dms_json *value);
/* READ for each item of an array, or each value of an object. */
enum dms_status page_read_each(struct page_check *check, const struct dms_json *value,
                               page_reader read);

/* page_fill.c: FILTER with "$me", "$today" and the like in place; yours to destroy. ME: id of
 * who asks; DAY: today, as a date of dms. */
struct dms_json *page_fill(const struct dms_json *filter, int64_t me, int64_t day);

/* catalogue_pages.c */
enum dms_status catalogue_check_pages(struct catalogue *catalogue,
                                      const struct list *registrars,
                                      const struct dms_registrar **culprit,
                                      struct dms_error *error);
/* NULL: there is none of that name, or it is off. */
const struct page *catalogue_page(const struct catalogue *catalogue, const char *name);
/* The page with the changes for BRAND made. Yours to destroy. */
struct dms_json *catalogue_page_json(const struct catalogue *catalogue, const struct page *page,
                                     const char *brand);

#endif
