/* tests/core/script/schedule_test.c  proves  core/script/schedule.c, schedule_query.c, moment.c: whoever is
 * due gets one task an occasion, however many they are and whatever the clock and the house did. */
#include "shop.h"

#include "script/follow_up.h"

#define RULE "common/call.lua"
#define MANY 1203
#define SOME 20

static const char rule[] =
    "local dms <const> = require('dms')\n"
    "dms.field { entity = 'crm.lead', name = 'x_call_at', type = 'time', index = true,\n"
    "  label = { zh = '联系', en = 'call' } }\n"
    "dms.follow_up { name = 'common/call', every = 'day', at = '10:00',\n"
    "  find = { entity = 'crm.lead', where = { x_call_at = { lte = '@now-1h' } } },\n"
    "  task = { kind = 'call', role = 'admin', title = 'task.state_overdue',\n"
    "           due = dms.hours(1) } }\n";

struct wish {
    int count;
    int64_t from, step; /* x_call_at of the first; how much later each next one is */
};

static enum dms_status
new_leads(struct dms_unit *unit, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    struct wish *wish = data;
    enum dms_status st = DMS_OK;
    (void)answer;
    for (int i = 0; i < SOME && wish->count > 0 && st == DMS_OK; i++, wish->count--) {
        struct dms_record *record = NULL;
        st = dms_unit_new(unit, "crm.lead", &record, error);
        if (st == DMS_OK)
            st = dms_record_set_text(record, "name", "王芳", error);
        if (st == DMS_OK)
            st = dms_record_set_int(record, "x_call_at", wish->from, error);
        if (st == DMS_OK)
            st = dms_unit_save(unit, record, error);
        wish->from += wish->step;
    }
    return st;
}

static void
leads(struct shop *shop, int count, int64_t from, int64_t step)
{
    struct wish wish = { count, from, step };
    while (wish.count > 0)
        shop_must(shop, shop_do(shop, new_leads, &wish));
}

/* How many tasks there are, and about how many records. */
struct tally {
    int64_t tasks, subjects;
};

static enum dms_status
count_tasks(struct dms_unit *unit, void *data, struct dms_json **answer,
            struct dms_error *error)
{
    struct tally *tally = data;
    static bool seen[4000];
    enum dms_status st = DMS_OK;
    int64_t after = 0;
    (void)answer;
    memset(seen, 0, sizeof(seen));
    *tally = (struct tally){ 0, 0 };
    for (bool more = true; more && st == DMS_OK;) {
        const struct dms_list *list = NULL;
        struct dms_json *values = dms_json_create_object();
        dms_json_set_integer(values, "after", after);
        st = dms_unit_find(
            unit, "core.task",
            "{\"where\":{\"id\":{\"gt\":\"$after\"}},\"sort\":\"id\",\"limit\":1000}",
            values, &list, error);
        dms_json_destroy(values);
        more = st == DMS_OK && dms_list_count(list) > 0;
        for (size_t i = 0; more && i < dms_list_count(list); i++) {
            int64_t subject = dms_record_int(dms_list_at(list, i), "subject");
            after = dms_record_id(dms_list_at(list, i));
            tally->tasks++;
            tally->subjects += !seen[subject];
            seen[subject] = true;
        }
    }
    return st;
}

static void
assert_tasks(struct shop *shop, int64_t count)
{
    struct tally tally = { 0, 0 };
    shop_must(shop, shop_do(shop, count_tasks, &tally));
    assert_int_equal(tally.tasks, count);
    assert_int_equal(tally.subjects, count);
}

static void
run_until(struct shop *shop, const char *moment)
{
    int64_t ran = 0;
    dms_time_load(moment, 480, &shop->now, NULL);
    shop_must(shop, dms_house_run_timers(shop->house, shop->now, &ran, &shop->error));
}

static void
reopen(struct shop *shop)
{
    shop_close(shop);
    shop_open(shop);
    shop_must(shop, script_activate(shop->house, &shop->error));
}

static int
setup(void **state)
{
    shop_setup(state);
    struct shop *shop = *state;
    shop_write(shop, RULE, rule);
    shop_must(shop, script_activate(shop->house, &shop->error));
    return 0;
}

static void
each_who_is_due_gets_one_task_and_nobody_else_does(void **state)
{
    struct shop *shop = *state;
    leads(shop, MANY, shop->now - DMS_DAY, 0);
    leads(shop, MANY, shop->now - DMS_DAY,
          1); /* a millisecond apart, over several pages */
    leads(shop, 40, shop->now + 5 * DMS_MINUTE, 0);
    run_until(shop, "2026-11-02 09:59");
    assert_tasks(shop, 0);
    run_until(shop, "2026-11-02 10:01");
    assert_tasks(shop, 2 * MANY);
}

static void
once_an_occasion_over_restarts_a_clock_set_back_and_missed_nights(void **state)
{
    struct shop *shop = *state;
    leads(shop, 30, shop->now - DMS_DAY, 1000);
    run_until(shop, "2026-11-02 10:01");
    assert_tasks(shop, 30);
    reopen(shop);
    run_until(shop, "2026-11-02 10:02");
    assert_tasks(shop, 30);
    run_until(shop, "2026-11-01 09:00"); /* the clock was wrong by a day */
    run_until(shop, "2026-11-02 10:03");
    assert_tasks(shop, 30);
    leads(shop, 3, shop->now - 2 * DMS_HOUR, 0);
    shop_close(shop);
    dms_time_load("2026-11-05 08:00", 480, &shop->now, NULL);
    shop_open(shop); /* three mornings were missed */
    shop_must(shop, script_activate(shop->house, &shop->error));
    run_until(shop, "2026-11-05 08:00");
    assert_tasks(shop, 33);
    run_until(shop, "2026-11-05 10:01");
    assert_tasks(shop, 33);
}

/* Found in the morning, and seen to before its own timer has rung. */
static enum dms_status
move_away(struct dms_unit *unit, void *data, struct dms_json **answer,
          struct dms_error *error)
{
    struct dms_record *record = NULL;
    (void)data, (void)answer;
    enum dms_status st = dms_unit_edit(unit, "crm.lead", 7, &record, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "x_call_at", dms_unit_now(unit) + DMS_DAY, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static void
who_is_seen_to_in_between_is_not_called(void **state)
{
    struct shop *shop = *state;
    leads(shop, 30, shop->now - DMS_DAY, 1000);
    shop_must(shop, shop_do(shop, move_away, NULL));
    run_until(shop, "2026-11-02 10:01");
    assert_tasks(shop, 29);
}

/* For those of whom WHEN holds. */
#define CALLING(WHEN)                                                                    \
    "local dms <const> = require('dms')\n"                                               \
    "dms.field { entity = 'crm.lead', name = 'x_call_at', type = 'time', index = "       \
    "true,\n"                                                                            \
    "  label = { zh = '联系', en = 'call' } }\n"                                       \
    "dms.follow_up { name = 'common/call', every = 'day', at = '10:00',\n"               \
    "  find = { entity = 'crm.lead', where = { x_call_at = { lte = '@now-1h' } } },\n"   \
    "  when = function(lead) return " WHEN " end,\n"                                     \
    "  task = { kind = 'call', role = 'admin', title = 'task.state_overdue',\n"          \
    "           due = dms.hours(1) } }\n"

/* Fails for those who are not FOR. */
#define FAILING(FOR) CALLING(FOR " or lead.name + 1")

/* How many timers ring at ten: of the schedule, its batches, and those who are set apart. */
static int64_t
ring_at_ten(struct shop *shop, const char *text)
{
    int64_t ran = 0;
    leads(shop, 30, shop->now - DMS_DAY, 1000);
    shop_write(shop, RULE, text);
    shop_must(shop, script_activate(shop->house, &shop->error));
    dms_time_load("2026-11-02 10:00", 480, &shop->now, NULL);
    shop_must(shop, dms_house_run_timers(shop->house, shop->now, &ran, &shop->error));
    return ran;
}

static void
one_whose_rule_fails_holds_up_nobody_else_and_is_tried_again(void **state)
{
    struct shop *shop = *state;
    assert_int_equal(ring_at_ten(shop, FAILING("lead.id ~= 3")), 1 + 4 + 1);
    assert_tasks(shop, 29);
    shop_write(shop, RULE, rule);
    shop_must(shop, script_activate(shop->house, &shop->error));
    run_until(shop, "2026-11-02 10:10");
    assert_tasks(shop, 30);
}

static void
a_rule_that_fails_for_everybody_sets_nobody_apart(void **state)
{
    struct shop *shop = *state;
    assert_int_equal(ring_at_ten(shop, FAILING("false")), 1 + 4);
    assert_tasks(shop, 0);
    shop_write(shop, RULE, rule);
    shop_must(shop, script_activate(shop->house, &shop->error));
    run_until(shop, "2026-11-02 10:10");
    assert_tasks(shop, 30);
}

#define PATIENCE(DUE)                                                                    \
    "local dms <const> = require('dms')\n"                                               \
    "dms.decision { name = 'common.patience',\n"                                         \
    "  run = function() return { due = " DUE " } end }\n"

static enum dms_status
new_lead(struct dms_unit *unit, void *data, struct dms_json **answer,
         struct dms_error *error)
{
    const int64_t *brand = data;
    struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st = dms_unit_new(unit, "crm.lead", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", "王芳", error);
    if (st == DMS_OK && *brand != 0)
        st = dms_record_set_int(record, "brand", *brand, error);
    if (st == DMS_OK)
        st = dms_record_set_int(record, "x_call_at", dms_unit_now(unit) - DMS_DAY, error);
    return st == DMS_OK ? dms_unit_save(unit, record, error) : st;
}

static void
lead_in(struct shop *shop, const char *store, int64_t brand)
{
    const struct dms_request request = { .size = sizeof(request),
                                         .flags = DMS_AS_HOUSE,
                                         .store = store };
    shop_must(shop, dms_house_write(shop->house, &request, new_lead, &brand, NULL,
                                    &shop->error));
}

/* Of six in one batch two are of a brand whose rules find them due. */
static void
each_is_decided_about_by_the_rules_of_its_own_brand(void **state)
{
    struct shop *shop = *state;
    struct shop_dealer tianhe = { .name = "tianhe", .store = "S-tianhe" };
    shop_must(shop, shop_do(shop, shop_new_dealer, &tianhe));
    shop_write(shop, RULE, CALLING("dms.call('common.patience').due"));
    shop_write(shop, "common/patience.lua", PATIENCE("false"));
    shop_write(shop, "brands/tianhe/patience.lua", PATIENCE("true"));
    shop_must(shop, script_activate(shop->house, &shop->error));
    lead_in(shop, "S-aurora", 0);
    lead_in(shop, "S-tianhe", 0);
    lead_in(shop, "S-aurora", 0);
    lead_in(shop, "S-aurora", tianhe.brand);
    lead_in(shop, "S-aurora", 0);
    lead_in(shop, "S-aurora", 0);
    run_until(shop, "2026-11-02 10:01");
    assert_tasks(shop, 2);
}

static void
a_moment_is_a_day_or_a_time_and_a_distance(void **state)
{
    struct moment moment;
    (void)state;
    assert_true(moment_read("@today", &moment) && moment.day && moment.distance == 0);
    assert_true(moment_read("@today+30", &moment) && moment.distance == 30);
    assert_true(moment_read("@today-3d", &moment) && moment.distance == -3);
    assert_true(moment_read("@now-24h", &moment) && !moment.day);
    assert_int_equal(moment.distance, -DMS_DAY);
    assert_true(moment_read("@now+2", &moment) && moment.distance == 2 * DMS_DAY);
    static const char *const none[] = { "@",         "@noon",   "@now 1",        "@now+",
                                        "@today+3h", "@now+1w", "@today+9999999" };
    for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
        assert_false(moment_read(none[i], &moment));
}

static void
a_moment_that_does_not_fit_its_field_is_refused_with_the_line(void **state)
{
    struct shop *shop = *state;
    shop_write(
        shop, "common/wrong.lua",
        "local dms <const> = require('dms')\n"
        "dms.follow_up { name = 'common/wrong', every = 'day', at = '10:00',\n"
        "  find = { entity = 'crm.lead', where = { created_at = { lt = '@today' } } },\n"
        "  task = { kind = 'call', role = 'admin', title = 'task.state_overdue' } }\n");
    assert_int_not_equal(host_activate(host_of(shop->house), "file", NULL, &shop->error),
                         DMS_OK);
    assert_string_equal(shop->error.key, "script.bad_moment");
    assert_int_equal(shop->error.line, 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            each_who_is_due_gets_one_task_and_nobody_else_does, setup, shop_teardown),
        cmocka_unit_test_setup_teardown(
            once_an_occasion_over_restarts_a_clock_set_back_and_missed_nights, setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(who_is_seen_to_in_between_is_not_called, setup,
                                        shop_teardown),
        cmocka_unit_test_setup_teardown(
            one_whose_rule_fails_holds_up_nobody_else_and_is_tried_again, setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(a_rule_that_fails_for_everybody_sets_nobody_apart,
                                        setup, shop_teardown),
        cmocka_unit_test_setup_teardown(
            each_is_decided_about_by_the_rules_of_its_own_brand, setup, shop_teardown),
        cmocka_unit_test(a_moment_is_a_day_or_a_time_and_a_distance),
        cmocka_unit_test_setup_teardown(
            a_moment_that_does_not_fit_its_field_is_refused_with_the_line, setup,
            shop_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
