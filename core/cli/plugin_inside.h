/* plugin_inside.h - what the files of dms plugin lend each other. */
#ifndef DMS_CLI_PLUGIN_INSIDE_H
#define DMS_CLI_PLUGIN_INSIDE_H

#include "cli/cli_inside.h"

/* plugin_uses.c: what hangs on plugin NAME: {"plugin","dependents":[names],"entities":[{"entity",
 * "records"}],"references":["sales.order.customer"…],"rules":[names]}; NULL after saying why. */
struct dms_json *plugin_uses(struct cli *cli, const char *name, int *result);
void plugin_show_uses(struct cli *cli, const struct dms_json *report);

/* plugin_check.c: dms plugin check FOLDER|FILE.so */
int plugin_examine(struct cli *cli);
/* plugin_trial.c: what a house that has nothing but plugin ID in DIR and those it needs tells:
 * [{"file"?, "line"?, "severity": "error"|"warning", "text", "key"?}…], yours to destroy. The house
 * lives in a child for as long as it takes to ask it. */
struct dms_json *plugin_trial(struct cli *cli, const char *dir, const char *id);
/* plugin_asked.c: the same, asked of HOUSE, which is open. */
struct dms_json *plugin_asked(const struct cli *cli, struct dms_house *house,
                              const char *dir, const char *id);
/* Adds ERROR to FINDINGS as an error, with its sentence from MESSAGES. */
void plugin_finding(const struct cli *cli, const struct messages *messages,
                    struct dms_json *findings, const struct dms_error *error);

/* plugin_off.c */
int plugin_disable(struct cli *cli);
int plugin_enable(struct cli *cli);
int plugin_uninstall(struct cli *cli);

#endif
