/* host.c - switches the rules of a house, under load, or leaves everything as it was. */
#include "script/host.h"

#include <stdlib.h>
#include <string.h>

#include "script/compile.h"
#include "script/register.h"
#include "script/run.h"
#include "script/script.h"
#include "script/source.h"
#include "script/words.h"

static pthread_mutex_t hosts_lock = PTHREAD_MUTEX_INITIALIZER;
static struct script_host *hosts;

struct script_host *
host_of(struct dms_house *house)
{
    pthread_mutex_lock(&hosts_lock);
    struct script_host *host = hosts;
    while (host != NULL && host->house != house)
        host = host->next;
    if (host == NULL) {
        host = script_get(sizeof(*host));
        host->house = house;
        host->next = hosts;
        pthread_mutex_init(&host->change, NULL);
        pthread_mutex_init(&host->lock, NULL);
        hosts = host;
    }
    pthread_mutex_unlock(&hosts_lock);
    return host;
}

void
host_forget(const struct dms_house *house)
{
    pthread_mutex_lock(&hosts_lock);
    struct script_host **link = &hosts;
    while (*link != NULL && (*link)->house != house)
        link = &(*link)->next;
    struct script_host *host = *link;
    if (host != NULL)
        *link = host->next;
    pthread_mutex_unlock(&hosts_lock);
    if (host == NULL)
        return;
    for (size_t i = 0; i < host->count; i++)
        ruleset_destroy(host->versions[i]);
    free(host->versions);
    pthread_mutex_destroy(&host->change);
    pthread_mutex_destroy(&host->lock);
    free(host);
}

struct dms_house *
source_house(const struct script_host *host)
{
    return host->house;
}

void
host_keep(struct script_host *host, struct ruleset *rules)
{
    pthread_mutex_lock(&host->lock);
    host->versions =
        script_grow(host->versions, (host->count + 1) * sizeof(*host->versions));
    host->versions[host->count++] = rules;
    pthread_mutex_unlock(&host->lock);
}

struct ruleset *
host_version(struct script_host *host, int64_t version)
{
    struct ruleset *found = NULL;
    pthread_mutex_lock(&host->lock);
    for (size_t i = 0; i < host->count; i++)
        if (host->versions[i]->version == version)
            found = host->versions[i];
    pthread_mutex_unlock(&host->lock);
    return found;
}

struct ruleset *
host_active(struct script_host *host)
{
    pthread_mutex_lock(&host->lock);
    struct ruleset *active = host->active;
    pthread_mutex_unlock(&host->lock);
    return active;
}

static void
set_active(struct script_host *host, struct ruleset *rules)
{
    pthread_mutex_lock(&host->lock);
    struct ruleset *before = host->active;
    host->active = rules;
    pthread_mutex_unlock(&host->lock);
    if (before != NULL && before != rules)
        ruleset_retire(before);
}

/* From a compiled version to the one that runs. Takes RULES: kept once the house knows it. */
static enum dms_status
switch_to(struct script_host *host, struct ruleset *rules, struct dms_error *error)
{
    enum dms_status st = words_activate(rules, error);
    if (st == DMS_OK)
        st = dms_house_replace(host->house, "rules", register_rules, rules, error);
    if (st != DMS_OK) {
        ruleset_destroy(rules);
        return st;
    }
    host_keep(host, rules);
    set_active(host, rules);
    return DMS_OK;
}

static enum dms_status
start_schedules(struct script_host *host, struct ruleset *rules, struct dms_error *error)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    struct dms_json *answer = NULL;
    bool any = false;
    for (size_t i = 0; i < rules->group_count; i++)
        any = any || (rules->groups[i].kind == DECLARED_FOLLOW_UP &&
                      rules->groups[i].items[0]->follow_up->every != NULL);
    enum dms_status st = any ? dms_house_write(host->house, &request, schedule_start, rules,
                                               &answer, error)
                             : DMS_OK;
    dms_json_destroy(answer);
    return st;
}

static enum dms_status
try_rules(struct script_host *host, struct ruleset *rules, const char *by, const char *reason,
          struct dms_error *error)
{
    bool is_new = false;
    enum dms_status st = ruleset_verdict(rules, error);
    if (st == DMS_OK)
        st = version_keep(rules, by, reason, &is_new, error);
    if (st != DMS_OK) {
        ruleset_destroy(rules);
        return st;
    }
    st = switch_to(host, rules, error);
    if (st == DMS_OK && is_new)
        st = start_schedules(host, rules, error);
    return st == DMS_OK ? version_activate(rules, error) : st;
}

/* At start with a wrong script: the last version that worked goes on. */
static enum dms_status
fall_back(struct script_host *host)
{
    int64_t version = 0;
    struct source_list sources = { 0 };
    enum dms_status st = version_load(host, &version, &sources, NULL);
    if (st != DMS_OK)
        return st;
    struct ruleset *rules = ruleset_create(host, &sources);
    rules->version = version;
    if (ruleset_verdict(rules, NULL) == DMS_OK)
        return switch_to(host, rules, NULL);
    ruleset_destroy(rules);
    return DMS_INVALID;
}

static void
report(struct script_host *host, const char *by, enum dms_status st,
       const struct dms_error *error)
{
    const struct ruleset *active = host_active(host);
    dms_house_notice(host->house, "rules", NULL, NULL);
    if (st == DMS_OK) {
        dms_log(host->house, 2, "script.activated", "version=%lld|by=%s",
                active == NULL ? 0 : (long long)active->version, by);
        return;
    }
    char *text = dms_house_error_text(host->house, "en", error);
    dms_house_notice(host->house, "rules", dms_error_file(error), error);
    dms_log(host->house, 1, "script.not_activated", "by=%s|text=%s", by, text);
    free(text);
}

enum dms_status
host_activate(struct script_host *host, const char *by, const char *reason,
              struct dms_error *error)
{
    struct source_list sources = { 0 };
    struct dms_error *own = dms_error_create();
    pthread_mutex_lock(&host->change);
    enum dms_status st = source_read_all(&sources, host->house,
                                         dms_house_script_path(host->house), own);
    const struct ruleset *active = host_active(host);
    bool same = st == DMS_OK && active != NULL && strcmp(active->digest, sources.digest) == 0;
    if (st == DMS_OK && !same)
        st = try_rules(host, ruleset_create_checked(host, &sources), by, reason, own);
    source_list_clear(&sources);
    if (st != DMS_OK && active == NULL)
        fall_back(host);
    if (!same)
        report(host, by, st, own);
    else
        dms_house_notice(host->house, "rules", NULL, NULL);
    pthread_mutex_unlock(&host->change);
    dms_error_copy(error, own);
    dms_error_destroy(own);
    return st;
}
