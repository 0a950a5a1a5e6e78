/* tests/core/unit/page_test.c  proves  core/unit/page*.c and core/door/page*.c: what a page may say, and
 * what of it who sees. */
#include "core/unit/dealer.h"

#define HEAD                                                                             \
    "{\n  \"page\": \"lot.deals\", \"kind\": \"list\", \"title\": \"lot.deals\",\n"

static const char deals[] = HEAD "  \"menu\": \"lot\", \"entity\": \"lot.deal\",\n"
                                 "  \"columns\": [\"car\", \"customer\", \"price\"],\n"
                                 "  \"filter\": { \"owner\": \"$me\" },\n"
                                 "  \"form\": \"lot.deal\" }\n";
static const char deal[] =
    "{ \"page\": \"lot.deal\", \"kind\": \"form\", \"title\": \"lot.deals\",\n"
    "  \"entity\": \"lot.deal\",\n"
    "  \"sections\": [{ \"title\": \"lot.deals\", \"fields\": [\"car\", "
    "\"customer.grade\"] }],\n"
    "  \"related\": [{ \"entity\": \"lot.customer\", \"by\": \"owner\", \"columns\": "
    "[\"name\"] },\n"
    "              { \"entity\": \"gone.thing\", \"by\": \"x\", \"columns\": [\"y\"] }] "
    "}\n";
static const char day[] =
    "{ \"page\": \"lot.day\", \"kind\": \"my_day\", \"title\": \"lot.deals\", \"menu\": "
    "\"lot\",\n"
    "  \"order\": 1, \"posts\": {\n"
    "    \"seller\": [{ \"tasks\": true }, { \"list\": \"lot.deals\", \"limit\": 3 }],\n"
    "    \"chief\": [{ \"tasks\": true }, { \"figures\": [\"gone.figure\"] }],\n"
    "    \"*\": [{ \"page\": \"lot.deals\" }] } }\n";
static const char *const all[] = { deals, deal, NULL };
static const char *const with_day[] = { deals, deal, day, NULL };

static enum dms_status
declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    enum dms_status st = DMS_OK;
    for (const char *const *text = data; st == DMS_OK && *text != NULL; text++) {
        const struct dms_page card = { .size = sizeof(card),
                                       .text = *text,
                                       .file = "deals.json" };
        st = dms_register_page(registrar, &card, error);
    }
    return st;
}

static enum dms_status
change(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    const struct dms_page card = { .size = sizeof(card),
                                   .flags = DMS_PAGE_CHANGE,
                                   .name = "lot.deals",
                                   .text = data,
                                   .file = "brand.lua",
                                   .line = 7 };
    return dms_register_page(registrar, &card, error);
}

static void
use_pages(struct dealer *dealer, const char *const *texts)
{
    struct dms_json *words = dms_json_create_object();
    dms_json_set_text(words, "lot.deals", "Deals");
    dms_json_set_text(words, "lot.other", "Bargains");
    dealer_need(dealer, dms_house_words(dealer->house, "en", words, dealer->error));
    dealer_need(dealer, dms_house_words(dealer->house, "zh", words, dealer->error));
    dms_json_destroy(words);
    dealer_use(dealer, declare, (void *)(uintptr_t)texts);
}

/* TEXT is refused for KEY, on LINE, and the sentence has WORDS. */
static void
expect_fault(struct dealer *dealer, const char *text, const char *key, int64_t line,
             const char *words)
{
    const struct dms_page card = { .size = sizeof(card),
                                   .text = text,
                                   .file = "bad.json" };
    dms_error_clear(dealer->error);
    assert_int_equal(dms_house_check_page(dealer->house, &card, dealer->error),
                     DMS_INVALID);
    char *said = dms_house_error_text(dealer->house, "en", dealer->error);
    if (strcmp(dms_error_key(dealer->error), key) != 0 ||
        dms_error_line(dealer->error) != line || strstr(said, words) == NULL ||
        strstr(said, "bad.json:") == NULL)
        fail_msg("%s line %" PRId64 ": %s", dms_error_key(dealer->error),
                 dms_error_line(dealer->error), said);
    free(said);
    dms_error_clear(dealer->error);
}

static void
what_is_wrong_is_told_with_its_line_and_what_may_stand_there(void **state)
{
    struct dealer *dealer = *state;
    use_pages(dealer, all);
    expect_fault(dealer, "{\n  \"page\": \"lot.x\",\n  \"kind\": }", "json.syntax", 3,
                 "");
    expect_fault(dealer, "{\n \"kind\": \"list\" }", "page.member_needed", 1, "page");
    expect_fault(dealer, "{ \"page\": \"lot.x\",\n\n  \"kind\": \"lisst\" }",
                 "page.unknown_word_near", 3, "Did you mean “list”");
    expect_fault(dealer, HEAD "  \"entity\": \"lot.deal\",\n  \"colums\": [\"car\"] }",
                 "page.unknown_member_near", 4, "columns");
    expect_fault(dealer, HEAD "  \"entity\": \"lot.deal\" }", "page.member_needed", 1,
                 "columns");
    expect_fault(dealer, HEAD "  \"entity\": \"lot.dael\", \"columns\": [\"car\"] }",
                 "entity.unknown_near", 3, "lot.deal");
    expect_fault(dealer,
                 HEAD "  \"entity\": \"lot.deal\",\n  \"columns\": [\n    \"car\",\n"
                      "    \"pricee\"\n  ] }",
                 "entity.no_field_near", 6, "price");
    expect_fault(dealer,
                 HEAD "  \"entity\": \"lot.deal\",\n  \"columns\": [\"customer.fone\"] }",
                 "entity.no_field", 4, "lot.customer");
    expect_fault(dealer, HEAD "  \"entity\": \"lot.deal\", \"columns\": \"car\" }",
                 "page.wants", 3, "array");
    expect_fault(dealer,
                 HEAD "  \"entity\": \"lot.deal\", \"columns\": [\"car\"],\n"
                      "  \"filter\": { \"price\": { \"gte\": \"$tomorow\" } } }",
                 "amount.money", 4, "");
    expect_fault(dealer,
                 HEAD "  \"entity\": \"lot.deal\", \"columns\": [\"car\"],\n\n"
                      "  \"form\": \"lot.dea\" }",
                 "page.unknown_page_near", 5, "lot.deal");
    expect_fault(
        dealer,
        "{ \"page\": \"lot.x\", \"kind\": \"my_day\", \"title\": \"lot.deals\",\n"
        "  \"posts\": {\n    \"seler\": [] } }",
        "page.unknown_role_near", 3, "seller");
    expect_fault(dealer,
                 "{ \"page\": \"lot.x\", \"kind\": \"element\", \"title\": "
                 "\"lot.deals\",\n  \"element\": \"clock\" }",
                 "page.wants", 2, "hyphen");
    expect_fault(dealer,
                 "{ \"page\": \"lot.x\", \"kind\": \"form\", \"title\": "
                 "\"lot.deals\", \"entity\": \"lot.deal\",\n  \"sections\": [\n{ "
                 "\"title\": \"lot.deals\" }] }",
                 "page.member_needed", 3, "fields");
    expect_fault(
        dealer,
        "{ \"page\": \"lot.x\", \"kind\": \"list\",\n  \"title\": \"lot.nothing\" }",
        "page.no_words", 2, "lot.nothing");
}

static void
a_wrong_page_is_left_out_and_the_rest_is_there(void **state)
{
    struct dealer *dealer = *state;
    static const char *const texts[] = {
        deals, HEAD "  \"entity\": \"lot.deal\" }",
        "{ \"page\": \"lot.bad\", \"kind\": \"list\", \"title\": "
        "\"lot.deals\", \"entity\": \"lot.deal\", \"columns\": "
        "[\"nothing\"] }",
        deal, NULL
    };
    use_pages(dealer, texts);
    dealer_must(dealer, "anna", "S1", "{\"do\":\"page\",\"name\":\"lot.deals\"}");
    dealer_refused(dealer, DMS_NOT_FOUND, "anna", "S1",
                   "{\"do\":\"page\",\"name\":\"lot.bad\"}");
    struct dms_json *notices = dms_house_notices(dealer->house, "en");
    char *said = dms_json_print(notices);
    assert_int_equal(dms_json_count(notices),
                     3); /* the first: there is no folder of plugins */
    assert_non_null(strstr(said, "unit.declared_twice"));
    assert_non_null(strstr(said, "entity.no_field"));
    free(said);
    dms_json_destroy(notices);
}

static void
each_sees_what_they_may_in_words_and_with_their_own_filter(void **state)
{
    struct dealer *dealer = *state;
    use_pages(dealer, all);
    dealer_must(dealer, "anna", "S1", "{\"do\":\"page\",\"name\":\"lot.deals\"}");
    assert_true(dealer_says(dealer, "\"title\":\"Deals\""));
    assert_false(dealer_says(dealer, "$me"));
    assert_true(dealer_says(dealer, "\"filter\":{\"owner\":"));
    dealer_must(dealer, "anna", "S1", "{\"do\":\"page\",\"name\":\"lot.deal\"}");
    assert_true(dealer_says(dealer, "customer.grade") &&
                dealer_says(dealer, "\"related\":[{"));
    assert_false(dealer_says(dealer, "gone.thing"));
    dealer_must(dealer, "cleo", "S1", "{\"do\":\"page\",\"name\":\"lot.deal\"}");
    assert_false(dealer_says(dealer, "customer.grade"));
}

static void
an_entity_without_a_page_has_one_made(void **state)
{
    struct dealer *dealer = *state;
    use_pages(dealer, all);
    dealer_must(dealer, "cleo", "S1", "{\"do\":\"pages\"}");
    assert_true(dealer_says(dealer, "\"page\":\"lot.customer.list\""));
    assert_true(dealer_says(dealer, "\"generated\":true"));
    assert_false(dealer_says(dealer, "lot.deal.list") ||
                 dealer_says(dealer, "core.grant"));
    dealer_must(dealer, "cleo", "S1", "{\"do\":\"page\",\"name\":\"lot.customer.form\"}");
    assert_true(dealer_says(dealer, "\"note\""));
    assert_false(dealer_says(dealer, "\"grade\"") || dealer_says(dealer, "\"pin\""));
    dealer_refused(dealer, DMS_NOT_FOUND, "cleo", "S1",
                   "{\"do\":\"page\",\"name\":\"core.grant.form\"}");
}

static void
my_day_has_the_blocks_of_my_posts(void **state)
{
    struct dealer *dealer = *state;
    use_pages(dealer, with_day);
    dealer_must(dealer, "anna", "S1", "{\"do\":\"page\",\"name\":\"lot.day\"}");
    assert_true(dealer_says(dealer, "\"blocks\":[{\"tasks\":true},{\"limit\":3,"
                                    "\"list\":\"lot.deals\"}]"));
    assert_false(dealer_says(dealer, "posts"));
    dealer_must(dealer, "cleo", "S1", "{\"do\":\"page\",\"name\":\"lot.day\"}");
    assert_true(dealer_says(dealer, "\"blocks\":[{\"page\":\"lot.deals\"}]"));
    dealer_must(dealer, "anna", "S1", "{\"do\":\"pages\"}");
    assert_true(dealer_says(dealer, "\"menus\":[{\"menu\":\"lot\",\"pages\":[\"lot.day\","
                                    "\"lot.deals\",\"lot.customer.list\"]"));
}

static void
a_change_takes_the_place_of_what_it_names_and_a_wrong_one_changes_nothing(void **state)
{
    struct dealer *dealer = *state;
    use_pages(dealer, all);
    dealer_need(dealer,
                dms_house_replace(dealer->house, "rules", change,
                                  "{\"title\":\"lot.other\",\"columns\":[\"price\"]}",
                                  dealer->error));
    dealer_must(dealer, "anna", "S1", "{\"do\":\"page\",\"name\":\"lot.deals\"}");
    assert_true(dealer_says(dealer, "\"columns\":[\"price\"]"));
    assert_true(dealer_says(dealer, "Bargains") && dealer_says(dealer, "\"owner\":"));
    assert_int_equal(dms_house_replace(dealer->house, "rules", change,
                                       "{\"columns\":[\"pricee\"]}", dealer->error),
                     DMS_INVALID);
    assert_string_equal(dms_error_file(dealer->error), "brand.lua");
    assert_int_equal(dms_error_line(dealer->error), 7);
    dms_error_clear(dealer->error);
    dealer_must(dealer, "anna", "S1", "{\"do\":\"page\",\"name\":\"lot.deals\"}");
    assert_true(dealer_says(dealer, "\"columns\":[\"price\"]"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(what_is_wrong_is_told_with_its_line_and_what_may_stand_there),
        DEALER_TEST(a_wrong_page_is_left_out_and_the_rest_is_there),
        DEALER_TEST(each_sees_what_they_may_in_words_and_with_their_own_filter),
        DEALER_TEST(an_entity_without_a_page_has_one_made),
        DEALER_TEST(my_day_has_the_blocks_of_my_posts),
        DEALER_TEST(
            a_change_takes_the_place_of_what_it_names_and_a_wrong_one_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
