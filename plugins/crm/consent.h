/* consent.h - may this customer be spoken to. */
#ifndef CRM_CONSENT_H
#define CRM_CONSENT_H

#include "dms/dms.h"

/* *WHY: NULL when FILE may be contacted over CHANNEL for PURPOSE ("marketing", "service",
 * "sharing"), else the key of the sentence that says why not. */
enum dms_status crm_may_contact(struct dms_unit *unit, const struct dms_record *file,
                                const char *channel, const char *purpose, const char **why,
                                struct dms_error *error);

#endif
