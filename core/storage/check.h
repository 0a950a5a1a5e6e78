/* check.h - what backup and restore ask before they believe a file. */
#ifndef DMS_STORAGE_CHECK_H
#define DMS_STORAGE_CHECK_H

#include <sqlite3.h>

#include "dms/json.h"

/* Adds what is wrong with the open file to PROBLEMS, as text. */
enum dms_status check_connection(sqlite3 *db, const char *path, struct dms_json *problems,
                                 struct dms_error *error);

#endif
