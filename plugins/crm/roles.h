/* roles.h - tables that end with a row of NULL. */
#ifndef CRM_ROLES_H
#define CRM_ROLES_H

#include "dms/access.h"

extern const struct dms_role crm_roles[];
extern const struct dms_grant crm_grants[];

#endif
