/* tests/core/access/scope_test.c  proves  core/access/permission.c, grants.c and what the unit
 * makes of them: what one may not see cannot be had by any other question either. */
#include "core/unit/dealer.h"

struct shop {
    int64_t annas, berts, carls,
        deal; /* customers, and Anna's deal with Bert's customer */
};

static struct shop
fill_shop(struct dealer *dealer)
{
    struct shop shop;
    shop.annas =
        dealer_create(dealer, "anna", "S1", "lot.customer",
                      "{\"name\":\"张三丰\",\"phone\":\"13812345678\",\"grade\":\"a\","
                      "\"id_card\":\"310101199001011234\",\"limit\":\"500.00\"}");
    shop.berts =
        dealer_create(dealer, "bert", "S1", "lot.customer",
                      "{\"name\":\"李四光\",\"phone\":\"13900001111\",\"grade\":\"b\"}");
    shop.carls =
        dealer_create(dealer, "carl", "S2", "lot.customer",
                      "{\"name\":\"王五\",\"phone\":\"13700002222\",\"grade\":\"c\"}");
    char fields[80];
    shop.deal = dealer_create(dealer, "anna", "S1", "lot.deal", "{\"price\":\"100.00\"}");
    snprintf(fields, sizeof(fields), "{\"customer\":%" PRId64 "}", shop.berts);
    dealer_must(dealer, NULL, NULL,
                "{\"do\":\"set\",\"entity\":\"lot.deal\",\"id\":%" PRId64
                ",\"fields\":%s}",
                shop.deal, fields);
    return shop;
}

static int64_t
counted(struct dealer *dealer, const char *user, const char *entity, const char *where)
{
    dealer_must(dealer, user, NULL, "{\"do\":\"count\",\"entity\":\"%s\",\"where\":%s}",
                entity, where);
    return dms_json_integer_at(dealer->answer, "count");
}

static size_t
found(struct dealer *dealer, const char *user, const char *text)
{
    dealer_must(dealer, user, NULL, "{\"do\":\"search\",\"text\":\"%s\"}", text);
    return dms_json_count(dms_json_at_key(dealer->answer, "hits"));
}

static void
nobody_may_anything_that_no_grant_gives(void **state)
{
    struct dealer *dealer = *state;
    struct shop shop = fill_shop(dealer);
    static const char *const questions[] = {
        "{\"do\":\"list\",\"entity\":\"lot.customer\"}",
        "{\"do\":\"count\",\"entity\":\"lot.customer\"}",
        "{\"do\":\"sum\",\"entity\":\"lot.deal\",\"field\":\"price\"}",
        "{\"do\":\"get\",\"entity\":\"lot.customer\",\"id\":1}",
        "{\"do\":\"history\",\"entity\":\"lot.customer\",\"id\":1}",
        "{\"do\":\"create\",\"entity\":\"lot.customer\",\"fields\":{\"name\":\"x\"}}",
        "{\"do\":\"remove\",\"entity\":\"lot.customer\",\"id\":1}",
        "{\"do\":\"reveal\",\"entity\":\"lot.customer\",\"id\":1,\"field\":\"phone\","
        "\"purpose\":\"x\"}",
        "{\"do\":\"timers\"}",
        "{\"do\":\"audit_show\"}",
        "{\"do\":\"password\",\"user\":\"anna\",\"password\":\"Secret-123456\"}",
    };
    assert_int_equal(shop.annas, 1);
    for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
        dealer_refused(dealer, DMS_FORBIDDEN, "none", NULL, "%s", questions[i]);
    assert_int_equal(found(dealer, "none", "1381234"), 0);
    dealer_refused(dealer, DMS_FORBIDDEN, "nobody", NULL, "%s", questions[0]);
    dealer_refused(dealer, DMS_FORBIDDEN, "carl", "S1", "%s", questions[0]);
}

static void
own_team_store_and_group_hold_whom_they_say(void **state)
{
    struct dealer *dealer = *state;
    fill_shop(dealer);
    static const struct {
        const char *user;
        int64_t customers;
    } people[] = {
        { "anna", 1 }, { "bert", 1 }, { "lena", 1 }, { "cleo", 2 }, { "boss", 3 }
    };
    for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
        assert_int_equal(counted(dealer, people[i].user, "lot.customer", "{}"),
                         people[i].customers);
        dealer_must(dealer, people[i].user, NULL,
                    "{\"do\":\"list\",\"entity\":\"lot.customer\"}");
        assert_int_equal(dms_json_count(dms_json_at_key(dealer->answer, "records")),
                         people[i].customers);
    }
}

static void
a_record_out_of_reach_is_not_there_whatever_one_does(void **state)
{
    struct dealer *dealer = *state;
    struct shop shop = fill_shop(dealer);
    char there[200];
    static const char *const ways[] = {
        "{\"do\":\"get\",\"entity\":\"lot.customer\",\"id\":%lld}",
        "{\"do\":\"history\",\"entity\":\"lot.customer\",\"id\":%lld}",
        "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":%lld,\"fields\":{\"note\":"
        "\"x\"}}",
        "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":%lld,\"fields\":{\"owner\":"
        "\"anna\"}}",
        "{\"do\":\"remove\",\"entity\":\"lot.customer\",\"id\":%lld}",
        "{\"do\":\"transitions\",\"entity\":\"lot.customer\",\"id\":%lld}",
        "{\"do\":\"transition\",\"entity\":\"lot.customer\",\"id\":%lld,\"transition\":"
        "\"go\"}",
        "{\"do\":\"reveal\",\"entity\":\"lot.customer\",\"id\":%lld,\"field\":\"phone\","
        "\"purpose\":\"x\"}",
    };
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        dealer_refused(dealer, DMS_NOT_FOUND, "anna", NULL, ways[i],
                       (long long)shop.berts);
        snprintf(there, sizeof(there), "%s", dms_error_key(dealer->error));
        /* An id must not tell that it exists: the same words for one that does not. */
        dealer_refused(dealer, DMS_NOT_FOUND, "anna", NULL, ways[i], 9999LL);
        assert_string_equal(dms_error_key(dealer->error), there);
    }
}

static void
a_step_through_a_reference_leads_no_further_than_reading(void **state)
{
    struct dealer *dealer = *state;
    fill_shop(dealer);
    assert_int_equal(counted(dealer, "boss", "lot.deal", "{\"customer.grade\":\"b\"}"),
                     1);
    assert_int_equal(counted(dealer, "anna", "lot.deal", "{}"), 1);
    /* The deal is Anna's, the customer is Bert's. */
    assert_int_equal(counted(dealer, "anna", "lot.deal", "{\"customer.grade\":\"b\"}"),
                     0);
    assert_int_equal(counted(dealer, "anna", "lot.deal", "{\"customer.owner\":\"3\"}"),
                     0);
    assert_int_equal(
        counted(dealer, "anna", "lot.deal", "{\"not\":{\"customer.grade\":\"b\"}}"), 1);
    assert_int_equal(
        counted(dealer, "anna", "lot.deal", "{\"not\":{\"customer.grade\":\"a\"}}"), 1);
    dealer_must(dealer, "anna", NULL,
                "{\"do\":\"list\",\"entity\":\"lot.deal\",\"titles\":true}");
    assert_false(dealer_says(dealer, "李"));
    /* Colleagues know each other by name, and nothing else. */
    dealer_must(
        dealer, "anna", NULL,
        "{\"do\":\"count\",\"entity\":\"lot.deal\",\"where\":{\"owner.name\":\"anna\"}}");
    static const char *const probes[] = { "owner.password_hash", "owner.phone",
                                          "created_by.phone", "owner.roles",
                                          "customer.pin" };
    for (size_t i = 0; i < sizeof(probes) / sizeof(probes[0]); i++) {
        dealer_refused(
            dealer, DMS_FORBIDDEN, i == 4 ? "boss" : "anna", NULL,
            "{\"do\":\"count\",\"entity\":\"lot.deal\",\"where\":{\"%s\":{\"contains\":"
            "\"1\"}}}",
            probes[i]);
    }
}

static void
who_sees_a_mask_cannot_ask_behind_it(void **state)
{
    struct dealer *dealer = *state;
    fill_shop(dealer);
    static const char *const wheres[] = {
        "\"where\":{\"phone\":{\"contains\":\"138\"}}",
        "\"where\":{\"phone\":{\"gt\":\"138\"}}",
        "\"where\":{\"phone\":{\"ne\":\"138\"}}",
        "\"where\":{\"not\":{\"phone\":{\"contains\":\"138\"}}}",
        "\"where\":{\"or\":[{\"phone\":{\"lt\":\"138\"}}]}",
        "\"where\":{\"phone\":{\"in\":[\"13812345677\",\"13812345678\"]}}",
        "\"where\":{\"or\":[{\"phone\":\"13812345677\"},{\"phone\":\"13812345678\"}]}",
        "\"where\":{\"pin\":\"1\"}",
        "\"where\":{\"grade\":\"a\"}",
    };
    for (size_t i = 0; i < sizeof(wheres) / sizeof(wheres[0]); i++)
        dealer_refused(dealer, DMS_FORBIDDEN, "cleo", NULL,
                       "{\"do\":\"count\",\"entity\":\"lot.customer\",%s}", wheres[i]);
    /* What comes after the id orders nothing. */
    static const char *const sorts[] = { "phone", "-phone", "id,name", "grade", "limit" };
    for (size_t i = 0; i < sizeof(sorts) / sizeof(sorts[0]); i++)
        dealer_refused(dealer, i != 2 ? DMS_FORBIDDEN : DMS_OK, "cleo", NULL,
                       "{\"do\":\"list\",\"entity\":\"lot.customer\",\"sort\":\"%s\"}",
                       sorts[i]);
    dealer_refused(dealer, DMS_FORBIDDEN, "cleo", NULL,
                   "{\"do\":\"sum\",\"entity\":\"lot.customer\",\"field\":\"limit\"}");
    /* Who holds the phone in hand may still ask whose it is. */
    assert_int_equal(
        counted(dealer, "cleo", "lot.customer", "{\"phone\":\"13812345678\"}"), 1);
}

static void
search_finds_by_what_is_shown_or_by_the_whole(void **state)
{
    struct dealer *dealer = *state;
    fill_shop(dealer);
    assert_int_equal(found(dealer, "anna", "2345"), 1);
    assert_int_equal(found(dealer, "anna", "三"), 1);
    static const struct {
        const char *text;
        size_t hits;
    } asked[] = {
        { "138", 1 },           { "5678", 1 },   { "1381", 0 }, { "2345", 0 },
        { "13812345678", 1 },   { "张", 1 },     { "三", 0 },   { "张三", 0 },
        { "张三丰", 1 },        { "310101", 0 }, { "1990", 0 }, { "张三丰 5678", 1 },
        { "138-1234-5678", 1 }, { "王五", 0 }
    };
    for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
        size_t hits = found(dealer, "cleo", asked[i].text);
        if (hits != asked[i].hits)
            fail_msg("%s: %zu", asked[i].text, hits);
        assert_false(dealer_says(dealer, "2345678"));
        assert_false(dealer_says(dealer, "三"));
    }
}

static void
who_may_not_see_a_record_may_not_tie_one_to_it(void **state)
{
    struct dealer *dealer = *state;
    struct shop shop = fill_shop(dealer);
    dealer_refused(
        dealer, DMS_NOT_FOUND, "anna", "S1",
        "{\"do\":\"create\",\"entity\":\"lot.deal\",\"fields\":{\"customer\":%" PRId64
        "}}",
        shop.carls);
    assert_string_equal(dms_error_field(dealer->error), "customer");
    dealer_must(
        dealer, "anna", "S1",
        "{\"do\":\"create\",\"entity\":\"lot.deal\",\"fields\":{\"customer\":%" PRId64
        "}}",
        shop.annas);
    /* What somebody else tied stays when other things change. */
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"set\",\"entity\":\"lot.deal\",\"id\":%" PRId64
                ",\"fields\":{\"car\":\"x\",\"customer\":%" PRId64 "}}",
                shop.deal, shop.berts);
}

/* One role reads and masks, another writes but for two fields: together they still may not. */
static void
an_exception_holds_beside_another_role(void **state)
{
    struct dealer *dealer = *state;
    static const char *const made[][2] = {
        { "core.role", "{\"name\":\"p\"}" },
        { "core.role", "{\"name\":\"q\"}" },
        { "core.grant",
          "{\"role\":\"p\",\"entity\":\"lot.customer\",\"actions\":\"read\","
          "\"scope\":\"store\"}" },
        { "core.grant",
          "{\"role\":\"q\",\"entity\":\"lot.customer\",\"actions\":"
          "\"update,see_personal\",\"scope\":\"store\",\"except\":\"note,phone\"}" },
        { "core.user",
          "{\"name\":\"paul\",\"roles\":[\"p\",\"q\"],\"stores\":[\"S1\"]}" },
    };
    fill_shop(dealer);
    for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++)
        dealer_create(dealer, NULL, NULL, made[i][0], made[i][1]);
    dealer_must(dealer, "paul", "S1",
                "{\"do\":\"get\",\"entity\":\"lot.customer\",\"id\":1}");
    assert_true(dealer_says(dealer, "张三丰") && dealer_says(dealer, "500.00"));
    assert_false(dealer_says(dealer, "13812345678"));
    dealer_refused(dealer, DMS_FORBIDDEN, "paul", "S1",
                   "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,\"fields\":{"
                   "\"note\":\"x\"}}");
    dealer_must(dealer, "paul", "S1",
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,"
                "\"fields\":{\"grade\":\"c\"}}");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(nobody_may_anything_that_no_grant_gives),
        DEALER_TEST(own_team_store_and_group_hold_whom_they_say),
        DEALER_TEST(a_record_out_of_reach_is_not_there_whatever_one_does),
        DEALER_TEST(who_may_not_see_a_record_may_not_tie_one_to_it),
        DEALER_TEST(an_exception_holds_beside_another_role),
        DEALER_TEST(a_step_through_a_reference_leads_no_further_than_reading),
        DEALER_TEST(who_sees_a_mask_cannot_ask_behind_it),
        DEALER_TEST(search_finds_by_what_is_shown_or_by_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
