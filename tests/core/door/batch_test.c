/* tests/core/door/batch_test.c  proves  core/door/batch.c and explain.c: many records at once, all
 * or none; and why a field is what it is. */
#include "core/unit/dealer.h"

static void
a_batch_creates_changes_and_removes_in_one_go(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"李四\"}");
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"batch\",\"entity\":\"lot.customer\",\"items\":["
                "{\"fields\":{\"name\":\"王五\"}},{\"id\":1,\"rev\":1,\"fields\":{"
                "\"note\":\"b\"}},"
                "{\"fields\":{\"name\":\"赵六\"}},{\"id\":2,\"do\":\"remove\"}]}");
    assert_int_equal(dms_json_count(dms_json_at_key(dealer->answer, "items")), 4);
    assert_int_equal(dealer_count(dealer, "lot.customer"), 2);
}

static void
one_bad_item_undoes_all_and_is_named(void **state)
{
    struct dealer *dealer = *state;
    dealer_refused(dealer, DMS_INVALID, "anna", "S1",
                   "{\"do\":\"batch\",\"entity\":\"lot.customer\",\"items\":["
                   "{\"fields\":{\"name\":\"王五\"}},{\"fields\":{\"grade\":\"a\"}}]}");
    assert_string_equal(dms_error_file(dealer->error), "items");
    assert_int_equal(dms_error_line(dealer->error), 2);
    assert_string_equal(dms_error_field(dealer->error), "name");
    assert_int_equal(dealer_count(dealer, "lot.customer"), 0);
}

static void
more_items_than_steps_of_one_request_are_no_chain(void **state)
{
    struct dealer *dealer = *state;
    char items[1900] = "";
    for (int i = 0; i < 60; i++)
        strcat(items, i > 0 ? ",{\"fields\":{\"name\":\"n\"}}"
                            : "{\"fields\":{\"name\":\"n\"}}");
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"batch\",\"entity\":\"lot.customer\",\"items\":[%s]}", items);
    assert_int_equal(dealer_count(dealer, "lot.customer"), 60);
}

static void
items_for_themselves_are_done_or_refused_each_with_its_reason(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"李四\"}");
    dealer_must(
        dealer, "anna", "S1",
        "{\"do\":\"batch_each\",\"entity\":\"lot.customer\",\"items\":["
        "{\"id\":1,\"fields\":{\"note\":\"b\"}},{\"id\":99,\"fields\":{\"note\":"
        "\"c\"}},{\"fields\":{\"grade\":\"a\"}},{\"fields\":{\"name\":\"王五\"}}]}");
    assert_true(
        dealer_says(dealer, "\"done\":2") && dealer_says(dealer, "\"refused\":2") &&
        dealer_says(dealer, "{\"id\":1,\"ok\":true}") &&
        dealer_says(dealer, "\"key\":\"storage.no_record\"") &&
        dealer_says(dealer, "\"field\":\"name\"") && dealer_says(dealer, "\"text\":\""));
    assert_int_equal(dealer_count(dealer, "lot.customer"), 2);
}

static void
what_is_no_batch_is_refused(void **state)
{
    struct dealer *dealer = *state;
    static const char *const bad[] = { "", ",\"items\":[]", ",\"items\":[1]",
                                       ",\"items\":[{\"do\":\"burn\",\"id\":1}]" };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        dealer_refused(dealer, DMS_INVALID, "anna", "S1",
                       "{\"do\":\"batch\",\"entity\":\"lot.customer\"%s}", bad[i]);
}

static void
a_field_tells_who_wrote_it_and_masks_it_as_elsewhere(void **state)
{
    static const char question[] =
        "{\"do\":\"explain\",\"entity\":\"lot.customer\",\"id\":1,"
        "\"field\":\"%s\"}";
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"李四\",\"phone\":\"13812345678\",\"grade\":\"a\"}");
    dealer_must(dealer, "anna", NULL,
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,"
                "\"fields\":{\"phone\":\"13900005678\"}}");
    dealer_must(dealer, "anna", NULL, question, "phone");
    assert_int_equal(dms_json_count(dms_json_at_key(dealer->answer, "changes")), 2);
    assert_true(dealer_says(dealer, "13812345678") &&
                dealer_says(dealer, "\"declared_by\":\"lot\""));
    dealer_must(dealer, "cleo", NULL, question, "phone");
    assert_false(dealer_says(dealer, "13812345678") ||
                 dealer_says(dealer, "13900005678"));
    dealer_refused(dealer, DMS_FORBIDDEN, "cleo", NULL, question, "grade");
    dealer_refused(dealer, DMS_INVALID, "anna", NULL, question, "fone");
    dealer_refused(dealer, DMS_NOT_FOUND, "carl", NULL, question, "phone");
}

static const struct dms_field score_fields[] = {
    { .name = "score", .type = DMS_INTEGER },
    { .name = "rule", .type = DMS_TEXT },
    { .name = "reasons", .type = DMS_STRUCTURED },
};
static const struct dms_entity score =
    DMS_ENTITY(.name = "lot.score", DMS_FIELDS(score_fields));

static enum dms_status
declare_score(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    (void)data;
    return dms_register_entity(registrar, &score, error);
}

static void
reasons_are_told_in_the_words_of_who_asks(void **state)
{
    struct dealer *dealer = *state;
    struct dms_json *words = dms_json_create_object();
    dms_json_set_text(words, "lot.by_source", "The source: {points} points");
    dealer_need(dealer, dms_house_words(dealer->house, "en", words, dealer->error));
    dms_json_destroy(words);
    dealer_use(dealer, declare_score, NULL);
    dealer_create(dealer, "anna", "S1", "lot.score",
                  "{\"score\":20,\"rule\":\"lot/score\",\"reasons\":[{\"key\":"
                  "\"lot.by_source\",\"points\":20},\"free\"]}");
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"explain\",\"entity\":\"lot.score\",\"id\":1,\"field\":"
                "\"score\"}");
    assert_true(dealer_says(dealer, "\"text\":\"The source: 20 points\""));
    assert_true(dealer_says(dealer, "\"free\"]"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(a_batch_creates_changes_and_removes_in_one_go),
        DEALER_TEST(one_bad_item_undoes_all_and_is_named),
        DEALER_TEST(more_items_than_steps_of_one_request_are_no_chain),
        DEALER_TEST(items_for_themselves_are_done_or_refused_each_with_its_reason),
        DEALER_TEST(what_is_no_batch_is_refused),
        DEALER_TEST(a_field_tells_who_wrote_it_and_masks_it_as_elsewhere),
        DEALER_TEST(reasons_are_told_in_the_words_of_who_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
