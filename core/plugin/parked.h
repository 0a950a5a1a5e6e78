/* parked.h - what a plugin declared is remembered, so that its data can be read when it is off. */
#ifndef DMS_PLUGIN_PARKED_H
#define DMS_PLUGIN_PARKED_H

#include "unit/house.h"

/* Notes in the store what the plugins that run have declared, if that has changed. */
enum dms_status parked_remember(struct dms_house *house, struct dms_error *error);
/* Declares the entities of each plugin that once ran here and is not here now: as they were, but
 * nobody changes them. A note that is no longer understood is passed over. */
enum dms_status parked_declare(struct dms_house *house, struct dms_error *error);

#endif
