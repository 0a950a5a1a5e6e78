/* replay.h - what happened, once more: the recorded events of a period with each record as it
 * was then, for rule hosts that try new rules on old days and for figures built from events.
 *
 * Nothing is written: every unit is a reading one. Since 1.1. */
#ifndef DMS_REPLAY_H
#define DMS_REPLAY_H

#include "dms/house.h"

DMS_EXTERN_C_BEGIN

struct dms_replay {
    uint32_t size;
    uint32_t moment_count;
    int64_t from, to;       /* ms UTC: events at or after FROM and before TO */
    const char *owner;      /* whose code this is, as its rights go; NULL: the house's */
    void *context;
    /* Does it matter? Asked for each event of the period, without its payload. NULL: all do. */
    bool (*wants)(const struct dms_event *event, void *context);
    /* RECORD as it was right after EVENT; its old values (dms_record_old_…) are those right
     * before, none for one that was just made. UNIT stands in the record's store, with its
     * clock at the event. done: as the person who did it. told: as the house, like a
     * subscriber. Either may be NULL. Anything but DMS_OK ends the replay. */
    enum dms_status (*done)(struct dms_unit *unit, const struct dms_event *event,
                            const struct dms_record *record, void *context,
                            struct dms_error *error);
    enum dms_status (*told)(struct dms_unit *unit, const struct dms_event *event,
                            const struct dms_record *record, void *context,
                            struct dms_error *error);
    /* Also, as the house with its clock at each of these (ms UTC), on today's records. */
    const int64_t *moments;
    enum dms_status (*at)(struct dms_unit *unit, void *context, struct dms_error *error);
};

struct dms_replayed {
    uint32_t size; /* set it before asking */
    uint32_t reserved;
    int64_t events; /* of the period */
    int64_t wanted; /* told to done and told */
    int64_t gone;   /* wanted, but of records that were removed since: not told */
};

/* Walks the events record by record, the newest of a record first; records in the order of
 * entity and id. As exact as the events are: values of secret fields, and what a hook changed
 * without an event, are as they are now. Takes as long as it takes, on the calling thread. */
DMS_API enum dms_status dms_house_replay(struct dms_house *house,
                                         const struct dms_replay *replay,
                                         struct dms_replayed *replayed,
                                         struct dms_error *error);

DMS_EXTERN_C_END

#endif
