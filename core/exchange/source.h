/* source.h - the bytes of a file as UTF-8, whatever a Chinese office saved it in. */
#ifndef DMS_EXCHANGE_SOURCE_H
#define DMS_EXCHANGE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dms/error.h"

struct source;

/* Opens PATH. NAME is what people call it (errors, progress). ENCODING: NULL to find out
 * (BOM, then UTF-8, then GB18030), else iconv's name. Yours to close. */
enum dms_status source_open(const char *path, const char *name, const char *encoding,
                            struct source **source, struct dms_error *error);
void source_close(struct source *source); /* NULL is welcome */
/* The next bytes of UTF-8, without BOM; *GOT 0 at the end. A byte that does not fit the
 * encoding or is 0 is INVALID with the line. */
enum dms_status source_read(struct source *source, char *buffer, size_t size, size_t *got,
                            struct dms_error *error);
/* The next bytes as they are, for importers that read their own encoding. */
enum dms_status source_read_raw(struct source *source, void *buffer, size_t size, size_t *got,
                                struct dms_error *error);
const char *source_name(const struct source *source);
/* For progress: bytes taken so far, and in all (0 when it cannot be known: a pipe). */
int64_t source_taken(const struct source *source);
int64_t source_total(const struct source *source);
/* For readers that must jump about in the file; SOURCE keeps it. */
int source_file(const struct source *source);
void source_set_taken(struct source *source, int64_t taken);
/* Are these its first bytes? Ask before reading. */
bool source_begins(const struct source *source, const char *bytes, size_t size);
/* What was found: "UTF-8", "GB18030", "UTF-16LE"… */
const char *source_encoding(const struct source *source);

#endif
