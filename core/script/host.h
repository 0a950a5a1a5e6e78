/* host.h - the rules of one house: the active version, the older ones records run on. */
#ifndef DMS_SCRIPT_HOST_H
#define DMS_SCRIPT_HOST_H

#include <pthread.h>
#include <stdatomic.h>

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
    struct ruleset *pilot;  /* tried in some stores; NULL: none */
    struct ruleset *mixed;  /* both, as they are registered while a pilot runs */
    struct ruleset **mixes; /* all there ever were: units may still run on them */
    size_t mix_count;
    _Atomic int64_t plan_at; /* when the next planned version is due; 0: none */
    struct watch *watch;
};

/* Of HOUSE; made when it is asked for the first time. */
struct script_host *host_of(struct dms_house *house);
void host_forget(const struct dms_house *house);
/* Keeps RULES until the house closes. */
void host_keep(struct script_host *host, struct ruleset *rules);
struct ruleset *host_version(struct script_host *host, int64_t version);
struct ruleset *host_active(struct script_host *host);

/* What is registered: the active rules, or those and the pilot's. */
struct ruleset *host_running(struct script_host *host);

/* pilot.c: rules that do in STORES ("A01,A03") what PILOT says and elsewhere what BASE says. They
 * point into both, and each rule still knows which version it is of. */
struct ruleset *pilot_mix(struct ruleset *base, struct ruleset *pilot, const char *stores);

/* activate.c: reads the folders and makes them the active rules. BY: "start", "file" or who asks
 * for it. Where the dealer wants a person to switch (setting rules.activation), what was edited
 * is only kept and a notice says so. */
enum dms_status host_activate(struct script_host *host, const char *by, const char *reason,
                              struct dms_error *error);
/* switch.c, under host->change: RULES (taken: kept once the house knows them, destroyed when it
 * refuses) become what runs; BEFORE is what ran, whose schedules keep their timers. */
enum dms_status host_switch(struct script_host *host, struct ruleset *rules,
                            const struct ruleset *before, struct dms_error *error);
/* The same for some stores only: elsewhere what is active goes on. */
enum dms_status host_switch_pilot(struct script_host *host, struct ruleset *rules,
                                  const char *stores, struct dms_error *error);
/* Of VERSION, loaded from the store unless it is there; sound, or an error says why not. */
enum dms_status host_ruleset(struct script_host *host, int64_t version, struct ruleset **rules,
                             struct dms_error *error);
/* How the dealer wants it: a saved file holds at once, a person switches, two persons do. */
enum activation_mode { ACTIVATION_SAVE, ACTIVATION_PERSON, ACTIVATION_TWO };
enum activation_mode host_mode(struct script_host *host);

/* activate_person.c: what somebody wants to be active. */
struct activation {
    int64_t version; /* 0: what the files hold */
    const char *by, *reason, *report;
    int64_t from_at; /* ms UTC; 0: at once */
    const char *stores; /* codes, sorted: "A01,A03"; NULL: all */
};
/* activate.c, under host->change: the files, which wish->by has just saved, become active or wait,
 * as the dealer has it for saved files. *VERSION: theirs. */
enum dms_status host_take_saved(struct script_host *host, const struct activation *wish,
                                int64_t *version, struct dms_error *error);
/* *ANSWER: {"version", "digest", "status": "active", "pilot", "proposed" or "planned",
 * "stores"?…}. */
enum dms_status host_activate_version(struct script_host *host, const struct activation *wish,
                                      struct dms_json **answer, struct dms_error *error);
/* Back to what ran before, or to wish->version; one that is only planned is given up. While a
 * pilot runs, it is the pilot that ends. */
enum dms_status host_rollback(struct script_host *host, const struct activation *wish,
                              struct dms_json **answer, struct dms_error *error);
/* Switches a version on whose time has come; cheap when there is none. */
void host_keep_plans(struct script_host *host);

/* calls.c */
#define RULES_PERMISSION "core.ruleset:update"
enum dms_status calls_register(struct dms_registrar *registrar, struct script_host *host,
                               struct dms_error *error);
/* calls_version.c: rules.activate, rollback, log, diff. */
enum dms_status calls_register_versions(struct dms_registrar *registrar,
                                        struct script_host *host, struct dms_error *error);
/* calls_place.c: rules.place. */
enum dms_status calls_register_place(struct dms_registrar *registrar, struct script_host *host,
                                     struct dms_error *error);
/* AT as text in the unit's hours; 0 is left out. */
void calls_set_time(struct dms_unit *unit, struct dms_json *item, const char *key, int64_t at);
/* "active": the version; "pilot": {"version", "stores"} while one is tried. */
void calls_tell_versions(struct script_host *host, struct dms_json *answer);
/* Exposed reading calls: they run on the asker's thread, and write in units of their own. */
struct rules_call {
    const char *name;
    enum dms_status (*run)(struct dms_unit *unit, const struct dms_json *arguments, void *data,
                           struct dms_json **answer, struct dms_error *error);
};
enum dms_status calls_register_all(struct dms_registrar *registrar, struct script_host *host,
                                   const struct rules_call *calls, size_t count,
                                   struct dms_error *error);
/* Where the scripts of a question lie: member path, the house's own folder, or a copy of that
 * with member texts on it, which *LAID names: overlay_destroy it, also after an error. */
enum dms_status calls_scripts(struct script_host *host, const struct dms_json *arguments,
                              const char **folder, char **laid, struct dms_error *error);
/* calls_check.c: rules.check. */
enum dms_status calls_register_check(struct dms_registrar *registrar, struct script_host *host,
                                     struct dms_error *error);
/* calls_source.c: rules.source, rules.save; calls_words.c: rules.words. */
enum dms_status calls_register_source(struct dms_registrar *registrar, struct script_host *host,
                                      struct dms_error *error);
enum dms_status call_words(struct dms_unit *unit, const struct dms_json *arguments, void *data,
                           struct dms_json **answer, struct dms_error *error);

#endif
