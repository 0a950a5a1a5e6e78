/* tests/core/script/pilot_test.c  proves  core/script/pilot.c, version_pilot.c, rollback.c: a version is
 * tried in some stores first; each evaluation is of exactly one version. */
/* tsan */
#include <pthread.h>
#include <stdatomic.h>

#include "shop.h"
#include "script/version.h"

#define SALES "brands/aurora/sales.lua"

static void
write_rules(const struct shop *shop, int number)
{
    char text[1200];
    snprintf(
        text, sizeof(text),
        "local dms <const> = require('dms')\n"
        "dms.decision { name = 'sales.authority',\n"
        "  run = function() return { limit = %d } end }\n"
        "dms.rule { name = 'aurora/mark', on = 'crm.lead.create', phase = 'before',\n"
        "  run = function() return dms.set('budget', %d00) end }\n"
        "dms.workflow { entity = 'crm.lead', initial = 'new%d',\n"
        "  states = { new%d = {}, won = { final = true } },\n"
        "  transitions = { { 'win', from = 'new%d', to = 'won' } } }\n"
        "dms.follow_up { name = 'aurora/call', every = 'day', at = '%02d:00',\n"
        "  find = { entity = 'crm.lead' }, once = 'call',\n"
        "  task = { kind = 'v%d', role = 'admin', title = 'task.state_overdue',\n"
        "           due = dms.hours(1) } }\n",
        number, number, number, number, number, 9 + number, number);
    shop_write(shop, SALES, text);
}

static enum dms_status
second_store(struct dms_unit *unit, void *data, struct dms_json **answer,
             struct dms_error *error)
{
    struct dms_record *store = NULL;
    (void)data, (void)answer;
    enum dms_status st = dms_unit_new(unit, "core.store", &store, error);
    if (st == DMS_OK)
        st = dms_record_set_text(store, "code", "S-second", error);
    if (st == DMS_OK)
        st = dms_record_set_text(store, "name", "second", error);
    if (st == DMS_OK)
        st = dms_record_set_int(store, "brand", 1, error);
    return st == DMS_OK ? dms_unit_save(unit, store, error) : st;
}

static enum dms_status
at(struct shop *shop, const char *store, dms_work work, void *data)
{
    struct dms_request request = { .size = sizeof(request),
                                   .flags = DMS_AS_HOUSE,
                                   .store = store };
    struct dms_json *answer = NULL;
    struct dms_error error = { 0 };
    enum dms_status st =
        dms_house_write(shop->house, &request, work, data, &answer, &error);
    if (st != DMS_OK)
        print_message("%s %s:%d %s\n", error.key, error.file, (int)error.line,
                      dms_error_value(&error, "text"));
    dms_json_destroy(answer);
    return st;
}

struct decided {
    int64_t limit, version;
};

static enum dms_status
ask(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    struct dms_json *found = NULL;
    struct decided *decided = data;
    (void)answer;
    enum dms_status st = dms_call(unit, "sales.authority", NULL, &found, error);
    decided->limit = dms_json_integer_at(found, "limit");
    decided->version = dms_json_integer_at(found, "version");
    dms_json_destroy(found);
    return st;
}

static int64_t
limit(struct shop *shop, const char *store)
{
    struct decided decided = { 0, 0 };
    assert_int_equal(at(shop, store, ask, &decided), DMS_OK);
    return decided.limit;
}

static int
setup(void **state)
{
    shop_setup(state);
    struct shop *shop = *state;
    assert_int_equal(at(shop, NULL, second_store, NULL), DMS_OK);
    write_rules(shop, 1);
    shop_must(shop, script_activate(shop->house, &shop->error));
    return 0;
}

/* The status of the answer is STATUS; "" when the wish must be refused. */
static void
assert_wish(struct shop *shop, bool back, struct activation wish, const char *status)
{
    struct dms_json *answer = NULL;
    struct script_host *host = host_of(shop->house);
    wish.by = wish.by == NULL ? "li" : wish.by;
    wish.reason = "spring";
    shop->error = (struct dms_error){ 0 };
    enum dms_status st = back ? host_rollback(host, &wish, &answer, &shop->error)
                              : host_activate_version(host, &wish, &answer, &shop->error);
    if (status[0] == 0)
        assert_int_not_equal(st, DMS_OK);
    else
        shop_must(shop, st);
    if (status[0] != 0)
        assert_string_equal(dms_json_text_at(answer, "status"), status);
    dms_json_destroy(answer);
}

static void
assert_limits(struct shop *shop, int64_t first, int64_t second)
{
    assert_int_equal(limit(shop, "S-aurora"), first);
    assert_int_equal(limit(shop, "S-second"), second);
}

/* Only reading the files decides nothing: a person has to. */
static void
try_second(struct shop *shop)
{
    write_rules(shop, 2);
    assert_wish(shop, false, (struct activation){ .stores = "S-second" }, "pilot");
}

static void
reopen(struct shop *shop)
{
    shop_close(shop);
    shop_open(shop);
    shop_must(shop, script_activate(shop->house, &shop->error));
}

static void
a_version_holds_first_in_the_stores_named_and_then_in_all(void **state)
{
    struct shop *shop = *state;
    try_second(shop);
    assert_limits(shop, 1, 2);
    reopen(shop);
    assert_limits(shop, 1, 2);
    assert_wish(shop, false, (struct activation){ 0 }, "active");
    assert_limits(shop, 2, 2);
    reopen(shop);
    assert_limits(shop, 2, 2);
}

static void
going_back_takes_the_stores_back_and_stays_over_a_restart(void **state)
{
    struct shop *shop = *state;
    try_second(shop);
    assert_wish(shop, true, (struct activation){ 0 }, "pilot_ended");
    assert_limits(shop, 1, 1);
    reopen(shop);
    assert_limits(shop, 1, 1);
    assert_wish(shop, true, (struct activation){ 0 }, "");
}

static void
a_file_saved_while_a_version_is_tried_waits_for_a_person(void **state)
{
    struct shop *shop = *state;
    try_second(shop);
    write_rules(shop, 3);
    shop_must(shop, host_activate(host_of(shop->house), "file", NULL, &shop->error));
    assert_limits(shop, 1, 2);
    reopen(shop);
    assert_limits(shop, 1, 2);
}

static void
a_store_nobody_knows_changes_nothing(void **state)
{
    struct shop *shop = *state;
    write_rules(shop, 2);
    assert_wish(shop, false, (struct activation){ .stores = "S-second,S-none" }, "");
    assert_string_equal(shop->error.key, "script.no_store");
    assert_string_equal(dms_error_value(&shop->error, "text"), "S-none");
    assert_limits(shop, 1, 1);
}

static enum dms_status
want_two(struct dms_unit *unit, void *data, struct dms_json **answer,
         struct dms_error *error)
{
    struct dms_record *setting = NULL;
    (void)data, (void)answer;
    enum dms_status st = dms_unit_new(unit, "core.setting", &setting, error);
    if (st == DMS_OK)
        st = dms_record_set_text(setting, "name", "rules.activation", error);
    if (st == DMS_OK)
        st = dms_record_set_text(setting, "value", "two", error);
    return st == DMS_OK ? dms_unit_save(unit, setting, error) : st;
}

static void
the_second_person_confirms_the_stores_the_first_proposed(void **state)
{
    struct shop *shop = *state;
    const struct activation li = { .by = "li", .stores = "S-second" };
    const struct activation wang = { .by = "wang", .stores = " S-second, " };
    assert_int_equal(at(shop, NULL, want_two, NULL), DMS_OK);
    write_rules(shop, 2);
    assert_wish(shop, false, li, "proposed");
    assert_wish(shop, false, (struct activation){ .by = "wang" }, "proposed");
    assert_limits(shop, 1, 1);
    assert_wish(shop, false, li, "proposed");
    assert_wish(shop, false, wang, "pilot");
    assert_limits(shop, 1, 2);
}

struct lead {
    int64_t id, budget, process;
    char state[16];
};

static enum dms_status
new_lead(struct dms_unit *unit, void *data, struct dms_json **answer,
         struct dms_error *error)
{
    struct lead *lead = data;
    struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st = dms_unit_new(unit, "crm.lead", &record, error);
    if (st == DMS_OK)
        st = dms_record_set_text(record, "name", "王芳", error);
    if (st == DMS_OK)
        st = dms_unit_save(unit, record, error);
    lead->id = dms_record_id(record);
    lead->budget = dms_record_int(record, "budget");
    lead->process = dms_record_process(record);
    snprintf(lead->state, sizeof(lead->state), "%s", dms_record_state(record));
    return st;
}

static enum dms_status
win(struct dms_unit *unit, void *data, struct dms_json **answer, struct dms_error *error)
{
    const struct lead *lead = data;
    struct dms_record *record = NULL;
    (void)answer;
    enum dms_status st = dms_unit_edit(unit, "crm.lead", lead->id, &record, error);
    return st == DMS_OK ? dms_unit_transition(unit, record, "win", NULL, error) : st;
}

static void
records_run_on_the_workflow_of_their_store_to_the_end(void **state)
{
    struct shop *shop = *state;
    struct lead first = { 0 }, second = { 0 };
    try_second(shop);
    assert_int_equal(at(shop, "S-aurora", new_lead, &first), DMS_OK);
    assert_int_equal(at(shop, "S-second", new_lead, &second), DMS_OK);
    assert_string_equal(first.state, "new1");
    assert_string_equal(second.state, "new2");
    assert_int_equal(first.budget, 100);
    assert_int_equal(second.budget, 200);
    assert_true(second.process > first.process);
    assert_wish(shop, true, (struct activation){ 0 }, "pilot_ended");
    assert_int_equal(at(shop, "S-second", win, &second), DMS_OK);
    assert_int_equal(at(shop, "S-aurora", win, &first), DMS_OK);
}

static enum dms_status
read_tasks(struct dms_unit *unit, void *data, struct dms_json **answer,
           struct dms_error *error)
{
    const struct dms_list *list = NULL;
    char *text = data;
    (void)answer;
    enum dms_status st =
        dms_unit_find(unit, "core.task", "{\"sort\":\"subject\"}", NULL, &list, error);
    for (size_t i = 0; st == DMS_OK && i < dms_list_count(list); i++)
        sprintf(text + strlen(text), "%d %s %s,",
                (int)dms_record_int(dms_list_at(list, i), "subject"),
                dms_record_text(dms_list_at(list, i), "kind"),
                dms_record_text(dms_list_at(list, i), "rule"));
    return st;
}

/* Version 2 calls at eleven, version 1 at ten. */
static void
a_schedule_that_was_moved_runs_at_its_time_in_each_store_once(void **state)
{
    struct shop *shop = *state;
    struct lead lead = { 0 };
    int64_t ran;
    char text[500] = "";
    try_second(shop);
    assert_int_equal(at(shop, "S-aurora", new_lead, &lead), DMS_OK);
    assert_int_equal(at(shop, "S-second", new_lead, &lead), DMS_OK);
    shop->now += 90 * DMS_MINUTE;
    shop_must(shop, dms_house_run_timers(shop->house, shop->now, &ran, &shop->error));
    assert_int_equal(at(shop, NULL, read_tasks, text), DMS_OK);
    assert_string_equal(text, "1 v1 aurora/call,");
    shop->now += DMS_HOUR;
    shop_must(shop, dms_house_run_timers(shop->house, shop->now, &ran, &shop->error));
    text[0] = 0;
    assert_int_equal(at(shop, NULL, read_tasks, text), DMS_OK);
    assert_string_equal(text, "1 v1 aurora/call,2 v2 aurora/call,");
}

struct asker {
    struct shop *shop;
    const char *store;
    _Atomic bool *end;
    int64_t first, wrong, asked;
};

/* Limit 1 is of the first version and 2 of the next; in S-aurora nothing but the first holds. */
static void *
keep_asking(void *data)
{
    struct asker *asker = data;
    while (!atomic_load(asker->end)) {
        struct decided decided = { 0, 0 };
        bool sound = at(asker->shop, asker->store, ask, &decided) == DMS_OK &&
                     decided.limit - 1 == decided.version - asker->first;
        if (strcmp(asker->store, "S-aurora") == 0)
            sound = sound && decided.limit == 1;
        asker->wrong += !sound;
        asker->asked++;
    }
    return NULL;
}

static void
under_load_every_evaluation_is_of_exactly_one_version(void **state)
{
    struct shop *shop = *state;
    _Atomic bool end = false;
    pthread_t threads[4];
    struct asker askers[4];
    int64_t first = host_active(host_of(shop->house))->version;
    write_rules(shop, 2);
    for (int i = 0; i < 4; i++) {
        askers[i] = (struct asker){ shop, i % 2 == 0 ? "S-aurora" : "S-second",
                                    &end, first,
                                    0,    0 };
        pthread_create(&threads[i], NULL, keep_asking, &askers[i]);
    }
    for (int i = 0; i < 10; i++) {
        assert_wish(shop, false,
                    (struct activation){ .stores = "S-second",
                                         .version = i == 0 ? 0 : first + 1 },
                    "pilot");
        assert_wish(shop, true, (struct activation){ 0 }, "pilot_ended");
    }
    atomic_store(&end, true);
    for (int i = 0; i < 4; i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(askers[i].wrong, 0);
        assert_true(askers[i].asked > 0);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(
            a_version_holds_first_in_the_stores_named_and_then_in_all, setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            going_back_takes_the_stores_back_and_stays_over_a_restart, setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_file_saved_while_a_version_is_tried_waits_for_a_person, setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(a_store_nobody_knows_changes_nothing, setup,
                                        shop_teardown),
        cmocka_unit_test_setup_teardown(
            the_second_person_confirms_the_stores_the_first_proposed, setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            records_run_on_the_workflow_of_their_store_to_the_end, setup, shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_schedule_that_was_moved_runs_at_its_time_in_each_store_once, setup,
            shop_teardown),
        cmocka_unit_test_setup_teardown(
            under_load_every_evaluation_is_of_exactly_one_version, setup, shop_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
