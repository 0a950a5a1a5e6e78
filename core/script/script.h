/* script.h - the Lua host: closed yard, limits, layers of rules, versions.
 *
 * Built on the public contract alone, like a plugin: entities core.ruleset and
 * core.rule_file keep the versions, calls rules.list, rules.check, rules.test,
 * rules.reload and rules.eval are its front door. */
#ifndef DMS_SCRIPT_SCRIPT_H
#define DMS_SCRIPT_SCRIPT_H

#include "dms/plugin.h"

/* Registered by main.c before the plugins of the folder, as owner "script". */
extern const struct dms_plugin script_card;
/* Reads the layers and makes them the active rules (a new version when a file changed). A
 * wrong script: the last good version goes on and a notice says where the error is. */
enum dms_status script_activate(struct dms_house *house, struct dms_error *error);
/* Watches the script folders while the house serves; reloads what was edited. */
enum dms_status script_watch(struct dms_house *house, struct dms_error *error);
void script_stop(struct dms_house *house);

#endif
