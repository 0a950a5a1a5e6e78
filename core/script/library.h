/* library.h - the parts of require("dms"): each file gives a list of functions. */
#ifndef DMS_SCRIPT_LIBRARY_H
#define DMS_SCRIPT_LIBRARY_H

#include "script/yard.h"

extern const luaL_Reg library_read[];    /* get find ref old count sum call setting */
extern const luaL_Reg library_time[];    /* now today date days hours open_hours… */
extern const luaL_Reg library_money[];   /* money yuan share */
extern const luaL_Reg library_effects[]; /* deny warn set task message */
extern const luaL_Reg library_declare[]; /* workflow rule follow_up decision field */

/* The member of dms nearest to NAME: itself when there is one, "" when none is near. */
const char *library_nearest(const char *name);

#endif
