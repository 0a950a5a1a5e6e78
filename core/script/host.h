/* host.h - the rules of one house: the active version, the older ones records run on. */
#ifndef DMS_SCRIPT_HOST_H
#define DMS_SCRIPT_HOST_H

#include <pthread.h>

#include "script/ruleset.h"

struct watch;

struct script_host {
    struct script_host *next;
    struct dms_house *house;
    pthread_mutex_t change; /* one activation at a time */
    pthread_mutex_t lock;   /* of the list below */
    struct ruleset **versions;
    size_t count;
    struct ruleset *active; /* NULL: none yet */
    struct watch *watch;
};

/* Of HOUSE; made when it is asked for the first time. */
struct script_host *host_of(struct dms_house *house);
void host_forget(const struct dms_house *house);
/* Keeps RULES until the house closes. */
void host_keep(struct script_host *host, struct ruleset *rules);
struct ruleset *host_version(struct script_host *host, int64_t version);
struct ruleset *host_active(struct script_host *host);

/* Reads the folders and makes them the active rules. BY and REASON are recorded. */
enum dms_status host_activate(struct script_host *host, const char *by, const char *reason,
                              struct dms_error *error);

/* versions.c: rule versions as records. */
extern const struct dms_entity version_ruleset, version_rule_file;
/* Finds the version with the digest of RULES or keeps a new one; sets rules->version. */
enum dms_status version_keep(struct ruleset *rules, const char *by, const char *reason,
                             bool *is_new, struct dms_error *error);
/* Marks it active and the one before retired. */
enum dms_status version_activate(struct ruleset *rules, struct dms_error *error);
/* Files of VERSION, or of the active one when VERSION is 0; *VERSION is set. */
enum dms_status version_load(struct script_host *host, int64_t *version,
                             struct source_list *sources, struct dms_error *error);

/* calls.c */
enum dms_status calls_register(struct dms_registrar *registrar, struct script_host *host,
                               struct dms_error *error);
/* [{file, line, key, text}…] of RULES. */
struct dms_json *host_problems(struct script_host *host, const struct ruleset *rules,
                               const char *language);

#endif
