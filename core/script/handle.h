/* handle.h - what a script holds of a record and of the user: a frozen view, for one call. */
#ifndef DMS_SCRIPT_HANDLE_H
#define DMS_SCRIPT_HANDLE_H

#include "script/yard.h"

/* Makes the metatables and pushes the two handles that every call uses again. */
void handle_open(lua_State *lua);
/* Pushes the preallocated handle, now of RECORD. */
void handle_push_record(struct yard *yard, const struct dms_record *record);
void handle_push_user(struct yard *yard);
/* Pushes a new handle; nil for NULL. */
void handle_push(lua_State *lua, const struct dms_record *record);
/* Raises unless there is a living record at INDEX. */
const struct dms_record *handle_record(lua_State *lua, int index);
/* The same without raising: NULL when there is none. */
const struct dms_record *handle_peek(lua_State *lua, int index);
/* A field's value, now or as it was loaded; raises for an unknown field. */
void handle_push_field(lua_State *lua, const struct dms_record *record, const char *field,
                       bool old);
/* The unit of the call; raises at load, where there is none. */
struct dms_unit *handle_unit(lua_State *lua);

#endif
