/* backtest.c - dms rules backtest: the rules of the files against those that ran, on the events of
 * a period; the report says rule by rule what would be different. */
#include "script/backtest.h"

#include <stdlib.h>
#include <string.h>

#include "script/overlay.h"
#include "script/source.h"
#include "script/version.h"

static void
put_amount(struct dms_json *json, const char *key, int64_t fen)
{
    char text[40];
    dms_json_set_text(json, key, dms_money_print(fen, text, sizeof(text)));
}

static struct dms_json *
trial_report(struct trial *trial)
{
    static const char *const kinds[] = { "follow_up", "schedule", "rule", "guard",
                                         "decision" };
    struct dms_json *item = dms_json_create_object();
    dms_json_set_text(item, "rule", trial->name);
    dms_json_set_text(item, "kind", kinds[trial->kind]);
    if (trial->place != NULL) {
        dms_json_set_text(item, "file", trial->place->file);
        dms_json_set_integer(item, "line", trial->place->line);
    }
    dms_json_set_integer(item, "runs", trial->runs);
    dms_json_set_integer(item, "same", trial->equal);
    dms_json_set_integer(item, "new", trial->added);
    dms_json_set_integer(item, "gone", trial->gone);
    dms_json_set_integer(item, "changed", trial->changed);
    if (trial->has_amount) {
        put_amount(item, "amount_now", trial->amount_now);
        put_amount(item, "amount_then", trial->amount_then);
        put_amount(item, "amount_difference", trial->amount_now - trial->amount_then);
    }
    dms_json_take_key(item, "samples", dms_json_copy(trial->samples));
    dms_json_take_key(item, "days", days_report(trial));
    return item;
}

/* What no replay can know, said in the report itself: an attempt that was refused left no event;
 * what plugins refuse in C, and what they decide, is as it was. */
static struct dms_json *
blind_spots(void)
{
    static const char *const spots[] = { "refused_then", "plugins_refuse",
                                         "plugins_decide", "other_records_then" };
    struct dms_json *list = dms_json_create_array();
    for (size_t i = 0; i < sizeof(spots) / sizeof(spots[0]); i++)
        dms_json_take(list, dms_json_create_text(spots[i]));
    return list;
}

static struct dms_json *
report_of(struct backtest *test, const struct dms_replayed *replayed)
{
    struct dms_json *report = dms_json_create_object(), *rules = dms_json_create_array();
    struct dms_json *largest = dms_json_create_array();
    int64_t unchanged = 0;
    for (size_t i = 0; i < test->trial_count; i++) {
        unchanged += test->trials[i]->same;
        if (!test->trials[i]->same)
            dms_json_take(rules, trial_report(test->trials[i]));
    }
    for (size_t i = 0; i < test->largest_count; i++)
        dms_json_take(largest, dms_json_copy(test->largest[i].json));
    dms_json_set_text(report, "now", test->now->digest);
    dms_json_set_text(report, "then", test->then->digest);
    dms_json_set_integer(report, "version", test->then->version);
    dms_json_set_integer(report, "events", replayed->events);
    dms_json_set_integer(report, "replayed", replayed->wanted);
    dms_json_set_integer(report, "removed_since", replayed->gone);
    dms_json_set_integer(report, "mornings", (int64_t)test->moment_count);
    dms_json_set_integer(report, "rules_unchanged", unchanged);
    dms_json_take_key(report, "rules", rules);
    dms_json_take_key(report, "totals", dms_json_copy(test->totals));
    dms_json_take_key(report, "largest", largest);
    dms_json_take_key(report, "not_seen", blind_spots());
    return report;
}

/* What the report says, with all differences behind it, in 64 characters. */
static void
seal(const struct backtest *test, struct dms_json *report)
{
    struct writing both = { 0 };
    char hash[65], *text = dms_json_print(report);
    writing_printf(&both, "%s", test->digest);
    writing_add(&both, text, strlen(text));
    dms_digest(both.data, both.size, hash);
    dms_json_set_text(report, "hash", hash);
    free(both.data);
    free(text);
}

static void
forget(struct backtest *test)
{
    for (size_t i = 0; i < test->trial_count; i++) {
        dms_json_destroy(test->trials[i]->samples);
        free(test->trials[i]->days);
    }
    for (size_t i = 0; i < test->largest_count; i++)
        dms_json_destroy(test->largest[i].json);
    dms_json_destroy(test->totals);
    dms_json_destroy(test->all);
    free(test->trials);
    free(test->pending);
    free(test->seen);
    free(test->moments);
    free(test->moment_trials);
}

static enum dms_status
replay(struct backtest *test, struct dms_replayed *replayed, struct dms_error *error)
{
    enum dms_status st = backtest_moments(test, error);
    struct dms_replay replay = { .size = sizeof(replay),
                                 .from = test->from,
                                 .to = test->to,
                                 .owner = "rules",
                                 .context = test,
                                 .wants = backtest_wants,
                                 .done = backtest_done,
                                 .told = backtest_told,
                                 .moment_count = (uint32_t)test->moment_count,
                                 .moments = test->moments,
                                 .at = backtest_at };
    if (st == DMS_OK)
        st = dms_house_replay(test->host->house, &replay, replayed, error);
    backtest_flush(test);
    return st;
}

enum dms_status
backtest_run(struct backtest *test, struct dms_json **report, struct dms_error *error)
{
    struct dms_replayed replayed = { .size = sizeof(replayed) };
    test->totals = dms_json_create_object();
    test->all = dms_json_create_array();
    trials_collect(test);
    enum dms_status st = replay(test, &replayed, error);
    if (st == DMS_OK) {
        *report = report_of(test, &replayed);
        seal(test, *report);
        if (test->keeps_all) {
            dms_json_take_key(*report, "all", dms_json_copy(test->all));
            dms_json_set_integer(*report, "left_off", (int64_t)test->left_off);
        }
    }
    forget(test);
    return st;
}

/* A month, unless the asker says otherwise. */
static enum dms_status
read_period(struct dms_unit *unit, const struct dms_json *arguments,
            struct backtest *test, struct dms_error *error)
{
    const char *from = dms_json_text_at(arguments, "from"),
               *to = dms_json_text_at(arguments, "to");
    int64_t offset = dms_unit_offset(unit);
    enum dms_status st = DMS_OK;
    test->to = dms_unit_now(unit) + 1;
    if (to != NULL)
        st = dms_time_load(to, offset, &test->to, error);
    if (to != NULL && st == DMS_OK && strlen(to) == strlen("2026-11-30"))
        test->to += DMS_DAY; /* a date is meant with its last hour */
    test->from = test->to - 31 * DMS_DAY;
    if (st == DMS_OK && from != NULL)
        st = dms_time_load(from, offset, &test->from, error);
    if (st != DMS_OK)
        dms_error_at_field(error, from == NULL ? "to" : "from");
    if (st == DMS_OK && test->from >= test->to)
        st = dms_fail_field(error, DMS_INVALID, "from", "script.empty_period", "");
    return st;
}

/* Fresh, so that it may answer its own decisions. VERSION 0: of the files in FOLDER. */
static enum dms_status
load_rules(struct script_host *host, int64_t version, const char *folder,
           struct ruleset **rules, struct dms_error *error)
{
    struct source_list sources = { 0 };
    enum dms_status st = version != 0
                             ? version_load(host, &version, &sources, error)
                             : source_read_all(&sources, host->house, folder, error);
    if (st != DMS_OK) {
        source_list_clear(&sources);
        return st;
    }
    *rules = version != 0 ? ruleset_create(host, &sources)
                          : ruleset_create_checked(host, &sources);
    (*rules)->version = version;
    (*rules)->tried = true;
    return ruleset_verdict(*rules, error);
}

/* What is tried: a version, or files, on which an editor's texts may lie. */
static enum dms_status
load_tried(struct backtest *test, const struct dms_json *arguments,
           struct dms_error *error)
{
    const char *folder = NULL;
    char *laid = NULL;
    enum dms_status st = calls_scripts(test->host, arguments, &folder, &laid, error);
    if (st == DMS_OK)
        st = load_rules(test->host, dms_json_integer_at(arguments, "version"), folder,
                        &test->now, error);
    overlay_destroy(laid);
    return st;
}

static enum dms_status
need_brand(struct dms_unit *unit, const char *brand, struct dms_error *error)
{
    int64_t count = 1;
    struct dms_json *values = dms_json_create_object();
    dms_json_set_text(values, "brand", brand);
    enum dms_status st = DMS_OK;
    if (brand != NULL)
        st = dms_unit_count(unit, "core.brand", "{\"where\":{\"code\":\"$brand\"}}",
                            values, &count, error);
    dms_json_destroy(values);
    if (st == DMS_OK && count == 0)
        st = dms_fail_field(error, DMS_NOT_FOUND, "brand", "script.no_brand", "text=%s",
                            brand);
    return st;
}

static enum dms_status
call_backtest(struct dms_unit *unit, const struct dms_json *arguments, void *data,
              struct dms_json **answer, struct dms_error *error)
{
    struct backtest test = { .host = data,
                             .brand = dms_json_text_at(arguments, "brand"),
                             .keeps_all = dms_json_boolean_at(arguments, "all") };
    const struct ruleset *active = host_active(test.host);
    int64_t against = dms_json_integer_at(arguments, "against");
    enum dms_status st = read_period(unit, arguments, &test, error);
    if (st == DMS_OK)
        st = need_brand(unit, test.brand, error);
    if (st == DMS_OK && against == 0 && active == NULL)
        st = dms_fail(error, DMS_NOT_FOUND, "script.no_version", "version=0");
    if (st == DMS_OK)
        st = load_rules(test.host, against != 0 ? against : active->version, NULL,
                        &test.then, error);
    if (st == DMS_OK)
        st = load_tried(&test, arguments, error);
    if (st == DMS_OK)
        st = backtest_run(&test, answer, error);
    ruleset_destroy(test.now);
    ruleset_destroy(test.then);
    return st;
}

enum dms_status
backtest_register(struct dms_registrar *registrar, struct script_host *host,
                  struct dms_error *error)
{
    static const struct rules_call calls[] = { { "rules.backtest", call_backtest } };
    return calls_register_all(registrar, host, calls, 1, error);
}
