/* serve_inside.h - what the parts of dms serve share. */
#ifndef DMS_CLI_SERVE_INSIDE_H
#define DMS_CLI_SERVE_INSIDE_H

#include <pthread.h>

#include "cli/cli_inside.h"

#define SERVE_MOST_AT_ONCE 64

struct server {
    struct dms_house *house;
    int listener;   /* -1: none */
    bool activated; /* the service manager made the socket, and it outlives us */
    pthread_mutex_t lock;
    pthread_cond_t left;
    int visitors[SERVE_MOST_AT_ONCE]; /* their sockets; -1: free */
    size_t visitor_count;
};

/* serve_visits.c: whoever may enter the house's folder may ask. */
void serve_visits_begin(struct server *server);
/* Listens on DIR/dms.sock, or on the socket we were given for it. */
enum dms_status serve_listen(const char *dir, struct server *server, struct dms_error *error);
bool serve_has_room(struct server *server);
void serve_let_in(struct server *server);
/* Nobody new; what the visitors have asked is still answered, then the line is cut. */
void serve_turn_away(const char *dir, struct server *server);
void serve_see_out(struct server *server);

/* serve_service.c: the service manager, when one has started us. */
/* "READY=1\nSTATUS=…"; without a service manager nothing. */
void service_tell(const char *state);
/* The descriptor that was handed over under NAME; -1: none. */
int service_socket(const char *name);
/* Milliseconds between two signs of life; -1: nobody waits for any. */
int service_period(void);
/* When one is due: it is given by the writer, after a commit of its own. From one thread. */
void service_ping(struct dms_house *house);

/* serve_stop.c: ends the process SECONDS from now, or at the next of SIGNALS, if it is still
 * there then. */
void serve_stop_within(int64_t seconds, int signals);

#endif
