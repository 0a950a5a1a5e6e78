/* file.h - whole database files: their companions, and putting one in its place. */
#ifndef DMS_STORAGE_FILE_H
#define DMS_STORAGE_FILE_H

#include <stdbool.h>

#include "dms/error.h"

char *file_beside(const char *path, const char *ending); /* yours to free() */
/* The file with its log and shared index, as far as they exist. */
void file_remove(const char *path);
/* Durably renames FROM to TO; INVALID when TO exists and REPLACE is not wanted. */
enum dms_status file_put(const char *from, const char *to, bool replace,
                         struct dms_error *error);

#endif
