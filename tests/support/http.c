/* http.c - a connection, bytes out, answers in; every wait is bounded. */
#include "support/http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define SEND_MS 5000

bool
http_open(struct http_line *line, unsigned port)
{
    struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    int on = 1;
    *line = (struct http_line){ .file = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (line->file < 0)
        return false;
    setsockopt(line->file, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (connect(line->file, (struct sockaddr *)&at, sizeof(at)) == 0)
        return true;
    http_close(line);
    return false;
}

void
http_close(struct http_line *line)
{
    if (line->file >= 0)
        close(line->file);
    free(line->data);
    *line = (struct http_line){ .file = -1, .ended = true };
}

/* Something to read there counts as room as well: the other side may have answered already. */
bool
http_send(struct http_line *line, const void *data, size_t size)
{
    const char *at = data;
    while (size > 0) {
        struct pollfd wait = { .fd = line->file, .events = POLLOUT };
        if (poll(&wait, 1, SEND_MS) <= 0)
            return false;
        ssize_t sent = send(line->file, at, size, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return false;
        if (sent > 0) {
            at += sent;
            size -= (size_t)sent;
        }
    }
    return true;
}

static bool
fill(struct http_line *line, int ms)
{
    struct pollfd wait = { .fd = line->file, .events = POLLIN };
    if (line->ended)
        return false;
    if (line->room - line->size < 4096) {
        line->room = line->room * 2 + 8192;
        line->data = realloc(line->data, line->room);
        if (line->data == NULL)
            abort();
    }
    line->late = poll(&wait, 1, ms) == 0;
    ssize_t got = line->late ? 0
                             : recv(line->file, line->data + line->size,
                                    line->room - line->size - 1, 0);
    if (got <= 0) {
        line->ended = true;
        return false;
    }
    line->size += (size_t)got;
    return true;
}

static void
drop(struct http_line *line, size_t size)
{
    memmove(line->data, line->data + size, line->size - size);
    line->size -= size;
}

static char *
copy(const char *data, size_t size)
{
    char *text = malloc(size + 1);
    if (text == NULL)
        abort();
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    return text;
}

void
http_reply_header(const struct http_reply *reply, const char *name, char *value,
                  size_t size)
{
    size_t length = strlen(name);
    value[0] = '\0';
    for (const char *at = reply->head; at != NULL; at = strstr(at, "\r\n")) {
        at += at == reply->head ? 0 : 2;
        if (strncasecmp(at, name, length) != 0 || at[length] != ':')
            continue;
        at += length + 1 + strspn(at + length + 1, " ");
        size_t found = strcspn(at, "\r");
        found = found < size - 1 ? found : size - 1;
        memcpy(value, at, found);
        value[found] = '\0';
        return;
    }
}

/* The head with its empty line; 0: none. */
static size_t
head_size(const struct http_line *line)
{
    const char *end =
        line->size > 0 ? memmem(line->data, line->size, "\r\n\r\n", 4) : NULL;
    return end != NULL ? (size_t)(end - line->data) + 4 : 0;
}

bool
http_receive(struct http_line *line, int ms, bool no_body, struct http_reply *reply)
{
    char length[24];
    size_t head;
    *reply = (struct http_reply){ 0 };
    while ((head = head_size(line)) == 0)
        if (!fill(line, ms))
            return false;
    reply->head = copy(line->data, head);
    http_reply_header(reply, "Content-Length", length, sizeof(length));
    size_t body = no_body ? 0 : strtoul(length, NULL, 10);
    while (line->size < head + body)
        if (!fill(line, ms)) {
            http_reply_clear(reply);
            return false;
        }
    if (strncmp(reply->head, "HTTP/1.", 7) == 0)
        reply->status = atoi(reply->head + 9);
    reply->body = copy(line->data + head, body);
    reply->body_size = body;
    drop(line, head + body);
    return true;
}

void
http_reply_clear(struct http_reply *reply)
{
    free(reply->head);
    free(reply->body);
    *reply = (struct http_reply){ 0 };
}

char *
http_encode(const char *text)
{
    char *encoded = malloc(strlen(text) * 3 + 1), *to = encoded;
    if (encoded == NULL)
        abort();
    for (; *text != '\0'; text++)
        to += sprintf(to, "%%%02X", (unsigned char)*text);
    *to = '\0';
    return encoded;
}
