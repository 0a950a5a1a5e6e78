/* versions.h - workflows of rule versions that are no longer the active ones. */
#ifndef DMS_UNIT_VERSIONS_H
#define DMS_UNIT_VERSIONS_H

#include "unit/house.h"

struct house_version;

void version_destroy(struct house_version *version);

#endif
