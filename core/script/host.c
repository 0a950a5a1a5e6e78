/* host.c - the rules of every open house: which versions are loaded, which one is active. */
#include "script/host.h"

#include <stdlib.h>
#include <string.h>

#include "script/source.h"

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
    for (size_t i = 0; i < host->mix_count; i++)
        ruleset_destroy(host->mixes[i]);
    free(host->mixes);
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

struct ruleset *
host_running(struct script_host *host)
{
    pthread_mutex_lock(&host->lock);
    struct ruleset *running = host->mixed != NULL ? host->mixed : host->active;
    pthread_mutex_unlock(&host->lock);
    return running;
}
