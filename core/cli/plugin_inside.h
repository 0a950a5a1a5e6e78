/* plugin_inside.h - what the files of dms plugin lend each other. */
#ifndef DMS_CLI_PLUGIN_INSIDE_H
#define DMS_CLI_PLUGIN_INSIDE_H

#include "cli/cli_inside.h"

/* plugin_uses.c: what hangs on plugin NAME: {"plugin","dependents":[names],"entities":[{"entity",
 * "records"}],"references":["sales.order.customer"…],"rules":[names]}; NULL after saying why. */
struct dms_json *plugin_uses(struct cli *cli, const char *name, int *result);
void plugin_show_uses(struct cli *cli, const struct dms_json *report);

/* plugin_off.c */
int plugin_disable(struct cli *cli);
int plugin_enable(struct cli *cli);
int plugin_uninstall(struct cli *cli);

#endif
