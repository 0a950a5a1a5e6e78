/* server.c - the daemon comes and goes: sockets, threads, certificates, and a stop that finishes
 * what has begun. */
#include "server.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "exchange.h"
#include "file.h"
#include "imports.h"
#include "metrics.h"
#include "openapi.h"
#include "proxies.h"
#include "spool.h"
#include "workers.h"

#define MEMORY_PER_CONNECTION 16384 /* bytes: the head of a request must fit */
#define STILL_SECONDS         30    /* nothing comes and nothing goes */
#define STOP_SECONDS          10
#define LONG_WORKERS          2

static pthread_mutex_t servers_lock = PTHREAD_MUTEX_INITIALIZER;
static struct server *servers;

static void
tell_library(void *data, const char *format, va_list arguments)
{
    struct server *server = data;
    char text[256];
    vsnprintf(text, sizeof(text), format, arguments);
    text[strcspn(text, "\r\n")] = '\0';
    dms_log(server->house, 3, "rest.library", "text=%s", text);
}

/* Paths are decoded by target.c; the library's own decoding would hide an encoded slash. */
static size_t
leave_as_it_is(void *data, struct MHD_Connection *connection, char *text)
{
    (void)data, (void)connection;
    return strlen(text);
}

/* A file per connection: as many as the system lets us have. */
static void
raise_file_limit(unsigned connections)
{
    struct rlimit limit;
    rlim_t wanted = connections + 256;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static enum dms_status
read_certificates(struct server *server, struct dms_error *error)
{
    if (server->settings.certificate == NULL || server->settings.key == NULL)
        return DMS_OK;
    enum dms_status st =
        file_read(server->settings.certificate, &server->certificate, error);
    return st == DMS_OK ? file_read(server->settings.key, &server->key, error) : st;
}

static enum dms_status
start_daemon(struct server *server, struct dms_error *error)
{
    const struct settings *settings = &server->settings;
    unsigned tls = server->certificate != NULL ? MHD_USE_TLS : 0;
    /* Behind a proxy everybody comes from one address. */
    unsigned per_address =
        settings->proxies != NULL ? 0 : settings->connections_per_address;
    struct MHD_OptionItem options[] = {
        { MHD_OPTION_EXTERNAL_LOGGER, (intptr_t)tell_library, server },
        { MHD_OPTION_LISTEN_SOCKET, server->listener.file, NULL },
        { MHD_OPTION_THREAD_POOL_SIZE,
          settings->threads > 1 ? (intptr_t)settings->threads : 0, NULL },
        { MHD_OPTION_CONNECTION_LIMIT, (intptr_t)settings->connections, NULL },
        { MHD_OPTION_PER_IP_CONNECTION_LIMIT, (intptr_t)per_address, NULL },
        { MHD_OPTION_CONNECTION_MEMORY_LIMIT, MEMORY_PER_CONNECTION, NULL },
        { MHD_OPTION_CONNECTION_TIMEOUT, STILL_SECONDS, NULL },
        { MHD_OPTION_STRICT_FOR_CLIENT, 1, NULL },
        { MHD_OPTION_URI_LOG_CALLBACK, (intptr_t)exchange_created, server },
        { MHD_OPTION_UNESCAPE_CALLBACK, (intptr_t)leave_as_it_is, NULL },
        { MHD_OPTION_NOTIFY_COMPLETED, (intptr_t)exchange_completed, server },
        { MHD_OPTION_NOTIFY_CONNECTION, (intptr_t)patience_notify, server },
        { tls != 0 ? MHD_OPTION_HTTPS_MEM_CERT : MHD_OPTION_END, 0, server->certificate },
        { MHD_OPTION_HTTPS_MEM_KEY, 0, server->key },
        { MHD_OPTION_END, 0, NULL },
    };
    server->daemon =
        MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                             MHD_USE_ERROR_LOG | tls,
                         0, NULL, NULL, exchange_called, server, MHD_OPTION_ARRAY,
                         options, MHD_OPTION_END);
    if (server->daemon != NULL)
        return DMS_OK;
    return dms_fail(error, DMS_INVALID,
                    tls != 0 ? "rest.no_daemon_tls" : "rest.no_daemon", "address=%s",
                    server->listener.address);
}

/* For who looks for us: a test, a script, the doctor. */
static char *
address_file(const struct server *server)
{
    char *path = NULL;
    if (asprintf(&path, "%s/http.address", dms_house_dir(server->house)) < 0)
        abort();
    return path;
}

static enum dms_status
announce(struct server *server, struct dms_error *error)
{
    char url[160], *path = address_file(server);
    snprintf(url, sizeof(url), "%s://%s", server->certificate != NULL ? "https" : "http",
             server->listener.address);
    enum dms_status st = file_write(path, url, error);
    free(path);
    if (st != DMS_OK)
        return st;
    dms_log(server->house, 2, "rest.listens", "url=%s", url);
    if (!server->listener.loopback && server->certificate == NULL &&
        server->settings.proxies == NULL)
        dms_log(server->house, 1, "rest.plain_http", "url=%s", url);
    return DMS_OK;
}

static enum dms_status
start_threads(struct server *server, struct dms_error *error)
{
    server->workers = workers_create(server->settings.workers, server->settings.queue);
    server->long_workers = workers_create(LONG_WORKERS, server->settings.queue);
    server->imports = imports_create(server);
    if (server->workers == NULL || server->long_workers == NULL ||
        server->imports == NULL || !patience_start(server))
        return dms_fail(error, DMS_LIMIT, "rest.no_thread", "");
    enum dms_status st = streams_start(server, error);
    return st == DMS_OK ? start_daemon(server, error) : st;
}

static enum dms_status
start(struct server *server, struct dms_error *error)
{
    settings_hold(&server->settings, server->house);
    raise_file_limit(server->settings.connections);
    enum dms_status st = proxies_check(server->settings.proxies, error);
    if (st == DMS_OK)
        st = openapi_load(server->house, &server->openapi, error);
    if (st == DMS_OK)
        st = read_certificates(server, error);
    if (st == DMS_OK)
        st = spool_open(server, error);
    if (st == DMS_OK)
        st = import_record_recover(server->house, error);
    if (st == DMS_OK)
        st = listener_open(&server->listener, server->settings.listen, error);
    if (st == DMS_OK)
        st = start_threads(server, error);
    if (st == DMS_OK)
        st = announce(server, error);
    return st;
}

/* What sleeps is woken; it answers that the server stops. */
static void
wake_all(struct server *server)
{
    for (;;) {
        pthread_mutex_lock(&server->lock);
        struct exchange *exchange = server->suspended;
        if (exchange != NULL)
            exchange_hold(exchange);
        pthread_mutex_unlock(&server->lock);
        if (exchange == NULL)
            return;
        exchange_resume(exchange);
        exchange_release(exchange);
    }
}

static bool
wait_until_quiet(struct server *server, int seconds)
{
    struct timespec end;
    int result = 0;
    clock_gettime(CLOCK_REALTIME, &end);
    end.tv_sec += seconds;
    pthread_mutex_lock(&server->lock);
    while (server->running > 0 && result == 0)
        result = pthread_cond_timedwait(&server->quiet, &server->lock, &end);
    bool quiet = server->running == 0;
    pthread_mutex_unlock(&server->lock);
    return quiet;
}

static void
stop_workers(struct server *server)
{
    workers_destroy(server->workers);
    workers_destroy(server->long_workers);
    server->workers = server->long_workers = NULL;
}

static void
stop_daemon(struct server *server)
{
    if (server->daemon == NULL)
        return;
    MHD_socket file = MHD_quiesce_daemon(server->daemon);
    server->listener.file = file == MHD_INVALID_SOCKET ? -1 : file;
    streams_stop(server);
    if (!wait_until_quiet(server, STOP_SECONDS))
        dms_log(server->house, 1, "rest.stopped_early", "seconds=%d", STOP_SECONDS);
    stop_workers(server);
    wake_all(server);
    wait_until_quiet(server, 1);
    MHD_stop_daemon(server->daemon);
}

static void
end(struct server *server)
{
    char *path = address_file(server);
    atomic_store(&server->stopping, true);
    stop_daemon(server);
    streams_stop(server);
    stop_workers(server);
    imports_destroy(server->imports);
    metrics_destroy(server->metrics);
    patience_stop(server);
    if (server->listener.file >= 0)
        close(server->listener.file);
    unlink(path);
    free(path);
    free(server->certificate);
    free(server->key);
    dms_json_destroy(server->openapi);
    settings_release(&server->settings, server->house);
    pthread_cond_destroy(&server->quiet);
    pthread_mutex_destroy(&server->lock);
    free(server);
}

enum dms_status
server_start(struct dms_house *house, struct dms_error *error)
{
    struct server *server = calloc(1, sizeof(*server));
    if (server == NULL)
        return dms_fail(error, DMS_LIMIT, "rest.no_thread", "");
    server->house = house;
    server->listener.file = -1;
    server->metrics = metrics_create();
    pthread_mutex_init(&server->lock, NULL);
    pthread_cond_init(&server->quiet, NULL);
    if (getrandom(&server->number_base, sizeof(server->number_base), 0) < 0)
        server->number_base = (uint64_t)exchange_now();
    enum dms_status st = start(server, error);
    if (st != DMS_OK) {
        end(server);
        return st;
    }
    pthread_mutex_lock(&servers_lock);
    server->next = servers;
    servers = server;
    pthread_mutex_unlock(&servers_lock);
    return DMS_OK;
}

void
server_stop(struct dms_house *house)
{
    struct server *found = NULL;
    pthread_mutex_lock(&servers_lock);
    for (struct server **at = &servers; *at != NULL && found == NULL;) {
        if ((*at)->house == house) {
            found = *at;
            *at = found->next;
        } else {
            at = &(*at)->next;
        }
    }
    pthread_mutex_unlock(&servers_lock);
    if (found != NULL)
        end(found);
}
