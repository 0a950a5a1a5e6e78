/* declared.h - an entity's declaration as JSON, and back. */
#ifndef DMS_PLUGIN_DECLARED_H
#define DMS_PLUGIN_DECLARED_H

#include "base/scratch.h"
#include "dms/entity.h"
#include "dms/json.h"

/* {"name","flags","title","parent","fields":[…],"indexes":[…]}; yours to destroy. */
struct dms_json *declared_json(const struct dms_entity *entity);
/* The declaration that JSON holds, without what only writing needs (checks, defaults). All of it
 * lives in MEMORY. */
void declared_load(const struct dms_json *json, struct scratch *memory, struct dms_entity *entity);

#endif
