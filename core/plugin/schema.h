/* schema.h - the numbered steps of a plugin that declarations cannot express. */
#ifndef DMS_PLUGIN_SCHEMA_H
#define DMS_PLUGIN_SCHEMA_H

#include "plugin/item.h"
#include "unit/house.h"

/* Runs schema/NNN_name.sql in order of their names, each once for ever. In a store that meets
 * the plugin for the first time they are only recorded: there is nothing to convert. */
enum dms_status plugin_schema_run(struct dms_house *house, const struct plugin_item *item,
                                  struct dms_error *error);

#endif
