/* listener.c - where strangers come in: a socket of systemd's, or one of our own. */
#include "listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define FIRST_PASSED 3 /* where systemd begins to number what it passes */
#define BACKLOG      511

/* The n-th name of LISTEN_FDNAMES is "http", or there is one socket without names. */
static bool
is_named_http(const char *names, long index, long count)
{
    if (names == NULL)
        return count == 1;
    for (; index > 0 && names != NULL; index--)
        names = (names = strchr(names, ':')) != NULL ? names + 1 : NULL;
    return names != NULL && strncmp(names, "http", 4) == 0 &&
           (names[4] == '\0' || names[4] == ':');
}

/* -1: none was passed for us. */
static int
passed_socket(void)
{
    const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
    if (pid == NULL || fds == NULL || strtol(pid, NULL, 10) != (long)getpid())
        return -1;
    long count = strtol(fds, NULL, 10);
    for (long i = 0; i < count && i < 64; i++)
        if (is_named_http(getenv("LISTEN_FDNAMES"), i, count))
            return FIRST_PASSED + (int)i;
    return -1;
}

/* "HOST:PORT" in two; [] around IPv6. */
static bool
split(const char *address, char host[static 128], char port[static 8])
{
    const char *colon = strrchr(address, ':');
    size_t size = colon != NULL ? (size_t)(colon - address) : 0;
    if (size == 0 || size >= 128 || strlen(colon + 1) > 5 || colon[1] == '\0' ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1))
        return false;
    bool brackets = address[0] == '[' && address[size - 1] == ']';
    snprintf(host, 128, "%.*s", (int)(brackets ? size - 2 : size),
             address + (brackets ? 1 : 0));
    snprintf(port, 8, "%s", colon + 1);
    return brackets || strchr(host, ':') == NULL;
}

static enum dms_status
look_up(const char *address, struct addrinfo **found, struct dms_error *error)
{
    char host[128], port[8];
    const struct addrinfo hints = { .ai_family = AF_UNSPEC,
                                    .ai_socktype = SOCK_STREAM,
                                    .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
    if (!split(address, host, port) || strtol(port, NULL, 10) > 65535)
        return dms_fail_field(error, DMS_INVALID, "listen", "rest.bad_address",
                              "address=%s", address);
    int result = getaddrinfo(strcmp(host, "*") == 0 ? "::" : host, port, &hints, found);
    return result == 0
               ? DMS_OK
               : dms_fail_field(error, DMS_INVALID, "listen", "rest.no_such_address",
                                "address=%s|reason=%s", address, gai_strerror(result));
}

static enum dms_status
cannot_bind(const char *address, int number, struct dms_error *error)
{
    if (number == EADDRINUSE)
        return dms_fail_field(error, DMS_BUSY, "listen", "rest.address_in_use",
                              "address=%s", address);
    return dms_fail_field(error, DMS_INVALID, "listen", "rest.cannot_listen",
                          "address=%s|reason=%s", address, strerror(number));
}

static enum dms_status
bind_to(const struct addrinfo *where, const char *address, int *file,
        struct dms_error *error)
{
    int on = 1, off = 0;
    *file = socket(where->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (*file < 0)
        return cannot_bind(address, errno, error);
    setsockopt(*file, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (where->ai_family == AF_INET6) /* "*" is every address there is */
        setsockopt(*file, IPPROTO_IPV6, IPV6_V6ONLY, address[0] == '*' ? &off : &on,
                   sizeof(on));
    if (bind(*file, where->ai_addr, where->ai_addrlen) == 0 &&
        listen(*file, BACKLOG) == 0)
        return DMS_OK;
    enum dms_status st = cannot_bind(address, errno, error);
    close(*file);
    *file = -1;
    return st;
}

/* Port 0 has become a real one, and a passed socket is wherever systemd put it. */
static void
describe(struct listener *listener)
{
    struct sockaddr_storage at;
    socklen_t size = sizeof(at);
    char host[INET6_ADDRSTRLEN] = "", port[8] = "";
    if (getsockname(listener->file, (struct sockaddr *)&at, &size) != 0 ||
        getnameinfo((struct sockaddr *)&at, size, host, sizeof(host), port, sizeof(port),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return;
    bool six = strchr(host, ':') != NULL;
    listener->loopback = strncmp(host, "127.", 4) == 0 || strcmp(host, "::1") == 0;
    snprintf(listener->address, sizeof(listener->address), "%s%s%s:%s", six ? "[" : "",
             host, six ? "]" : "", port);
}

enum dms_status
listener_open(struct listener *listener, const char *address, struct dms_error *error)
{
    struct addrinfo *found = NULL;
    enum dms_status st = DMS_OK;
    *listener = (struct listener){ .file = passed_socket() };
    if (listener->file < 0) {
        st = look_up(address, &found, error);
        if (st == DMS_OK)
            st = bind_to(found, address, &listener->file, error);
        if (found != NULL)
            freeaddrinfo(found);
    }
    if (st == DMS_OK)
        describe(listener);
    return st;
}
