/* rejects.h - bad rows with their reasons, as a CSV that people mend and import again. */
#ifndef DMS_EXCHANGE_REJECTS_H
#define DMS_EXCHANGE_REJECTS_H

#include "base/messages.h"
#include "dms/json.h"

struct rejects;

/* PATH NULL: nothing is written, only counted by the caller. The file is made when the
 * first row comes. */
struct rejects *rejects_create(const char *path, const char *language,
                               const struct messages *messages);
/* Flushes; STORAGE when the file could not be written. NULL is welcome. */
enum dms_status rejects_close(struct rejects *rejects, struct dms_error *error);
/* CELLS: array of the row's own cells, or an object. HEADERS: names of the cells or NULL. */
void rejects_add(struct rejects *rejects, int64_t line, const struct dms_json *headers,
                 const struct dms_json *cells, const struct dms_error *reason);

#endif
