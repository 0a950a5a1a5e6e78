/* ticker.c - one thread hears that something was committed and wakes the streams it may concern:
 * at most four times a second, and each now and then so that it says that it lives. */
#include <stdlib.h>
#include <time.h>

#include "exchange.h"
#include "stream.h"
#include "streams.h"

#define PAUSE_MS     250   /* commits in between are one */
#define LOOK_MS      1000  /* for those that have been silent */
#define SILENT_MS    15000 /* proxies forget connections that are silent for longer */
#define AT_ONCE      1000
#define LAST_SECONDS 2

/* On the writer's thread, which must not wait. */
static void
ring(void *data)
{
    struct streams *streams = data;
    pthread_mutex_lock(&streams->bell_lock);
    if (!streams->rung)
        pthread_cond_signal(&streams->bell);
    streams->rung = true;
    pthread_mutex_unlock(&streams->bell_lock);
}

static struct timespec
in_ms(int64_t ms)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    time.tv_sec += ms / 1000;
    time.tv_nsec += ms % 1000 * 1000000;
    time.tv_sec += time.tv_nsec / 1000000000;
    time.tv_nsec %= 1000000000;
    return time;
}

/* *RUNG: since the last time. False: it is closing time. */
static bool
wait_for_bell(struct streams *streams, bool *rung)
{
    struct timespec pause = in_ms(PAUSE_MS), end = in_ms(LOOK_MS);
    pthread_mutex_lock(&streams->bell_lock);
    while (!streams->closed &&
           pthread_cond_timedwait(&streams->bell, &streams->bell_lock, &pause) == 0)
        continue;
    while (!streams->closed && !streams->rung &&
           pthread_cond_timedwait(&streams->bell, &streams->bell_lock, &end) == 0)
        continue;
    *rung = streams->rung;
    streams->rung = false;
    bool goes_on = !streams->closed;
    pthread_mutex_unlock(&streams->bell_lock);
    return goes_on;
}

static void
wake(struct stream *stream)
{
    if (stream->asleep)
        MHD_resume_connection(stream->exchange->connection);
    stream->asleep = false;
}

static bool
fits_one(const struct stream *stream, const struct dms_json *events)
{
    for (size_t i = 0; i < dms_json_count(events); i++)
        if (streams_name_fits(stream->names,
                              dms_json_text_at(dms_json_at(events, i), "name")))
            return true;
    return false;
}

/* EVENTS, which are all up to LAST, are new. Whom none concerns has passed them asleep. */
static void
tell(struct streams *streams, const struct dms_json *events, int64_t last)
{
    pthread_mutex_lock(&streams->lock);
    for (struct stream *at = streams->first; at != NULL; at = at->next) {
        if (at->after >= last)
            continue;
        if (!at->asleep || at->after < streams->seen || fits_one(at, events)) {
            at->news = true;
            wake(at);
        } else {
            at->after = last;
        }
    }
    streams->seen = last;
    pthread_mutex_unlock(&streams->lock);
}

/* Read once, as the house, for all. What each may see it asks for itself. */
static void
tell_news(struct streams *streams)
{
    const struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    bool more = true;
    while (more) {
        struct dms_json *answer = NULL;
        enum dms_status st = dms_house_events(streams->server->house, &request,
                                              streams->seen, AT_ONCE, &answer, NULL);
        more = st == DMS_OK && dms_json_boolean_at(answer, "more");
        if (st == DMS_OK)
            tell(streams, dms_json_at_key(answer, "events"),
                 dms_json_integer_at(answer, "last"));
        else
            ring(streams); /* to try again */
        dms_json_destroy(answer);
    }
}

static void
wake_silent(struct streams *streams)
{
    int64_t now = exchange_now();
    pthread_mutex_lock(&streams->lock);
    for (struct stream *at = streams->first; at != NULL; at = at->next)
        if (at->asleep && now - at->told >= SILENT_MS) {
            at->silent = true;
            wake(at);
        }
    pthread_mutex_unlock(&streams->lock);
}

static void *
tick(void *data)
{
    struct streams *streams = data;
    bool rung = false;
    while (wait_for_bell(streams, &rung)) {
        if (rung && streams_count(streams) > 0)
            tell_news(streams);
        else if (rung)
            streams->seen = dms_house_last_event(streams->server->house);
        wake_silent(streams);
    }
    return NULL;
}

static void
init(struct streams *streams)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&streams->lock, NULL);
    pthread_mutex_init(&streams->bell_lock, NULL);
    pthread_cond_init(&streams->gone, &monotonic);
    pthread_cond_init(&streams->bell, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

enum dms_status
streams_start(struct server *server, struct dms_error *error)
{
    struct streams *streams = &server->streams;
    init(streams);
    streams->server = server;
    streams->seen = dms_house_last_event(server->house);
    enum dms_status st = dms_house_watch(server->house, ring, streams, error);
    if (st != DMS_OK)
        return st;
    streams->runs = pthread_create(&streams->thread, NULL, tick, streams) == 0;
    if (streams->runs)
        return DMS_OK;
    dms_house_unwatch(server->house, ring, streams);
    return dms_fail(error, DMS_LIMIT, "rest.no_thread", "");
}

static void
close_bell(struct streams *streams)
{
    pthread_mutex_lock(&streams->bell_lock);
    streams->closed = true;
    pthread_cond_signal(&streams->bell);
    pthread_mutex_unlock(&streams->bell_lock);
    pthread_join(streams->thread, NULL);
}

void
streams_stop(struct server *server)
{
    struct streams *streams = &server->streams;
    struct timespec end = in_ms(LAST_SECONDS * 1000);
    if (!streams->runs)
        return;
    streams->runs = false;
    dms_house_unwatch(server->house, ring, streams);
    close_bell(streams);
    pthread_mutex_lock(&streams->lock);
    streams->ends = true;
    for (struct stream *at = streams->first; at != NULL; at = at->next)
        wake(at);
    while (streams->count > 0 &&
           pthread_cond_timedwait(&streams->gone, &streams->lock, &end) == 0)
        continue;
    pthread_mutex_unlock(&streams->lock);
}
