/* page.h - what a user interface shows, declared as data: lists, forms, boards, calendars, dashboards.
 *
 * A page speaks the house's words (entities, fields, figures, other pages), never those of a
 * renderer, so that any interface can show it. A plugin writes one page a file into its folder
 * pages (NAME.json); the core reads them when it loads the plugin. An entity without a page of its own
 * gets a list and a form made from what is known of it. README of plugins/web describes the members.
 *
 * A page that is wrong is left out, with a notice that names file and line; what it says of
 * another plugin's entities is left out while that one is off. Who asks gets only what they may
 * see. Since 1.1. */
#ifndef DMS_PAGE_H
#define DMS_PAGE_H

#include "dms/error.h"

DMS_EXTERN_C_BEGIN

struct dms_house;
struct dms_registrar;

enum dms_page_flag {
    DMS_PAGE_CHANGE = 1 << 0 /* TEXT holds members that take the place of those of page NAME */
};

struct dms_page {
    uint32_t size;
    uint32_t flags;    /* enum dms_page_flag */
    const char *name;  /* "crm.leads": as member "page" of TEXT, which a change need not have */
    const char *brand; /* a change: for stores of this brand; NULL: for all */
    const char *text;  /* REQUIRED: JSON */
    const char *file;  /* where it stands, for errors; NULL: nowhere */
    int64_t line;      /* of a change: its declaration's; 0: lines are those of TEXT */
};

/* For rule hosts, and plugins that make pages; those in pages need no call. TEXT is
 * copied. INVALID with file and line: no JSON, no "page" or "kind"; whether its names are there is
 * found out when all plugins are. Since 1.1. */
DMS_API enum dms_status dms_register_page(struct dms_registrar *registrar,
                                          const struct dms_page *page, struct dms_error *error);
/* The same check of everything against the house as it is, without registering: INVALID with file
 * and line. Since 1.1. */
DMS_API enum dms_status dms_house_check_page(struct dms_house *house, const struct dms_page *page,
                                             struct dms_error *error);

DMS_EXTERN_C_END

#endif
