/* streams.h - who listens to what happens: open event streams, asleep until there is news. */
#ifndef REST_STREAMS_H
#define REST_STREAMS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dms/front.h"

struct exchange;
struct server;
struct stream;

struct streams {
    struct server *server;
    pthread_t thread;
    bool runs;
    pthread_mutex_t lock;
    pthread_cond_t gone;  /* COUNT has become 0 */
    struct stream *first;
    size_t count;
    int64_t seen; /* the newest event that the streams were woken for */
    bool ends;    /* none may fall asleep any more */
    pthread_mutex_t bell_lock; /* apart: who rings must not wait for the streams */
    pthread_cond_t bell;
    bool rung, closed;
};

/* DMS_LIMIT when the system starts no more threads or the house has too many watchers. */
enum dms_status streams_start(struct server *server, struct dms_error *error);
/* Every stream ends; returns when they have, or after two seconds. */
void streams_stop(struct server *server);
size_t streams_count(struct streams *streams);

/* Makes the answer of EXCHANGE a stream of the events after AFTER whose names fit NAMES
 * ("crm.lead.*,sales.order.delivered"; NULL: all), which is the exchange's own text. LIMIT with
 * retry_after when there are too many. */
enum dms_status streams_open(struct exchange *exchange, int64_t after, const char *names);

/* Does NAME fit one of the PATTERNS? NULL: everything fits. */
bool streams_name_fits(const char *patterns, const char *name);

#endif
