/* register.h - hands a compiled version of the rules to a registrar. */
#ifndef DMS_SCRIPT_REGISTER_H
#define DMS_SCRIPT_REGISTER_H

#include "script/ruleset.h"

/* A dms_fill; DATA is the ruleset. */
enum dms_status register_rules(struct dms_registrar *registrar, void *rules,
                               struct dms_error *error);
/* The workflows alone, for records that run on an older version. */
enum dms_status register_workflows(struct dms_registrar *registrar,
                                   const struct ruleset *rules, struct dms_error *error);

#endif
