/* receiver.h - a stranger's web server on this machine: it keeps what it is sent and answers
 * as the path says: /ok 200, /fail the status that is set, /hang when it is let go, /away a
 * redirect to /ok, /flood 200 and a body without end. */
#ifndef TESTS_NOTIFY_RECEIVER_H
#define TESTS_NOTIFY_RECEIVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST_HITS 256

struct hit {
    char path[64], event[80], delivery[32], timestamp[32], signature[80];
    char body[4096];
};

struct receiver {
    int listener;
    uint16_t port;
    pthread_t thread;
    pthread_mutex_t lock;
    struct hit hits[MOST_HITS];
    atomic_int count, status, visitors;
    atomic_bool let_go;
};

struct visit {
    struct receiver *receiver;
    int file;
};

static inline int
receiver_listen(uint16_t *port)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t size = sizeof(address);
    int file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (file < 0 || bind(file, (struct sockaddr *)&address, size) != 0 || listen(file, 64) != 0 ||
        getsockname(file, (struct sockaddr *)&address, &size) != 0)
        abort();
    *port = ntohs(address.sin_port);
    return file;
}

/* The value of a header, up to the line's end. */
static inline void
receiver_header(const char *text, const char *name, char *value, size_t size)
{
    char line[64];
    snprintf(line, sizeof(line), "\r\n%s: ", name);
    const char *at = strcasestr(text, line);
    size_t length = at != NULL ? strcspn(at + strlen(line), "\r\n") : 0;
    if (length >= size)
        length = size - 1;
    memcpy(value, at != NULL ? at + strlen(line) : "", length);
    value[length] = '\0';
}

/* One whole request; false when the line ended before. */
static inline bool
receiver_read(int file, struct hit *hit)
{
    char text[8192] = "", length[16];
    size_t size = 0;
    const char *body = NULL;
    memset(hit, 0, sizeof(*hit));
    for (;;) {
        ssize_t got = read(file, text + size, sizeof(text) - 1 - size);
        if (got <= 0)
            return false;
        size += (size_t)got;
        text[size] = '\0';
        body = strstr(text, "\r\n\r\n");
        receiver_header(text, "Content-Length", length, sizeof(length));
        if (body != NULL && strlen(body + 4) >= strtoul(length, NULL, 10))
            break;
    }
    sscanf(text, "POST %63s", hit->path);
    receiver_header(text, "X-DMS-Event", hit->event, sizeof(hit->event));
    receiver_header(text, "X-DMS-Delivery", hit->delivery, sizeof(hit->delivery));
    receiver_header(text, "X-DMS-Timestamp", hit->timestamp, sizeof(hit->timestamp));
    receiver_header(text, "X-DMS-Signature", hit->signature, sizeof(hit->signature));
    snprintf(hit->body, sizeof(hit->body), "%s", body + 4);
    return true;
}

static inline void
receiver_say(int file, int status, const char *more)
{
    char text[300];
    int size = snprintf(text, sizeof(text), "HTTP/1.1 %d x\r\n%sConnection: close\r\n\r\n", status,
                        more);
    (void)!send(file, text, (size_t)size, MSG_NOSIGNAL);
}

static inline void
receiver_flood(int file)
{
    char block[4096];
    memset(block, 'x', sizeof(block));
    receiver_say(file, 200, "");
    while (send(file, block, sizeof(block), MSG_NOSIGNAL) > 0)
        continue;
}

static inline void
receiver_answer(struct receiver *receiver, int file, const struct hit *hit)
{
    char away[100];
    snprintf(away, sizeof(away), "Location: http://127.0.0.1:%u/ok\r\n", receiver->port);
    while (strcmp(hit->path, "/hang") == 0 && !atomic_load(&receiver->let_go))
        usleep(5000);
    if (strcmp(hit->path, "/away") == 0)
        receiver_say(file, 302, away);
    else if (strcmp(hit->path, "/flood") == 0)
        receiver_flood(file);
    else
        receiver_say(file, strcmp(hit->path, "/fail") == 0 ? atomic_load(&receiver->status) : 200,
                     "Content-Length: 0\r\n");
}

static inline void *
receiver_visit(void *context)
{
    struct visit visit = *(struct visit *)context;
    struct receiver *receiver = visit.receiver;
    struct hit *hit = malloc(sizeof(*hit));
    free(context);
    if (hit != NULL && receiver_read(visit.file, hit)) {
        pthread_mutex_lock(&receiver->lock);
        if (atomic_load(&receiver->count) < MOST_HITS) {
            receiver->hits[atomic_load(&receiver->count)] = *hit;
            atomic_fetch_add(&receiver->count, 1);
        }
        pthread_mutex_unlock(&receiver->lock);
        receiver_answer(receiver, visit.file, hit);
    }
    free(hit);
    close(visit.file);
    atomic_fetch_sub(&receiver->visitors, 1);
    return NULL;
}

static inline void *
receiver_serve(void *context)
{
    struct receiver *receiver = context;
    pthread_t thread;
    for (;;) {
        struct visit *visit = malloc(sizeof(*visit));
        if (visit == NULL)
            abort();
        *visit = (struct visit){ receiver, accept4(receiver->listener, NULL, NULL, SOCK_CLOEXEC) };
        if (visit->file < 0) {
            free(visit);
            return NULL;
        }
        atomic_fetch_add(&receiver->visitors, 1);
        if (pthread_create(&thread, NULL, receiver_visit, visit) != 0)
            abort();
        pthread_detach(thread);
    }
}

static inline void
receiver_start(struct receiver *receiver)
{
    memset(receiver, 0, sizeof(*receiver));
    receiver->listener = receiver_listen(&receiver->port);
    atomic_store(&receiver->status, 500);
    pthread_mutex_init(&receiver->lock, NULL);
    if (pthread_create(&receiver->thread, NULL, receiver_serve, receiver) != 0)
        abort();
}

static inline void
receiver_stop(struct receiver *receiver)
{
    atomic_store(&receiver->let_go, true);
    shutdown(receiver->listener, SHUT_RDWR);
    pthread_join(receiver->thread, NULL);
    close(receiver->listener);
    while (atomic_load(&receiver->visitors) > 0)
        usleep(1000);
    pthread_mutex_destroy(&receiver->lock);
}

#endif
