/* tests/core/door/figure_test.c  proves  that a figure is the count of the very rows it opens to,
 * for whoever asks, in any window, and that what is declared or asked wrongly is refused. */
#include "core/unit/dealer.h"

#define DEAL                                                                             \
    .entity = "lot.deal", .at = "created_at",                                            \
    .dimensions = "person=owner store=store grade=customer.grade"

static const struct dms_figure figures[] = {
    DMS_FIGURE(.name = "lot.amount", .unit = DMS_FIGURE_MONEY,
               .windows = DMS_WINDOW_MONTH | DMS_WINDOW_DAY | DMS_WINDOW_QUARTER,
               .numerator = &(const struct dms_measure){ DEAL, .sum = "price" }),
    DMS_FIGURE(.name = "lot.share", .unit = DMS_FIGURE_PERCENT,
               .windows = DMS_WINDOW_MONTH,
               .numerator =
                   &(const struct dms_measure){ DEAL, .where = "{\"car\":\"red\"}" },
               .denominator = &(const struct dms_measure){ DEAL }),
    DMS_FIGURE(.name = "lot.mean", .unit = DMS_FIGURE_MONEY, .windows = DMS_WINDOW_MONTH,
               .numerator = &(const struct dms_measure){ DEAL, .sum = "price" },
               .denominator = &(const struct dms_measure){ DEAL }),
    DMS_FIGURE(.name = "lot.colours", .unit = DMS_FIGURE_COUNT,
               .windows = DMS_WINDOW_ROLLING,
               .numerator = &(const struct dms_measure){ DEAL, .distinct = "car" }),
    DMS_FIGURE(.name = "lot.phones", .unit = DMS_FIGURE_COUNT,
               .windows = DMS_WINDOW_MONTH,
               .numerator = &(const struct dms_measure){ .entity = "lot.customer",
                                                         .dimensions = "phone=phone" }),
    DMS_FIGURE(.name = "lot.asked", .unit = DMS_FIGURE_COUNT, .windows = DMS_WINDOW_MONTH,
               .numerator = &(const struct dms_measure){ .call = "lot.tell" }),
    DMS_FIGURE(.name = "lot.by_then", .unit = DMS_FIGURE_COUNT, .windows = DMS_WINDOW_DAY,
               .numerator = &(const struct dms_measure){ .entity = "lot.deal",
                                                         .until = "created_at" }),
    DMS_FIGURE(.name = "lot.elsewhere", .unit = DMS_FIGURE_COUNT,
               .windows = DMS_WINDOW_MONTH,
               .numerator = &(const struct dms_measure){ .entity = "other.thing" }),
};

static enum dms_status
tell(struct dms_unit *unit, const struct dms_json *arguments, void *data,
     struct dms_json **answer, struct dms_error *error)
{
    (void)unit, (void)arguments, (void)data, (void)error;
    *answer = dms_json_create_object();
    dms_json_set_integer(*answer, "value", 7);
    dms_json_set_integer(*answer, "lot.amount", 60000);
    return DMS_OK;
}

static enum dms_status
declare(struct dms_registrar *registrar, void *data, struct dms_error *error)
{
    static const struct dms_call_card calls[] = {
        DMS_CALL(.name = "lot.tell", .flags = DMS_CALL_READS | DMS_CALL_OPEN,
                 .run = tell),
        DMS_CALL(.name = "figure.targets", .flags = DMS_CALL_READS | DMS_CALL_OPEN,
                 .run = tell),
    };
    const struct dms_figure *extra = data;
    enum dms_status st = DMS_OK;
    for (size_t i = 0; st == DMS_OK && i < sizeof(figures) / sizeof(figures[0]); i++)
        st = dms_register_figure(registrar, &figures[i], error);
    for (size_t i = 0; st == DMS_OK && i < 2; i++)
        st = dms_register_call(registrar, &calls[i], error);
    return st == DMS_OK && extra != NULL ? dms_register_figure(registrar, extra, error)
                                         : st;
}

/* Anna: red 100.00 and blue 200.00; Bert: red 300.00 a day later; Carl in S2: red 1.00. */
static void
sell(struct dealer *dealer)
{
    dealer_use(dealer, declare, NULL);
    dealer_create(dealer, "anna", "S1", "lot.customer",
                  "{\"name\":\"王芳\",\"grade\":\"a\"}");
    dealer_create(dealer, "anna", "S1", "lot.deal",
                  "{\"car\":\"red\",\"price\":\"100.00\",\"customer\":1}");
    dealer_create(dealer, "anna", "S1", "lot.deal",
                  "{\"car\":\"blue\",\"price\":\"200.00\"}");
    dealer->now += DMS_DAY;
    dealer_create(dealer, "bert", "S1", "lot.deal",
                  "{\"car\":\"red\",\"price\":\"300.00\"}");
    dealer_create(dealer, "carl", "S2", "lot.deal",
                  "{\"car\":\"red\",\"price\":\"1.00\"}");
}

static const char *
value(struct dealer *dealer, const char *user, const char *more)
{
    dealer_must(dealer, user, "S1", "{\"do\":\"figure\",%s}", more);
    const char *text = dms_json_text_at(dealer->answer, "value");
    return text != NULL ? text : "";
}

static void
everybody_sees_the_figure_of_their_own_rows(void **state)
{
    struct dealer *dealer = *state;
    sell(dealer);
    assert_string_equal(value(dealer, "boss", "\"name\":\"lot.amount\""), "601.00");
    assert_string_equal(value(dealer, "anna", "\"name\":\"lot.amount\""), "300.00");
    assert_string_equal(value(dealer, "anna", "\"name\":\"lot.share\""), "50.00");
    assert_string_equal(value(dealer, "boss", "\"name\":\"lot.share\""), "75.00");
    assert_string_equal(value(dealer, "boss", "\"name\":\"lot.mean\""), "150.25");
    dealer_must(dealer, "none", "S1", "{\"do\":\"figures\"}");
    assert_int_equal(dms_json_count(dms_json_at_key(dealer->answer, "figures")), 1);
    dealer_refused(dealer, DMS_FORBIDDEN, "none", "S1",
                   "{\"do\":\"figure\",\"name\":\"lot.amount\"}");
}

static void
a_window_holds_its_days_and_no_others(void **state)
{
    struct dealer *dealer = *state;
    sell(dealer);
    assert_string_equal(
        value(dealer, "boss",
              "\"name\":\"lot.amount\",\"window\":\"day\",\"at\":\"2026-10-28\""),
        "300.00");
    assert_string_equal(
        value(dealer, "boss",
              "\"name\":\"lot.amount\",\"window\":\"quarter\",\"at\":\"2026-12-31\""),
        "601.00");
    assert_string_equal(
        value(dealer, "boss", "\"name\":\"lot.amount\",\"at\":\"2026-11-01\""), "0.00");
    assert_string_equal(
        value(dealer, "boss",
              "\"name\":\"lot.amount\",\"from\":\"2026-10-29\",\"to\":\"2026-10-29\""),
        "301.00");
    assert_string_equal(
        value(dealer, "boss", "\"name\":\"lot.share\",\"at\":\"2026-11-01\""),
        ""); /* nothing to divide by */
    dealer_must(
        dealer, "boss", "S1",
        "{\"do\":\"figure\",\"name\":\"lot.colours\",\"window\":\"rolling\",\"days\":1}");
    assert_int_equal(dms_json_integer_at(dealer->answer, "value"), 1);
    dealer_must(
        dealer, "boss", "S1",
        "{\"do\":\"figure\",\"name\":\"lot.colours\",\"window\":\"rolling\",\"days\":2}");
    assert_int_equal(dms_json_integer_at(dealer->answer, "value"), 2);
    dealer_must(dealer, "boss", "S1",
                "{\"do\":\"figure\",\"name\":\"lot.by_then\",\"at\":\"2026-10-28\"}");
    assert_int_equal(dms_json_integer_at(dealer->answer, "value"), 2);
}

static void
groups_and_trend_add_up_to_the_whole(void **state)
{
    struct dealer *dealer = *state;
    sell(dealer);
    dealer_must(dealer, "boss", "S1",
                "{\"do\":\"figure\",\"name\":\"lot.amount\",\"by\":\"person\"}");
    assert_true(dealer_says(dealer, "{\"key\":3,\"numerator\":\"300.00\",\"title\":"));
    assert_true(dealer_says(dealer, "{\"key\":4,\"numerator\":\"1.00\",\"title\":"));
    dealer_must(dealer, "boss", "S1",
                "{\"do\":\"figure\",\"name\":\"lot.share\",\"by\":\"grade\"}");
    assert_true(dealer_says(
        dealer, "{\"denominator\":3,\"key\":null,\"numerator\":2,\"title\":\"(none)\","
                "\"value\":\"66.67\"}"));
    dealer_must(
        dealer, "boss", "S1",
        "{\"do\":\"figure\",\"name\":\"lot.amount\",\"window\":\"day\",\"trend\":3}");
    assert_true(dealer_says(dealer, "\"from\":\"2026-10-27\""));
    assert_true(dealer_says(dealer, "\"value\":\"0.00\""));
    assert_true(dealer_says(dealer, "\"target\":\"600.00\",\"to\"") ||
                dealer_says(dealer, "\"target\":\"600.00\""));
    assert_true(dealer_says(dealer, "\"attainment\":\"50.17\"")); /* 301 of 600 */
}

static void
a_figure_opens_to_the_rows_it_counts(void **state)
{
    struct dealer *dealer = *state;
    sell(dealer);
    dealer_must(
        dealer, "boss", "S1",
        "{\"do\":\"figure_rows\",\"name\":\"lot.share\",\"only\":{\"person\":3}}");
    assert_int_equal(dms_json_count(dms_json_at_key(dealer->answer, "records")), 1);
    dealer_must(
        dealer, "boss", "S1",
        "{\"do\":\"figure_rows\",\"name\":\"lot.share\",\"part\":\"denominator\"}");
    assert_int_equal(dms_json_count(dms_json_at_key(dealer->answer, "records")), 4);
    dealer_must(dealer, "bert", "S1", "{\"do\":\"figure_rows\",\"name\":\"lot.amount\"}");
    assert_int_equal(dms_json_count(dms_json_at_key(dealer->answer, "records")), 1);
}

static void
what_is_masked_tells_no_groups_apart(void **state)
{
    struct dealer *dealer = *state;
    sell(dealer);
    dealer_must(dealer, "boss", "S1",
                "{\"do\":\"figure\",\"name\":\"lot.phones\",\"by\":\"phone\"}");
    dealer_refused(dealer, DMS_FORBIDDEN, "cleo", "S1",
                   "{\"do\":\"figure\",\"name\":\"lot.phones\",\"by\":\"phone\"}");
}

static void
a_call_may_know_the_number(void **state)
{
    struct dealer *dealer = *state;
    sell(dealer);
    dealer_must(dealer, "boss", "S1", "{\"do\":\"figure\",\"name\":\"lot.asked\"}");
    assert_int_equal(dms_json_integer_at(dealer->answer, "value"), 7);
    dealer_refused(dealer, DMS_INVALID, "boss", "S1",
                   "{\"do\":\"figure_rows\",\"name\":\"lot.asked\"}");
}

static void
what_is_asked_wrongly_is_refused_with_what_to_do(void **state)
{
    static const char *const wrong[][2] = {
        { "\"name\":\"lot.amuont\"", "figure.unknown_near" },
        { "\"name\":\"other.thing\"", "figure.unknown" },
        { "\"name\":\"lot.amount\",\"window\":\"week\"", "figure.no_window" },
        { "\"name\":\"lot.amount\",\"at\":\"2026-02-30\"", "amount.date" },
        { "\"name\":\"lot.amount\",\"from\":\"2026-11-02\"", "figure.both_ends" },
        { "\"name\":\"lot.amount\",\"from\":\"2026-11-02\",\"to\":\"2026-11-01\"",
          "figure.wrong_dates" },
        { "\"name\":\"lot.amount\",\"from\":\"1970-01-02\",\"to\":\"2026-11-01\"",
          "figure.too_long" },
        { "\"name\":\"lot.colours\",\"days\":0", "figure.bad_days" },
        { "\"name\":\"lot.amount\",\"by\":\"colour\"", "figure.no_dimension" },
        { "\"name\":\"lot.amount\",\"only\":{\"colour\":1}", "figure.no_dimension" },
        { "\"name\":\"lot.amount\",\"only\":[1]", "figure.only_is_object" },
        { "\"name\":\"lot.amount\",\"trend\":37", "figure.bad_trend" },
    };
    struct dealer *dealer = *state;
    sell(dealer);
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        assert_true(dealer_ask(dealer, "boss", "S1", "{\"do\":\"figure\",%s}",
                               wrong[i][0]) != DMS_OK);
        if (strcmp(dms_error_key(dealer->error), wrong[i][1]) != 0)
            assert_string_equal(dms_error_key(dealer->error), wrong[i][1]);
    }
}

static void
a_declaration_that_names_what_is_not_there_is_refused(void **state)
{
    static const struct dms_measure wrong[] = {
        { .entity = "lot.deal", .sum = "prize" },
        { .entity = "lot.deal", .sum = "car" },
        { .entity = "lot.deal", .at = "sold_at" },
        { .entity = "lot.deal", .dimensions = "person" },
        { .entity = "lot.deal", .dimensions = "person=seller" },
        { .entity = "lot.deal", .where = "{\"colour\":1}" },
        { .entity = "lot.deal", .where = "{" },
        { .entity = "lot.deals" },
        { .entity = NULL },
    };
    struct dealer *dealer = *state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        const struct dms_figure figure =
            DMS_FIGURE(.name = "lot.wrong", .unit = DMS_FIGURE_COUNT,
                       .windows = DMS_WINDOW_MONTH, .numerator = &wrong[i]);
        dealer->extra = declare;
        dealer->extra_data = (void *)(uintptr_t)&figure;
        dms_error_clear(dealer->error);
        assert_int_equal(dms_house_replace(dealer->house, "lot", dealer_declare, dealer,
                                           dealer->error),
                         DMS_INVALID);
        assert_string_equal(dms_error_key(dealer->error), "unit.bad_figure");
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(everybody_sees_the_figure_of_their_own_rows),
        DEALER_TEST(a_window_holds_its_days_and_no_others),
        DEALER_TEST(groups_and_trend_add_up_to_the_whole),
        DEALER_TEST(a_figure_opens_to_the_rows_it_counts),
        DEALER_TEST(what_is_masked_tells_no_groups_apart),
        DEALER_TEST(a_call_may_know_the_number),
        DEALER_TEST(what_is_asked_wrongly_is_refused_with_what_to_do),
        DEALER_TEST(a_declaration_that_names_what_is_not_there_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
