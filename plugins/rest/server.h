/* server.h - one house, served: the daemon, its threads, and who is being waited for. */
#ifndef REST_SERVER_H
#define REST_SERVER_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "dms/front.h"

#include "listener.h"
#include "patience.h"
#include "settings.h"
#include "streams.h"

struct MHD_Daemon;
struct exchange;
struct imports;
struct metrics;
struct workers;

struct server {
    struct server *next; /* of another house in this process */
    struct dms_house *house;
    struct settings settings;
    struct listener listener;
    struct MHD_Daemon *daemon;
    struct workers *workers, *long_workers;
    struct imports *imports;
    struct metrics *metrics;
    struct patience patience;
    struct streams streams;
    char *certificate, *key; /* PEM */
    struct dms_json *openapi; /* the files of openapi/ */
    uint64_t number_base;
    _Atomic uint64_t numbers; /* of requests that bring no name */
    atomic_bool stopping;
    pthread_mutex_t lock;
    pthread_cond_t quiet;        /* RUNNING has become 0 */
    struct exchange *suspended;  /* those that wait for a writer or a worker */
    size_t running;              /* begun and not yet answered */
};

/* BUSY when the address is taken, INVALID for a setting that cannot work: one sentence. */
enum dms_status server_start(struct dms_house *house, struct dms_error *error);
/* Lets nobody in any more, finishes what runs (at most ten seconds), then closes. */
void server_stop(struct dms_house *house);

#endif
