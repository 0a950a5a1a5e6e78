/* serve.c - dms serve: the house stays open until it is told to stop, and reads its
 * configuration again when it is told so. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "base/error.h"
#include "base/log.h"
#include "cli/serve_inside.h"
#include "dms/config.h"

#define MOST_FILES 65536
#define FULL_HOUSE 50 /* ms until we look whether somebody has left */

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
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &set, SFD_CLOEXEC);
}

/* Every browser that watches costs one; the usual 1,024 are for programs of another kind. */
static void
allow_files(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= MOST_FILES)
        return;
    limit.rlim_cur = limit.rlim_max < MOST_FILES ? limit.rlim_max : MOST_FILES;
    setrlimit(RLIMIT_NOFILE, &limit);
}

/* What is wrong stands in the log and among the notices; the old values go on. */
static void
reload(struct dms_house *house)
{
    struct timespec time;
    char state[64];
    clock_gettime(CLOCK_MONOTONIC, &time);
    snprintf(state, sizeof(state), "RELOADING=1\nMONOTONIC_USEC=%lld",
             (long long)time.tv_sec * 1000000 + time.tv_nsec / 1000);
    service_tell(state);
    dms_house_reload_config(house, NULL);
    service_tell("READY=1");
}

/* False when it is time to go. */
static bool
obey(struct server *server, int signals)
{
    struct signalfd_siginfo signal = { 0 };
    if (read(signals, &signal, sizeof(signal)) != sizeof(signal))
        return true;
    if (signal.ssi_signo != SIGHUP)
        return false;
    reload(server->house);
    return true;
}

static void
receive_visitors(struct server *server, int signals)
{
    int period = service_period();
    for (;;) {
        bool room = serve_has_room(server);
        struct pollfd waiting[] = { { .fd = signals, .events = POLLIN },
                                    { .fd = room ? server->listener : -1,
                                      .events = POLLIN } };
        int pause = room ? period : FULL_HOUSE;
        if (poll(waiting, 2, pause) < 0 && errno != EINTR)
            return;
        if (waiting[0].revents != 0 && !obey(server, signals))
            return;
        if (waiting[1].revents != 0)
            serve_let_in(server);
        service_ping(server->house);
    }
}

static int64_t
patience(struct dms_house *house)
{
    const struct dms_config *config = dms_config_hold(house);
    int64_t seconds = dms_config_number(config, "serve", "stop_seconds");
    dms_config_release(house, config);
    return seconds;
}

/* All doors close at once, and only then is anybody waited for. */
static void
stop(struct cli *cli, struct server *server, int signals)
{
    char state[64];
    int64_t seconds = patience(cli->house);
    snprintf(state, sizeof(state), "STOPPING=1\nEXTEND_TIMEOUT_USEC=%lld",
             (long long)(seconds + 5) * 1000000);
    service_tell(state);
    serve_stop_within(seconds, signals);
    serve_turn_away(cli->dir, server);
    cli->rooms->quiet(cli->house);
    serve_see_out(server);
    cli_say(cli, "cli.closing", "");
    fflush(stdout);
}

static void
serve(struct cli *cli, struct server *server, int signals)
{
    cli_say_notices(cli);
    cli_say(cli, "cli.serving", "dir=%s", cli->dir);
    fflush(stdout);
    service_tell("READY=1");
    receive_visitors(server, signals);
    stop(cli, server, signals);
}

int
cli_serve(struct cli *cli)
{
    struct dms_error error = { 0 };
    struct server *server = memory_get(sizeof(*server));
    int result = CLI_DONE, signals = take_signals();
    serve_visits_begin(server);
    allow_files();
    log_set_level(LOG_NOTICE);
    enum dms_status st = cli->rooms->open(cli->dir, NULL, &cli->house, &error);
    server->house = cli->house;
    if (st == DMS_OK)
        st = serve_listen(cli->dir, server, &error);
    if (st == DMS_OK)
        st = dms_house_serve(cli->house, &error);
    if (st == DMS_OK) {
        serve(cli, server, signals);
    } else {
        result = cli_refuse(cli, &error);
        serve_turn_away(cli->dir, server);
    }
    free(server);
    return result;
}
