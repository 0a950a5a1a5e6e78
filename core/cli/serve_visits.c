/* serve_visits.c - whoever may enter the house's folder may ask: one thread for each visitor. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.h"
#include "cli/serve_inside.h"

struct visit {
    struct server *server;
    int file;
};

void
serve_visits_begin(struct server *server)
{
    server->listener = -1;
    pthread_mutex_init(&server->lock, NULL);
    pthread_cond_init(&server->left, NULL);
    for (size_t i = 0; i < SERVE_MOST_AT_ONCE; i++)
        server->visitors[i] = -1;
}

static void
send_progress(const struct dms_json *progress, void *context)
{
    const struct visit *visit = context;
    struct dms_json *frame = dms_json_create_object();
    dms_json_take_key(frame, "progress", dms_json_copy(progress));
    cli_frame_write(visit->file, frame, NULL);
    dms_json_destroy(frame);
}

/* Full rights are for who opens the store itself, not for who comes through the socket. */
static bool
answer_one(struct visit *visit)
{
    struct dms_json *message = NULL;
    if (cli_frame_read(visit->file, &message, NULL) != DMS_OK || message == NULL)
        return false;
    dms_json_remove_key(message, "as_house");
    struct dms_json *response =
        cli_work(visit->server->house, message, send_progress, visit);
    bool sent = cli_frame_write(visit->file, response, NULL) == DMS_OK;
    dms_json_destroy(message);
    dms_json_destroy(response);
    return sent;
}

static void
leave(struct visit *visit)
{
    struct server *server = visit->server;
    pthread_mutex_lock(&server->lock);
    for (size_t i = 0; i < SERVE_MOST_AT_ONCE; i++)
        if (server->visitors[i] == visit->file)
            server->visitors[i] = -1;
    server->visitor_count--;
    close(visit->file);
    pthread_cond_signal(&server->left);
    pthread_mutex_unlock(&server->lock);
    free(visit);
}

static void *
answer_all(void *context)
{
    struct visit *visit = context;
    while (answer_one(visit))
        continue;
    leave(visit);
    return NULL;
}

/* The same person, or root. */
static bool
is_welcome(int file)
{
    struct ucred who;
    socklen_t size = sizeof(who);
    return getsockopt(file, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 &&
           (who.uid == geteuid() || who.uid == 0);
}

static void
receive(struct server *server, int file)
{
    pthread_t thread;
    struct visit *visit = memory_get(sizeof(*visit));
    *visit = (struct visit){ server, file };
    pthread_mutex_lock(&server->lock);
    server->visitor_count++;
    for (size_t i = 0; i < SERVE_MOST_AT_ONCE; i++)
        if (server->visitors[i] < 0) {
            server->visitors[i] = file;
            break;
        }
    pthread_mutex_unlock(&server->lock);
    if (pthread_create(&thread, NULL, answer_all, visit) == 0)
        pthread_detach(thread);
    else
        leave(visit);
}

bool
serve_has_room(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    bool room = server->visitor_count < SERVE_MOST_AT_ONCE;
    pthread_mutex_unlock(&server->lock);
    return room;
}

void
serve_let_in(struct server *server)
{
    int file = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
    if (file >= 0 && is_welcome(file))
        receive(server, file);
    else if (file >= 0)
        close(file);
}

/* We hold the store's lock, so a socket that is there is left over; unless somebody listens:
 * then it is the service manager's, and taking it away would cut off the service for good. */
static enum dms_status
make_socket(const char *dir, struct server *server, struct dms_error *error)
{
    struct sockaddr_un address;
    enum dms_status st = cli_socket_path(dir, &address, error);
    int other = st == DMS_OK ? cli_knock(dir) : -1;
    if (other >= 0) {
        close(other);
        st =
            dms_fail(error, DMS_INVALID, "cli.socket_taken", "file=%s", address.sun_path);
    }
    if (st != DMS_OK)
        return st;
    unlink(address.sun_path);
    mode_t usual = umask(0177);
    server->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool bound =
        server->listener >= 0 &&
        bind(server->listener, (struct sockaddr *)&address, sizeof(address)) == 0 &&
        listen(server->listener, SERVE_MOST_AT_ONCE) == 0;
    umask(usual);
    return bound ? DMS_OK
                 : dms_fail(error, DMS_INVALID, "cli.cannot_listen", "file=%s|reason=%s",
                            address.sun_path, strerror(errno));
}

enum dms_status
serve_listen(const char *dir, struct server *server, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    server->listener = service_socket("dms");
    server->activated = server->listener >= 0;
    if (!server->activated)
        st = make_socket(dir, server, error);
    /* Whoever knocked may be gone again: accept must not wait for the next. */
    if (st == DMS_OK)
        fcntl(server->listener, F_SETFL, O_NONBLOCK);
    return st;
}

void
serve_turn_away(const char *dir, struct server *server)
{
    struct sockaddr_un address;
    if (server->listener >= 0)
        close(server->listener);
    if (server->listener >= 0 && !server->activated &&
        cli_socket_path(dir, &address, NULL) == DMS_OK)
        unlink(address.sun_path);
    server->listener = -1;
    pthread_mutex_lock(&server->lock);
    for (size_t i = 0; i < SERVE_MOST_AT_ONCE; i++)
        if (server->visitors[i] >= 0)
            shutdown(server->visitors[i], SHUT_RD);
    pthread_mutex_unlock(&server->lock);
}

void
serve_see_out(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    while (server->visitor_count > 0)
        pthread_cond_wait(&server->left, &server->lock);
    pthread_mutex_unlock(&server->lock);
}
