/* plugins_off.h - DIR/plugins.off: which plugins the next start leaves off, one name a line. */
#ifndef DMS_UNIT_PLUGINS_OFF_H
#define DMS_UNIT_PLUGINS_OFF_H

#include <stdbool.h>

#include "dms/error.h"

/* Puts NAME into it, or takes it out; crashes of the past count no more then. INVALID when a file
 * cannot be written. */
enum dms_status plugins_off_put(const char *dir, const char *name, bool off,
                                struct dms_error *error);
bool plugins_off_has(const char *dir, const char *name);

#endif
