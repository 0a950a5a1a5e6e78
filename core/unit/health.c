/* health.c - dms_house_health: is the house open, can it write, what waits. */
#include <sys/statvfs.h>

#include "storage/system.h"
#include "unit/house.h"

#define LEAST_SPACE                                                                      \
    (16 << 20) /* bytes: below it the next commit may well find the disk full */

static bool
has_space(const struct dms_house *house)
{
    struct statvfs disk;
    return statvfs(house->dir, &disk) == 0 &&
           (uint64_t)disk.f_bavail * disk.f_frsize >= LEAST_SPACE;
}

static bool
read_backlog(struct dms_house *house, struct system_backlog *backlog)
{
    struct storage_session *session = NULL;
    *backlog = (struct system_backlog){ 0 };
    if (storage_read_begin(house->storage, &session, NULL) != DMS_OK)
        return false;
    enum dms_status st =
        session_backlog(session, clock_now(&house->clock), backlog, NULL);
    storage_read_end(session);
    return st == DMS_OK;
}

static int64_t
notice_count(struct dms_house *house)
{
    pthread_mutex_lock(&house->notice_lock);
    int64_t count = (int64_t)dms_json_count(house->notices);
    pthread_mutex_unlock(&house->notice_lock);
    return count;
}

struct dms_json *
dms_house_health(struct dms_house *house)
{
    struct storage_figures figures;
    struct system_backlog backlog;
    bool reads = read_backlog(house, &backlog);
    storage_figures(house->storage, &figures);
    struct dms_json *health = dms_json_create_object();
    dms_json_set_boolean(health, "ready", reads);
    dms_json_set_boolean(health, "writable", reads && has_space(house));
    dms_json_set_integer(health, "units", atomic_load(&house->units));
    dms_json_set_integer(health, "refused", atomic_load(&house->refused));
    dms_json_set_integer(health, "commits", figures.commits);
    dms_json_set_integer(health, "queue", figures.queue);
    dms_json_set_integer(health, "outbox_last", backlog.last_event);
    dms_json_set_integer(health, "outbox_behind", backlog.behind);
    dms_json_set_integer(health, "parked", backlog.parked);
    dms_json_set_integer(health, "timers_due", backlog.timers_due);
    dms_json_set_integer(health, "database_bytes", figures.database_bytes);
    dms_json_set_integer(health, "wal_bytes", figures.log_bytes);
    dms_json_set_integer(health, "notices", notice_count(house));
    return health;
}
