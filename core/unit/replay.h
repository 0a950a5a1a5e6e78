/* replay.h - what the files of a replay share: the events of the period, and going back. */
#ifndef DMS_UNIT_REPLAY_H
#define DMS_UNIT_REPLAY_H

#include "dms/replay.h"
#include "storage/system.h"
#include "unit/unit_inside.h"

/* An event without its payload; names are kept once. */
struct replay_entry {
    int64_t id, at, record, store, user;
    const char *name, *entity;
    bool wanted;
};

struct replay_entries {
    struct replay_entry *items;
    size_t count, room;
    struct map names;
    struct scratch *memory; /* of the names */
};

/* Reads the events from replay->from until now of all entities that have a wanted one: later
 * changes are undone too. Sorted by entity, record, newest first. */
enum dms_status replay_collect(struct dms_house *house, const struct dms_replay *replay,
                               struct replay_entries *entries, struct dms_replayed *replayed,
                               struct dms_error *error);
void replay_forget(struct replay_entries *entries);

/* RECORD is as it was right after the event with PAYLOAD; its old values become those right
 * before. back: they become what it is. */
void replay_look_back(struct dms_record *record, const struct replay_entry *entry,
                      const struct dms_json *payload);
void replay_go_back(struct dms_record *record);

#endif
