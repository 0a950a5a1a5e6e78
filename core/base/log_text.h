/* log_text.h - a line while it is put together, shared by the two forms it may have. */
#ifndef DMS_BASE_LOG_TEXT_H
#define DMS_BASE_LOG_TEXT_H

#include "base/error.h"
#include "base/log.h"

/* Room for all of an error and its sentence, each letter escaped. */
struct log_text {
    char data[8192];
    size_t size;
};

struct log_entry {
    enum log_level level;
    const char *time, *level_name, *request, *plugin; /* the last two may be NULL */
    const char *text;                                 /* the sentence; NULL: none */
    const struct dms_error *error; /* status OK: an event, no failure */
};

/* Without the end of the line, which always finds room. */
void log_print_text(struct log_text *line, const struct log_entry *entry);
void log_print_json(struct log_text *line, const struct log_entry *entry);

#endif
