/* step.h - one step in the life of a version: what persons, plans and going back share. All of it
 * under host->change. */
#ifndef DMS_SCRIPT_STEP_H
#define DMS_SCRIPT_STEP_H

#include "script/version.h"

/* Switches the version of STEP on, for all or for its stores, and notes it. */
enum dms_status step_take(struct script_host *host, struct version_step *step,
                          struct dms_json **answer, struct dms_error *error);
/* Only notes it, as NAME: "proposed", "planned", "cancelled", "pilot_ended". */
enum dms_status step_note(struct script_host *host, struct version_step *step,
                          const char *name, struct dms_json **answer,
                          struct dms_error *error);
/* A reason is more than blanks. */
enum dms_status step_reason(const struct activation *wish, struct dms_error *error);
/* When the next plan falls due may have changed. */
void step_refresh_plan(struct script_host *host);

#endif
