/* doctor_house.c - what is wrong with an open house: its store, people, clock, parts. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/error.h"
#include "cli/cli_inside.h"
#include "dms/front.h"
#include "storage/storage.h"
#include "unit/unit_inside.h"

#define LEAST_FILES   4096
#define AHEAD         (5 * DMS_MINUTE)
#define MOST_GUESSES  30 /* passwords are slow to try on purpose */
#define OLDEST_SQLITE "3.40.0"

struct visit {
    struct dms_house *house;
    struct list *findings;
};

static void
store(const struct visit *visit)
{
    struct dms_json *problems = NULL;
    struct dms_error error = { 0 };
    char path[600];
    snprintf(path, sizeof(path), "%s/dms.db", visit->house->dir);
    if (storage_quick_check(visit->house->storage, &problems, &error) != DMS_OK)
        error_add(visit->findings, path, 0, "doctor.unreadable", "reason=%s",
                  dms_error_key(&error));
    for (size_t i = 0; i < dms_json_count(problems) && i < 3; i++)
        error_add(visit->findings, path, 0, "doctor.store", "problem=%s",
                  dms_json_text(dms_json_at(problems, i)));
    dms_json_destroy(problems);
    if (strverscmp(storage_version(), OLDEST_SQLITE) < 0)
        error_add(visit->findings, NULL, 0, "doctor.sqlite", "version=%s|least=%s",
                  storage_version(), OLDEST_SQLITE);
}

static void
ledger(const struct visit *visit, struct dms_unit *unit)
{
    struct dms_error error = { 0 };
    const char *what = NULL;
    int64_t at = 0;
    char path[600], last[40];
    snprintf(path, sizeof(path), "%s/audit.anchor", visit->house->dir);
    if (audit_fits(unit->session, path, &what, &at, &error) != DMS_OK)
        error_add(visit->findings, dms_error_file(&error), dms_error_line(&error),
                  "doctor.bad_anchor", "");
    else if (what != NULL && strcmp(what, "absent") == 0)
        error_add(visit->findings, path, 0, "doctor.no_anchor", "");
    else if (what != NULL)
        error_add(visit->findings, path, 0, "doctor.anchor", "what=%s", what);
    if (at > clock_now(NULL) + AHEAD)
        error_add(visit->findings, NULL, 0, "doctor.clock", "last=%s",
                  dms_time_print(at, visit->house->offset, last, sizeof(last)));
}

static void
zone(const struct visit *visit, struct dms_unit *unit)
{
    const char *text = dms_unit_setting(unit, "utc_offset", NULL);
    char *end = NULL;
    long minutes = text != NULL ? strtol(text, &end, 10) : 0;
    if (text != NULL && (end == text || *end != '\0' || minutes < -720 || minutes > 840))
        error_add(visit->findings, NULL, 0, "doctor.zone", "value=%s", text);
}

/* The demo's people share one password. */
static void
person(const struct visit *visit, struct dms_unit *unit, const struct dms_record *user,
       int64_t *admins, int *guesses)
{
    struct dms_error ignored = { 0 };
    struct actor actor = { 0 };
    const char *name = dms_record_text(user, "name");
    const char *hash = dms_record_text(user, "password_hash");
    if (access_actor(unit->access, name, unit->scratch, &actor, &ignored) != DMS_OK)
        return;
    *admins += actor_has_role(&actor, "admin");
    if (hash == NULL || *guesses <= 0 || !password_matches("demo", hash)) {
        *guesses -= hash != NULL;
        return;
    }
    *guesses = 0; /* one is enough to know where the house comes from */
    error_add(visit->findings, NULL, 0, "doctor.demo_password", "user=%s", name);
}

static enum dms_status
people(const struct visit *visit, struct dms_unit *unit, struct dms_error *error)
{
    const struct dms_list *users = NULL;
    int64_t admins = 0;
    int guesses = MOST_GUESSES;
    enum dms_status st =
        dms_unit_find(unit, "core.user", "{\"where\":{\"active\":true},\"limit\":1000}",
                      NULL, &users, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(users); i++)
        person(visit, unit, dms_list_at(users, i), &admins, &guesses);
    if (st == DMS_OK && admins == 0)
        error_add(visit->findings, NULL, 0, "doctor.no_admin", "");
    return st;
}

static enum dms_status
look_inside(struct dms_unit *unit, void *context, struct dms_json **answer,
            struct dms_error *error)
{
    (void)answer;
    ledger(context, unit);
    zone(context, unit);
    return people(context, unit, error);
}

static void
folders(const struct visit *visit)
{
    const struct dms_house *house = visit->house;
    char *copy = memory_copy(house->plugin_path), *rest = copy;
    for (char *dir; (dir = strsep(&rest, ":")) != NULL;)
        if (dir[0] != '\0' && access(dir, R_OK | X_OK) != 0)
            error_add(visit->findings, dir, 0, "doctor.no_plugins", "reason=%s",
                      strerror(errno));
    free(copy);
    if (access(house->script_path, R_OK | X_OK) != 0)
        error_add(visit->findings, house->script_path, 0, "doctor.no_scripts",
                  "reason=%s", strerror(errno));
}

static void
limits(const struct visit *visit)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_max < LEAST_FILES)
        error_add(visit->findings, NULL, 0, "doctor.files", "limit=%llu|least=%d",
                  (unsigned long long)files.rlim_max, LEAST_FILES);
}

/* When the newest file in FOLDER was written, ms UTC; 0: there is none; -1: no folder. */
static int64_t
newest_in(const char *folder)
{
    DIR *dir = opendir(folder);
    int64_t newest = 0;
    if (dir == NULL)
        return -1;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        struct stat info;
        if (fstatat(dirfd(dir), entry->d_name, &info, 0) == 0 && S_ISREG(info.st_mode) &&
            info.st_mtim.tv_sec * 1000 > newest)
            newest = info.st_mtim.tv_sec * 1000;
    }
    closedir(dir);
    return newest;
}

static void
backups(const struct visit *visit)
{
    const struct dms_config *config = dms_config_hold(visit->house);
    const char *folder = dms_config_text(config, "backup", "folder");
    int64_t hours = dms_config_number(config, "backup", "hours");
    int64_t newest = folder != NULL ? newest_in(folder) : 0;
    int64_t age = (clock_now(NULL) - newest) / DMS_HOUR;
    if (folder != NULL && newest < 0)
        error_add(visit->findings, folder, 0, "doctor.no_backup_folder", "reason=%s",
                  strerror(errno));
    else if (folder != NULL && newest == 0)
        error_add(visit->findings, folder, 0, "doctor.no_backup", "");
    else if (folder != NULL && age >= hours)
        error_add(visit->findings, folder, 0, "doctor.old_backup",
                  "age=%" PRId64 "|hours=%" PRId64, age, hours);
    dms_config_release(visit->house, config);
}

static void
parked(const struct visit *visit)
{
    struct dms_json *health = dms_house_health(visit->house);
    int64_t count = dms_json_integer_at(health, "parked");
    if (count > 0)
        error_add(visit->findings, NULL, 0, "unit.parked_waits", "count=%" PRId64, count);
    dms_json_destroy(health);
}

/* The files of the configuration are read anew, so that what was mended since is none; and what
 * somebody switched off is as he wants it. */
static bool
is_finding(const struct dms_json *notice)
{
    const char *of = dms_json_text_at(notice, "plugin");
    const char *key = dms_json_text_at(notice, "key");
    bool config = of != NULL && strcmp(of, "config") == 0;
    if (key != NULL && strcmp(key, "plugin.switched_off") == 0)
        return false;
    return !config || (key != NULL && strcmp(key, "config.waits") == 0);
}

/* The house's own notices are findings as they stand. */
static struct dms_json *
with_notices(struct dms_house *house, const char *language, struct list *findings)
{
    struct dms_json *all = cli_errors_json(house, language, findings);
    struct dms_json *notices = dms_house_notices(house, language);
    for (size_t i = 0; i < dms_json_count(notices); i++) {
        const struct dms_json *notice = dms_json_at(notices, i);
        if (is_finding(notice))
            dms_json_take(all, dms_json_copy(notice));
    }
    dms_json_destroy(notices);
    return all;
}

enum dms_status
cli_work_doctor(struct dms_house *house, const struct dms_request *request,
                struct dms_json **answer, struct dms_error *error)
{
    static const struct dms_request as_house = { .size = sizeof(as_house),
                                                 .flags = DMS_AS_HOUSE };
    struct list findings = { 0 };
    struct visit visit = { house, &findings };
    struct dms_json *nothing = NULL;
    enum dms_status st = cli_need_admin(house, request, error);
    if (st == DMS_OK)
        st = dms_house_read(house, &as_house, look_inside, &visit, &nothing, error);
    if (st != DMS_OK) {
        list_clear(&findings, free);
        return st;
    }
    store(&visit);
    folders(&visit);
    limits(&visit);
    backups(&visit);
    parked(&visit);
    config_check(house->config, NULL, &findings);
    *answer = dms_json_create_object();
    dms_json_take_key(*answer, "findings",
                      with_notices(house, request->language, &findings));
    return DMS_OK;
}
