/* values.h - from JSON to Lua and back, without ever raising an error half-way. */
#ifndef DMS_SCRIPT_VALUES_H
#define DMS_SCRIPT_VALUES_H

#include "script/yard.h"

/* The yard destroys JSON when the call ends, however it ends. NULL is welcome. */
void yard_hold(struct yard *yard, struct dms_json *json);

/* Destroys the last one held before the call ends. */
void yard_release(struct yard *yard);

void value_push_json(lua_State *lua, const struct dms_json *json);
/* The value at INDEX; NULL with *WHY ("script.…" key) when it is no data: a function, a
 * table with mixed keys, nested too deep, too large. A record becomes {"entity","id"}.
 * Yours to destroy. Does not raise. */
struct dms_json *value_json(lua_State *lua, int index, const char **why);
/* The same for a library function, where a record becomes its id: raises, and the yard holds the result. */
const struct dms_json *value_check_json(lua_State *lua, int index);

#endif
