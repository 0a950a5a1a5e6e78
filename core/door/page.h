/* page.h - pages as they are shown to somebody: in their language, and only what they may see. */
#ifndef DMS_DOOR_PAGE_H
#define DMS_DOOR_PAGE_H

#include "door/door.h"
#include "unit/page.h"

/* page_show.c: PAGE, as declared, for the unit's actor; NULL: it is not for them. Yours to destroy. */
struct dms_json *page_show(struct dms_unit *unit, const struct dms_json *page);
/* May the actor read records of ENTITY, and this field of them ("customer.name" as well)? */
bool page_may_read(struct dms_unit *unit, const char *entity);
bool page_may_see(struct dms_unit *unit, const char *entity, const char *field);
/* page_make.c: of an entity that has none: ENTITY.list, ENTITY.form. Yours to destroy. */
struct dms_json *page_make_list(struct dms_unit *unit, const struct entity *entity);
struct dms_json *page_make_form(struct dms_unit *unit, const struct entity *entity);

#endif
