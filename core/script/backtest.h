/* backtest.h - new rules on old days: what they would have done otherwise, nothing touched. */
#ifndef DMS_SCRIPT_BACKTEST_H
#define DMS_SCRIPT_BACKTEST_H

#include "dms/replay.h"
#include "script/host.h"

enum trial_kind {
    TRIAL_FOLLOW_UP, /* on an event */
    TRIAL_SCHEDULE,
    TRIAL_RULE,
    TRIAL_GUARD,     /* a transition of a workflow */
    TRIAL_DECISION
};

#define TRIAL_SAMPLES 5

/* One rule, in the rules that are tried (NOW) and in those that ran (THEN); either may lack it. */
struct trial {
    enum trial_kind kind;
    const char *name; /* of the rule; of a guard "entity.transition" */
    const struct rule_group *now, *then;
    bool same; /* neither it nor what it may use has changed: not run */
    int64_t runs, equal, added, gone, changed;
    int64_t amount_now, amount_then; /* fen, where it is about money */
    bool has_amount;
    struct dms_json *samples;
    struct trial_day *days;
    size_t day_count;
    const struct rule *place; /* file and line for the report */
};

struct difference {
    int64_t weight; /* fen, absolute */
    struct dms_json *json;
};
#define LARGEST 10

struct backtest {
    struct script_host *host;
    struct ruleset *now, *then;
    const char *brand;  /* NULL: all */
    int64_t from, to;   /* ms UTC */
    bool keeps_all;

    struct trial **trials;
    size_t trial_count, trial_room;
    bool library_same, decisions_same;
    struct dms_json *totals;
    struct difference largest[LARGEST];
    size_t largest_count;
    struct dms_json *all;   /* lines, when asked for */
    size_t left_off;
    char digest[65];        /* over all differences so far */
    struct pending *pending; /* follow-ups of the record at hand, newest event first */
    size_t pending_count, pending_room;
    const char *pending_entity;
    int64_t pending_record;
    uint64_t *seen;          /* occasions of schedules */
    size_t seen_count, seen_sorted, seen_room;
    int64_t *moments;
    struct trial **moment_trials;
    size_t moment_count, moment_room, moment_at;
};

/* What a rule would do, as data; NULL: nothing. */
struct outcome {
    struct dms_json *now, *then;
};

/* backtest_trials.c: which rules there are to compare, and whether anything differs. */
void trials_collect(struct backtest *test);
struct trial *trials_find(struct backtest *test, enum trial_kind kind, const char *name);
/* Is RULE's text, with all it may use, the same on both sides? */
bool trials_same_rule(const struct backtest *test, const struct rule *now,
                      const struct rule *then);
/* Does the trial hear of EVENT (its name) or hook (verb)? */
bool trial_hears(const struct trial *trial, const char *name);

/* backtest_outcome.c: one rule on one record; whatever goes wrong is an outcome, too. */
struct dms_json *outcome_follow_up(struct dms_unit *unit, const struct rule_group *group,
                                   const struct dms_record *record,
                                   const struct dms_event *event, bool past);
struct dms_json *outcome_hook(struct dms_unit *unit, const struct rule_group *group,
                              const struct dms_record *record);
struct dms_json *outcome_guard(struct dms_unit *unit, const struct ruleset *rules,
                               const struct dms_record *record, const char *transition);
struct dms_json *outcome_decision(struct dms_unit *unit, const struct rule_group *group,
                                  const struct dms_json *inputs);

/* backtest_run.c: the callbacks of the replay. */
bool backtest_wants(const struct dms_event *event, void *test);
enum dms_status backtest_done(struct dms_unit *unit, const struct dms_event *event,
                              const struct dms_record *record, void *test,
                              struct dms_error *error);
enum dms_status backtest_told(struct dms_unit *unit, const struct dms_event *event,
                              const struct dms_record *record, void *test,
                              struct dms_error *error);
/* backtest_schedule.c */
enum dms_status backtest_moments(struct backtest *test, struct dms_error *error);
enum dms_status backtest_at(struct dms_unit *unit, void *test, struct dms_error *error);

/* backtest_compare.c: takes OUTCOME; counts, weighs and keeps what differs. */
struct occurrence {
    const char *entity;
    int64_t record, at, offset;
};
void backtest_compare(struct backtest *test, struct trial *trial, const struct occurrence *where,
                      struct outcome outcome);
/* backtest_days.c: [{"date", "same", "new", "gone", "changed"}…], yours to destroy. */
void days_count(struct trial *trial, const struct occurrence *where,
                const struct outcome *outcome, bool same);
struct dms_json *days_report(struct trial *trial);
void backtest_flush(struct backtest *test);
void backtest_hold(struct backtest *test, struct trial *trial, const struct occurrence *where,
                   struct outcome outcome);

/* Runs it all; *REPORT is yours to destroy. Both rulesets are lent. */
enum dms_status backtest_run(struct backtest *test, struct dms_json **report,
                             struct dms_error *error);
enum dms_status backtest_register(struct dms_registrar *registrar, struct script_host *host,
                                  struct dms_error *error);

#endif
