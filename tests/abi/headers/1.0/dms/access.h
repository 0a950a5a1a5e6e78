/* access.h - roles and what they may do; default is no.
 *
 * A plugin ships roles and grants as a start; from then on they are records
 * (core.role, core.grant) that the dealer's admin changes. Since 1.0. */
#ifndef DMS_ACCESS_H
#define DMS_ACCESS_H

#include "dms/status.h"

struct dms_role {
    const char *name; /* REQUIRED: "sales_advisor"; its label is i18n "role.sales_advisor" */
};

enum dms_scope {
    DMS_SCOPE_OWN = 1, /* records whose owner is the user */
    DMS_SCOPE_TEAM,    /* records whose owner is in a team the user leads, and own */
    DMS_SCOPE_STORE,   /* records of the stores the user works in */
    DMS_SCOPE_GROUP    /* every store */
};

enum dms_action {
    DMS_READ = 1 << 0,
    DMS_CREATE = 1 << 1,
    DMS_UPDATE = 1 << 2,     /* also the transitions the workflow opens to the role */
    DMS_REMOVE = 1 << 3,
    DMS_SEE_PERSONAL = 1 << 4,  /* phone, name… in clear */
    DMS_SEE_SENSITIVE = 1 << 5, /* ID card, bank account in clear */
    DMS_EXPORT = 1 << 6,
    DMS_IMPORT = 1 << 7
};

struct dms_grant {
    const char *role;   /* REQUIRED */
    const char *entity; /* REQUIRED: "crm.lead"; "crm.*"; "*" */
    uint32_t actions;   /* enum dms_action */
    uint32_t scope;     /* enum dms_scope */
    const char *except; /* fields, comma separated, that this grant never shows or sets */
};

#endif
