/* tests/core/script/approval_test.c  proves  core/script/approval_*.c: any, all, so many, in turn, by
 * amount, one more signer, deputies with dates; nobody agrees to their own, a changed value voids the
 * votes, and time agrees to nothing. */
#include "people.h"

static void
any_of_the_roles_is_enough_but_never_the_requester(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'advisor', 'manager' }", 10);
    no_vote(shop, "li", "approval.own");
    no_vote(shop, "qian", "approval.no_seat");
    vote(shop, "wang", true, "granted");
    no_vote(shop, "zhao", "approval.closed");
    must(shop, "li", WIN);
}

static void
what_was_agreed_to_is_used_up_by_the_transition(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'manager' }", 1000);
    vote(shop, "wang", true, "granted");
    must(shop, "li", WIN);
    must(shop, "li",
         "{'do':'transition','entity':'crm.lead','id':1,'transition':'reopen'}");
    refused(shop, "li", WIN, "approval.needed");
    must(shop, "li",
         "{'do':'call','name':'approval.request','arguments':{'entity':'crm.lead','id':1,"
         "'transition':'win','reason':'again'}}");
    refused(shop, "li", WIN, "approval.waits");
}

static void
one_no_refuses_it(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'manager', 'director' }, how = 'all'", 10);
    vote(shop, "wang", true, "open");
    vote(shop, "qian", false, "refused");
    refused(shop, "li", WIN, "approval.refused");
}

static void
all_means_every_role_and_another_person_for_each(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'manager', 'director' }, how = 'all'", 10);
    vote(shop, "wang", true, "open");
    no_vote(shop, "wang", "approval.voted_already");
    no_vote(shop, "zhao", "approval.no_seat");
    vote(shop, "sun", true, "granted");
    must(shop, "li", WIN);
}

static void
so_many_persons_of_the_roles(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'manager', 'director' }, how = 3", 10);
    vote(shop, "wang", true, "open");
    vote(shop, "zhao", true, "open");
    vote(shop, "qian", true, "granted");
}

static void
in_turn_nobody_goes_first(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'manager', 'director' }, how = 'turn'", 10);
    no_vote(shop, "qian", "approval.no_seat");
    vote(shop, "wang", true, "open");
    vote(shop, "qian", true, "granted");
}

static void
the_amount_says_who(void **state)
{
    static const char tiers[] =
        "amount = 'budget', tiers = { { upto = dms.money('5') },"
        "{ upto = dms.money('50'), by = { 'manager' } }, { by = { 'director' } } }";
    struct shop *shop = *state;
    request(shop, tiers, 60);
    no_vote(shop, "wang", "approval.no_seat");
    vote(shop, "qian", true, "granted");
    must(shop, "li",
         "{'do':'create','entity':'crm.lead','fields':{'name':'X','budget':'3'}}");
    must(
        shop, "li",
        "{'do':'transition','entity':'crm.lead','id':2,'transition':'win'}"); /* so little */
}

static void
a_changed_value_voids_the_votes(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'manager', 'director' }, how = 'all', guards = { 'budget' }",
            10);
    vote(shop, "wang", true, "open");
    must(shop, "li", "{'do':'set','entity':'crm.lead','id':1,'fields':{'phone':'1'}}");
    vote(shop, "qian", true, "granted"); /* that field is not guarded */
    must(shop, "li", "{'do':'set','entity':'crm.lead','id':1,'fields':{'budget':'11'}}");
    refused(shop, "li", WIN, "approval.void");
}

static void
a_vote_on_other_values_than_asked_for_is_none(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'manager' }, guards = { 'budget' }", 10);
    must(shop, "li", "{'do':'set','entity':'crm.lead','id':1,'fields':{'budget':'11'}}");
    vote(shop, "wang", true, "void");
    refused(shop, "li", WIN, "approval.void");
}

static void
an_approver_may_want_one_more_to_sign(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'manager' }", 10);
    refused(shop, "wu",
            "{'do':'call','name':'approval.add_signer','arguments':{'approval':1,"
            "'role':'director'}}",
            "approval.no_seat");
    must(shop, "wang",
         "{'do':'call','name':'approval.add_signer','arguments':{'approval':1,"
         "'role':'director'}}");
    vote(shop, "wang", true, "open");
    vote(shop, "sun", true, "granted");
}

static void
a_deputy_votes_on_the_days_named_and_not_for_the_requester(void **state)
{
    struct shop *shop = *state;
    request(shop, "by = { 'manager' }", 10);
    must(shop, "zhao", /* wu is user 2, li 1 */
         "{'do':'call','name':'approval.delegate','arguments':{'deputy':2,"
         "'from':'2026-11-03','until':'2026-11-05'}}");
    must(shop, "zhao",
         "{'do':'call','name':'approval.delegate','arguments':{'deputy':1,"
         "'from':'2026-11-01','until':'2026-11-05'}}");
    no_vote(shop, "wu", "approval.no_seat"); /* it is the second */
    no_vote(shop, "li", "approval.own");
    shop->now += DMS_DAY;
    vote(shop, "wu", true, "granted");
}

static enum dms_status
count_tasks(struct dms_unit *unit, void *data, struct dms_json **answer,
            struct dms_error *error)
{
    (void)answer;
    return dms_unit_count(unit, "core.task",
                          "{\"where\":{\"role\":\"director\",\"state\":\"open\"}}", NULL,
                          data, error);
}

static void
time_escalates_and_never_agrees(void **state)
{
    struct shop *shop = *state;
    int64_t ran, tasks = 0;
    request(shop, "by = { 'manager' }, timeout = dms.days(1), escalate = 'director'", 10);
    shop_must(shop, dms_house_settle(shop->house, &shop->error));
    shop->now += 2 * DMS_DAY;
    shop_must(shop, dms_house_run_timers(shop->house, shop->now, &ran, &shop->error));
    shop_must(shop, shop_do(shop, count_tasks, &tasks));
    assert_int_equal(tasks, 1);
    refused(shop, "li", WIN, "approval.waits");
}

static void
duties_that_meet_in_one_person_are_found(void **state)
{
    struct shop *shop = *state;
    use(shop, "by = { 'manager', 'advisor' }, how = 9");
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    static const char text[] = "{\"do\":\"call\",\"name\":\"approval.duties\"}";
    struct dms_json *question = NULL, *answer = NULL;
    assert_int_equal(dms_json_load(text, strlen(text), &question, NULL), DMS_OK);
    shop_must(shop,
              dms_house_ask(shop->house, &request, question, &answer, &shop->error));
    const struct dms_json *found = dms_json_at_key(answer, "answer");
    assert_int_equal(dms_json_count(dms_json_at_key(found, "could")), 4);
    const struct dms_json *nobody = dms_json_at(dms_json_at_key(found, "nobody"), 0);
    assert_int_equal(dms_json_integer_at(nobody, "needed"), 9);
    assert_int_equal(dms_json_integer_at(nobody, "able"), 4);
    dms_json_destroy(question);
    dms_json_destroy(answer);
}

static void
a_declaration_that_makes_no_sense_is_refused_at_its_line(void **state)
{
    static const char *const wrong[][2] = {
        { "by = { 'manger' }", "script.nobody_has_near" },
        { "by = { 'manager' }, how = 'some'", "script.bad_how" },
        { "by = { 'manager', 'manager' }", "script.role_twice" },
        { "by = { 'manager' }, gards = {}", "script.unknown_key_near" },
        { "by = { 'manager' }, guards = { 'budgt' }", "script.no_such_field" },
        { "by = { 'manager' }, timeout = dms.days(1)", "script.missing" },
        { "amount = 'budget', tiers = { { upto = 5, by = { 'manager' } }, { upto = 4 } }",
          "script.tiers_go_up" },
        { "how = 'all'", "script.missing" },
    };
    struct shop *shop = *state;
    use(shop, "by = { 'manager' }");
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        char text[600];
        snprintf(text, sizeof(text),
                 "local dms <const> = require('dms')\n"
                 "dms.workflow { entity = 'crm.lead', initial = 'new',\n"
                 "  states = { new = {}, won = { final = true } }, transitions = {\n"
                 "  { 'win', from = 'new', to = 'won', approval = { %s } } } }\n",
                 wrong[i][0]);
        shop_write(shop, "brands/aurora/crm.lua", text);
        shop->error = (struct dms_error){ 0 };
        assert_int_not_equal(
            host_activate(host_of(shop->house), "test", NULL, &shop->error), DMS_OK);
        if (strcmp(shop->error.key, wrong[i][1]) != 0 || shop->error.line < 2)
            fail_msg("%s: %s at %d", wrong[i][0], shop->error.key, (int)shop->error.line);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_of_the_roles_is_enough_but_never_the_requester),
        TEST(what_was_agreed_to_is_used_up_by_the_transition),
        TEST(one_no_refuses_it),
        TEST(all_means_every_role_and_another_person_for_each),
        TEST(so_many_persons_of_the_roles),
        TEST(in_turn_nobody_goes_first),
        TEST(the_amount_says_who),
        TEST(a_changed_value_voids_the_votes),
        TEST(a_vote_on_other_values_than_asked_for_is_none),
        TEST(an_approver_may_want_one_more_to_sign),
        TEST(a_deputy_votes_on_the_days_named_and_not_for_the_requester),
        TEST(time_escalates_and_never_agrees),
        TEST(duties_that_meet_in_one_person_are_found),
        TEST(a_declaration_that_makes_no_sense_is_refused_at_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
