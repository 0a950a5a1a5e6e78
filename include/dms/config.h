/* config.h - what the machine's administrator sets: DIR/dms.ini, then the *.ini of
 * DIR/conf.d in the order of their names; the later one wins.
 *
 * Settings of the business are records (core.setting); this is what must be known before
 * anybody is in: addresses, certificates, limits. A section is declared with its keys, so that
 * `dms config check` finds what nobody reads. A reload (SIGHUP) reads all files, checks all
 * values, lets every section judge the whole, and only then puts the new ones in place: it never
 * half-applies. Since 1.1. */
#ifndef DMS_CONFIG_H
#define DMS_CONFIG_H

#include <stdbool.h>

#include "dms/error.h"

DMS_EXTERN_C_BEGIN

struct dms_house;
struct dms_registrar;
struct dms_config; /* the values of one moment */

enum dms_config_type {
    DMS_CONFIG_TEXT = 1,
    DMS_CONFIG_NUMBER,  /* whole; within minimum and maximum */
    DMS_CONFIG_BOOLEAN, /* yes/no, true/false, on/off, 1/0 */
    DMS_CONFIG_FILE,    /* a path, from the store directory when it is not absolute; must be readable */
    DMS_CONFIG_LIST,    /* words, separated by blanks or commas */
    DMS_CONFIG_SECRET   /* text that is neither shown nor logged */
};

struct dms_config_key {
    const char *name;  /* REQUIRED: "listen" */
    uint32_t type;     /* enum dms_config_type */
    uint32_t restart;  /* 1: a changed value holds from the next start on */
    const char *usual; /* the value when no file sets it; NULL: none */
    int64_t minimum, maximum; /* numbers; both 0: no limit */
};

struct dms_config_section {
    uint32_t size;
    uint32_t key_size; /* sizeof(struct dms_config_key) */
    uint32_t key_count;
    uint32_t reserved;
    const char *name;  /* REQUIRED: "http"; what a key means is i18n "config.http.listen" */
    const struct dms_config_key *keys; /* REQUIRED */
    /* May refuse values that contradict each other; CANDIDATE is not in force yet. May be NULL. */
    enum dms_status (*check)(const struct dms_config *candidate, void *data,
                             struct dms_error *error);
    /* The new values are in force; also when none differs, since what a file of theirs holds may
     * (a renewed certificate). Must not block nor reload. May be NULL. */
    void (*changed)(struct dms_house *house, void *data);
    void *data;
};

#define DMS_CONFIG_SECTION(...) \
    { .size = sizeof(struct dms_config_section), .key_size = sizeof(struct dms_config_key), \
      __VA_ARGS__ }
#define DMS_CONFIG_KEYS(array) \
    .keys = (array), .key_count = (uint32_t)(sizeof(array) / sizeof((array)[0]))

/* INVALID when the section is there already or a key is declared wrongly. Read at once: a house
 * whose files hold wrong values for it opens, tells a notice and keeps the usual ones. */
DMS_API enum dms_status dms_register_config(struct dms_registrar *registrar,
                                            const struct dms_config_section *section,
                                            struct dms_error *error);

/* A hold on the values in force, to be given back; text is lent for as long. Never NULL. */
DMS_API const struct dms_config *dms_config_hold(struct dms_house *house);
DMS_API void dms_config_release(struct dms_house *house, const struct dms_config *config);
/* NULL, 0, false when nothing is set and nothing usual. A list is its words with one blank
 * between; a file is its full path. */
DMS_API const char *dms_config_text(const struct dms_config *config, const char *section,
                                    const char *key);
DMS_API int64_t dms_config_number(const struct dms_config *config, const char *section,
                                  const char *key);
DMS_API bool dms_config_boolean(const struct dms_config *config, const char *section,
                                const char *key);

/* Reads the files again; on any fault (file, line, section, key, what to do) nothing changes. */
DMS_API enum dms_status dms_house_reload_config(struct dms_house *house, struct dms_error *error);

DMS_EXTERN_C_END

#endif
