/* serve_service.c - what systemd's protocol asks of a service: a datagram here, a number there. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "cli/serve_inside.h"
#include "storage/storage.h"
#include "unit/house.h"

#define FIRST_SOCKET 3

void
service_tell(const char *state)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    const char *path = getenv("NOTIFY_SOCKET");
    size_t size = path != NULL ? strlen(path) : 0;
    if (size < 2 || size >= sizeof(address.sun_path) ||
        (path[0] != '/' && path[0] != '@'))
        return;
    memcpy(address.sun_path, path, size);
    if (path[0] == '@')
        address.sun_path[0] = '\0';
    int file = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (file < 0)
        return;
    /* Never waited for: a sign of life that does not get through is none. */
    sendto(file, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT,
           (const struct sockaddr *)&address,
           (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size));
    close(file);
}

static bool
is_for_us(const char *variable)
{
    const char *text = getenv(variable);
    return text != NULL && strtoll(text, NULL, 10) == (long long)getpid();
}

/* The environment stays as it is: a plugin looks there for its own socket. */
int
service_socket(const char *name)
{
    const char *count = getenv("LISTEN_FDS"), *names = getenv("LISTEN_FDNAMES");
    int most = count != NULL && is_for_us("LISTEN_PID") ? atoi(count) : 0;
    size_t size = strlen(name);
    for (int i = 0; i < most && names != NULL; i++) {
        size_t length = strcspn(names, ":");
        if (length == size && strncmp(names, name, size) == 0) {
            fcntl(FIRST_SOCKET + i, F_SETFD, FD_CLOEXEC);
            return FIRST_SOCKET + i;
        }
        names = names[length] == ':' ? names + length + 1 : NULL;
    }
    return -1;
}

int
service_period(void)
{
    const char *text = getenv("WATCHDOG_USEC");
    long long period = text != NULL ? strtoll(text, NULL, 10) : 0;
    if (period <= 0 || (getenv("WATCHDOG_PID") != NULL && !is_for_us("WATCHDOG_PID")))
        return -1;
    period /= 3000; /* a third, so that two may be late */
    return period < 1 ? 1 : period > 3600000 ? 3600000 : (int)period;
}

/* One at a time: a writer that hangs gets no pile of them. */
static atomic_bool on_its_way;

static enum dms_status
nothing(struct storage_session *session, void *context, struct dms_error *error)
{
    (void)session, (void)context, (void)error;
    return DMS_OK;
}

/* Refused or not: the writer has answered. */
static void
answered(void *context, enum dms_status status, const struct dms_error *error)
{
    (void)context, (void)status, (void)error;
    service_tell("WATCHDOG=1");
    atomic_store(&on_its_way, false);
}

static bool
is_due(void)
{
    static int64_t last;
    int period = service_period();
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    int64_t now = time.tv_sec * 1000 + time.tv_nsec / 1000000;
    if (period < 0 || (last != 0 && now - last < period))
        return false;
    last = now;
    return true;
}

void
service_ping(struct dms_house *house)
{
    if (!is_due() || atomic_exchange(&on_its_way, true))
        return;
    if (storage_write_later(house->storage, nothing, NULL, answered, NULL) != DMS_OK)
        atomic_store(&on_its_way, false);
}
