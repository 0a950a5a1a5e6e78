/* watch.h - who wants to be woken when something was committed: front doors with streams. */
#ifndef DMS_UNIT_WATCH_H
#define DMS_UNIT_WATCH_H

#include <pthread.h>

#include "dms/front.h"

#define WATCHERS 16

struct watchers {
    pthread_mutex_t lock; /* held while they are told, so that unwatch can promise silence */
    struct {
        dms_told told;
        void *data;
    } items[WATCHERS];
    size_t count;
};

void watchers_init(struct watchers *watchers);
void watchers_destroy(struct watchers *watchers);
void watchers_tell(struct watchers *watchers);

#endif
