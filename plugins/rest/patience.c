/* patience.c - a head must be there in time, and so must a body, however it trickles: the
 * library's own timeout begins anew with every byte. */
#include "patience.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "exchange.h"

/* Bytes of a body that earn its sender one more second. */
#define BYTES_A_SECOND 16384

struct guest {
    struct guest *next, *previous;
    int file;
    _Atomic int64_t until; /* ms, monotonic; INT64_MAX: as long as it takes */
    struct exchange
        *open; /* begun and not completed; the connection's own thread knows */
};

static struct guest *
guest_of(const struct exchange *exchange)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info != NULL ? info->socket_context : NULL;
}

static void
give(const struct exchange *exchange, int64_t until)
{
    struct guest *guest = guest_of(exchange);
    if (guest != NULL)
        atomic_store(&guest->until, until);
}

void
patience_begin(struct exchange *exchange)
{
    struct guest *guest = guest_of(exchange);
    if (guest != NULL)
        guest->open = exchange;
}

void
patience_end(struct exchange *exchange)
{
    struct guest *guest = guest_of(exchange);
    if (guest != NULL)
        guest->open = NULL;
}

void
patience_head(struct exchange *exchange)
{
    give(exchange,
         exchange_now() + exchange->server->settings.head_seconds * INT64_C(1000));
}

void
patience_body(struct exchange *exchange)
{
    give(exchange,
         exchange_now() + exchange->server->settings.body_seconds * INT64_C(1000));
}

void
patience_more(struct exchange *exchange, size_t size)
{
    struct guest *guest = guest_of(exchange);
    if (guest != NULL)
        atomic_fetch_add(&guest->until, (int64_t)(size * 1000 / BYTES_A_SECOND));
}

void
patience_work(struct exchange *exchange)
{
    give(exchange, INT64_MAX);
}

static void
welcome(struct server *server, struct MHD_Connection *connection, void **context)
{
    struct patience *patience = &server->patience;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct guest *guest = calloc(1, sizeof(*guest));
    if (guest == NULL || info == NULL) {
        free(guest);
        return;
    }
    guest->file = info->connect_fd;
    atomic_init(&guest->until,
                exchange_now() + server->settings.head_seconds * INT64_C(1000));
    pthread_mutex_lock(&patience->lock);
    guest->next = patience->guests;
    if (guest->next != NULL)
        guest->next->previous = guest;
    patience->guests = guest;
    pthread_mutex_unlock(&patience->lock);
    *context = guest;
}

/* Called before the socket is closed, so its number is still the guest's. A head that is too much
 * for the library's memory ends here without having been completed. */
static void
see_off(struct patience *patience, struct guest *guest)
{
    pthread_mutex_lock(&patience->lock);
    if (guest->previous != NULL)
        guest->previous->next = guest->next;
    else
        patience->guests = guest->next;
    if (guest->next != NULL)
        guest->next->previous = guest->previous;
    pthread_mutex_unlock(&patience->lock);
    if (guest->open != NULL)
        exchange_release(guest->open);
    free(guest);
}

void
patience_notify(void *data, struct MHD_Connection *connection, void **context,
                enum MHD_ConnectionNotificationCode code)
{
    struct server *server = data;
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        welcome(server, connection, context);
    else if (*context != NULL)
        see_off(&server->patience, *context);
}

/* What is shut down reads as ended: the library then closes it on its own thread. */
static void
cut(struct patience *patience)
{
    int64_t now = exchange_now();
    for (struct guest *guest = patience->guests; guest != NULL; guest = guest->next)
        if (atomic_load(&guest->until) < now) {
            shutdown(guest->file, SHUT_RDWR);
            atomic_store(&guest->until, INT64_MAX);
        }
}

static void *
watch(void *data)
{
    struct patience *patience = data;
    pthread_mutex_lock(&patience->lock);
    while (!patience->ends) {
        struct timespec next;
        clock_gettime(CLOCK_REALTIME, &next);
        next.tv_sec++;
        pthread_cond_timedwait(&patience->wake, &patience->lock, &next);
        cut(patience);
    }
    pthread_mutex_unlock(&patience->lock);
    return NULL;
}

bool
patience_start(struct server *server)
{
    struct patience *patience = &server->patience;
    pthread_mutex_init(&patience->lock, NULL);
    pthread_cond_init(&patience->wake, NULL);
    patience->runs = pthread_create(&patience->thread, NULL, watch, patience) == 0;
    return patience->runs;
}

void
patience_stop(struct server *server)
{
    struct patience *patience = &server->patience;
    if (!patience->runs)
        return;
    pthread_mutex_lock(&patience->lock);
    patience->ends = true;
    pthread_cond_signal(&patience->wake);
    pthread_mutex_unlock(&patience->lock);
    pthread_join(patience->thread, NULL);
    pthread_cond_destroy(&patience->wake);
    pthread_mutex_destroy(&patience->lock);
}
