/* switch.c - the rules of a house change under load, at once, or all stays as it was. */
#include <stdlib.h>
#include <string.h>

#include "script/compile.h"
#include "script/register.h"
#include "script/run.h"
#include "script/source.h"
#include "script/version.h"
#include "script/words.h"

static enum activation_mode
mode_named(const char *text)
{
    return text == NULL                  ? ACTIVATION_SAVE
           : strcmp(text, "two") == 0    ? ACTIVATION_TWO
           : strcmp(text, "person") == 0 ? ACTIVATION_PERSON
                                         : ACTIVATION_SAVE;
}

/* Rules are the whole house's: wherever the setting was made, it holds, and the strictest wins. */
static enum dms_status
read_mode(struct dms_unit *unit, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    enum activation_mode *mode = data;
    const struct dms_list *list = NULL;
    (void)answer;
    enum dms_status st =
        dms_unit_find(unit, "core.setting", "{\"where\":{\"name\":\"rules.activation\"}}",
                      NULL, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++) {
        enum activation_mode own =
            mode_named(dms_record_text(dms_list_at(list, i), "value"));
        *mode = own > *mode ? own : *mode;
    }
    return st;
}

enum activation_mode
host_mode(struct script_host *host)
{
    enum activation_mode mode = ACTIVATION_SAVE;
    version_read(host->house, read_mode, &mode, NULL);
    return mode;
}

/* MIXED NULL: RULES hold everywhere, and a pilot has ended. */
static void
set_running(struct script_host *host, struct ruleset *rules, struct ruleset *pilot,
            struct ruleset *mixed)
{
    pthread_mutex_lock(&host->lock);
    struct ruleset *const before[] = { host->active, host->pilot };
    host->active = rules;
    host->pilot = pilot;
    host->mixed = mixed;
    pthread_mutex_unlock(&host->lock);
    for (size_t i = 0; i < 2; i++)
        if (before[i] != NULL && before[i] != rules && before[i] != pilot)
            ruleset_retire(before[i]);
}

static bool
is_kept(struct script_host *host, const struct ruleset *rules)
{
    return rules->version != 0 && host_version(host, rules->version) == rules;
}

static bool
same_text(const char *left, const char *right)
{
    return left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
}

static bool
same_times(const struct follow_up *left, const struct follow_up *right)
{
    return same_text(left->every, right->every) && left->at == right->at &&
           left->weekday == right->weekday && left->day == right->day;
}

/* A schedule that is as it was keeps its timer: what fell due a moment ago is not lost. */
static bool
is_planned(const struct ruleset *before, const struct rule_group *group)
{
    const struct rule_group *old =
        before == NULL ? NULL : ruleset_group(before, DECLARED_FOLLOW_UP, group->name);
    return old != NULL &&
           same_times(old->items[0]->follow_up, group->items[0]->follow_up);
}

struct schedules {
    const struct ruleset *rules, *before;
};

static enum dms_status
set_timers(struct dms_unit *unit, void *data, struct dms_json **answer,
           struct dms_error *error)
{
    const struct schedules *schedules = data;
    enum dms_status st = DMS_OK;
    (void)answer;
    for (size_t i = 0; i < schedules->rules->group_count && st == DMS_OK; i++) {
        const struct rule_group *group = &schedules->rules->groups[i];
        if (schedule_is(group) && !is_planned(schedules->before, group))
            st = schedule_plan(unit, group, error);
    }
    return st;
}

static enum dms_status
start_schedules(struct script_host *host, const struct ruleset *rules,
                const struct ruleset *before, struct dms_error *error)
{
    struct schedules schedules = { rules, before };
    bool any = false;
    for (size_t i = 0; i < rules->group_count; i++)
        any = any ||
              (schedule_is(&rules->groups[i]) && !is_planned(before, &rules->groups[i]));
    return any ? version_write(host->house, set_timers, &schedules, error) : DMS_OK;
}

/* What is registered from now on. */
static enum dms_status
put(struct script_host *host, struct ruleset *rules, struct dms_error *error)
{
    enum dms_status st = words_activate(rules, error);
    return st == DMS_OK
               ? dms_house_replace(host->house, "rules", register_rules, rules, error)
               : st;
}

/* A version that the house knows now: loaded until it closes. */
static void
keep(struct script_host *host, struct ruleset *rules)
{
    if (is_kept(host, rules))
        ruleset_revive(rules);
    else
        host_keep(host, rules);
}

enum dms_status
host_switch(struct script_host *host, struct ruleset *rules, const struct ruleset *before,
            struct dms_error *error)
{
    enum dms_status st = put(host, rules, error);
    if (st != DMS_OK) {
        if (!is_kept(host, rules))
            ruleset_destroy(rules);
        return st;
    }
    keep(host, rules);
    set_running(host, rules, NULL, NULL);
    return start_schedules(host, rules, before, error);
}

static void
keep_mix(struct script_host *host, struct ruleset *mix)
{
    pthread_mutex_lock(&host->lock);
    host->mixes = script_grow(host->mixes, (host->mix_count + 1) * sizeof(*host->mixes));
    host->mixes[host->mix_count++] = mix;
    pthread_mutex_unlock(&host->lock);
}

enum dms_status
host_switch_pilot(struct script_host *host, struct ruleset *rules, const char *stores,
                  struct dms_error *error)
{
    struct ruleset *before = host_running(host), *active = host_active(host);
    if (active == NULL) { /* elsewhere there would be no rules at all */
        if (!is_kept(host, rules))
            ruleset_destroy(rules);
        return dms_fail(error, DMS_INVALID, "script.pilot_of_nothing", "");
    }
    struct ruleset *mix = pilot_mix(active, rules, stores);
    enum dms_status st = put(host, mix, error);
    if (st != DMS_OK) {
        ruleset_destroy(mix);
        if (!is_kept(host, rules))
            ruleset_destroy(rules);
        return st;
    }
    keep(host, rules);
    keep_mix(host, mix);
    set_running(host, active, rules, mix);
    return start_schedules(host, mix, before, error);
}

enum dms_status
host_ruleset(struct script_host *host, int64_t version, struct ruleset **rules,
             struct dms_error *error)
{
    struct source_list sources = { 0 };
    *rules = host_version(host, version);
    if (*rules != NULL)
        return ruleset_verdict(*rules, error);
    enum dms_status st = version_load(host, &version, &sources, error);
    if (st != DMS_OK) {
        source_list_clear(&sources);
        return st;
    }
    struct ruleset *loaded = ruleset_create(host, &sources);
    loaded->version = version;
    st = ruleset_verdict(loaded, error);
    if (st == DMS_OK)
        *rules = loaded;
    else
        ruleset_destroy(loaded);
    return st;
}
