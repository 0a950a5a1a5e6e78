/* seed.c - the roles and grants that plugins ship become records, once each.
 *
 * Each is remembered by a note, so that what an admin deletes or changes stays so. */
#include <string.h>

#include "base/digest.h"
#include "storage/system.h"
#include "unit/unit_inside.h"

#define SEEDED "seeded" /* note: the digest of everything that was seeded last */

struct seed {
    const struct catalogue *catalogue;
    char digest[DIGEST_TEXT_SIZE];
};

static const char *
role_note(struct scratch *scratch, const struct dms_role *role)
{
    return scratch_printf(scratch, "seed.role.%s", role->name);
}

static const char *
grant_note(struct scratch *scratch, const struct dms_grant *grant, const char *owner)
{
    return scratch_printf(scratch, "seed.grant.%s.%s.%s.%x", owner, grant->role,
                          grant->entity, (unsigned)grant->actions);
}

static void
digest_all(struct seed *seed, struct scratch *scratch)
{
    const struct catalogue *catalogue = seed->catalogue;
    struct digest_state state;
    unsigned char digest[DIGEST_SIZE];
    digest_begin(&state);
    for (size_t i = 0; i < catalogue->roles.count; i++) {
        const char *note = role_note(scratch, catalogue->roles.items[i]);
        digest_add(&state, note, strlen(note) + 1);
    }
    for (size_t i = 0; i < catalogue->grants.count; i++) {
        const char *note = grant_note(scratch, catalogue->grants.items[i],
                                      catalogue->grant_owners.items[i]);
        digest_add(&state, note, strlen(note) + 1);
    }
    digest_end(&state, digest);
    digest_print(digest, seed->digest);
}

static enum dms_status
is_noted(struct dms_unit *unit, const char *note, bool *noted, struct dms_error *error)
{
    const char *text = NULL;
    enum dms_status st = session_note_get(unit->session, note, unit->scratch, &text, error);
    *noted = text != NULL;
    return st;
}

/* Saves what was seeded. However many there are, they are one request's work. */
static enum dms_status
save_and_note(struct dms_unit *unit, struct dms_record *record, const char *note,
              struct dms_error *error)
{
    enum dms_status st = dms_unit_save(unit, record, error);
    unit->steps = 0;
    return st == DMS_OK ? session_note_set(unit->session, note, "1", error) : st;
}

static enum dms_status
seed_role(struct dms_unit *unit, const struct dms_role *role, struct dms_error *error)
{
    const char *note = role_note(unit->scratch, role);
    struct dms_record *record = NULL;
    int64_t count = 0;
    bool noted = false;
    enum dms_status st = is_noted(unit, note, &noted, error);
    if (st != DMS_OK || noted)
        return st;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "name", role->name);
    st = dms_unit_count(unit, "core.role", "{\"where\":{\"name\":\"$name\"}}", values, &count,
                        error);
    dms_json_destroy(values);
    if (st != DMS_OK || count > 0)
        return st == DMS_OK ? session_note_set(unit->session, note, "1", error) : st;
    st = dms_unit_new(unit, "core.role", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", role->name, error);
    return st == DMS_OK ? save_and_note(unit, record, note, error) : st;
}

static enum dms_status
seed_grant(struct dms_unit *unit, const struct dms_grant *grant, const char *owner,
           struct dms_error *error)
{
    const char *note = grant_note(unit->scratch, grant, owner);
    struct dms_record *record = NULL;
    bool noted = false;
    enum dms_status st = is_noted(unit, note, &noted, error);
    if (st != DMS_OK || noted)
        return st;
    st = dms_unit_new(unit, "core.grant", &record, error);
    if (st == DMS_OK)
        st = access_grant_record(grant, record, error);
    return st == DMS_OK ? save_and_note(unit, record, note, error) : st;
}

static enum dms_status
seed_work(struct dms_unit *unit, void *context, struct dms_json **answer,
          struct dms_error *error)
{
    (void)answer;
    const struct seed *seed = context;
    const struct catalogue *catalogue = seed->catalogue;
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < catalogue->roles.count; i++)
        st = seed_role(unit, catalogue->roles.items[i], error);
    for (size_t i = 0; st == DMS_OK && i < catalogue->grants.count; i++)
        st = seed_grant(unit, catalogue->grants.items[i], catalogue->grant_owners.items[i],
                        error);
    return st == DMS_OK ? session_note_set(unit->session, SEEDED, seed->digest, error) : st;
}

/* Opening a house should not write when there is nothing new. */
static enum dms_status
is_seeded(struct dms_house *house, struct seed *seed, bool *seeded, struct dms_error *error)
{
    struct storage_session *session = NULL;
    const char *text = NULL;
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    struct scratch *scratch = house_scratch_take(house);
    digest_all(seed, scratch);
    st = session_note_get(session, SEEDED, scratch, &text, error);
    *seeded = text != NULL && strcmp(text, seed->digest) == 0;
    house_scratch_give(house, scratch);
    storage_read_end(session);
    return st;
}

enum dms_status
house_seed(struct dms_house *house, struct dms_error *error)
{
    static const struct dms_request as_house = { .size = sizeof(as_house),
                                                 .flags = DMS_AS_HOUSE };
    struct seed seed = { .catalogue = atomic_load(&house->catalogue) };
    bool seeded = false;
    enum dms_status st = is_seeded(house, &seed, &seeded, error);
    if (st != DMS_OK || seeded)
        return st;
    return dms_house_write(house, &as_house, seed_work, &seed, NULL, error);
}
