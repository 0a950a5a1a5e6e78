/* tests/core/access/mask_test.c  proves  core/access/mask.c, permission.c in every answer that
 * shows a value: what is masked in one place is masked in all. */
#include "core/unit/dealer.h"

#define FULL                                                                             \
    "{\"name\":\"张三丰\",\"phone\":\"13812345678\",\"grade\":\"a\",\"note\":\"n\","  \
    "\"id_card\":\"310101199001011234\",\"limit\":\"500.00\"}"

static void
assert_covered(const struct dealer *dealer)
{
    static const char *const clear[] = { "13812345678", "2345678", "三丰", "19900101",
                                         "500.00" };
    for (size_t i = 0; i < sizeof(clear) / sizeof(clear[0]); i++)
        if (dealer_says(dealer, clear[i]))
            fail_msg("%s in %s", clear[i], dealer->said);
}

static void
every_answer_masks_alike(void **state)
{
    struct dealer *dealer = *state;
    int64_t id = dealer_create(dealer, "anna", "S1", "lot.customer", FULL);
    dealer_must(dealer, "anna", NULL,
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":%" PRId64
                ",\"fields\":{"
                "\"phone\":\"13912345678\",\"limit\":\"600.00\"}}",
                id);
    dealer_create(dealer, "anna", "S1", "lot.deal", "{\"customer\":1,\"car\":\"红色\"}");
    static const char *const questions[] = {
        "{\"do\":\"get\",\"entity\":\"lot.customer\",\"id\":1}",
        "{\"do\":\"list\",\"entity\":\"lot.customer\",\"titles\":true}",
        "{\"do\":\"list\",\"entity\":\"lot.deal\",\"titles\":true}",
        "{\"do\":\"search\",\"text\":\"5678\"}",
        "{\"do\":\"history\",\"entity\":\"lot.customer\",\"id\":1}",
    };
    for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
        dealer_must(dealer, "cleo", NULL, "%s", questions[i]);
        assert_covered(dealer);
        assert_true(dealer_says(dealer, "张") && dealer_says(dealer, "*"));
        /* The grant excepts it. */
        assert_false(dealer_says(dealer, "\"grade\""));
    }
    dealer_must(dealer, "anna", NULL, "%s", questions[4]);
    assert_true(dealer_says(dealer, "13812345678") && dealer_says(dealer, "13912345678"));
    assert_false(dealer_says(dealer, "19900101"));
}

static void
a_grant_of_ones_own_shows_nothing_of_others(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.customer", FULL);
    dealer_create(dealer, "rita", "S1", "lot.customer",
                  "{\"name\":\"钱六\",\"phone\":\"13800000000\",\"grade\":\"b\"}");
    /* Rita is a clerk for all of the store, and a seller for her own. */
    dealer_must(dealer, "rita", NULL, "{\"do\":\"list\",\"entity\":\"lot.customer\"}");
    assert_covered(dealer);
    assert_false(dealer_says(dealer, "\"grade\":\"a\""));
    assert_true(dealer_says(dealer, "\"grade\":\"b\"") &&
                dealer_says(dealer, "13800000000"));
    dealer_must(dealer, "rita", NULL,
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":2,\"fields\":{"
                "\"grade\":\"c\"}}");
    dealer_refused(dealer, DMS_FORBIDDEN, "rita", NULL,
                   "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,\"fields\":{"
                   "\"grade\":\"c\"}}");
    dealer_refused(dealer, DMS_FORBIDDEN, "rita", NULL,
                   "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,\"fields\":{"
                   "\"note\":\"c\"}}");
}

static void
a_collision_does_not_tell_what_is_masked(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.customer", FULL);
    dealer_create(dealer, NULL, "S1", "lot.customer",
                  "{\"name\":\"张三丰\",\"grade\":\"b\",\"note\":\"n\"}");
    /* Root may change it and sees no names; what collides is a name he did not write. */
    dealer_refused(dealer, DMS_CONFLICT, "root", "S1",
                   "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":2,\"fields\":{"
                   "\"grade\":\"a\"}}");
    assert_covered(dealer);
    assert_string_equal(dms_error_key(dealer->error), "storage.duplicate");
    /* What one has just written oneself is no secret. */
    dealer_refused(
        dealer, DMS_CONFLICT, "bert", "S1",
        "{\"do\":\"create\",\"entity\":\"lot.customer\",\"fields\":{\"name\":\"x\","
        "\"phone\":\"13812345678\"}}");
    assert_true(dealer_says(dealer, "13812345678"));
}

static enum dms_status
keep_pin(struct dms_unit *unit, struct dms_record *record, void *data,
         struct dms_error *error)
{
    (void)unit, (void)data;
    return dms_record_set_text(record, "pin", "geheim-4711", error);
}

static enum dms_status
with_pin(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_hook hook =
        DMS_HOOK(.name = "lot/pin", .on = "lot.customer.create", .run = keep_pin);
    (void)data;
    return dms_register_hook(registrar, &hook, error);
}

static void
a_secret_never_leaves_whoever_asks(void **state)
{
    struct dealer *dealer = *state;
    dealer_use(dealer, with_pin, NULL);
    dealer_create(dealer, "anna", "S1", "lot.customer", FULL);
    static const char *const users[] = { "anna", "boss", "root", NULL };
    static const char *const questions[] = {
        "{\"do\":\"get\",\"entity\":\"lot.customer\",\"id\":1}",
        "{\"do\":\"list\",\"entity\":\"lot.customer\",\"fields\":\"id,pin\"}",
        "{\"do\":\"history\",\"entity\":\"lot.customer\",\"id\":1}",
        "{\"do\":\"reveal\",\"entity\":\"lot.customer\",\"id\":1,\"field\":\"pin\","
        "\"purpose\":\"x\"}",
        "{\"do\":\"list\",\"entity\":\"lot.customer\",\"sort\":\"pin\"}",
        "{\"do\":\"search\",\"text\":\"geheim\"}",
    };
    for (size_t u = 0; u < 4; u++)
        for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
            enum dms_status st = dealer_ask(dealer, users[u], "S1", "%s", questions[i]);
            assert_int_equal(st, i == 3 || i == 4 ? DMS_FORBIDDEN : DMS_OK);
            assert_false(dealer_says(dealer, "geheim"));
        }
}

static void
revealing_needs_a_purpose_and_is_written_down(void **state)
{
    struct dealer *dealer = *state;
    dealer_create(dealer, "anna", "S1", "lot.customer", FULL);
    static const char reveal[] =
        "{\"do\":\"reveal\",\"entity\":\"lot.customer\",\"id\":1,"
        "\"field\":\"%s\"%s}";
    dealer_refused(dealer, DMS_INVALID, "anna", NULL, reveal, "phone", "");
    dealer_refused(dealer, DMS_FORBIDDEN, "cleo", NULL, reveal, "phone",
                   ",\"purpose\":\"call\"");
    dealer_refused(dealer, DMS_FORBIDDEN, "anna", NULL, reveal, "id_card",
                   ",\"purpose\":\"call\"");
    dealer_must(dealer, "root", NULL, reveal, "phone", ",\"purpose\":\"call\"");
    assert_true(dealer_says(dealer, "13812345678"));
    dealer_must(dealer, "cleo", NULL,
                "{\"do\":\"history\",\"entity\":\"lot.customer\",\"id\":1}");
    assert_true(dealer_says(dealer, "reveal") && dealer_says(dealer, "call"));
    assert_covered(dealer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(every_answer_masks_alike),
        DEALER_TEST(a_grant_of_ones_own_shows_nothing_of_others),
        DEALER_TEST(a_collision_does_not_tell_what_is_masked),
        DEALER_TEST(a_secret_never_leaves_whoever_asks),
        DEALER_TEST(revealing_needs_a_purpose_and_is_written_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
