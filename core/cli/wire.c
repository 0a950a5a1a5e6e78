/* wire.c - what goes over the socket: four bytes of length, then JSON. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "cli/cli_inside.h"

enum dms_status
cli_socket_path(const char *dir, struct sockaddr_un *address, struct dms_error *error)
{
    static const char name[] = "/dms.sock";
    *address = (struct sockaddr_un){ .sun_family = AF_UNIX };
    if (strlen(dir) + sizeof(name) > sizeof(address->sun_path))
        return dms_fail(error, DMS_INVALID, "cli.path_too_long", "dir=%s", dir);
    memcpy(address->sun_path, dir, strlen(dir));
    memcpy(address->sun_path + strlen(dir), name, sizeof(name));
    return DMS_OK;
}

static enum dms_status
lost(struct dms_error *error)
{
    return dms_fail(error, DMS_BUSY, "cli.connection_lost", "reason=%s", strerror(errno));
}

static bool
send_all(int file, const void *data, size_t size)
{
    const char *at = data;
    while (size > 0) {
        ssize_t sent = send(file, at, size, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        size -= (size_t)sent;
    }
    return true;
}

/* Bytes read: less than SIZE when the other side ended. -1: errno says why. */
static ssize_t
receive_all(int file, void *data, size_t size)
{
    size_t had = 0;
    while (had < size) {
        ssize_t got = recv(file, (char *)data + had, size - had, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        had += (size_t)got;
    }
    return (ssize_t)had;
}

enum dms_status
cli_frame_write(int file, const struct dms_json *json, struct dms_error *error)
{
    char *text = dms_json_print(json);
    size_t size = strlen(text);
    const unsigned char head[4] = { (unsigned char)(size >> 24), (unsigned char)(size >> 16),
                                    (unsigned char)(size >> 8), (unsigned char)size };
    enum dms_status st = DMS_OK;
    if (size > CLI_FRAME_LIMIT)
        st = dms_fail(error, DMS_LIMIT, "cli.too_long", "size=%zu", size);
    else if (!send_all(file, head, sizeof(head)) || !send_all(file, text, size))
        st = lost(error);
    free(text);
    return st;
}

static enum dms_status
read_body(int file, size_t size, struct dms_json **json, struct dms_error *error)
{
    char *text = malloc(size + 1);
    enum dms_status st = DMS_OK;
    if (text == NULL)
        return dms_fail(error, DMS_LIMIT, "cli.too_long", "size=%zu", size);
    if (receive_all(file, text, size) != (ssize_t)size)
        st = lost(error);
    else
        st = dms_json_load(text, size, json, error);
    free(text);
    return st;
}

enum dms_status
cli_frame_read(int file, struct dms_json **json, struct dms_error *error)
{
    unsigned char head[4];
    *json = NULL;
    ssize_t got = receive_all(file, head, sizeof(head));
    if (got == 0)
        return DMS_OK;
    if (got != sizeof(head))
        return lost(error);
    size_t size = (size_t)head[0] << 24 | (size_t)head[1] << 16 | (size_t)head[2] << 8 | head[3];
    if (size > CLI_FRAME_LIMIT)
        return dms_fail(error, DMS_LIMIT, "cli.too_long", "size=%zu", size);
    return read_body(file, size, json, error);
}
