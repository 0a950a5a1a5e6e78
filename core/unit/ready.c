/* ready.c - all that was declared becomes the catalogue: at the start, and again under load
 * when rules change. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/log.h"
#include "storage/storage.h"
#include "unit/teller.h"
#include "unit/unit_inside.h"

static const struct dms_request as_house = { .size = sizeof(as_house), .flags = DMS_AS_HOUSE };

enum dms_status
house_reload_access(struct dms_house *house, struct dms_error *error)
{
    struct storage_session *session = NULL;
    /* Held while reading, so that an older reading never replaces a newer one. */
    pthread_mutex_lock(&house->reload_lock);
    const struct catalogue *catalogue = atomic_load(&house->catalogue);
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st == DMS_OK) {
        st = access_reload(house->access, session, catalogue->entities, error);
        storage_read_end(session);
    }
    pthread_mutex_unlock(&house->reload_lock);
    return st;
}

static enum dms_status
read_zone(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer, (void)error;
    const char *text = dms_unit_setting(unit, "utc_offset", NULL);
    char *end = NULL;
    long minutes = text != NULL ? strtol(text, &end, 10) : 0;
    if (text != NULL && *end == '\0' && end != text && minutes > -1440 && minutes < 1440)
        *(int64_t *)context = minutes;
    return DMS_OK;
}

enum dms_status
house_ready(struct dms_house *house, struct dms_error *error)
{
    struct catalogue *catalogue = NULL;
    struct dms_json *answer = NULL;
    enum dms_status st = house_build(house, &catalogue, error);
    config_settle(house->config);
    if (st == DMS_OK)
        st = storage_ensure(house->storage, catalogue->entities, error);
    if (st != DMS_OK) {
        catalogue_destroy(catalogue);
        return st;
    }
    atomic_store(&house->catalogue, catalogue);
    st = house_reload_access(house, error);
    if (st == DMS_OK)
        st = dms_house_read(house, &as_house, read_zone, &house->offset, &answer, error);
    if (st == DMS_OK)
        st = house_seed(house, error);
    if (st == DMS_OK)
        st = teller_introduce(house, catalogue, error);
    return st;
}

/* A copy of the list in which FRESH stands in for the registrar of the same owner. */
static struct dms_registrar *
with_replaced(const struct dms_house *house, struct dms_registrar *fresh, struct list *list)
{
    struct dms_registrar *old = NULL;
    for (size_t i = 0; i < house->registrars.count; i++) {
        struct dms_registrar *registrar = house->registrars.items[i];
        bool same = strcmp(registrar->owner, fresh->owner) == 0;
        if (same)
            old = registrar;
        list_add(list, same ? fresh : registrar);
    }
    if (old == NULL)
        list_add(list, fresh);
    return old;
}

static void
put_in_place(struct dms_house *house, struct list *registrars, struct dms_registrar *old,
             struct catalogue *catalogue)
{
    list_clear(&house->registrars, NULL);
    house->registrars = *registrars;
    *registrars = (struct list){ 0 };
    if (old != NULL)
        list_add(&house->retired_registrars, old);
    list_add(&house->retired, atomic_exchange(&house->catalogue, catalogue));
}

static enum dms_status
replace(struct dms_house *house, struct dms_registrar *fresh, struct dms_error *error)
{
    struct list registrars = { 0 };
    struct catalogue *catalogue = NULL;
    struct dms_registrar *old = with_replaced(house, fresh, &registrars);
    enum dms_status st = catalogue_build(&registrars, &catalogue, NULL, NULL, error);
    if (st == DMS_OK)
        st = storage_ensure(house->storage, catalogue->entities, error);
    if (st == DMS_OK)
        st = teller_introduce(house, catalogue, error);
    if (st == DMS_OK)
        put_in_place(house, &registrars, old, catalogue);
    else
        catalogue_destroy(catalogue);
    list_clear(&registrars, NULL);
    return st;
}

/* It is done and FILL's data is in use: what goes wrong now is told, not returned. */
static void
after_replace(struct dms_house *house)
{
    struct dms_error error = { 0 };
    enum dms_status st = house_reload_access(house, &error);
    if (st == DMS_OK)
        st = house_seed(house, &error);
    if (st != DMS_OK)
        log_error(&error);
}

enum dms_status
dms_house_replace(struct dms_house *house, const char *owner, dms_fill fill, void *data,
                  struct dms_error *error)
{
    if (storage_is_writer(house->storage))
        return dms_fail(error, DMS_BUG, "unit.nested_write", "");
    pthread_mutex_lock(&house->change);
    struct dms_registrar *fresh = registrar_create(house, owner);
    enum dms_status st = fill(fresh, data, error);
    if (st == DMS_OK)
        st = replace(house, fresh, error);
    if (st != DMS_OK)
        registrar_destroy(fresh);
    pthread_mutex_unlock(&house->change);
    if (st == DMS_OK)
        after_replace(house);
    return st;
}
