/* patience.h - how long a client may take over its request; who takes longer is cut off. */
#ifndef REST_PATIENCE_H
#define REST_PATIENCE_H

#include <microhttpd.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct exchange;
struct guest;
struct server;

struct patience {
    pthread_t thread;
    bool runs, ends;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    struct guest *guests; /* one per open connection */
};

/* False when the system starts no more threads. */
bool patience_start(struct server *server);
void patience_stop(struct server *server);
/* libmicrohttpd's callback. */
void patience_notify(void *server, struct MHD_Connection *connection, void **context,
                     enum MHD_ConnectionNotificationCode code);

/* Between these the connection answers for the exchange: it is released when the connection ends
 * first, which the library does without a word when a head is too much for its memory. */
void patience_begin(struct exchange *exchange);
void patience_end(struct exchange *exchange);
/* The next head is awaited; a body is coming; SIZE more of it came; we are working. */
void patience_head(struct exchange *exchange);
void patience_body(struct exchange *exchange);
void patience_more(struct exchange *exchange, size_t size);
void patience_work(struct exchange *exchange);

#endif
