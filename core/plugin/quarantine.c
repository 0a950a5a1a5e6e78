/* quarantine.c - a plugin that takes the house down again and again is kept off at the next start. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "dms/amount.h"
#include "plugin/crash.h"

#define TOO_OFTEN  3
#define MINUTES    10
#define FILE_LIMIT (1 << 20)

/* The last crashes of one plugin, oldest first, since somebody gave it another try. */
struct record {
    int64_t times[TOO_OFTEN];
    size_t count;
    char signal[16];
};

static void
add(struct record *record, int64_t time, const char *signal)
{
    if (strcmp(signal, CRASH_ENABLED) == 0) {
        record->count = 0;
        return;
    }
    if (record->count == TOO_OFTEN) {
        memmove(record->times, record->times + 1, (TOO_OFTEN - 1) * sizeof(int64_t));
        record->count--;
    }
    record->times[record->count++] = time;
    strncpy(record->signal, signal, sizeof(record->signal) - 1);
}

/* "1795483800 SIGSEGV crm …"; what is none is passed over. */
static void
read_line(struct record *record, char *line, const char *id)
{
    char *rest = NULL;
    const char *time = strtok_r(line, " ", &rest), *signal = strtok_r(NULL, " ", &rest);
    const char *plugin = strtok_r(NULL, " ", &rest);
    if (plugin != NULL && strcmp(plugin, id) == 0)
        add(record, strtoll(time, NULL, 10), signal);
}

static bool
is_newer(const char *library, int64_t time)
{
    struct stat info;
    return stat(library, &info) == 0 && info.st_mtim.tv_sec > time;
}

void
crash_quarantine(const char *file, int64_t offset, struct plugin_item *item)
{
    struct record record = { .count = 0 };
    size_t size = 0;
    char at[40], *rest = NULL, *text = plugin_read_file(file, FILE_LIMIT, &size);
    if (text == NULL)
        return;
    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest))
        read_line(&record, line, item->id);
    free(text);
    int64_t last = record.count > 0 ? record.times[record.count - 1] : 0;
    if (record.count < TOO_OFTEN || last - record.times[0] > MINUTES * 60 ||
        is_newer(item->file, last))
        return;
    dms_fail(&item->reason, DMS_UNSUPPORTED, "plugin.quarantined",
             "plugin=%s|count=%d|minutes=%d|signal=%s|at=%s", item->id, TOO_OFTEN,
             MINUTES, record.signal, dms_time_print(last * 1000, offset, at, sizeof(at)));
    dms_error_at_file(&item->reason, file, 0);
}
