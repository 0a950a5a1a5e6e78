/* meta.h - annotations (LuaCATS) from which an editor completes and checks a brand's script. */
#ifndef DMS_SCRIPT_META_H
#define DMS_SCRIPT_META_H

#include "script/host.h"

extern const char *const meta_dms[]; /* lines; ends with NULL */
/* All entities, fields, states, roles and calls of HOUSE, then the dms table. Yours to free(). */
char *meta_write(struct dms_house *house, const char *language);

#endif
