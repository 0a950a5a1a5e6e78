/* tests/core/script/circle_test.c  proves  core/script/circle.c and the places in calls.c: follow-ups
 * that feed each other are found, those that a filter ends are not, and a problem has a column. */
#include "shop.h"

static const char head[] = "local dms <const> = require('dms')\n";
#define TASK    "task = { kind = 'call', role = 'admin', title = 'task.state_overdue' } }\n"
#define MESSAGE "message = { channel = 'sms', text = 'task.state_overdue' } }\n"

/* The problems that rules.check finds. */
static struct dms_json *
check(struct shop *shop, const char *text)
{
    struct dms_request request = { .size = sizeof(request),
                                   .flags = DMS_AS_HOUSE,
                                   .language = "en" };
    struct dms_json *question = dms_json_create_object(), *answer = NULL;
    char whole[1200];
    snprintf(whole, sizeof(whole), "%s%s", head, text);
    shop_write(shop, "brands/aurora/crm.lua", whole);
    dms_json_set_text(question, "do", "call");
    dms_json_set_text(question, "name", "rules.check");
    shop_must(shop,
              dms_house_ask(shop->house, &request, question, &answer, &shop->error));
    dms_json_destroy(question);
    struct dms_json *problems = dms_json_copy(dms_json_at_key(answer, "answer"));
    dms_json_destroy(answer);
    return problems;
}

static void
assert_fed(struct shop *shop, const char *text, size_t times)
{
    struct dms_json *problems = check(shop, text);
    assert_int_equal(dms_json_count(problems), times);
    for (size_t i = 0; i < times; i++)
        assert_string_equal(dms_json_text_at(dms_json_at(problems, i), "key"),
                            "script.feeds_itself");
    dms_json_destroy(problems);
}

static void
follow_ups_that_feed_each_other_are_found(void **state)
{
    struct shop *shop = *state;
    assert_fed(shop, "dms.follow_up { name = 'a', on = 'core.task.created', " TASK, 1);
    assert_fed(shop,
               "dms.follow_up { name = 'a', on = 'core.task.created', " MESSAGE
               "dms.follow_up { name = 'b', on = 'core.message.created', " TASK,
               2);
}

static void
what_a_filter_or_a_person_ends_is_no_circle(void **state)
{
    struct shop *shop = *state;
    assert_fed(shop, "dms.follow_up { name = 'a', on = 'core.task.done', " TASK, 0);
    assert_fed(shop,
               "dms.follow_up { name = 'a', on = 'core.task.created',"
               " where = { kind = 'first' }, " TASK,
               0);
    assert_fed(shop, "dms.follow_up { name = 'a', on = 'core.task.created', " MESSAGE, 0);
}

static void
a_problem_has_the_column_of_the_word_that_is_wrong(void **state)
{
    struct dms_json *problems =
        check(*state, "dms.rule { name = 'a', on = 'crm.leed.create', run = print }\n");
    const struct dms_json *first = dms_json_at(problems, 0);
    assert_int_equal(dms_json_integer_at(first, "line"), 2);
    assert_true(dms_json_integer_at(first, "column") > 1);
    dms_json_destroy(problems);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(follow_ups_that_feed_each_other_are_found,
                                        shop_setup, shop_teardown),
        cmocka_unit_test_setup_teardown(what_a_filter_or_a_person_ends_is_no_circle,
                                        shop_setup, shop_teardown),
        cmocka_unit_test_setup_teardown(
            a_problem_has_the_column_of_the_word_that_is_wrong, shop_setup,
            shop_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
