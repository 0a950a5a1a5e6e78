/* serve.c - dms serve: the house stays open; whoever may enter its folder may ask. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.h"
#include "base/log.h"
#include "cli/cli_inside.h"

#define MOST_AT_ONCE 64

struct server {
    struct dms_house *house;
    int listener;
    pthread_mutex_t lock;
    pthread_cond_t left;
    int visitors[MOST_AT_ONCE]; /* their sockets; -1: free */
    size_t visitor_count;
};

struct visit {
    struct server *server;
    int file;
};

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
    for (size_t i = 0; i < MOST_AT_ONCE; i++)
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
let_in(struct server *server, int file)
{
    pthread_t thread;
    struct visit *visit = memory_get(sizeof(*visit));
    *visit = (struct visit){ server, file };
    pthread_mutex_lock(&server->lock);
    while (server->visitor_count == MOST_AT_ONCE)
        pthread_cond_wait(&server->left, &server->lock);
    server->visitor_count++;
    for (size_t i = 0; i < MOST_AT_ONCE; i++)
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

static void
receive_visitors(struct server *server, int signals)
{
    struct pollfd waiting[] = { { .fd = server->listener, .events = POLLIN },
                                { .fd = signals, .events = POLLIN } };
    for (;;) {
        if (poll(waiting, 2, -1) < 0 && errno != EINTR)
            return;
        if (waiting[1].revents != 0)
            return;
        if (waiting[0].revents == 0)
            continue;
        int file = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
        if (file >= 0 && is_welcome(file))
            let_in(server, file);
        else if (file >= 0)
            close(file);
    }
}

/* What they have asked is still answered; then the line is cut. */
static void
see_out(struct server *server)
{
    pthread_mutex_lock(&server->lock);
    for (size_t i = 0; i < MOST_AT_ONCE; i++)
        if (server->visitors[i] >= 0)
            shutdown(server->visitors[i], SHUT_RD);
    while (server->visitor_count > 0)
        pthread_cond_wait(&server->left, &server->lock);
    pthread_mutex_unlock(&server->lock);
}

/* We hold the store's lock, so a socket that is there is left over. */
static enum dms_status
listen_in(const char *dir, struct server *server, struct dms_error *error)
{
    struct sockaddr_un address;
    enum dms_status st = cli_socket_path(dir, &address, error);
    if (st != DMS_OK)
        return st;
    unlink(address.sun_path);
    mode_t usual = umask(0177);
    server->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool bound = server->listener >= 0 &&
                 bind(server->listener, (struct sockaddr *)&address, sizeof(address)) == 0 &&
                 listen(server->listener, 32) == 0;
    umask(usual);
    return bound ? DMS_OK
                 : dms_fail(error, DMS_INVALID, "cli.cannot_listen", "file=%s|reason=%s",
                            address.sun_path, strerror(errno));
}

/* Before any thread is made, so that all of them leave the signals to us. */
static int
take_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

int
cli_serve(struct cli *cli)
{
    struct dms_error error = { 0 };
    struct server server = { .listener = -1,
                             .lock = PTHREAD_MUTEX_INITIALIZER,
                             .left = PTHREAD_COND_INITIALIZER };
    struct sockaddr_un address;
    int result = CLI_DONE, signals = take_signals();
    for (size_t i = 0; i < MOST_AT_ONCE; i++)
        server.visitors[i] = -1;
    log_set_level(LOG_NOTICE);
    enum dms_status st = cli->rooms->open(cli->dir, NULL, &cli->house, &error);
    server.house = cli->house;
    if (st == DMS_OK)
        st = listen_in(cli->dir, &server, &error);
    if (st == DMS_OK)
        st = dms_house_serve(cli->house, &error);
    if (st == DMS_OK) {
        cli_say_notices(cli);
        cli_say(cli, "cli.serving", "dir=%s", cli->dir);
        fflush(stdout);
        receive_visitors(&server, signals);
        see_out(&server);
        cli_say(cli, "cli.closing", "");
    } else {
        result = cli_refuse(cli, &error);
    }
    if (server.listener >= 0) {
        close(server.listener);
        if (cli_socket_path(cli->dir, &address, NULL) == DMS_OK)
            unlink(address.sun_path);
    }
    close(signals);
    return result;
}
