/* file.h - small files as a whole. */
#ifndef REST_FILE_H
#define REST_FILE_H

#include <stdbool.h>

#include "dms/error.h"

/* *TEXT is yours to free(). INVALID names the file and the reason. */
enum dms_status file_read(const char *path, char **text, struct dms_error *error);
/* Replaces it; nobody but its owner may read it. */
enum dms_status file_write(const char *path, const char *text, struct dms_error *error);

#endif
