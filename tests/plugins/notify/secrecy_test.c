/* timeout: 60
 * secrecy_test.c - a stranger is told of no person, and nobody is told a secret but once. */
#include "plugins/notify/shop.h"

static int
begin(void **state)
{
    (void)state;
    receiver_start(&receiver);
    shop_begin();
    return 0;
}

static int
end(void **state)
{
    (void)state;
    shop_end();
    receiver_stop(&receiver);
    return 0;
}

static void
no_personal_value_is_ever_in_a_body(void **state)
{
    (void)state;
    static const char *const never[] = { "王小明",           "13800138000", "13900139000",
                                         "wang@example.com", "长安街",      "李先生",
                                         "本人急用",         "A1234" };
    list_address("127.0.0.1");
    webhook("all", "*", "127.0.0.1", "/ok");
    serve();
    int64_t id = lead("王小明");
    ask("{\"do\":\"set\",\"entity\":\"crm.lead\",\"id\":%" PRId64
        ",\"fields\":{\"name\":\"李先生\","
        "\"phone\":\"13900139000\",\"email\":\"wang@example.com\",\"address\":\"长安街\","
        "\"words\":"
        "\"本人急用\",\"note\":\"京A12345\",\"year_wanted\":2027}}",
        id);
    dms_json_destroy(
        ask_as(NULL, DMS_OK,
               "{\"do\":\"transition\",\"entity\":\"crm.lead\",\"id\":%" PRId64
               ",\"transition\":\"lose\",\"fields\":{\"lost_reason\":"
               "\"李先生 13900139000\"}}",
               id));
    ask("{\"do\":\"create\",\"entity\":\"crm.customer\",\"fields\":{\"name\":\"王小明\","
        "\"phone\":"
        "\"13800138000\",\"kind\":\"person\"}}");
    ask("{\"do\":\"set\",\"entity\":\"core.user\",\"id\":1,\"fields\":{\"phone\":"
        "\"13900139000\"}}");
    wait_for(deliveries("\"event_name\":\"core.user.updated\",\"state\":\"sent\"") == 1);
    wait_for(deliveries("\"state\":\"waiting\"") == 0);
    bool updated = false, lost = false;
    for (int i = 0; i < receiver.count; i++) {
        for (size_t k = 0; k < sizeof(never) / sizeof(never[0]); k++)
            if (strstr(receiver.hits[i].body, never[k]) != NULL)
                fail_msg("%s tells %s: %s", receiver.hits[i].event, never[k],
                         receiver.hits[i].body);
        if (strcmp(receiver.hits[i].event, "crm.lead.updated") == 0) {
            updated = true;
            assert_non_null(strstr(receiver.hits[i].body, "\"phone\""));
            assert_non_null(strstr(receiver.hits[i].body, "\"year_wanted\":[null,2027]"));
        }
        if (strcmp(receiver.hits[i].event, "crm.lead.lost") == 0) {
            lost = true;
            assert_non_null(strstr(receiver.hits[i].body, "\"from\":\"new\""));
            assert_non_null(strstr(receiver.hits[i].body, "\"to\":\"lost\""));
            assert_non_null(strstr(receiver.hits[i].body, "\"transition\":\"lose\""));
        }
    }
    assert_true(updated && lost);
}

static void
expect_silence(const char *question)
{
    struct dms_json *answer = ask_as("boss", DMS_OK, "%s", question);
    char *text = dms_json_print(answer);
    if (strstr(text, secret) != NULL || strstr(text, "whsec_") != NULL)
        fail_msg("%s tells the secret: %s", question, text);
    free(text);
    dms_json_destroy(answer);
}

static void
the_secret_is_shown_once_and_nowhere_else(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    int64_t id = webhook("all", "*", "127.0.0.1", "/ok");
    webhook("other", "*", "127.0.0.1", "/ok");
    serve();
    lead("一");
    wait_for(deliveries("\"state\":\"sent\"") > 0);
    expect_silence("{\"do\":\"get\",\"entity\":\"notify.webhook\",\"id\":2}");
    expect_silence("{\"do\":\"list\",\"entity\":\"notify.webhook\",\"titles\":true}");
    expect_silence("{\"do\":\"list\",\"entity\":\"notify.delivery\",\"titles\":true}");
    expect_silence("{\"do\":\"history\",\"entity\":\"notify.webhook\",\"id\":2}");
    expect_silence("{\"do\":\"audit_show\",\"limit\":1000}");
    expect_silence("{\"do\":\"search\",\"text\":\"whsec\"}");
    for (int i = 0; i < receiver.count; i++)
        assert_null(strstr(receiver.hits[i].body, "whsec_"));
    char again[100];
    snprintf(again, sizeof(again), "%s", secret);
    refuse(DMS_FORBIDDEN,
           "{\"do\":\"list\",\"entity\":\"notify.webhook\",\"sort\":\"secret\"}");
    refuse(DMS_FORBIDDEN,
           "{\"do\":\"list\",\"entity\":\"notify.webhook\",\"where\":{\"secret\":"
           "{\"contains\":\"whsec\"}}}");
    refuse(DMS_FORBIDDEN,
           "{\"do\":\"set\",\"entity\":\"notify.webhook\",\"id\":%" PRId64
           ",\"fields\":{\"secret\":\"chosen by somebody\"}}",
           id);
    refuse(DMS_FORBIDDEN,
           "{\"do\":\"reveal\",\"entity\":\"notify.webhook\",\"id\":%" PRId64
           ",\"field\":\"secret\",\"purpose\":\"x\"}",
           id);
}

static void
an_export_does_not_hold_it_either(void **state)
{
    (void)state;
    char command[600];
    ask("{\"do\":\"create\",\"entity\":\"core.grant\",\"fields\":{\"role\":\"admin\","
        "\"entity\":"
        "\"notify.*\",\"actions\":\"read,see_personal,see_sensitive,export\",\"scope\":"
        "\"group\"}}");
    webhook("all", "*", "127.0.0.1", "/ok");
    dms_house_close(house);
    snprintf(
        command, sizeof(command),
        "%s -C %s/store --as boss export notify.webhook -o %s/out.csv >%s/said 2>&1 && "
        "grep -q all %s/out.csv && ! grep -q whsec_ %s/out.csv",
        getenv("DMS"), dir, dir, dir, dir, dir);
    int result = system(command);
    shop_open();
    assert_int_equal(result, 0);
}

static void
whoever_is_not_admin_sees_and_changes_nothing(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    webhook("leads", "crm.lead.created", "127.0.0.1", "/ok");
    made("{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":\"manager\","
         "\"roles\":"
         "[\"general_manager\",\"sales_manager\"],\"stores\":[1]}}");
    static const char *const entities[] = { "notify.webhook", "notify.delivery",
                                            "notify.address" };
    for (size_t i = 0; i < 3; i++)
        dms_json_destroy(ask_as("manager", DMS_FORBIDDEN,
                                "{\"do\":\"list\",\"entity\":\"%s\"}", entities[i]));
    dms_json_destroy(ask_as("manager", DMS_FORBIDDEN,
                            "{\"do\":\"create\",\"entity\":\"notify.address\",\"fields\":"
                            "{\"host\":\"10.0.0.1\"}}"));
    dms_json_destroy(
        ask_as("manager", DMS_FORBIDDEN,
               "{\"do\":\"call\",\"name\":\"notify.rotate_secret\",\"arguments\":"
               "{\"webhook\":1}}"));
}

static void
nobody_writes_what_became_of_a_delivery(void **state)
{
    (void)state;
    webhook("leads", "crm.lead.created", "127.0.0.1", "/ok");
    lead("一");
    assert_int_equal(dms_house_settle(house, NULL), DMS_OK);
    refuse(DMS_INVALID,
           "{\"do\":\"create\",\"entity\":\"notify.delivery\",\"fields\":{\"webhook\":1,"
           "\"event\":1,\"event_name\":\"x\",\"entity\":\"x\",\"record\":1,"
           "\"body\":{}}}");
    refuse(DMS_INVALID,
           "{\"do\":\"set\",\"entity\":\"notify.delivery\",\"id\":1,\"fields\":"
           "{\"body\":{\"forged\":1}}}");
    refuse(DMS_DENIED, "{\"do\":\"transition\",\"entity\":\"notify.delivery\",\"id\":1,"
                       "\"transition\":\"confirm\"}");
    refuse(DMS_DENIED, "{\"do\":\"transition\",\"entity\":\"notify.delivery\",\"id\":1,"
                       "\"transition\":\"park\"}");
    struct dms_json *answer =
        ask_as("boss", DMS_OK,
               "{\"do\":\"transitions\",\"entity\":\"notify.delivery\",\"id\":1}");
    char *text = dms_json_print(answer);
    assert_null(strstr(text, "\"allowed\":true"));
    free(text);
    dms_json_destroy(answer);
}

static void
a_webhook_tells_what_its_owner_may_see(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    ask("{\"do\":\"create\",\"entity\":\"core.role\",\"fields\":{\"name\":\"seller\"}}");
    int64_t user =
        made("{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":"
             "\"seller\",\"roles\":[\"seller\"],\"stores\":[1]}}");
    ask("{\"do\":\"create\",\"entity\":\"core.grant\",\"fields\":{\"role\":\"seller\","
        "\"entity\":"
        "\"crm.lead\",\"actions\":\"read\",\"scope\":\"own\",\"except\":\"year_wanted\"}"
        "}");
    int64_t id = webhook("leads", "crm.lead.*", "127.0.0.1", "/ok");
    ask("{\"do\":\"set\",\"entity\":\"notify.webhook\",\"id\":%" PRId64
        ",\"fields\":{\"owner\":%" PRId64 "}}",
        id, user);
    int64_t others = lead("一"), own = lead("二");
    ask("{\"do\":\"set\",\"entity\":\"crm.lead\",\"id\":%" PRId64
        ",\"fields\":{\"owner\":%" PRId64 ",\"year_wanted\":2027,\"trade_year\":2011}}",
        own, user);
    serve();
    wait_for(deliveries("\"state\":\"sent\"") == 2);
    assert_int_equal(receiver.count, 2);
    assert_null(strstr(receiver.hits[1].body, "\"year_wanted\":["));
    assert_non_null(strstr(receiver.hits[1].body, "\"year_wanted\""));
    assert_non_null(strstr(receiver.hits[1].body, "\"trade_year\":[null,2011]"));
    char where[80];
    snprintf(where, sizeof(where),
             "\"record\":%" PRId64 ",\"last_error\":\"not_allowed\"", others);
    wait_for(deliveries(where) == 1);
    ask("{\"do\":\"set\",\"entity\":\"core.user\",\"id\":%" PRId64
        ",\"fields\":{\"active\":false}}",
        user);
    ask("{\"do\":\"set\",\"entity\":\"crm.lead\",\"id\":%" PRId64
        ",\"fields\":{\"trade_year\":2012}}",
        own);
    snprintf(where, sizeof(where),
             "\"record\":%" PRId64 ",\"last_error\":\"not_allowed\"", own);
    wait_for(deliveries(where) == 1);
    assert_int_equal(receiver.count, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_personal_value_is_ever_in_a_body),
        TEST(the_secret_is_shown_once_and_nowhere_else),
        TEST(an_export_does_not_hold_it_either),
        TEST(a_webhook_tells_what_its_owner_may_see),
        TEST(whoever_is_not_admin_sees_and_changes_nothing),
        TEST(nobody_writes_what_became_of_a_delivery),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
