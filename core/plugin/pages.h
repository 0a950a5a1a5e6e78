/* pages.h - pages/NAME.json of a plugin. */
#ifndef DMS_PLUGIN_PAGES_H
#define DMS_PLUGIN_PAGES_H

#include "plugin/item.h"
#include "unit/house.h"

/* Registers them in the order of their names; one that cannot be read is a notice. */
void plugin_pages_load(struct dms_house *house, const struct plugin_item *item,
                       struct dms_registrar *registrar);

#endif
