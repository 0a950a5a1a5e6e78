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
#include "unit/registrar.h"

struct house_plugin {
    const char *name, *version, *dir;
    const struct dms_plugin *card; /* NULL when it did not load */
};

struct dms_house {
    char *dir, *script_path, *plugin_path;
    struct clock clock;
    int64_t offset; /* minutes east of UTC */
    struct storage *storage;
    struct messages *messages;
    struct access *access;
    struct audit_chain audit;
    _Atomic(struct catalogue *) catalogue;
    struct list registrars; /* one per owner, in start order */
    struct list retired;    /* old catalogues and registrars, freed at close */
    pthread_mutex_t change; /* held while the catalogue is replaced */
    struct list plugins;    /* of struct house_plugin, in start order */
    struct dms_json *notices; /* array; see dms_house_notices */
    struct teller *teller;  /* tells subscribers; unit/teller.h */
    int lock;               /* descriptor of DIR/lock */
};

/* Locks DIR, opens its storage and declares the core's own entities; what comes next
 * (plugins, rules) is added by house_add, then house_ready builds the first catalogue. */
enum dms_status house_open(const char *dir, const struct dms_house_options *options,
                           struct dms_house **house, struct dms_error *error);
/* Takes REGISTRAR even when it fails. Before house_ready it only queues. */
void house_add(struct dms_house *house, struct dms_registrar *registrar);
/* Builds the catalogue, grows the schema, seeds roles and grants, loads access. An owner
 * whose declarations contradict is dropped with a notice, and so are its dependents. */
enum dms_status house_ready(struct dms_house *house, struct dms_error *error);
void house_close(struct dms_house *house);
void house_notice(struct dms_house *house, const char *plugin, const char *file,
                  const struct dms_error *reason);

#endif
