/* http.h - HTTP by hand, for tests that must also be able to say what no client would. */
#ifndef TESTS_SUPPORT_HTTP_H
#define TESTS_SUPPORT_HTTP_H

#include <stdbool.h>
#include <stddef.h>

/* One connection; what came beyond the last answer waits in it. */
struct http_line {
    int file;
    bool ended; /* the other side has closed, or did not answer in time */
    bool late;  /* the second of these */
    char *data;
    size_t size, room;
};

/* Text is its own; to be cleared. */
struct http_reply {
    int status; /* 0: no answer came */
    char *head, *body;
    size_t body_size;
};

/* To PORT of 127.0.0.1; false when nobody is there. */
bool http_open(struct http_line *line, unsigned port);
void http_close(struct http_line *line);
/* False when the other side takes no more. */
bool http_send(struct http_line *line, const void *data, size_t size);
/* The next answer, without waiting longer than MS for any part of it; NO_BODY: it answers HEAD.
 * False, and status 0, when there is none: see line->ended. */
bool http_receive(struct http_line *line, int ms, bool no_body, struct http_reply *reply);
/* The value of a header of the reply, into VALUE; "" when it has none. */
void http_reply_header(const struct http_reply *reply, const char *name, char *value,
                       size_t size);
void http_reply_clear(struct http_reply *reply);
/* Text as it may stand in a path or a query; to be freed. */
char *http_encode(const char *text);

#endif
