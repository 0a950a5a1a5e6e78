/* parts.h - what the files of this plugin share. */
#ifndef PARTS_PARTS_H
#define PARTS_PARTS_H

#include "dms/dms.h"

extern const struct dms_entity parts_part_entity;
extern const struct dms_hook parts_limits_hook;

/* Tables that end with a row of NULL. */
extern const struct dms_role parts_roles[];
extern const struct dms_grant parts_grants[];

#endif
