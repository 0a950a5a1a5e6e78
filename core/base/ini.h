/* ini.h - INI files: [section], key = value, and what is wrong with them, by file and line.
 *
 * A comment begins with ';', or with '#' at the start of a line. An indented line goes on with
 * the value above it. */
#ifndef DMS_BASE_INI_H
#define DMS_BASE_INI_H

#include <stdbool.h>

#include "base/list.h"
#include "dms/error.h"

#define INI_SIZE_LIMIT  65536U /* bytes of one file */
#define INI_VALUE_LIMIT 2000U  /* values of one file */

struct ini_value {
    char *section, *name, *value, *file;
    int64_t line;
    int64_t continued; /* line of the first continuation; 0: the value stands in one line */
};
void ini_value_destroy(void *value);

/* Adds FILE's values to VALUES (struct ini_value) and what is wrong to FAULTS (struct
 * dms_error, yours to free()). A value that stands twice, is malformed or not UTF-8 is a
 * fault; so is a file that others can write to. A missing file is none. */
void ini_read(const char *file, struct list *values, struct list *faults);
/* The same for DIR/dms.ini and then DIR/conf.d, its files "*.ini" in the order of their names. */
void ini_read_folder(const char *dir, struct list *values, struct list *faults);

#endif
