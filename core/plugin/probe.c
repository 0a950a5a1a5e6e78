/* probe.c - opens and starts plugins in child processes first: what kills a child does not kill the
 * house.
 *
 * A child that lives through dlopen, finds a sound card and comes back from its start writes one
 * line; whatever else happens to it is the reason why the plugin is off. All children run at once. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "plugin/item.h"
#include "plugin/probe_cache.h"
#include "unit/registrar.h"

/* While others have the processors, the clock of who loads stands still. */
#define LIMIT_MS 3000
#define MOST_MS  30000 /* whatever the machine does */
#define BUSY_MS  1000  /* of processor: a plugin that loads takes a tenth */
#define MS       1000000
#define SOUND    "ok"
#define CHANNEL  3 /* the child's descriptor to its parent */

struct probe {
    struct plugin_item *item;
    pid_t pid;
    int fd;
    char answer[4096]; /* one line; whole when it ends with '\n' */
    size_t size;
};

static bool
answered(const struct probe *probe)
{
    return probe->size > 0 && probe->answer[probe->size - 1] == '\n';
}

/* Nothing of the house goes along: no descriptor, no terminal, no core file, no handler. */
static void
leave_the_house(int channel)
{
    sigset_t none;
    int nothing = open("/dev/null", O_RDWR);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int number = 1; number < SIGRTMIN; number++)
        signal(number, SIG_DFL);
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int kept = fcntl(channel, F_DUPFD, CHANNEL + 1);
    for (int fd = 0; fd < CHANNEL; fd++)
        dup2(nothing, fd);
    dup2(kept, CHANNEL);
    close_range(CHANNEL + 1, ~0U, 0);
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    alarm(MOST_MS / 1000 + 1);
}

/* Into a registrar nobody looks at. A start that says no says so again in the house itself. */
static void
rehearse(struct dms_house *house, const struct plugin_item *item)
{
    struct dms_error ignored = { 0 };
    if (house != NULL)
        item->card.start(registrar_create(house, item->id), &ignored);
}

static void
run_child(struct dms_house *house, struct plugin_item *item, int channel)
{
    const struct dms_plugin *given = NULL;
    struct dms_error error = { 0 };
    leave_the_house(channel);
    enum dms_status st = plugin_door(item->file, &given, &error);
    if (st == DMS_OK)
        st = plugin_card_take(item, given, &error);
    if (st == DMS_OK)
        rehearse(house, item);
    struct dms_json *json = st == DMS_OK ? NULL : error_json(&error);
    char *text = st == DMS_OK ? strdup(SOUND) : dms_json_print(json);
    dprintf(CHANNEL, "%s\n", text);
    _exit(0);
}

static void
begin(struct dms_house *house, struct probe *probe, struct plugin_item *item)
{
    int channel[2] = { -1, -1 };
    probe->item = item;
    probe->fd = -1;
    if (pipe2(channel, O_CLOEXEC) != 0)
        return;
    probe->pid = fork();
    if (probe->pid == 0)
        run_child(house, item, channel[1]);
    close(channel[1]);
    probe->fd = channel[0];
}

/* Takes what there is; closes at the end or when the line is whole. */
static void
listen_to(struct probe *probe)
{
    size_t room = sizeof(probe->answer) - probe->size;
    ssize_t got = read(probe->fd, probe->answer + probe->size, room);
    if (got > 0)
        probe->size += (size_t)got;
    if (got <= 0 || answered(probe) || probe->size == sizeof(probe->answer)) {
        close(probe->fd);
        probe->fd = -1;
    }
}

static int
left_until(int64_t deadline)
{
    int64_t left = (deadline - clock_ticks()) / MS;
    return left > 0 ? (int)left : 0;
}

/* How long the kernel has let a process that does little stand in the queue for a processor, in ns;
 * 0 where it does not say, and for one that has worked for longer than any loading takes. */
static int64_t
waited(pid_t pid)
{
    char path[40];
    long long ran = 0, delay = 0;
    snprintf(path, sizeof(path), "/proc/%d/schedstat", (int)pid);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return 0;
    bool told = fscanf(file, "%lld %lld", &ran, &delay) == 2;
    fclose(file);
    return told && ran < (int64_t)BUSY_MS * MS ? delay : 0;
}

static int64_t
deadline_of(const struct probe *probes, size_t count, int64_t start)
{
    int64_t longest = 0, most = (int64_t)(MOST_MS - LIMIT_MS) * MS;
    for (size_t i = 0; i < count; i++) {
        int64_t delay = probes[i].fd >= 0 ? waited(probes[i].pid) : 0;
        longest = delay > longest ? delay : longest;
    }
    return start + (int64_t)LIMIT_MS * MS + (longest < most ? longest : most);
}

/* Until all have answered or their time is over; returns when that was. */
static int64_t
listen_to_all(struct probe *probes, size_t count)
{
    struct pollfd *fds = memory_get((count + 1) * sizeof(*fds));
    int64_t start = clock_ticks(), deadline = start + (int64_t)LIMIT_MS * MS;
    for (size_t open = 1; open > 0 && left_until(deadline) > 0;) {
        open = 0;
        for (size_t i = 0; i < count; i++) {
            fds[i] = (struct pollfd){ .fd = probes[i].fd, .events = POLLIN };
            open += probes[i].fd >= 0;
        }
        int heard = open > 0 ? poll(fds, count, left_until(deadline)) : 0;
        for (size_t i = 0; i < count && heard > 0; i++)
            if (probes[i].fd >= 0 && fds[i].revents != 0)
                listen_to(&probes[i]);
        if (left_until(deadline) == 0)
            deadline = deadline_of(probes, count, start);
    }
    free(fds);
    return deadline;
}

/* How the child ended; -1 when it had to be ended. */
static int
wait_for(pid_t pid, int64_t deadline)
{
    int status = 0;
    for (;;) {
        pid_t got = waitpid(pid, &status, WNOHANG);
        if (got == pid || (got < 0 && errno != EINTR))
            return status;
        if (clock_ticks() >= deadline)
            break;
        usleep(1000);
    }
    kill(pid, SIGKILL);
    waitpid(pid, &status, 0);
    return -1;
}

static void
tell_death(struct plugin_item *item, int status)
{
    struct dms_error *reason = &item->reason;
    const char *name =
        status > 0 && WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : NULL;
    if (status == -1)
        dms_fail(reason, DMS_UNSUPPORTED, "plugin.probe_hung", "plugin=%s|seconds=%d",
                 item->id, LIMIT_MS / 1000);
    else if (WIFSIGNALED(status))
        dms_fail(reason, DMS_UNSUPPORTED, "plugin.probe_crashed",
                 "plugin=%s|signal=SIG%s", item->id, name == NULL ? "?" : name);
    else
        dms_fail(reason, DMS_UNSUPPORTED, "plugin.probe_exited", "plugin=%s|code=%d",
                 item->id, WEXITSTATUS(status));
    dms_error_at_file(reason, item->file, 0);
}

static void
take_answer(struct probe *probe)
{
    struct dms_json *json = NULL;
    struct plugin_item *item = probe->item;
    if (strncmp(probe->answer, SOUND "\n", probe->size) == 0)
        return;
    if (dms_json_load(probe->answer, probe->size, &json, NULL) == DMS_OK)
        error_from_json(&item->reason, json);
    dms_json_destroy(json);
    /* An answer that is none: something else wrote into the channel. */
    dms_fail(&item->reason, DMS_INVALID, "plugin.probe_exited", "plugin=%s|code=0",
             item->id);
}

static void
end(struct probe *probe, int64_t deadline)
{
    if (probe->fd >= 0)
        close(probe->fd);
    if (probe->pid <= 0) {
        dms_fail(&probe->item->reason, DMS_BUSY, "plugin.no_probe", "reason=%s",
                 strerror(errno));
        dms_error_at_file(&probe->item->reason, probe->item->file, 0);
    } else if (answered(probe)) {
        kill(probe->pid, SIGKILL);
        waitpid(probe->pid, NULL, 0);
        take_answer(probe);
    } else {
        tell_death(probe->item, wait_for(probe->pid, deadline));
    }
}

void
plugin_probe(struct dms_house *house, struct plugin_item **items, size_t count,
             const char *cache)
{
    struct probe_cache *known = probe_cache_load(cache);
    struct probe *probes = memory_get((count + 1) * sizeof(*probes));
    size_t begun = 0;
    for (size_t i = 0; i < count; i++)
        if (dms_error_status(&items[i]->reason) == DMS_OK &&
            !probe_cache_knows(known, items[i]))
            begin(house, &probes[begun++], items[i]);
    int64_t deadline = listen_to_all(probes, begun);
    for (size_t i = 0; i < begun; i++) {
        end(&probes[i], deadline);
        if (dms_error_status(&probes[i].item->reason) == DMS_OK)
            probe_cache_add(known, probes[i].item);
    }
    free(probes);
    probe_cache_save(known);
}
