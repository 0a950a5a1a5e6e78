/* house.h - the inside of dms_house, shared by the hallway and the rooms above it. */
#ifndef DMS_UNIT_HOUSE_H
#define DMS_UNIT_HOUSE_H

#include <pthread.h>
#include <stdatomic.h>

#include "access/access.h"
#include "access/audit.h"
#include "base/clock.h"
#include "base/messages.h"
#include "unit/catalogue.h"
#include "unit/config.h"
#include "unit/registrar.h"
#include "unit/watch.h"

struct house_plugin {
    const char *name, *version, *dir;
    const struct dms_plugin *card; /* NULL when it did not load */
    const char *needs;             /* ids of those it requires, blanks between; NULL: none */
};

struct dms_house {
    char *dir, *script_path, *plugin_path;
    struct clock clock;
    int64_t offset; /* minutes east of UTC */
    struct storage *storage;
    struct messages *messages;
    struct access *access;
    struct visits *visits;     /* secrets shown lately; access/visits.h */
    struct throttle *throttle; /* passwords tried lately; access/throttle.h */
    struct gate *gate;         /* before Argon2id; access/gate.h */
    struct audit_chain audit;
    _Atomic(struct catalogue *) catalogue;
    struct list registrars; /* one per owner, in start order */
    struct list retired;            /* old catalogues, freed at close */
    struct list retired_registrars; /* and what they were built from */
    struct list versions;           /* of struct house_version: rule versions of the past */
    pthread_mutex_t version_lock;
    pthread_mutex_t change; /* held while the catalogue is replaced */
    struct list plugins;    /* of struct house_plugin, in start order */
    struct list claims;     /* of names; unit/claims.h */
    bool plugins_stopped;
    struct scratch *parked; /* declarations of plugins that are off; plugin/parked.h */
    /* Declares what those that are off have left; asked again when one more goes. May be NULL. */
    enum dms_status (*park)(struct dms_house *house, struct dms_error *error);
    struct dms_json *notices; /* array; see dms_house_notices */
    struct teller *teller;  /* tells subscribers; unit/teller.h */
    struct clockwork *clockwork; /* runs timers; unit/clockwork.h */
    struct config *config;       /* DIR/dms.ini and conf.d; unit/config.h */
    struct list scratches;       /* idle ones */
    pthread_mutex_t scratch_lock;
    _Atomic uint64_t requests; /* numbers requests that bring no name */
    struct watchers watchers;
    _Atomic int64_t units, refused; /* writing requests done and refused since it was opened */
    int64_t answers_kept, answers_swept; /* since the last sweep; ms UTC; of the writer alone */
    _Atomic int64_t moment;     /* while timers of the past run: their time; else 0 */
    pthread_mutex_t notice_lock;
    pthread_mutex_t reload_lock; /* one reading of users and grants at a time */
    _Atomic int64_t unanchored; /* audit rows since the last anchor */
    int lock;         /* descriptor of DIR/lock */
};

/* Locks DIR, opens its storage and declares the core's own entities; what comes next
 * (plugins, rules) is added by house_add, then house_ready builds the first catalogue. */
enum dms_status house_open(const char *dir, const struct dms_house_options *options,
                           struct dms_house **house, struct dms_error *error);
/* Takes REGISTRAR even when it fails. Before house_ready it only queues. */
void house_add(struct dms_house *house, struct dms_registrar *registrar);
/* Builds the catalogue, grows the schema, seeds roles and grants, loads access. An owner
 * whose declarations contradict the others' is dropped with a notice; house_build says how. */
enum dms_status house_ready(struct dms_house *house, struct dms_error *error);
/* culprit.c: the catalogue of all registrars; whose declarations contradict those before goes,
 * with those that need it, each with a notice. The core's own: the error. */
enum dms_status house_build(struct dms_house *house, struct catalogue **catalogue,
                            struct dms_error *error);
void house_close(struct dms_house *house);
/* The workflow of a rule version that CATALOGUE does not hold; asks the rule host once and
 * keeps it. NULL when nobody knows that version. */
enum dms_status house_old_workflow(struct dms_house *house, const struct catalogue *catalogue,
                                   const char *entity, const char *brand, int64_t version,
                                   const struct workflow **workflow, struct dms_error *error);
/* Adds the roles and grants nobody has seeded yet, and remembers them, so that what an
 * admin deletes stays deleted. */
enum dms_status house_seed(struct dms_house *house, struct dms_error *error);
/* DIR/lock: BUSY names the process that has it. */
enum dms_status house_lock(struct dms_house *house, struct dms_error *error);
/* Reads users, roles and grants again after they were written. */
enum dms_status house_reload_access(struct dms_house *house, struct dms_error *error);
/* Counts audit rows; house_anchor writes the chain's end to DIR/audit.anchor when 256 have
 * come since, or ALWAYS. */
void house_audited(struct dms_house *house, int64_t rows);
enum dms_status house_anchor(struct dms_house *house, bool always, struct dms_error *error);
struct scratch *house_scratch_take(struct dms_house *house);
void house_scratch_give(struct dms_house *house, struct scratch *scratch);
/* One list of dms_house_describe, and of its "entities" or "workflows" only what is called NAME
 * (workflows: whose entity is); NULL: all. Yours to destroy. */
struct dms_json *house_describe_entities(struct dms_house *house, const char *language,
                                         const char *name);
struct dms_json *house_describe_workflows(struct dms_house *house, const char *language,
                                          const char *entity);
/* The files of other programs that bring ENTITY: [{"name","label"},…]. Yours to destroy. */
struct dms_json *house_describe_importers(struct dms_house *house, const char *language,
                                          const char *entity);
struct dms_json *house_describe_calls(struct dms_house *house, const char *language);
void house_notice(struct dms_house *house, const char *plugin, const char *file,
                  const struct dms_error *reason);
/* The subscriber or timer handler NAME failed; and that this is over. */
void house_notice_failed(struct dms_house *house, const char *plugin, const char *name,
                         const struct dms_error *reason);
void house_notice_over(struct dms_house *house, const char *name);

#endif
