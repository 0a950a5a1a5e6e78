/* web.h - what the files of this plugin share. */
#ifndef WEB_WEB_H
#define WEB_WEB_H

#include "dms/dms.h"

/* view.c: lists as people like to see them. */
extern const struct dms_entity web_view_entity, web_shared_view_entity;
extern const struct dms_hook web_view_hooks[];
extern const struct dms_role web_roles[];
extern const struct dms_grant web_grants[];

#endif
