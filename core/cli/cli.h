/* cli.h - the command line: one file per command, each a thin client of the JSON door. */
#ifndef DMS_CLI_CLI_H
#define DMS_CLI_CLI_H

#include "dms/house.h"

/* What main.c lends to the commands, so that cli never wires rooms itself. */
struct cli_rooms {
    enum dms_status (*open)(const char *dir, const struct dms_house_options *options,
                            struct dms_house **house, struct dms_error *error);
    void (*close)(struct dms_house *house);
    /* Ends what brings work from outside; close does the rest, and this too when it was not. */
    void (*quiet)(struct dms_house *house);
    /* Of the plugin room: dms plugin check FILE.so, dms plugin new NAME. */
    enum dms_status (*plugin_check)(const char *file, struct dms_json **report,
                                    struct dms_error *error);
    enum dms_status (*plugin_gather)(const char *dir, const char *path, const char *folder,
                                     struct dms_error *error);
    enum dms_status (*plugin_new)(const char *name, const char *directory,
                                  struct dms_error *error);
    /* Of the Lua host: dms rules test, which needs no store. */
    enum dms_status (*rules_test)(const char *script_path, const char *plugin_path,
                                  const char *language, const char **files, size_t count,
                                  struct dms_json **report, struct dms_error *error);
    /* dms rules eval without a store; see script_eval. */
    enum dms_status (*rules_eval)(const struct dms_json *plan,
                                  char *(*words)(void *context, const struct dms_error *error),
                                  void *context, struct dms_json **answer,
                                  struct dms_error *error);
};

/* 0 done, 1 refused or invalid, 2 usage, 3 storage. */
int cli_run(const struct cli_rooms *rooms, int argc, char **argv);

#endif
