/* replay.c - old days once more: each event with its record as it was, in a unit that only
 * reads, with the clock, the store and the person of then. */
#include "unit/replay.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"

#define TOGETHER 256 /* records read on one view of the store */

struct replaying {
    struct dms_house *house;
    const struct dms_replay *replay;
    struct storage_session *session;
    struct dms_replayed *replayed;
};

static const struct dms_request as_house = { .size = sizeof(as_house),
                                             .flags = DMS_AS_HOUSE };

/* Who did it, if that person is still there; else the house. */
static void
stand_for(struct dms_unit *unit, int64_t user)
{
    struct actor actor;
    const char *name = user == 0 ? NULL : access_user_name(unit->access, user);
    if (name != NULL &&
        access_actor(unit->access, name, unit->scratch, &actor, NULL) == DMS_OK)
        unit->actor = actor;
}

static enum dms_status
tell(struct dms_unit *unit, const struct replaying *replaying,
     const struct dms_event *event, const struct dms_record *record,
     struct dms_error *error)
{
    const struct dms_replay *replay = replaying->replay;
    const struct actor house = unit->actor;
    enum dms_status st = DMS_OK;
    replaying->replayed->wanted++;
    unit->now = event->at;
    unit->brand = unit_brand_of(unit, record);
    if (replay->done != NULL) {
        stand_for(unit, event->user);
        st = replay->done(unit, event, record, replay->context, error);
        unit->actor = house;
    }
    if (st == DMS_OK && replay->told != NULL)
        st = replay->told(unit, event, record, replay->context, error);
    return st;
}

static enum dms_status
replay_one(struct dms_unit *unit, const struct replaying *replaying,
           const struct replay_entry *entry, struct dms_record *record,
           struct dms_error *error)
{
    struct outbox_row *row = NULL;
    struct dms_json *payload = NULL;
    size_t count = 0;
    enum dms_status st = session_outbox_after(unit->session, entry->id - 1, 1,
                                              unit->scratch, &row, &count, error);
    if (st != DMS_OK || count == 0 || row->id != entry->id)
        return st;
    if (row->payload != NULL)
        st = dms_json_load(row->payload, strlen(row->payload), &payload, error);
    replay_look_back(record, entry, payload);
    const struct dms_event event = { .size = sizeof(event),
                                     .id = entry->id,
                                     .at = entry->at,
                                     .name = entry->name,
                                     .entity = entry->entity,
                                     .record = entry->record,
                                     .store = entry->store,
                                     .user = entry->user,
                                     .payload = payload };
    if (st == DMS_OK && entry->wanted)
        st = tell(unit, replaying, &event, record, error);
    replay_go_back(record);
    dms_json_destroy(payload);
    return st;
}

static enum dms_status
replay_record(struct dms_unit *unit, const struct replaying *replaying,
              const struct replay_entry *entries, size_t count, struct dms_error *error)
{
    struct dms_record *record = NULL;
    const struct entity *entity = entity_at(unit->catalogue->entities, entries->entity);
    enum dms_status st =
        entity == NULL ? DMS_NOT_FOUND
                       : session_load(unit->session, entity, entries->record,
                                      unit->scratch, unit->house->offset, &record, error);
    if (st == DMS_NOT_FOUND) {
        dms_error_clear(error);
        for (size_t i = 0; i < count; i++)
            replaying->replayed->gone += entries[i].wanted;
        return DMS_OK;
    }
    if (st == DMS_OK)
        unit_stand_in(unit, record->head.store);
    for (size_t i = 0; i < count && st == DMS_OK; i++)
        st = replay_one(unit, replaying, &entries[i], record, error);
    return st;
}

/* How many of STUBS are of the first one's record. */
static size_t
of_one_record(const struct replay_entry *entries, size_t count)
{
    size_t same = 1;
    while (same < count && entries[same].record == entries->record &&
           entries[same].entity == entries->entity)
        same++;
    return same;
}

static enum dms_status
in_unit(const struct replaying *replaying, const struct replay_entry *entries,
        size_t count, struct dms_error *error)
{
    struct dms_unit unit;
    const struct unit_start start = { .request = &as_house,
                                      .owner = replaying->replay->owner };
    enum dms_status st =
        unit_begin(&unit, replaying->house, &start, replaying->session, false, error);
    if (st == DMS_OK)
        st = replay_record(&unit, replaying, entries, count, error);
    unit_end(&unit);
    return st;
}

/* Some records on one view of the store, so that no view stands for minutes. *AT moves on. */
static enum dms_status
replay_some(struct replaying *replaying, const struct replay_entries *entries, size_t *at,
            struct dms_error *error)
{
    enum dms_status st =
        storage_read_begin(replaying->house->storage, &replaying->session, error);
    if (st != DMS_OK)
        return st;
    for (size_t i = 0; i < TOGETHER && *at < entries->count && st == DMS_OK; i++) {
        size_t count = of_one_record(entries->items + *at, entries->count - *at);
        st = in_unit(replaying, entries->items + *at, count, error);
        *at += count;
    }
    storage_read_end(replaying->session);
    return st;
}

static enum dms_status
replay_moments(const struct replaying *replaying, struct dms_error *error)
{
    const struct dms_replay *replay = replaying->replay;
    enum dms_status st = DMS_OK;
    for (uint32_t i = 0; i < replay->moment_count && st == DMS_OK; i++) {
        struct storage_session *session = NULL;
        struct dms_unit unit;
        const struct unit_start start = { .request = &as_house,
                                          .now = replay->moments[i],
                                          .owner = replay->owner };
        st = storage_read_begin(replaying->house->storage, &session, error);
        if (st != DMS_OK)
            break;
        st = unit_begin(&unit, replaying->house, &start, session, false, error);
        if (st == DMS_OK)
            st = replay->at(&unit, replay->context, error);
        unit_end(&unit);
        storage_read_end(session);
    }
    return st;
}

enum dms_status
dms_house_replay(struct dms_house *house, const struct dms_replay *replay,
                 struct dms_replayed *replayed, struct dms_error *error)
{
    struct replay_entries entries = { 0 };
    struct replaying replaying = { house, replay, NULL, replayed };
    size_t at = 0;
    if (replay->from >= replay->to)
        return dms_fail_field(error, DMS_INVALID, "from", "unit.empty_period", "");
    enum dms_status st = replay_collect(house, replay, &entries, replayed, error);
    while (st == DMS_OK && at < entries.count)
        st = replay_some(&replaying, &entries, &at, error);
    replay_forget(&entries);
    return st == DMS_OK ? replay_moments(&replaying, error) : st;
}
