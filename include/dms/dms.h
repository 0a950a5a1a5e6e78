/* dms.h - everything a plugin needs, in one include. Since 1.0. */
#ifndef DMS_DMS_H
#define DMS_DMS_H

#include "dms/config.h"
#include "dms/plugin.h"
#include "dms/sight.h"

#endif
