/* watch.h - sees when a script is edited, and has the rules activated. */
#ifndef DMS_SCRIPT_WATCH_H
#define DMS_SCRIPT_WATCH_H

#include "script/host.h"

enum dms_status watch_start(struct script_host *host, struct dms_error *error);
void watch_stop(struct script_host *host); /* fine when nothing is watched */

#endif
