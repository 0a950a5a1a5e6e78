/* permission.h - sizes of a permission that the files of this room share. */
#ifndef DMS_ACCESS_PERMISSION_H
#define DMS_ACCESS_PERMISSION_H

#include "access/access.h"

#define ACTIONS     8 /* members of enum dms_action */
#define HIDDEN_BITS 256

#endif
