/* streams.c - open streams: each sleeps in the library and is woken when it may have news. */
#include "streams.h"

#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "guard.h"
#include "problem.h"
#include "stream.h"

#define PIECE 512 /* bytes that the library keeps per stream */
#define COME_AGAIN                                                                       \
    15 /* seconds: by then a stream whose listener is gone has been noticed */

bool
streams_name_fits(const char *patterns, const char *name)
{
    for (const char *at = patterns; at != NULL; at = strchr(at, ',')) {
        at += *at == ',';
        size_t size = strcspn(at, ",");
        bool open = size > 0 && at[size - 1] == '*';
        if (open ? strncmp(at, name, size - 1) == 0
                 : strlen(name) == size && memcmp(at, name, size) == 0)
            return true;
    }
    return patterns == NULL;
}

size_t
streams_count(struct streams *streams)
{
    pthread_mutex_lock(&streams->lock);
    size_t count = streams->count;
    pthread_mutex_unlock(&streams->lock);
    return count;
}

/* What there is to do: END, or NEWS and SILENT are taken; neither: the stream now sleeps. */
struct duty {
    bool end, news, silent;
    int64_t after;
};

static struct duty
take_duty(struct streams *streams, struct stream *stream)
{
    pthread_mutex_lock(&streams->lock);
    struct duty duty = { streams->ends, stream->news, stream->silent, stream->after };
    stream->news = stream->silent = false;
    if (!duty.end && !duty.news && !duty.silent) {
        stream->asleep = true;
        MHD_suspend_connection(stream->exchange->connection);
    }
    pthread_mutex_unlock(&streams->lock);
    return duty;
}

static void
note(struct streams *streams, struct stream *stream, int64_t last, bool more)
{
    pthread_mutex_lock(&streams->lock);
    stream->after = last > stream->after ? last : stream->after;
    stream->news = stream->news || more;
    if (stream->text != NULL)
        stream->told = exchange_now();
    pthread_mutex_unlock(&streams->lock);
}

/* False: the stream is over. */
static bool
do_duty(struct streams *streams, struct stream *stream, const struct duty *duty)
{
    int64_t last = duty->after;
    bool more = false;
    if (!guard_again(stream->exchange) ||
        (duty->news && !stream_read(stream, duty->after, &last, &more)))
        return false;
    /* Others wait for this thread: between two looks at what is not for us we let them. */
    if (stream->text == NULL && (duty->silent || more))
        stream_say_alive(stream, last);
    note(streams, stream, last, more);
    return true;
}

static ssize_t
hand_out(struct stream *stream, char *to, size_t room)
{
    size_t left = stream->size - stream->sent, size = left < room ? left : room;
    memcpy(to, stream->text + stream->sent, size);
    stream->sent += size;
    if (stream->sent == stream->size) {
        free(stream->text);
        stream->text = NULL;
    }
    return (ssize_t)size;
}

/* The library wants more, which it does only when what it had has been sent. */
static ssize_t
want(void *data, uint64_t position, char *to, size_t room)
{
    struct stream *stream = data;
    struct streams *streams = &stream->exchange->server->streams;
    (void)position;
    while (stream->text == NULL) {
        struct duty duty = take_duty(streams, stream);
        if (!duty.end && !duty.news && !duty.silent)
            return 0; /* asleep */
        if (duty.end || !do_duty(streams, stream, &duty))
            return MHD_CONTENT_READER_END_OF_STREAM;
    }
    return hand_out(stream, to, room);
}

static void
forget(void *data)
{
    struct stream *stream = data;
    struct streams *streams = &stream->exchange->server->streams;
    pthread_mutex_lock(&streams->lock);
    if (stream->previous != NULL)
        stream->previous->next = stream->next;
    else
        streams->first = stream->next;
    if (stream->next != NULL)
        stream->next->previous = stream->previous;
    if (--streams->count == 0)
        pthread_cond_broadcast(&streams->gone);
    pthread_mutex_unlock(&streams->lock);
    exchange_release(stream->exchange);
    free(stream->text);
    free(stream);
}

static unsigned
count_of_user(const struct streams *streams, int64_t user)
{
    unsigned count = 0;
    for (const struct stream *at = streams->first; at != NULL; at = at->next)
        count += at->user == user;
    return count;
}

/* LIMIT: there are too many, in all or of one person. */
static enum dms_status
add(struct streams *streams, struct stream *stream)
{
    struct exchange *exchange = stream->exchange;
    const struct settings *settings = &exchange->server->settings;
    pthread_mutex_lock(&streams->lock);
    unsigned of_user = count_of_user(streams, stream->user);
    bool fits =
        streams->count < settings->streams && of_user < settings->streams_per_user;
    if (fits) {
        stream->next = streams->first;
        if (stream->next != NULL)
            stream->next->previous = stream;
        streams->first = stream;
        streams->count++;
    }
    pthread_mutex_unlock(&streams->lock);
    return fits ? DMS_OK
                : dms_fail(exchange->error, DMS_LIMIT, "rest.too_many_streams",
                           "limit=%u|retry_after=%d", settings->streams_per_user,
                           COME_AGAIN);
}

enum dms_status
streams_open(struct exchange *exchange, int64_t after, const char *names)
{
    struct stream *stream = calloc(1, sizeof(*stream));
    if (stream == NULL)
        abort();
    *stream = (struct stream){ .exchange = exchange,
                               .user = exchange->visitor.user,
                               .names = names,
                               .news = true,
                               .after = after,
                               .told = exchange_now() };
    enum dms_status st = add(&exchange->server->streams, stream);
    if (st != DMS_OK) {
        free(stream);
        return problem_of(exchange, st);
    }
    exchange_hold(exchange);
    stream_greet(stream, after);
    exchange->answer.response =
        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, PIECE, want, stream, forget);
    if (exchange->answer.response == NULL) {
        forget(stream);
        return problem_of(exchange, DMS_BUG);
    }
    return DMS_OK;
}
