/* serve_stop.c - nobody waits for ever: a stop that takes too long, or is asked for twice, ends. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/serve_inside.h"

static struct {
    int64_t until; /* ms */
    int signals;
} stop;

static int64_t
now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* What was acknowledged is on the disk: ending here costs what was not. */
static void *
watch(void *context)
{
    (void)context;
    struct pollfd waiting = { .fd = stop.signals, .events = POLLIN };
    for (;;) {
        struct signalfd_siginfo signal = { 0 };
        int64_t left = stop.until - now();
        int ready = left > 0 ? poll(&waiting, 1, (int)left) : 0;
        if (ready == 0) {
            log_line(LOG_WARNING, "cli.stop_late", "");
            _exit(CLI_DONE);
        }
        if (ready < 0 || read(stop.signals, &signal, sizeof(signal)) != sizeof(signal) ||
            signal.ssi_signo == SIGHUP)
            continue;
        log_line(LOG_WARNING, "cli.stop_at_once", "");
        _exit(CLI_REFUSED);
    }
}

void
serve_stop_within(int64_t seconds, int signals)
{
    pthread_t thread;
    stop.until = now() + seconds * 1000;
    stop.signals = signals;
    if (pthread_create(&thread, NULL, watch, NULL) == 0)
        pthread_detach(thread);
}
