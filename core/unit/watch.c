/* watch.c - wakes those who wait for news; what the news is they ask for themselves. */
#include "unit/watch.h"

#include "unit/house.h"

void
watchers_init(struct watchers *watchers)
{
    pthread_mutex_init(&watchers->lock, NULL);
    watchers->count = 0;
}

void
watchers_destroy(struct watchers *watchers)
{
    pthread_mutex_destroy(&watchers->lock);
}

void
watchers_tell(struct watchers *watchers)
{
    pthread_mutex_lock(&watchers->lock);
    for (size_t i = 0; i < watchers->count; i++)
        watchers->items[i].told(watchers->items[i].data);
    pthread_mutex_unlock(&watchers->lock);
}

enum dms_status
dms_house_watch(struct dms_house *house, dms_told told, void *data,
                struct dms_error *error)
{
    struct watchers *watchers = &house->watchers;
    pthread_mutex_lock(&watchers->lock);
    bool room = watchers->count < WATCHERS;
    if (room) {
        watchers->items[watchers->count].told = told;
        watchers->items[watchers->count++].data = data;
    }
    pthread_mutex_unlock(&watchers->lock);
    return room ? DMS_OK
                : dms_fail(error, DMS_LIMIT, "unit.too_many_watchers", "limit=%d",
                           WATCHERS);
}

void
dms_house_unwatch(struct dms_house *house, dms_told told, void *data)
{
    struct watchers *watchers = &house->watchers;
    pthread_mutex_lock(&watchers->lock);
    for (size_t i = 0; i < watchers->count; i++) {
        if (watchers->items[i].told != told || watchers->items[i].data != data)
            continue;
        watchers->items[i] = watchers->items[--watchers->count];
        break;
    }
    pthread_mutex_unlock(&watchers->lock);
}
