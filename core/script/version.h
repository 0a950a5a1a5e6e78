/* version.h - versions of the rules as records: kept, loaded, and the log of who switched. */
#ifndef DMS_SCRIPT_VERSION_H
#define DMS_SCRIPT_VERSION_H

#include "script/host.h"

extern const struct dms_entity version_ruleset, version_rule_file, version_activation;

/* A unit of the house itself, for what is read or written of versions. */
enum dms_status version_read(struct dms_house *house, dms_work work, void *data,
                             struct dms_error *error);
enum dms_status version_write(struct dms_house *house, dms_work work, void *data,
                              struct dms_error *error);

/* Finds the version with the digest of RULES or keeps a new one; sets rules->version. */
enum dms_status version_keep(struct ruleset *rules, const char *by, const char *reason,
                             bool *is_new, struct dms_error *error);
/* *VERSION of DIGEST, 0 when nobody kept it; *WITHDRAWN: a person put another in its place. */
enum dms_status version_withdrawn(struct dms_house *house, const char *digest, int64_t *version,
                                  bool *withdrawn, struct dms_error *error);
/* Files of VERSION, or of the active one when VERSION is 0; *VERSION is set. */
enum dms_status version_load(struct script_host *host, int64_t *version,
                             struct source_list *sources, struct dms_error *error);

/* One line of the log. Texts are borrowed; NULL: none. */
struct version_step {
    int64_t version;
    const char *step; /* "proposed", "planned", "active", "pilot", "pilot_ended", "rolled_back",
                         "cancelled" */
    const char *by, *reason, *report;
    const char *stores; /* codes, "A01,A03"; NULL or "": all */
    int64_t from_at;  /* of a plan, ms UTC */
    bool withdraws;   /* the one before is not taken up again just because its files are there */
};
/* Appends STEP; "active" and "rolled_back" also make its version the active one and end a pilot.
 * Nothing is written when that is the active one already, as at nearly every start. */
enum dms_status version_note(struct script_host *host, const struct version_step *step,
                             struct dms_error *error);
/* The last step of VERSION: "" when it never had one. BY gets the person. */
struct version_last {
    int64_t version;
    char step[24], by[128];
    int64_t from_at;
    char *stores; /* yours to free(); "": all */
};
enum dms_status version_last_step(struct script_host *host, struct version_last *last,
                                  struct dms_error *error);
/* The plan that falls due first: *VERSION (0: none) and when; clear it. */
struct version_plan {
    int64_t version, from_at, now;
    char by[128], report[80];
    char *reason, *stores;
};
void version_plan_clear(struct version_plan *plan);
enum dms_status version_next_plan(struct script_host *host, struct version_plan *plan,
                                  struct dms_error *error);
/* fall_back.c, under host->change: what runs at a start when the files do not or must not: the newest
 * version that loads of those that were switched on, without those that somebody went back from.
 * WANTED: the newest of them, 0: there never was one; RUNS: 0: none loads; WHY: what WANTED lacks,
 * yours to destroy. */
struct fallen {
    int64_t wanted, runs;
    struct dms_error *why;
};
void fall_back(struct script_host *host, struct fallen *fallen);
/* Notices, when WANTED is not what RUNS. */
void fall_back_tell(struct script_host *host, const struct fallen *fallen);
/* What ran before the active version: 0 when nothing did. */
enum dms_status version_before(struct script_host *host, int64_t *version,
                               struct dms_error *error);

/* version_pilot.c: what is tried in some stores: version 0 when nothing is. */
struct version_pilot {
    int64_t version;
    char digest[65];
    char *stores; /* yours to free() */
};
enum dms_status version_pilot(struct script_host *host, struct version_pilot *pilot,
                              struct dms_error *error);
/* Known, sorted, each once: "A03, A01" gives "A01,A03" in *STORES, yours to free(). */
enum dms_status version_stores(struct script_host *host, const char *given, char **stores,
                               struct dms_error *error);
/* Inside the unit of a step: a pilot that still runs becomes STATUS. */
enum dms_status version_end_pilot(struct dms_unit *unit, const char *status,
                                  struct dms_error *error);

/* What changed from FROM to TO: [{"path", "change": "added"|"removed"|"changed", "lines": text
 * with the signs of a unified diff}…]. Yours to destroy. */
struct dms_json *version_diff(const struct source_list *from, const struct source_list *to);

#endif
