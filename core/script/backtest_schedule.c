/* backtest_schedule.c - the mornings of the period once more, for follow-ups by the clock.
 *
 * They walk today's records with the clock of then: what the records were on that morning is
 * known only for those that changed since, and both sides are asked the same question. */
#include <stdlib.h>
#include <string.h>

#include "script/backtest.h"
#include "script/compile.h"
#include "script/follow_up.h"
#include "script/run.h"

#define PAGE         200
#define MOMENTS_MOST 400 /* of one schedule */

static void
add_moment(struct backtest *test, struct trial *trial, int64_t at)
{
    if (test->moment_count == test->moment_room) {
        test->moment_room = test->moment_room * 2 + 64;
        test->moments =
            script_grow(test->moments, test->moment_room * sizeof(*test->moments));
        test->moment_trials = script_grow(
            test->moment_trials, test->moment_room * sizeof(*test->moment_trials));
    }
    test->moments[test->moment_count] = at;
    test->moment_trials[test->moment_count++] = trial;
}

static enum dms_status
plan_moments(struct dms_unit *unit, void *context, struct dms_json **answer,
             struct dms_error *error)
{
    struct backtest *test = context;
    (void)answer;
    (void)error;
    for (size_t i = 0; i < test->trial_count; i++) {
        struct trial *trial = test->trials[i];
        if (trial->kind != TRIAL_SCHEDULE || trial->same)
            continue;
        const struct rule *rule =
            (trial->now != NULL ? trial->now : trial->then)->items[0];
        int64_t at = schedule_next(unit, rule, test->from - 1);
        for (size_t k = 0; at < test->to && k < MOMENTS_MOST; k++) {
            add_moment(test, trial, at);
            at = schedule_next(unit, rule, at);
        }
    }
    return DMS_OK;
}

enum dms_status
backtest_moments(struct backtest *test, struct dms_error *error)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    return dms_house_read(test->host->house, &request, plan_moments, test, NULL, error);
}

static int
compare_keys(const void *left, const void *right)
{
    uint64_t one = *(const uint64_t *)left, other = *(const uint64_t *)right;
    return one < other ? -1 : one > other;
}

/* FNV-1a over what makes an occasion one: rule, side, record, key. */
static uint64_t
key_of(const struct trial *trial, char side, int64_t record, const char *once)
{
    char text[512];
    uint64_t key = UINT64_C(14695981039346656037);
    int size = snprintf(text, sizeof(text), "%s|%c|%lld|%s", trial->name, side,
                        (long long)record, once);
    for (int i = 0; i < size && i < (int)sizeof(text) - 1; i++)
        key = (key ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
    return key;
}

/* Keys of earlier moments lie sorted before SEEN_SORTED; a moment has each record once. */
static bool
was_before(const struct backtest *test, uint64_t key)
{
    return test->seen_sorted > 0 && bsearch(&key, test->seen, test->seen_sorted,
                                            sizeof(*test->seen), compare_keys) != NULL;
}

static void
only_once(struct backtest *test, const struct trial *trial, char side, int64_t record,
          struct dms_json **outcome)
{
    const char *once = dms_json_text_at(*outcome, "once");
    if (once == NULL)
        return;
    uint64_t key = key_of(trial, side, record, once);
    if (was_before(test, key)) {
        dms_json_destroy(*outcome);
        *outcome = NULL;
        return;
    }
    if (test->seen_count == test->seen_room) {
        test->seen_room = test->seen_room * 2 + 256;
        test->seen = script_grow(test->seen, test->seen_room * sizeof(*test->seen));
    }
    test->seen[test->seen_count++] = key;
}

static struct dms_json *
planned(struct dms_unit *unit, const struct rule_group *group,
        const struct dms_record *record)
{
    const struct rule *rule = group == NULL
                                  ? NULL
                                  : group_pick(group, follow_up_brand(unit, record),
                                               follow_up_store(unit, record));
    if (rule == NULL || strcmp(rule->follow_up->find, dms_record_entity(record)) != 0 ||
        !where_fits(unit, record, rule->follow_up->where))
        return NULL;
    return outcome_follow_up(unit, group, record, NULL, false);
}

static void
try_record(struct backtest *test, struct dms_unit *unit, struct trial *trial,
           const struct dms_record *record)
{
    const struct occurrence where = { dms_record_entity(record), dms_record_id(record),
                                      dms_unit_now(unit), dms_unit_offset(unit) };
    struct outcome outcome = { planned(unit, trial->now, record),
                               planned(unit, trial->then, record) };
    if (test->brand != NULL && strcmp(test->brand, follow_up_brand(unit, record)) != 0) {
        dms_json_destroy(outcome.now);
        dms_json_destroy(outcome.then);
        return;
    }
    only_once(test, trial, 'n', where.record, &outcome.now);
    only_once(test, trial, 't', where.record, &outcome.then);
    if (outcome.now != NULL || outcome.then != NULL)
        backtest_compare(test, trial, &where, outcome);
}

/* What either side would look at. */
static enum dms_status
walk(struct backtest *test, struct dms_unit *unit, struct trial *trial,
     const char *entity, struct dms_error *error)
{
    const struct rule_group *const sides[] = { trial->now, trial->then };
    enum dms_status st = DMS_OK;
    struct schedule_place place = { .after = 0 };
    for (bool more = true; more && st == DMS_OK;) {
        const struct dms_list *list = NULL;
        struct dms_json *query = schedule_query(unit, sides, 2, entity, &place, PAGE);
        st = dms_unit_find_json(unit, entity, query, &list, error);
        dms_json_destroy(query);
        size_t count = st == DMS_OK ? dms_list_count(list) : 0;
        for (size_t i = 0; i < count; i++) {
            place.after = dms_record_id(dms_list_at(list, i));
            try_record(test, unit, trial, dms_list_at(list, i));
        }
        more = count == PAGE;
    }
    return st;
}

static const char *
walked_by(const struct rule_group *group)
{
    return group == NULL ? NULL : group->items[0]->follow_up->find;
}

enum dms_status
backtest_at(struct dms_unit *unit, void *context, struct dms_error *error)
{
    struct backtest *test = context;
    struct trial *trial = test->moment_trials[test->moment_at++];
    const char *now = walked_by(trial->now), *then = walked_by(trial->then);
    enum dms_status st = now == NULL ? DMS_OK : walk(test, unit, trial, now, error);
    if (st == DMS_OK && then != NULL && (now == NULL || strcmp(now, then) != 0))
        st = walk(test, unit, trial, then, error);
    if (test->seen_count > 0)
        qsort(test->seen, test->seen_count, sizeof(*test->seen), compare_keys);
    test->seen_sorted = test->seen_count;
    return st;
}
