/* watch.c - sees when a script is edited, and has the rules activated.
 *
 * Folders are watched, not files: editors write a new file and rename it. What happens
 * within 200 ms is one change. New folders (a new brand) are watched from then on. */
#include "script/watch.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "script/source.h"

#define QUIET 200   /* ms */
#define SECOND 1000 /* how late a planned version may be */
#define PATIENCE 10 /* quiet times: something that is written all the time does not keep us */

struct watch {
    struct script_host *host;
    pthread_t thread;
    int events, stop; /* inotify, eventfd */
};

static void
watch_folder(const char *folder, void *context)
{
    const struct watch *watch = context;
    inotify_add_watch(watch->events, folder, IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM |
                                                 IN_DELETE | IN_CREATE | IN_ONLYDIR);
}

static void
watch_all(struct watch *watch)
{
    struct dms_house *house = watch->host->house;
    source_folders(house, dms_house_script_path(house), watch_folder, watch);
}

static void
drain(int events)
{
    char buffer[4096 + sizeof(struct inotify_event) + NAME_MAX + 1]
        __attribute__((aligned(8)));
    while (read(events, buffer, sizeof(buffer)) > 0)
        ;
}

/* Reports where the error is through the house's notices and log; nothing else to do here. */
static void *
run(void *data)
{
    struct watch *watch = data;
    struct pollfd waits[2] = { { watch->events, POLLIN, 0 }, { watch->stop, POLLIN, 0 } };
    int changed = 0;
    for (;;) {
        int ready = poll(waits, 2, changed > 0 ? QUIET : SECOND);
        host_keep_plans(watch->host);
        if (ready < 0 && errno != EINTR)
            break;
        if (ready > 0 && waits[1].revents != 0)
            break;
        if (ready > 0 && waits[0].revents != 0) {
            drain(watch->events);
            changed++;
            poll(&waits[1], 1, QUIET / 2); /* what comes close together is one change */
        }
        if (changed > 2 * PATIENCE || (ready == 0 && changed > 0)) {
            changed = 0;
            watch_all(watch);
            host_activate(watch->host, "file", NULL, NULL);
        }
    }
    return NULL;
}

enum dms_status
watch_start(struct script_host *host, struct dms_error *error)
{
    if (host->watch != NULL)
        return DMS_OK;
    struct watch *watch = script_get(sizeof(*watch));
    watch->host = host;
    watch->events = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    watch->stop = eventfd(0, EFD_CLOEXEC);
    if (watch->events >= 0 && watch->stop >= 0) {
        watch_all(watch);
        if (pthread_create(&watch->thread, NULL, run, watch) == 0) {
            host->watch = watch;
            return DMS_OK;
        }
    }
    enum dms_status st =
        dms_fail(error, DMS_UNSUPPORTED, "script.cannot_watch", "text=%s", strerror(errno));
    if (watch->events >= 0)
        close(watch->events);
    if (watch->stop >= 0)
        close(watch->stop);
    free(watch);
    return st;
}

void
watch_stop(struct script_host *host)
{
    struct watch *watch = host->watch;
    if (watch == NULL)
        return;
    eventfd_write(watch->stop, 1);
    pthread_join(watch->thread, NULL);
    close(watch->events);
    close(watch->stop);
    free(watch);
    host->watch = NULL;
}
