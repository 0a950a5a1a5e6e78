/* star.h - repair orders and appointments as STAR (starstandard.org) writes them in JSON. */
#ifndef AFTER_SALES_STAR_H
#define AFTER_SALES_STAR_H

#include "after_sales.h"

/* The whole file as JSON; INVALID with the line when it is none or is larger than 8 MiB. */
enum dms_status star_read_file(struct dms_import *import, struct dms_json **json,
                               struct dms_error *error);
/* Runs WORK for the object itself or for each of a list or of its member "data"; KEY names the
 * member, or the second one, that says which. */
enum dms_status star_each(struct dms_import *import, const struct dms_json *json,
                          const char *kind, const char *key, const char *second,
                          dms_import_work work, struct dms_error *error);
/* The text at a path of members and list positions, "customers/0/party_name"; NULL: nothing. */
const char *star_text(const struct dms_json *json, const char *path);
const struct dms_json *star_at(const struct dms_json *json, const char *path);

#endif
