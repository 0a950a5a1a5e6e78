/* entities.h - what the declarations of this room share. */
#ifndef DMS_ACCESS_ENTITIES_H
#define DMS_ACCESS_ENTITIES_H

#include "access/access.h"
#include "dms/importer.h"
#include "dms/registrar.h"

extern const struct dms_entity access_setting, access_calendar_day, access_task,
    access_message, access_session, access_token, access_print;
extern const struct dms_workflow *const access_workflows[]; /* ends with NULL */
extern const struct dms_hook *const access_hooks[];         /* ends with NULL */
extern const struct dms_importer access_holidays;           /* dms import holidays */
extern const struct dms_check *const access_checks[];       /* ends with NULL */

/* The words of enum dms_action by bit, and of enum dms_scope from 1; each ends with NULL. */
extern const char *const action_names[];
extern const char *const scope_names[];
/* "read,create" to bits; *UNKNOWN is the first word that is none, or NULL. */
uint32_t actions_read(const char *text, const char **unknown);

#endif
