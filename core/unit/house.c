/* house.c - a store directory is opened, and closed again: paths, lock, storage, scratch. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "access/gate.h"
#include "access/throttle.h"
#include "access/visits.h"
#include "base/card.h"
#include "base/place.h"
#include "storage/storage.h"
#include "unit/claims.h"
#include "unit/clockwork.h"
#include "unit/teller.h"
#include "unit/unit_inside.h"
#include "unit/versions.h"
#include "unit/visit.h"

#define CHINA        480 /* minutes east of UTC, until the setting utc_offset says otherwise */
#define IDLE_SCRATCH 64
/* Each password takes 64 MiB and a processor for a while: that many at once, and how long the
 * next one waits for its turn. */
#define PASSWORDS_AT_ONCE 2
#define PASSWORD_WAIT     5000

static char *
inside(const char *dir, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", dir, name) < 0)
        memory_end();
    return path;
}

/* The option, else the environment, else DIR/scripts when there is one, else the installed. */
static char *
choose_scripts(const char *dir, const char *option)
{
    if (option != NULL)
        return memory_copy(option);
    if (getenv("DMS_SCRIPT_PATH") != NULL)
        return place_scripts();
    char *own = inside(dir, "scripts");
    if (access(own, R_OK | X_OK) == 0)
        return own;
    free(own);
    return place_scripts();
}

static char *
choose_plugins(const char *option)
{
    return option != NULL ? memory_copy(option) : place_plugins();
}

static struct dms_house *
house_create(const char *dir, const struct dms_house_options *options)
{
    struct dms_house *house = memory_get(sizeof(*house));
    house->dir = memory_copy(dir);
    house->script_path = choose_scripts(dir, options->script_path);
    house->plugin_path = choose_plugins(options->plugin_path);
    house->clock = (struct clock){ options->clock, options->clock_data };
    house->offset = CHINA;
    house->lock = -1;
    house->messages = messages_create();
    house->access = access_create();
    house->visits = visits_create();
    house->throttle = throttle_create();
    house->gate = gate_create(PASSWORDS_AT_ONCE, PASSWORD_WAIT);
    house->notices = dms_json_create_array();
    house->teller = teller_create(house);
    house->clockwork = clockwork_create(house);
    pthread_mutex_init(&house->version_lock, NULL);
    pthread_mutex_init(&house->change, NULL);
    pthread_mutex_init(&house->scratch_lock, NULL);
    pthread_mutex_init(&house->notice_lock, NULL);
    pthread_mutex_init(&house->reload_lock, NULL);
    watchers_init(&house->watchers);
    house->config = config_create(house, house->dir);
    return house;
}

static enum dms_status
open_storage(struct dms_house *house, struct dms_error *error)
{
    char *path = inside(house->dir, "dms.db");
    /* Where one may not look, the lock says so; there may well be a store. */
    enum dms_status st =
        access(path, F_OK) == 0 || errno == EACCES
            ? house_lock(house, error)
            : dms_fail(error, DMS_NOT_FOUND, "house.no_store", "dir=%s", house->dir);
    if (st == DMS_OK)
        st = storage_open(path, &house->storage, error);
    free(path);
    return st;
}

enum dms_status
house_open(const char *dir, const struct dms_house_options *given,
           struct dms_house **house, struct dms_error *error)
{
    struct dms_house_options options = { 0 };
    if (given != NULL)
        card_copy(&options, sizeof(options), given, given->size);
    struct dms_house *opened = house_create(dir, &options);
    enum dms_status st = open_storage(opened, error);
    if (st == DMS_OK) {
        claims_add(opened, "core", "core");
        struct dms_registrar *core = registrar_create(opened, "core");
        house_add(opened, core);
        st = access_declare(core, error);
        if (st == DMS_OK)
            st = config_declare(core, error);
        if (st == DMS_OK)
            st = dms_register_timer(core, &unit_deadline_timer, error);
        if (st == DMS_OK)
            st = visit_declare(core, error);
    }
    if (st != DMS_OK) {
        house_close(opened);
        opened = NULL;
    }
    *house = opened;
    return st;
}

enum dms_status
dms_house_create(const char *dir, struct dms_error *error)
{
    if (mkdir(dir, 0750) != 0 && errno != EEXIST)
        return dms_fail(error, DMS_INVALID, "house.no_folder", "dir=%s|reason=%s", dir,
                        strerror(errno));
    char *path = inside(dir, "dms.db");
    enum dms_status st =
        access(path, F_OK) != 0
            ? storage_create(path, error)
            : dms_fail(error, DMS_INVALID, "house.exists", "dir=%s", dir);
    free(path);
    return st;
}

void
house_add(struct dms_house *house, struct dms_registrar *registrar)
{
    list_add(&house->registrars, registrar);
}

static void
destroy_scratch(void *scratch)
{
    scratch_destroy(scratch);
}

static void
destroy_registrar(void *registrar)
{
    registrar_destroy(registrar);
}

static void
destroy_catalogue(void *catalogue)
{
    catalogue_destroy(catalogue);
}

static void
destroy_version(void *version)
{
    version_destroy(version);
}

static void
destroy_locks(struct dms_house *house)
{
    pthread_mutex_destroy(&house->version_lock);
    pthread_mutex_destroy(&house->change);
    pthread_mutex_destroy(&house->scratch_lock);
    pthread_mutex_destroy(&house->notice_lock);
    pthread_mutex_destroy(&house->reload_lock);
    watchers_destroy(&house->watchers);
}

/* Threads first, then what is queued, then what both may still have looked at. */
void
house_close(struct dms_house *house)
{
    if (house == NULL)
        return;
    clockwork_stop(house->clockwork);
    teller_stop(house->teller);
    if (house->storage != NULL && atomic_load(&house->catalogue) != NULL)
        house_anchor(house, true, NULL);
    storage_close(house->storage);
    clockwork_destroy(house->clockwork);
    teller_destroy(house->teller);
    list_clear(&house->versions, destroy_version);
    catalogue_destroy(atomic_load(&house->catalogue));
    list_clear(&house->retired, destroy_catalogue);
    list_clear(&house->registrars, destroy_registrar);
    list_clear(&house->retired_registrars, destroy_registrar);
    list_clear(&house->scratches, destroy_scratch);
    list_clear(&house->plugins, free);
    list_clear(&house->claims, claims_free);
    scratch_destroy(house->parked);
    config_destroy(house->config);
    access_destroy(house->access);
    visits_destroy(house->visits);
    throttle_destroy(house->throttle);
    gate_destroy(house->gate);
    messages_destroy(house->messages);
    dms_json_destroy(house->notices);
    destroy_locks(house);
    if (house->lock >= 0)
        close(house->lock);
    free(house->dir);
    free(house->script_path);
    free(house->plugin_path);
    free(house);
}

struct scratch *
house_scratch_take(struct dms_house *house)
{
    struct scratch *scratch = NULL;
    pthread_mutex_lock(&house->scratch_lock);
    if (house->scratches.count > 0)
        scratch = house->scratches.items[--house->scratches.count];
    pthread_mutex_unlock(&house->scratch_lock);
    return scratch != NULL ? scratch : scratch_create();
}

void
house_scratch_give(struct dms_house *house, struct scratch *scratch)
{
    scratch_reset(scratch);
    pthread_mutex_lock(&house->scratch_lock);
    bool kept = house->scratches.count < IDLE_SCRATCH;
    if (kept)
        list_add(&house->scratches, scratch);
    pthread_mutex_unlock(&house->scratch_lock);
    if (!kept)
        scratch_destroy(scratch);
}
