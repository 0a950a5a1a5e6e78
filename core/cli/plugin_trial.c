/* plugin_trial.c - a house for a moment, in a child: what kills or stops that is a finding, too.
 *
 * The child tells what the house says, closes it, and ends; it is watched by its own alarm, so that a
 * plugin that never comes back does not keep who waits for it. */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "base/place.h"
#include "cli/plugin_inside.h"

#define LIMIT      60 /* seconds, however busy the machine is */
#define LIMIT_BUSY 20 /* of processor: a house opens in a tenth */
#define LINE_SIZE  1200

struct trial {
    struct cli *cli;
    const char *dir, *id;
    char folder[64]; /* with house, plugins, scripts in it */
    pid_t pid;
    int channel;
};

static char *
inside(const struct trial *trial, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", trial->folder, name) < 0)
        memory_end();
    return path;
}

static enum dms_status
make(const struct trial *trial, const char *name, struct dms_error *error)
{
    char *path = inside(trial, name);
    enum dms_status st = mkdir(path, 0700) == 0
                             ? DMS_OK
                             : dms_fail(error, DMS_INVALID, "plugin.new_failed",
                                        "reason=%s", strerror(errno));
    dms_error_at_file(error, path, 0);
    free(path);
    return st;
}

/* Where the others are: in the folders of plugins, and beside this one. */
static char *
path_of(const struct trial *trial)
{
    char *installed = place_plugins(), *path = NULL;
    if (asprintf(&path, "%s:%s/..", installed, trial->dir) < 0)
        memory_end();
    free(installed);
    return path;
}

static enum dms_status
prepare(struct trial *trial, struct dms_error *error)
{
    const char *place = getenv("TMPDIR");
    char *path = path_of(trial), *plugins = NULL;
    enum dms_status st = DMS_OK;
    snprintf(trial->folder, sizeof(trial->folder), "%s/dms-check-XXXXXX",
             place != NULL && strlen(place) < 40 ? place : "/tmp");
    if (mkdtemp(trial->folder) == NULL)
        st = dms_fail(error, DMS_INVALID, "plugin.new_failed", "reason=%s",
                      strerror(errno));
    if (st == DMS_OK)
        st = make(trial, "plugins", error);
    if (st == DMS_OK)
        st = make(trial, "scripts", error);
    plugins = inside(trial, "plugins");
    if (st == DMS_OK)
        st = trial->cli->rooms->plugin_gather(trial->dir, path, plugins, error);
    free(plugins);
    free(path);
    return st;
}

static int
remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
    (void)about, (void)kind, (void)walk;
    return remove(path);
}

/* Nothing it writes or prints comes among the findings, and no core file is left behind. */
static void
leave(void)
{
    int nothing = open("/dev/null", O_RDWR);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (int fd = 0; fd <= 2; fd++)
        dup2(nothing, fd);
    signal(SIGALRM, SIG_DFL);
    setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
    setrlimit(RLIMIT_CPU, &(struct rlimit){ LIMIT_BUSY, LIMIT_BUSY + 1 });
    alarm(LIMIT);
}

static struct dms_json *
ask(const struct trial *trial, struct dms_house **house)
{
    struct dms_error error = { 0 };
    struct dms_json *findings = NULL;
    const struct cli *cli = trial->cli;
    char *dir = inside(trial, "house"), *plugins = inside(trial, "plugins"),
         *scripts = inside(trial, "scripts");
    const struct dms_house_options options = { .size = sizeof(options),
                                               .plugin_path = plugins,
                                               .script_path = scripts };
    enum dms_status st = dms_house_create(dir, &error);
    if (st == DMS_OK)
        st = cli->rooms->open(dir, &options, house, &error);
    if (st == DMS_OK) {
        findings = plugin_asked(cli, *house, trial->dir, trial->id);
    } else {
        findings = dms_json_create_array();
        plugin_finding(cli, cli->messages, findings, &error);
    }
    free(scripts);
    free(plugins);
    free(dir);
    return findings;
}

static void
live(const struct trial *trial, int channel)
{
    struct dms_house *house = NULL;
    leave();
    struct dms_json *findings = ask(trial, &house);
    cli_frame_write(channel, findings, NULL);
    trial->cli->rooms->close(house);
    _exit(0);
}

static enum dms_status
begin(struct trial *trial, struct dms_error *error)
{
    int pair[2] = { -1, -1 };
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0)
        trial->pid = fork();
    if (trial->pid < 0)
        return dms_fail(error, DMS_BUSY, "plugin.no_probe", "reason=%s", strerror(errno));
    if (trial->pid == 0)
        live(trial, pair[1]);
    close(pair[1]);
    trial->channel = pair[0];
    return DMS_OK;
}

/* "key_board.so+0x11f9" of the line the crash was noted in, behind time, signal and plugin. */
static void
read_place(const struct trial *trial, char place[LINE_SIZE])
{
    char line[LINE_SIZE] = "", *path = inside(trial, "house/crashes");
    FILE *file = fopen(path, "re");
    strcpy(place, "?");
    if (file != NULL && fgets(line, sizeof(line), file) != NULL)
        sscanf(line, "%*s %*s %*s %1199s", place);
    if (file != NULL)
        fclose(file);
    free(path);
}

static void
tell_death(const struct trial *trial, int status, struct dms_json *findings)
{
    char place[LINE_SIZE], library[LINE_SIZE];
    struct dms_error error = { 0 };
    int number = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    const char *name = sigabbrev_np(number);
    read_place(trial, place);
    if (number == SIGALRM || number == SIGXCPU || number == SIGKILL)
        dms_fail(&error, DMS_UNSUPPORTED, "plugin.trial_hung", "plugin=%s|seconds=%d",
                 trial->id, number == SIGALRM ? LIMIT : LIMIT_BUSY);
    else if (number != 0)
        dms_fail(&error, DMS_UNSUPPORTED, "plugin.trial_crashed",
                 "plugin=%s|signal=SIG%s|place=%s", trial->id, name == NULL ? "?" : name,
                 place);
    else
        dms_fail(&error, DMS_UNSUPPORTED, "plugin.trial_exited", "plugin=%s|code=%d",
                 trial->id, WEXITSTATUS(status));
    snprintf(library, sizeof(library), "%s/%s.so", trial->dir, trial->id);
    dms_error_at_file(&error, library, 0);
    plugin_finding(trial->cli, trial->cli->messages, findings, &error);
}

/* An ending that is not its own is told even when the house had been asked: it is that of stop. */
static struct dms_json *
listen_to(const struct trial *trial)
{
    int status = 0;
    struct dms_json *findings = NULL;
    cli_frame_read(trial->channel, &findings, NULL);
    close(trial->channel);
    while (waitpid(trial->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    bool heard = findings != NULL;
    if (!heard)
        findings = dms_json_create_array();
    if (status != 0 || !heard)
        tell_death(trial, status, findings);
    return findings;
}

struct dms_json *
plugin_trial(struct cli *cli, const char *dir, const char *id)
{
    struct dms_error error = { 0 };
    struct dms_json *findings = NULL;
    struct trial trial = { .cli = cli, .dir = dir, .id = id, .pid = -1 };
    enum dms_status st = prepare(&trial, &error);
    if (st == DMS_OK)
        st = begin(&trial, &error);
    if (st == DMS_OK) {
        findings = listen_to(&trial);
    } else {
        findings = dms_json_create_array();
        plugin_finding(cli, cli->messages, findings, &error);
    }
    nftw(trial.folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return findings;
}
