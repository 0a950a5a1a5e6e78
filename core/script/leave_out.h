/* leave_out.h - the rules of all plugins but those that cannot be used. */
#ifndef DMS_SCRIPT_LEAVE_OUT_H
#define DMS_SCRIPT_LEAVE_OUT_H

#include "script/host.h"

/* The files on the disk without those of plugins whose rules have a problem, compiled and sound.
 * NULL when that is not enough: another file has one. */
struct ruleset *leave_out(struct script_host *host);
/* A notice for each plugin with rules of which the active version has none. */
void leave_out_tell(struct script_host *host);

#endif
