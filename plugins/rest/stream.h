/* stream.h - one event stream: what it waits for, and the text that goes out. */
#ifndef REST_STREAM_H
#define REST_STREAM_H

#include "exchange.h"

struct stream {
    struct stream *next, *previous; /* of all streams; these down to TOLD under their lock */
    struct exchange *exchange;      /* held */
    int64_t user;
    const char *names; /* patterns; NULL: all */
    bool asleep;
    bool news;      /* something may have happened that it has not read */
    bool silent;    /* has said nothing for long: say that we live */
    int64_t after;  /* the newest event it has passed */
    int64_t told;   /* ms, monotonic: when it last said something */
    char *text;     /* being sent; the connection's own thread knows */
    size_t size, sent;
};

/* Renders what happened since into the stream's text; nothing when nothing is to be told. False:
 * the stream is over, its visitor may not listen any more or the house cannot be read. */
bool stream_read(struct stream *stream, int64_t after, int64_t *last, bool *more);
/* A line that no listener hears, with the place to go on from. */
void stream_say_alive(struct stream *stream, int64_t after);
/* The first words: how soon to come back, and from where. */
void stream_greet(struct stream *stream, int64_t after);

#endif
