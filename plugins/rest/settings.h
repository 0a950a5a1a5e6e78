/* settings.h - the section [http] of the configuration as the server uses it. */
#ifndef REST_SETTINGS_H
#define REST_SETTINGS_H

#include <stdbool.h>

#include "dms/config.h"

extern const struct dms_config_section rest_section;

/* What was in force when the server started. Text is lent by HELD. */
struct settings {
    const struct dms_config *held;
    const char *listen;              /* "127.0.0.1:8080", "[::1]:8080", "*:80" */
    const char *certificate, *key;   /* files; NULL: no TLS */
    const char *origins, *proxies;   /* words with blanks between; NULL: none */
    unsigned threads, workers, queue;
    unsigned connections, connections_per_address;
    unsigned streams, streams_per_user;
    unsigned rejects_days;
    unsigned head_seconds, body_seconds;
    size_t body_bytes, import_bytes;
    bool compress, access_log;
};

/* Give it back with settings_release. */
void settings_hold(struct settings *settings, struct dms_house *house);
void settings_release(struct settings *settings, struct dms_house *house);
/* Is WORD one of the words of LIST? LIST may be NULL. */
bool settings_list_has(const char *list, const char *word);

#endif
