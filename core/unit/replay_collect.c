/* replay_collect.c - which events a replay needs, found without reading the years before. */
#include <stdlib.h>
#include <string.h>

#include "base/list.h"
#include "unit/replay.h"

#define PAGE 500

static const char *
name_once(struct replay_stubs *stubs, const char *name)
{
    const char *known = map_at(&stubs->names, name);
    if (known == NULL) {
        known = scratch_copy(stubs->memory, name);
        map_set(&stubs->names, known, (void *)(uintptr_t)known);
    }
    return known;
}

static void
add(struct replay_stubs *stubs, const struct dms_replay *replay,
    const struct outbox_row *row, struct dms_replayed *replayed)
{
    if (stubs->count == stubs->room) {
        stubs->room = stubs->room * 2 + 1024;
        stubs->items = memory_grow(stubs->items, stubs->room * sizeof(*stubs->items));
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
    stubs->items[stubs->count++] =
        (struct replay_stub){ .id = row->id,
                              .at = row->at,
                              .record = row->record,
                              .store = row->store,
                              .user = row->user,
                              .name = name_once(stubs, row->name),
                              .entity = name_once(stubs, row->entity),
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
         struct replay_stubs *stubs, struct dms_replayed *replayed,
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
            add(stubs, replay, &rows[i], replayed);
        }
    }
    scratch_destroy(scratch);
    return st;
}

/* Entities of which nothing is wanted go. */
static void
keep_needed(struct replay_stubs *stubs)
{
    struct map needed = { 0 };
    size_t kept = 0;
    for (size_t i = 0; i < stubs->count; i++)
        if (stubs->items[i].wanted)
            map_set(&needed, stubs->items[i].entity, stubs);
    for (size_t i = 0; i < stubs->count; i++)
        if (map_at(&needed, stubs->items[i].entity) != NULL)
            stubs->items[kept++] = stubs->items[i];
    stubs->count = kept;
    map_clear(&needed);
}

static int
compare(const void *left_item, const void *right_item)
{
    const struct replay_stub *left = left_item, *right = right_item;
    int order = left->entity == right->entity ? 0 : strcmp(left->entity, right->entity);
    if (order != 0)
        return order;
    if (left->record != right->record)
        return left->record < right->record ? -1 : 1;
    return left->id > right->id ? -1 : left->id < right->id;
}

enum dms_status
replay_collect(struct dms_house *house, const struct dms_replay *replay,
               struct replay_stubs *stubs, struct dms_replayed *replayed,
               struct dms_error *error)
{
    struct storage_session *session = NULL;
    stubs->memory = scratch_create();
    enum dms_status st = storage_read_begin(house->storage, &session, error);
    if (st != DMS_OK)
        return st;
    st = read_all(session, replay, stubs, replayed, error);
    storage_read_end(session);
    keep_needed(stubs);
    if (stubs->count > 0)
        qsort(stubs->items, stubs->count, sizeof(*stubs->items), compare);
    return st;
}

void
replay_forget(struct replay_stubs *stubs)
{
    map_clear(&stubs->names);
    free(stubs->items);
    scratch_destroy(stubs->memory);
}
