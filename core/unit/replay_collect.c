/* replay_collect.c - which events a replay needs, found without reading the years before. */
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "unit/replay.h"

#define PAGE 500

static const char *
name_once(struct replay_entries *entries, const char *name)
{
    const char *known = map_at(&entries->names, name);
    if (known == NULL) {
        known = scratch_copy(entries->memory, name);
        map_set(&entries->names, known, (void *)(uintptr_t)known);
    }
    return known;
}

static void
add(struct replay_entries *entries, const struct dms_replay *replay,
    const struct outbox_row *row, struct dms_replayed *replayed)
{
    if (entries->count == entries->room) {
        entries->room = entries->room * 2 + 1024;
        entries->items =
            memory_grow(entries->items, entries->room * sizeof(*entries->items));
    }
    const struct dms_event event = { .size = sizeof(event),
                                     .id = row->id,
                                     .at = row->at,
                                     .name = row->name,
                                     .entity = row->entity,
                                     .record = row->record,
                                     .store = row->store,
                                     .user = row->user };
    bool within = row->at >= replay->from && row->at < replay->to;
    replayed->events += within;
    bool wanted = within && row->record != 0 &&
                  (replay->wants == NULL || replay->wants(&event, replay->context));
    entries->items[entries->count++] =
        (struct replay_entry){ .id = row->id,
                               .at = row->at,
                               .record = row->record,
                               .store = row->store,
                               .user = row->user,
                               .name = name_once(entries, row->name),
                               .entity = name_once(entries, row->entity),
                               .wanted = wanted };
}

static enum dms_status
time_after(struct storage_session *session, int64_t id, struct scratch *scratch,
           int64_t *at, struct dms_error *error)
{
    struct outbox_row *rows;
    size_t count;
    scratch_reset(scratch);
    enum dms_status st =
        session_outbox_after(session, id, 1, scratch, &rows, &count, error);
    *at = st == DMS_OK && count > 0 ? rows[0].at : INT64_MAX;
    return st;
}

/* Ids grow with time, so that the first event of the period is found by halving. */
static enum dms_status
find_start(struct storage_session *session, int64_t from, struct scratch *scratch,
           int64_t *after, struct dms_error *error)
{
    int64_t low = 0, high = 0, at;
    enum dms_status st = session_outbox_last(session, &high, error);
    while (st == DMS_OK && low < high) {
        int64_t middle = low + (high - low) / 2;
        st = time_after(session, middle, scratch, &at, error);
        if (at >= from)
            high = middle;
        else
            low = middle + 1;
    }
    *after = low;
    return st;
}

static enum dms_status
read_all(struct storage_session *session, const struct dms_replay *replay,
         struct replay_entries *entries, struct dms_replayed *replayed,
         struct dms_error *error)
{
    struct scratch *scratch = scratch_create();
    struct outbox_row *rows;
    size_t count = PAGE;
    int64_t after = 0;
    enum dms_status st = find_start(session, replay->from, scratch, &after, error);
    while (st == DMS_OK && count == PAGE) {
        scratch_reset(scratch);
        st = session_outbox_after(session, after, PAGE, scratch, &rows, &count, error);
        for (size_t i = 0; st == DMS_OK && i < count; i++) {
            after = rows[i].id;
            add(entries, replay, &rows[i], replayed);
        }
    }
    scratch_destroy(scratch);
    return st;
}

/* Entities of which nothing is wanted go. */
static void
keep_needed(struct replay_entries *entries)
{
    struct map needed = { 0 };
    size_t kept = 0;
    for (size_t i = 0; i < entries->count; i++)
        if (entries->items[i].wanted)
            map_set(&needed, entries->items[i].entity, entries);
    for (size_t i = 0; i < entries->count; i++)
        if (map_at(&needed, entries->items[i].entity) != NULL)
            entries->items[kept++] = entries->items[i];
    entries->count = kept;
    map_clear(&needed);
}

static int
compare(const void *left_item, const void *right_item)
{
    const struct replay_entry *left = left_item, *right = right_item;
    int order = left->entity == right->entity ? 0 : strcmp(left->entity, right->entity);
    if (order != 0)
        return order;
    if (left->record != right->record)
        return left->record < right->record ? -1 : 1;
    return left->id > right->id ? -1 : left->id < right->id;
}

enum dms_status
replay_collect(struct dms_house *house, const struct dms_replay *replay,
               struct replay_entries *entries, struct dms_replayed *replayed,
               struct dms_error *error)
{
    struct storage_session *session = NULL;
    entries->memory = scratch_create();
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    st = read_all(session, replay, entries, replayed, error);
    storage_read_end(session);
    keep_needed(entries);
    if (entries->count > 0)
        qsort(entries->items, entries->count, sizeof(*entries->items), compare);
    return st;
}

void
replay_forget(struct replay_entries *entries)
{
    map_clear(&entries->names);
    free(entries->items);
    scratch_destroy(entries->memory);
}
