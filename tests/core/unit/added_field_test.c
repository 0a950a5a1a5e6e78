/* tests/core/unit/added_field_test.c  proves  what an admin adds to an entity of somebody's: a
 * real field, that may go and come back with all it held. */
#include "core/unit/dealer.h"

struct added {
    struct dms_field field;
};

static enum dms_status
add(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    const struct added *added = data;
    return dms_register_field(registrar, "lot.customer", &added->field, error);
}

static struct added bank = { { .name = "x_bank",
                               .type = DMS_TEXT,
                               .mask = "bank",
                               .flags = DMS_INDEX | DMS_SEARCH,
                               .data_class = DMS_PERSONAL } };

static size_t
found(struct dealer *dealer, const char *user, const char *text)
{
    dealer_must(dealer, user, "S1", "{\"do\":\"search\",\"text\":\"%s\"}", text);
    return dms_json_count(dms_json_at_key(dealer->answer, "hits"));
}

static int64_t
counted(struct dealer *dealer, const char *where)
{
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"count\",\"entity\":\"lot.customer\",\"where\":%s}", where);
    return dms_json_integer_at(dealer->answer, "count");
}

static void
an_added_field_is_filtered_searched_and_masked(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"旧客户\"}");
    dealer_use(dealer, add, &bank);
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"新客户\",\"x_bank\":\"6222021001116245702\"}");
    assert_int_equal(counted(dealer, "{\"x_bank\":\"6222021001116245702\"}"), 1);
    assert_int_equal(counted(dealer, "{\"x_bank\":null}"), 1);
    assert_int_equal(found(dealer, "anna", "1116"), 1);
    assert_int_equal(found(dealer, "cleo", "1116"), 0);
    dealer_must(dealer, "cleo", "S1", "{\"do\":\"list\",\"entity\":\"lot.customer\"}");
    assert_true(dealer_says(dealer, "***") && !dealer_says(dealer, "1116"));
}

static void
what_it_held_is_there_when_it_comes_back(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, add, &bank);
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"新客户\",\"x_bank\":\"6222021001116245702\"}");
    dealer_use(dealer, NULL, NULL);
    dealer_refused(
        dealer, DMS_INVALID, "anna", "S1",
        "{\"do\":\"count\",\"entity\":\"lot.customer\",\"where\":{\"x_bank\":\"1\"}}");
    assert_int_equal(found(dealer, "anna", "1116"), 0);
    /* What class its values were of, nobody knows any more. */
    dealer_must(dealer, "cleo", "S1",
                "{\"do\":\"history\",\"entity\":\"lot.customer\",\"id\":1}");
    assert_true(dealer_says(dealer, "x_bank") && !dealer_says(dealer, "1116"));
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,"
                "\"fields\":{\"name\":\"老客户\"}}");
    dealer_use(dealer, add, &bank);
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"get\",\"entity\":\"lot.customer\",\"id\":1}");
    assert_true(dealer_says(dealer, "6222021001116245702"));
    assert_int_equal(found(dealer, "anna", "1116"), 1);
    assert_int_equal(found(dealer, "anna", "老客户"), 1);
    assert_int_equal(found(dealer, "anna", "新客户"), 0);
}

static void
records_from_before_it_was_searched_are_found_too(void **state)
{
    struct dealer *dealer = *state;
    static struct added colour = { { .name = "x_colour", .type = DMS_TEXT } };
    colour.field.flags = 0;
    dealer_use(dealer, add, &colour);
    for (int i = 0; i < 200; i++)
        dealer_create(dealer, "anna", "S1", "lot.customer",
                      "{\"name\":\"客户\",\"x_colour\":\"红旗色\"}");
    assert_int_equal(found(dealer, "anna", "红旗"), 0);
    colour.field.flags = DMS_SEARCH;
    dealer_use(dealer, add, &colour);
    assert_int_equal(found(dealer, "anna", "红旗"), 20);
    dealer_must(dealer, NULL, NULL, "{\"do\":\"check\"}");
    assert_true(dms_json_boolean_at(dealer->answer, "sound"));
    dealer_reopen(dealer);
    assert_int_equal(found(dealer, "anna", "红旗"), 20);
}

static void
a_field_that_cannot_be_unique_changes_nothing(void **state)
{
    struct dealer *dealer = *state;
    static struct added number = { { .name = "x_number", .type = DMS_INTEGER } };
    number.field.flags = 0;
    dealer_use(dealer, add, &number);
    for (int i = 0; i < 2; i++)
        dealer_create(dealer, "anna", "S1", "lot.customer",
                      "{\"name\":\"x\",\"x_number\":7}");
    number.field.flags = DMS_UNIQUE;
    dms_error_clear(dealer->error);
    assert_int_equal(
        dms_house_replace(dealer->house, "lot", dealer_declare, dealer, dealer->error),
        DMS_INVALID);
    assert_string_equal(dms_error_key(dealer->error), "storage.cannot_be_unique");
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"x\",\"x_number\":7}");
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,"
                "\"fields\":{\"x_number\":1}}");
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":2,"
                "\"fields\":{\"x_number\":2}}");
    dealer_use(dealer, add, &number);
    dealer_refused(
        dealer, DMS_CONFLICT, "anna", "S1",
        "{\"do\":\"create\",\"entity\":\"lot.customer\",\"fields\":{\"name\":\"x\","
        "\"x_number\":7}}");
    /* What is not declared unique any more, is not. */
    number.field.flags = 0;
    dealer_use(dealer, add, &number);
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"x\",\"x_number\":7}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(an_added_field_is_filtered_searched_and_masked),
        DEALER_TEST(what_it_held_is_there_when_it_comes_back),
        DEALER_TEST(records_from_before_it_was_searched_are_found_too),
        DEALER_TEST(a_field_that_cannot_be_unique_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
