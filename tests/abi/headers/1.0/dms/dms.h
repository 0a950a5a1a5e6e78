/* dms.h - everything a plugin needs, in one include. Since 1.0. */
#ifndef DMS_DMS_H
#define DMS_DMS_H

#include "dms/plugin.h"

#endif
