/* doctor_crashes.c - what took the house down lately, as the file crashes tells it: who, how often, and
 * what to do. Who was given another try since then is not named again. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "cli/cli_inside.h"

#define DAYS 7
/* As core/plugin/crash.h has it. */
#define CRASH_FILE    "crashes"
#define CRASH_ENABLED "ENABLED"
#define MOST          32 /* plugins that crash; more are past helping */

struct culprit {
    char plugin[48], signal[16];
    int64_t last; /* s UTC */
    int count;
};

struct culprits {
    struct culprit items[MOST];
    size_t count;
};

static struct culprit *
culprit_at(struct culprits *culprits, const char *plugin)
{
    struct culprit *own = NULL;
    for (size_t i = 0; i < culprits->count; i++)
        if (strcmp(culprits->items[i].plugin, plugin) == 0)
            own = &culprits->items[i];
    if (own == NULL && culprits->count < MOST) {
        own = &culprits->items[culprits->count++];
        snprintf(own->plugin, sizeof(own->plugin), "%s", plugin);
    }
    return own;
}

/* "1795483800 SIGSEGV crm …"; what is none is passed over. */
static void
read_line(struct culprits *culprits, const char *line, int64_t since)
{
    char signal[16], plugin[48];
    int64_t at = 0;
    if (sscanf(line, "%" SCNd64 " %15s %47s", &at, signal, plugin) != 3 || at < since)
        return;
    struct culprit *culprit = culprit_at(culprits, plugin);
    if (culprit == NULL)
        return;
    if (strcmp(signal, CRASH_ENABLED) == 0) {
        culprit->count = 0;
        return;
    }
    culprit->count++;
    culprit->last = at;
    memcpy(culprit->signal, signal, sizeof(signal));
}

static void
accuse(const struct culprit *culprit, const char *file, struct list *findings)
{
    bool own = strcmp(culprit->plugin, "-") == 0;
    time_t last = (time_t)culprit->last;
    struct tm when;
    char at[40] = "";
    if (localtime_r(&last, &when) != NULL)
        strftime(at, sizeof(at), "%F %T", &when);
    error_add(findings, file, 0, own ? "doctor.crashed_itself" : "doctor.crashed",
              "plugin=%s|count=%d|days=%d|signal=%s|at=%s", culprit->plugin,
              culprit->count, DAYS, culprit->signal, at);
}

void
cli_doctor_crashes(const char *dir, struct list *findings)
{
    struct culprits culprits = { .count = 0 };
    int64_t since = (int64_t)time(NULL) - INT64_C(86400) * DAYS;
    char path[600], *line = NULL;
    size_t room = 0;
    snprintf(path, sizeof(path), "%s/" CRASH_FILE, dir);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return;
    while (getline(&line, &room, file) > 0)
        read_line(&culprits, line, since);
    free(line);
    fclose(file);
    for (size_t i = 0; i < culprits.count; i++)
        if (culprits.items[i].count > 0)
            accuse(&culprits.items[i], path, findings);
}
