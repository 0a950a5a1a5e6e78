/* workers.h - threads for what takes long (a password's digest), so that nobody else waits. */
#ifndef REST_WORKERS_H
#define REST_WORKERS_H

#include "exchange.h"

/* NULL when the system starts no more threads. */
struct workers *workers_create(unsigned threads, unsigned queue);
/* Those at work finish, those that wait are told that the server stops. NULL is welcome. */
void workers_destroy(struct workers *workers);
/* Puts the connection to sleep and has a worker call its route; 503 when the queue is full. */
void workers_add(struct workers *workers, struct exchange *exchange);
unsigned workers_waiting(struct workers *workers);

#endif
