/* place.h - where the installed plugins and scripts are. */
#ifndef DMS_BASE_PLACE_H
#define DMS_BASE_PLACE_H

/* What DMS_PLUGIN_PATH or DMS_SCRIPT_PATH says; else the installed folder, which is looked
 * for from where the program lies, so that an installation may be moved. Yours to free(). */
char *place_plugins(void);
char *place_scripts(void);

#endif
