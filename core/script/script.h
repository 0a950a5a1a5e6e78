/* script.h - the Lua host: closed yard, limits, layers of rules, versions.
 *
 * Built on the public contract alone, like a plugin: entities core.ruleset and
 * core.rule_file keep the versions, the calls rules.* are its front door. An editor asks
 * rules.source and rules.words, tries what it holds with rules.check, test, backtest and diff, and
 * puts it in its place with rules.save. */
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
/* Ends the watching; before house_close, whose threads may still run rules. */
void script_unwatch(struct dms_house *house);
/* Frees the rules; after house_close. HOUSE is only a name here and not looked into. */
void script_stop(const struct dms_house *house);

/* Runs the scenarios of FILES (files or folders; none: every *_test.lua under SCRIPT_PATH),
 * each in a fresh temporary store with the rules of SCRIPT_PATH and a clock of its own.
 * *REPORT: {"passed":n,"failed":n,"items":[{"name","file","line","ok","text"?}…]}, yours to
 * destroy, its texts in LANGUAGE. DMS_OK also when scenarios failed; needs no open house. */
enum dms_status script_test(const char *script_path, const char *plugin_path,
                            const char *language, const char **files, size_t count,
                            struct dms_json **report, struct dms_error *error);

/* Tries chunks with a guard's limits, without any store. PLAN: {"chunks":[{"name","text"}…],
 * "rounds"?, "threads"?, "seed"? (0: in order)}. *ANSWER: {"items":[{"file","result":
 * "VALUE"|"ERROR"|"KILLED","value"?,"line"?,"key"?,"text"?,"limit"?,"differs"?}…]}, yours to
 * destroy. WORDS makes a sentence of an error, yours to free(); it is called by any thread. */
typedef char *(*script_words)(void *context, const struct dms_error *error);
enum dms_status script_eval(const struct dms_json *plan, script_words words, void *context,
                            struct dms_json **answer, struct dms_error *error);

#endif
