/* overlay.h - what an editor holds: laid over a copy of the scripts to be tried, or put in their
 * place on the disk, all of it or nothing. TEXTS: {FILE: text, or null to take the file away},
 * FILE as rules.list names it. */
#ifndef DMS_SCRIPT_OVERLAY_H
#define DMS_SCRIPT_OVERLAY_H

#include "script/ruleset.h"

/* What a file under the folder of scripts is. */
struct script_place {
    enum layer layer;
    char code[64];    /* of the brand or store; "" */
    const char *kind; /* "script", "test" or "words" */
};
/* False when FILE ("brands/aurora/sales.lua") is no name of a script under that folder. */
bool script_place_of(const char *file, struct script_place *place);
/* Could FILE be replaced in FOLDER by this process? */
bool overlay_writable(const char *folder, const char *file);
/* The digest of FILE in FOLDER as a source has it; "" when there is no such file. */
enum dms_status overlay_digest(const char *folder, const char *file, char digest[65],
                               struct dms_error *error);

/* Does TEXTS name files that may be written, each with a text of a sane size? */
enum dms_status overlay_check(const char *folder, const struct dms_json *texts,
                              struct dms_error *error);
/* A copy of FOLDER with TEXTS over it. *PATH: the copy's; give it to overlay_destroy. */
enum dms_status overlay_create(const char *folder, const struct dms_json *texts, char **path,
                               struct dms_error *error);
void overlay_destroy(char *path); /* NULL is welcome */

/* Puts TEXTS in their place in FOLDER; on an error FOLDER is as it was. *REPLACED: keep or undo
 * it, either ends it; NULL is welcome. */
struct replaced;
enum dms_status overlay_replace(const char *folder, const struct dms_json *texts,
                                struct replaced **replaced, struct dms_error *error);
void replaced_keep(struct replaced *replaced);
void replaced_undo(struct replaced *replaced);

#endif
