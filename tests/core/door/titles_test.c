/* tests/core/door/titles_test.c  proves  core/door/records.c: beside what is kept stands what people
 * call it. */
#include "core/unit/dealer.h"

static void
a_key_is_told_by_its_sentence_and_kept_as_it_is(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.deal", "{\"car\":\"entity.core.store\"}");
    dealer_create(dealer, "anna", "S1", "lot.deal", "{\"car\":\"a red one\"}");
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"get\",\"entity\":\"lot.deal\",\"id\":1,\"titles\":true}");
    const struct dms_json *record = dms_json_at_key(dealer->answer, "record");
    assert_string_equal(dms_json_text_at(record, "car"), "entity.core.store");
    assert_string_equal(dms_json_text_at(dms_json_at_key(record, "titles"), "car"),
                        "Store");
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"get\",\"entity\":\"lot.deal\",\"id\":2,\"titles\":true}");
    record = dms_json_at_key(dealer->answer, "record");
    assert_null(dms_json_at_key(dms_json_at_key(record, "titles"), "car"));
}

static const char *
maker_of_the_deal(struct dealer *dealer, int64_t *id)
{
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"get\",\"entity\":\"lot.deal\",\"id\":1,\"titles\":true}");
    const struct dms_json *record = dms_json_at_key(dealer->answer, "record");
    *id = dms_json_integer_at(record, "created_by");
    return dms_json_text_at(dms_json_at_key(record, "titles"), "created_by");
}

static void
a_user_is_called_by_the_persons_name_or_else_by_the_login(void **state)
{
    struct dealer *dealer = *state;
    int64_t anna = 0;
    char question[160];
    dealer_create(dealer, "anna", "S1", "lot.deal", "{\"car\":\"a red one\"}");
    assert_string_equal(maker_of_the_deal(dealer, &anna), "anna");
    snprintf(question, sizeof(question),
             "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":%" PRId64
             ",\"fields\":{\"full_name\":\"安娜\"}}",
             anna);
    dealer_must(dealer, "root", "S1", question);
    assert_string_equal(maker_of_the_deal(dealer, &anna), "安娜");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(a_key_is_told_by_its_sentence_and_kept_as_it_is),
        DEALER_TEST(a_user_is_called_by_the_persons_name_or_else_by_the_login),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
