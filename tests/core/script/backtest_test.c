/* tests/core/script/backtest_test.c  proves  core/script/backtest*.c, where.c and
 * core/unit/replay*.c: old days go through new rules as they were, nothing is touched, and the
 * report says rule by rule what would be different. */
#include "shop.h"

#define CRM "brands/aurora/crm.lua"

static const char calls_after[] =
    "local dms <const> = require('dms')\n"
    "dms.follow_up { name = 'aurora/call', on = 'crm.lead.created',\n"
    "  where = { budget = { gte = '%s' } },\n"
    "  task = { kind = 'call', role = 'admin', title = 'task.call', due = dms.days(%d) "
    "} }\n"
    "dms.rule { name = 'aurora/cap', on = 'crm.lead.save', run = function(lead)\n"
    "  if lead.budget and lead.budget > %d then return dms.set('budget', %d) end\n"
    "  if lead.name == '%s' then return dms.deny('aurora.no') end\n"
    "end }\n";

static void
write_rules(const struct shop *shop, const char *least, int days, int cap,
            const char *name)
{
    char text[2000];
    snprintf(text, sizeof(text), calls_after, least, days, cap, cap, name);
    shop_write(shop, CRM, text);
    shop_write(shop, "brands/aurora/i18n/en.json",
               "{\"aurora.no\":\"No.\",\"task.call\":\"Call\"}");
    shop_write(shop, "brands/aurora/i18n/zh.json",
               "{\"aurora.no\":\"不行。\",\"task.call\":\"回访\"}");
}

struct lead {
    const char *name;
    int64_t budget, id;
};

static enum dms_status
add_lead(struct dms_unit *unit, void *data, struct dms_json **answer,
         struct dms_error *error)
{
    struct lead *lead = data;
    struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st = dms_unit_new(unit, "crm.lead", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", lead->name, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "budget", lead->budget, error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, record, error);
    lead->id = dms_record_id(record);
    return st;
}

static enum dms_status
change_lead(struct dms_unit *unit, void *data, struct dms_json **answer,
            struct dms_error *error)
{
    const struct lead *lead = data;
    struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st = dms_unit_edit(unit, "crm.lead", lead->id, &record, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "budget", lead->budget, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static struct dms_json *
backtest(struct shop *shop, const char *arguments, enum dms_status expected)
{
    struct dms_request request = { .size = sizeof(request),
                                   .flags = DMS_AS_HOUSE,
                                   .language = "en" };
    struct dms_json *question = NULL, *answer = NULL;
    char text[600];
    snprintf(text, sizeof(text),
             "{\"do\":\"call\",\"name\":\"rules.backtest\",\"arguments\":%s}", arguments);
    assert_int_equal(dms_json_load(text, strlen(text), &question, NULL), DMS_OK);
    shop->error = (struct dms_error){ 0 };
    enum dms_status st =
        dms_house_ask(shop->house, &request, question, &answer, &shop->error);
    dms_json_destroy(question);
    if (expected == DMS_OK)
        shop_must(shop, st);
    else
        assert_int_equal(st, expected);
    struct dms_json *report = dms_json_copy(dms_json_at_key(answer, "answer"));
    dms_json_destroy(answer);
    return report;
}

static const struct dms_json *
rule_of(const struct dms_json *report, const char *name)
{
    const struct dms_json *rules = dms_json_at_key(report, "rules");
    for (size_t i = 0; i < dms_json_count(rules); i++)
        if (strcmp(dms_json_text_at(dms_json_at(rules, i), "rule"), name) == 0)
            return dms_json_at(rules, i);
    fail_msg("no rule %s in the report", name);
    return NULL;
}

/* Over all days, which come in their order, each once. */
static int64_t
days_sum(const struct dms_json *rule, const char *key)
{
    const struct dms_json *days = dms_json_at_key(rule, "days");
    const char *before = "";
    int64_t sum = 0;
    for (size_t i = 0; i < dms_json_count(days); i++) {
        const struct dms_json *day = dms_json_at(days, i);
        assert_true(strcmp(before, dms_json_text_at(day, "date")) < 0);
        before = dms_json_text_at(day, "date");
        sum += dms_json_integer_at(day, key);
    }
    return sum;
}

static void
assert_counts(const struct dms_json *rule, int same, int added, int gone, int changed)
{
    assert_int_equal(dms_json_integer_at(rule, "same"), same);
    assert_int_equal(dms_json_integer_at(rule, "new"), added);
    assert_int_equal(dms_json_integer_at(rule, "gone"), gone);
    assert_int_equal(dms_json_integer_at(rule, "changed"), changed);
    assert_int_equal(days_sum(rule, "same"), same);
    assert_int_equal(days_sum(rule, "new"), added);
    assert_int_equal(days_sum(rule, "gone"), gone);
    assert_int_equal(days_sum(rule, "changed"), changed);
}

/* Three leads of a while ago; the second one's budget has grown since. */
static void
live_a_little(struct shop *shop)
{
    struct lead leads[] = { { "Li", 1000, 0 }, { "Wang", 2000, 0 }, { "Zhao", 9000, 0 } };
    write_rules(shop, "15.00", 3, 100000, "nobody");
    shop_must(shop, script_activate(shop->house, &shop->error));
    for (size_t i = 0; i < 3; i++)
        shop_must(shop, shop_do(shop, add_lead, &leads[i]));
    shop->now += DMS_DAY;
    leads[1].budget = 8000;
    shop_must(shop, shop_do(shop, change_lead, &leads[1]));
    shop_must(shop, dms_house_settle(shop->house, &shop->error));
    shop->now += DMS_DAY;
}

static void
digest_file(const struct shop *shop, const char *name, char digest[65])
{
    char path[300];
    snprintf(path, sizeof(path), "%s/%s", shop->store, name);
    FILE *stream = fopen(path, "rb");
    char *bytes = calloc(1, 16 << 20);
    size_t size = stream == NULL ? 0 : fread(bytes, 1, 16 << 20, stream);
    dms_digest(bytes, size, digest);
    free(bytes);
    if (stream != NULL)
        fclose(stream);
}

static void
who_is_called_and_who_no_longer_is_seen_with_the_values_of_then(void **state)
{
    struct shop *shop = *state;
    live_a_little(shop);
    write_rules(shop, "50.00", 3, 100000, "nobody");
    struct dms_json *report = backtest(shop, "{}", DMS_OK);
    /* Li never, Wang no longer (20 yuan then, though 80 now), Zhao as before. */
    assert_counts(rule_of(report, "aurora/call"), 2, 0, 1, 0);
    const struct dms_json *tasks =
        dms_json_at_key(dms_json_at_key(report, "totals"), "tasks");
    assert_int_equal(dms_json_integer_at(tasks, "then"), 2);
    assert_int_equal(dms_json_integer_at(tasks, "now"), 1);
    const struct dms_json *sample =
        dms_json_at(dms_json_at_key(rule_of(report, "aurora/call"), "samples"), 0);
    const struct dms_json *task =
        dms_json_at_key(dms_json_at_key(sample, "then"), "task");
    assert_string_equal(dms_json_text_at(task, "due"), "2026-11-05T09:00:00+08:00");
    dms_json_destroy(report);
}

static void
refusals_and_yuan_are_counted_and_the_largest_comes_first(void **state)
{
    struct shop *shop = *state;
    live_a_little(shop);
    write_rules(shop, "15.00", 3, 5000, "Li");
    struct dms_json *report = backtest(shop, "{\"all\":true}", DMS_OK);
    /* Events: Li, Wang, Wang again at 80, Zhao at 90: two are capped, one refused. */
    const struct dms_json *rule = rule_of(report, "aurora/cap");
    assert_counts(rule, 1, 3, 0, 0);
    assert_string_equal(dms_json_text_at(rule, "amount_now"), "100.00");
    const struct dms_json *refusals =
        dms_json_at_key(dms_json_at_key(report, "totals"), "refusals");
    assert_int_equal(dms_json_integer_at(refusals, "now"), 1);
    const struct dms_json *largest = dms_json_at_key(report, "largest");
    assert_int_equal(dms_json_count(largest), 3);
    assert_string_equal(dms_json_text_at(dms_json_at(largest, 0), "amount_now"), "50.00");
    assert_int_equal(dms_json_count(dms_json_at_key(report, "all")), 3);
    dms_json_destroy(report);
}

static void
nothing_is_touched_and_the_same_question_has_the_same_hash(void **state)
{
    static const char *const files[] = { "dms.db", "dms.db-wal" };
    char before[2][65], after[2][65];
    struct shop *shop = *state;
    live_a_little(shop);
    write_rules(shop, "50.00", 5, 5000, "Li");
    for (size_t i = 0; i < 2; i++)
        digest_file(shop, files[i], before[i]);
    struct dms_json *report = backtest(shop, "{}", DMS_OK),
                    *again = backtest(shop, "{}", DMS_OK);
    for (size_t i = 0; i < 2; i++) {
        digest_file(shop, files[i], after[i]);
        assert_string_equal(before[i], after[i]);
    }
    assert_int_equal(strlen(dms_json_text_at(report, "hash")), 64);
    assert_int_equal(dms_json_count(dms_json_at_key(report, "not_seen")), 4);
    assert_string_equal(dms_json_text_at(report, "hash"),
                        dms_json_text_at(again, "hash"));
    dms_json_destroy(report);
    dms_json_destroy(again);
    write_rules(shop, "50.00", 4, 5000, "Li");
    report = backtest(shop, "{}", DMS_OK);
    assert_int_equal(dms_json_integer_at(rule_of(report, "aurora/call"), "changed"), 1);
    dms_json_destroy(report);
}

static void
mornings_of_the_period_are_walked_once_per_occasion(void **state)
{
    static const char text[] =
        "local dms <const> = require('dms')\n"
        "dms.follow_up { name = 'aurora/morning', every = 'day', at = '09:00',\n"
        "  find = { entity = 'crm.lead', where = { budget = { gte = '15.00' } } },\n"
        "  task = { kind = 'call', role = 'admin', title = 'task.call' } }\n";
    struct shop *shop = *state;
    live_a_little(shop);
    shop_write(shop, "brands/aurora/morning.lua", text);
    struct dms_json *report =
        backtest(shop, "{\"from\":\"2026-11-01\",\"to\":\"2026-11-10\"}", DMS_OK);
    assert_int_equal(dms_json_integer_at(report, "mornings"), 10);
    assert_counts(rule_of(report, "aurora/morning"), 0, 2, 0, 0);
    dms_json_destroy(report);
}

static void
what_makes_no_sense_is_one_error_and_the_rules_go_on(void **state)
{
    struct shop *shop = *state;
    live_a_little(shop);
    backtest(shop, "{\"from\":\"2026-12-01\",\"to\":\"2026-11-01\"}", DMS_INVALID);
    assert_string_equal(shop->error.key, "script.empty_period");
    backtest(shop, "{\"from\":\"yesterday\"}", DMS_INVALID);
    assert_string_equal(shop->error.field, "from");
    backtest(shop, "{\"against\":77}", DMS_NOT_FOUND);
    backtest(shop, "{\"brand\":\"nova\"}", DMS_NOT_FOUND);
    shop_write(shop, CRM, "local x = = 1");
    backtest(shop, "{}", DMS_INVALID);
    assert_string_equal(shop->error.file, CRM);
    assert_int_equal(shop->error.line, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            who_is_called_and_who_no_longer_is_seen_with_the_values_of_then, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            refusals_and_yuan_are_counted_and_the_largest_comes_first, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            nothing_is_touched_and_the_same_question_has_the_same_hash, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            mornings_of_the_period_are_walked_once_per_occasion, shop_setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            what_makes_no_sense_is_one_error_and_the_rules_go_on, shop_setup,
            shop_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
