/* plugin.h - find, check, order, probe, start, stop. */
#ifndef DMS_PLUGIN_PLUGIN_H
#define DMS_PLUGIN_PLUGIN_H

#include "unit/house.h"

/* Loads every plugin folder under house->plugin_path (':' between folders of folders).
 * Never fails for a plugin's fault: that becomes a notice and its dependents are off. */
enum dms_status plugin_load_all(struct dms_house *house, struct dms_error *error);
/* Calls serve of each plugin that has one, then stop in reverse at the end, once. */
enum dms_status plugin_serve_all(struct dms_house *house, struct dms_error *error);
void plugin_stop_all(struct dms_house *house);
/* For a program whose process is ours: when it crashes, DIR/crashes of the house opened last says
 * whose code it was, and a plugin that did it three times in ten minutes is off at the next start. */
void plugin_crash_watch(void);
/* All checks on one plugin by itself, for dms plugin check: manifest, place, rights, format,
 * digest, probe with card; it ends at the first that fails. FILE: its library or its folder.
 * *REPORT is yours to destroy: {"file","dir","plugin","version","sound":bool,"checks":[{"check",
 * "ok":bool,"zh","en","reason"?:error_json}…]}. */
enum dms_status plugin_check(const char *file, struct dms_json **report,
                             struct dms_error *error);
/* Fills the empty FOLDER with links to the plugin in DIR and to all it needs, as far as they are
 * in a folder of PATH (':' between them): what a house is opened with to try that plugin. */
enum dms_status plugin_gather(const char *dir, const char *path, const char *folder,
                              struct dms_error *error);
/* Makes DIRECTORY/NAME: a plugin outside our tree with an entity, a hook, a process, words
 * and a test, which needs nothing but an installed dms. INVALID when it is there already. */
enum dms_status plugin_new(const char *name, const char *directory, struct dms_error *error);

#endif
