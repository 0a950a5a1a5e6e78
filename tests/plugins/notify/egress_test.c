/* tsan
 * timeout: 120
 * egress_test.c - nothing leaves but to what an admin listed, whatever names and answers say. */
#include "plugins/notify/shop.h"
#include "plugins/notify/tls.h"

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
expect_error(const char *word)
{
    char where[80];
    snprintf(where, sizeof(where), "\"last_error\":\"%s\"", word);
    wait_for(deliveries(where) == 1);
    assert_int_equal(deliveries("\"state\":\"sent\""), 0);
}

static void
with_nothing_listed_nothing_leaves(void **state)
{
    (void)state;
    webhook("leads", "crm.lead.created", "127.0.0.1", "/ok");
    serve();
    lead("一");
    expect_error("not_listed");
    assert_int_equal(receiver.count, 0);
}

static void
a_listed_name_does_not_open_our_own_network(void **state)
{
    (void)state;
    list_address("localhost"); /* resolves to this machine, as a stranger's name might */
    webhook("leads", "crm.lead.created", "localhost", "/ok");
    serve();
    lead("一");
    expect_error("not_listed");
    assert_int_equal(receiver.count, 0);
}

static void
a_name_that_resolves_beside_the_list_is_refused(void **state)
{
    (void)state;
    list_address("203.0.113.0/24");
    list_address("localhost");
    webhook("leads", "crm.lead.created", "localhost", "/ok");
    serve();
    lead("一");
    expect_error("not_listed");
    assert_int_equal(receiver.count, 0);
}

static void
a_name_may_resolve_into_a_listed_net(void **state)
{
    (void)state;
    list_address("127.0.0.0/8");
    webhook("leads", "crm.lead.created", "localhost", "/ok");
    serve();
    lead("一");
    wait_for(deliveries("\"state\":\"sent\"") == 1);
}

static void
an_address_written_in_another_way_is_the_same_address(void **state)
{
    (void)state;
    list_address("0.0.0.0/0");
    webhook("number", "crm.lead.created", "2130706433", "/ok");
    webhook("mapped", "crm.lead.created", "[::ffff:127.0.0.1]", "/ok");
    webhook("short", "crm.lead.created", "127.1", "/ok");
    serve();
    lead("一");
    wait_for(deliveries("\"last_error\":\"not_listed\"") == 3);
    assert_int_equal(receiver.count, 0);
}

static void
the_port_counts_too(void **state)
{
    (void)state;
    made("{\"do\":\"create\",\"entity\":\"notify.address\",\"fields\":{\"host\":\"127.0."
         "0.1\","
         "\"ports\":\"80,443\"}}");
    webhook("leads", "crm.lead.created", "127.0.0.1", "/ok");
    serve();
    lead("一");
    expect_error("not_listed");
    assert_int_equal(receiver.count, 0);
}

static void
a_redirect_is_not_followed(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    webhook("leads", "crm.lead.created", "127.0.0.1", "/away");
    serve();
    lead("一");
    expect_error("redirect");
    assert_int_equal(receiver.count, 1);
    assert_int_equal(number_of_delivery("", "last_status"), 302);
}

static void
a_proxy_of_the_environment_is_not_asked(void **state)
{
    (void)state;
    char proxy[60];
    uint16_t port;
    int nobody = receiver_listen(&port);
    snprintf(proxy, sizeof(proxy), "http://127.0.0.1:%u", port);
    setenv("http_proxy", proxy, 1);
    setenv("ALL_PROXY", proxy, 1);
    list_address("127.0.0.1");
    webhook("leads", "crm.lead.created", "127.0.0.1", "/ok");
    serve();
    lead("一");
    wait_for(deliveries("\"state\":\"sent\"") == 1);
    unsetenv("http_proxy");
    unsetenv("ALL_PROXY");
    close(nobody);
}

static void
a_line_that_is_struck_closes_the_way_at_once(void **state)
{
    (void)state;
    int64_t line = list_address("127.0.0.1");
    webhook("leads", "crm.lead.created", "127.0.0.1", "/ok");
    serve();
    lead("一");
    wait_for(deliveries("\"state\":\"sent\"") == 1);
    ask("{\"do\":\"remove\",\"entity\":\"notify.address\",\"id\":%" PRId64 "}", line);
    lead("二");
    wait_for(deliveries("\"last_error\":\"not_listed\"") == 1);
    assert_int_equal(receiver.count, 1);
}

static void
a_certificate_nobody_vouches_for_is_told_nothing(void **state)
{
    (void)state;
    struct tls tls;
    char file[100], ini[100];
    snprintf(file, sizeof(file), "%s/ca.pem", dir);
    snprintf(ini, sizeof(ini), "%s/store/dms.ini", dir);
    tls_start(&tls, file);
    list_address("127.0.0.1");
    made("{\"do\":\"create\",\"entity\":\"notify.webhook\",\"fields\":{\"name\":\"tls\","
         "\"event\":"
         "\"crm.lead.created\",\"url\":\"https://127.0.0.1:%u/ok\"}}",
         tls.port);
    serve();
    lead("一");
    expect_error("no_tls");
    assert_int_equal(tls.hellos, 1);
    assert_int_equal(tls.talks, 0);
    FILE *out = fopen(ini, "w");
    assert_non_null(out);
    fprintf(out, "[notify]\nca_file = %s\n", file);
    fclose(out);
    assert_int_equal(dms_house_reload_config(house, NULL), DMS_OK);
    later(15000);
    wait_for(deliveries("\"state\":\"sent\"") == 1);
    assert_int_equal(tls.talks, 1);
    tls_stop(&tls);
}

static bool
may_reach(const char *address, const char *host)
{
    struct dms_json *answer =
        ask_as("boss", DMS_OK,
               "{\"do\":\"call\",\"name\":\"notify.may_reach\",\"arguments\":"
               "{\"address\":\"%s\",\"port\":8080,\"host\":\"%s\"}}",
               address, host);
    bool allowed = dms_json_boolean_at(dms_json_at_key(answer, "answer"), "allowed");
    dms_json_destroy(answer);
    return allowed;
}

/* LISTED alone on the list: does it let HOST at ADDRESS pass? */
static void
a_line_allows_what_it_says_and_no_more(void **state)
{
    (void)state;
    static const struct {
        const char *listed, *address, *host;
        bool allowed;
    } cases[] = {
        { "8.8.8.8", "8.8.8.8", "", true },
        { "8.8.8.8", "8.8.8.9", "", false },
        { "8.8.8.0/25", "8.8.8.127", "", true },
        { "8.8.8.0/25", "8.8.8.128", "", false },
        { "0.0.0.0/0", "8.8.8.8", "", true },
        { "0.0.0.0/0", "2606:4700::1", "", false },
        { "::/0", "2606:4700::1", "", true },
        { "::/0", "8.8.8.8", "", false },
        { "8.8.8.8", "::ffff:8.8.8.8", "", true },
        { "0.0.0.0/0", "127.0.0.1", "", false },
        { "0.0.0.0/0", "10.0.0.1", "", false },
        { "0.0.0.0/0", "192.168.1.1", "", false },
        { "0.0.0.0/0", "172.31.255.255", "", false },
        { "0.0.0.0/0", "172.32.0.1", "", true },
        { "0.0.0.0/0", "100.64.0.1", "", false },
        { "0.0.0.0/0", "0.0.0.0", "", false },
        { "0.0.0.0/0", "255.255.255.255", "", false },
        { "0.0.0.0/0", "169.254.169.254", "", false },
        { "0.0.0.0/0", "::ffff:169.254.169.254", "", false },
        { "::/0", "::1", "", false },
        { "::/0", "fe80::1", "", false },
        { "::/0", "fd00::1", "", false },
        { "::/0", "64:ff9b::a00:1", "", false },
        { "::/0", "2002:a00:1::", "", false },
        { "::/0", "::10.0.0.1", "", false },
        { "10.0.0.0/8", "10.9.8.7", "", true },
        { "8.0.0.0/5", "10.9.8.7", "", false },
        { "169.254.0.0/16", "169.254.1.1", "", true },
        { "169.254.0.0/16", "169.254.169.254", "", false },
        { "169.254.169.254", "169.254.169.254", "", true },
        { "100.64.0.0/10", "100.100.100.200", "", false },
        { "fc00::/7", "fd00:ec2::254", "", false },
        { "hooks.example.com", "8.8.8.8", "hooks.example.com", true },
        { "hooks.example.com", "8.8.8.8", "example.com", false },
        { "hooks.example.com", "8.8.8.8", "x.hooks.example.com", false },
        { "hooks.example.com", "10.0.0.1", "hooks.example.com", false },
        { "hooks.example.com", "169.254.169.254", "hooks.example.com", false },
        { "hooks.example.com", "::1", "hooks.example.com", false },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int64_t line = list_address(cases[i].listed);
        if (may_reach(cases[i].address, cases[i].host) != cases[i].allowed)
            fail_msg("%s lists, %s (%s) should%s pass", cases[i].listed, cases[i].address,
                     cases[i].host, cases[i].allowed ? "" : " not");
        ask("{\"do\":\"remove\",\"entity\":\"notify.address\",\"id\":%" PRId64 "}", line);
    }
}

static void
a_line_that_makes_no_sense_is_refused(void **state)
{
    (void)state;
    static const char *const lines[][2] = {
        { "", "443" },           { "8.8.8.8/33", "443" },
        { "8.8.8.8/24", "443" }, { "8.8.8.8/", "443" },
        { "8.8.8", "443" },      { "256.1.1.1", "443" },
        { "::g", "443" },        { "a..b", "443" },
        { "-a.b", "443" },       { "*.b.com", "443" },
        { "https://a", "443" },  { "a.com", "," },
        { "a.com", "0" },        { "a.com", "65536" },
        { "a.com", "9-8" },      { "a.com", "80," },
        { "a.com", "80,,90" },   { "a.com", "http" },
        { "a.com", "80-" },      { "a.com", "99999999999999999999" },
    };
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
        refuse(DMS_INVALID,
               "{\"do\":\"create\",\"entity\":\"notify.address\",\"fields\":{\"host\":\"%"
               "s\","
               "\"ports\":\"%s\"}}",
               lines[i][0], lines[i][1]);
}

static void
a_webhook_that_makes_no_sense_is_refused(void **state)
{
    (void)state;
    static const char *const hooks[][2] = {
        { "crm.*", "ftp://a.com/" },
        { "crm.*", "file:///etc/passwd" },
        { "crm.*", "http://u:p@a.com/" },
        { "crm.*", "https://u@a.com/" },
        { "crm.*", "https://a.com/#x" },
        { "crm.*", "a.com/x" },
        { "crm.*", "https://" },
        { "crm.*", "https://例子.中国/" },
        { "crm.*", "gopher://127.0.0.1/" },
        { "crm.*.x", "https://a.com/" },
        { "CRM.lead", "https://a.com/" },
        { "crm lead", "https://a.com/" },
        { "notify.*", "https://a.com/" },
        { "notify.delivery.sent", "https://a.com/" },
    };
    for (size_t i = 0; i < sizeof(hooks) / sizeof(hooks[0]); i++)
        refuse(
            DMS_INVALID,
            "{\"do\":\"create\",\"entity\":\"notify.webhook\",\"fields\":{\"name\":\"x\","
            "\"event\":\"%s\",\"url\":\"%s\"}}",
            hooks[i][0], hooks[i][1]);
}

static void
a_webhook_to_an_unlisted_address_is_warned_of(void **state)
{
    (void)state;
    struct dms_json *answer = ask_as(
        "boss", DMS_OK,
        "{\"do\":\"create\",\"entity\":\"notify.webhook\",\"fields\":{\"name\":\"x\","
        "\"event\":\"crm.*\",\"url\":\"https://hooks.example.com/\"}}");
    assert_int_equal(dms_json_count(dms_json_at_key(answer, "warnings")), 1);
    dms_json_destroy(answer);
}

static void
no_more_are_active_than_one_event_can_reach(void **state)
{
    (void)state;
    list_address("127.0.0.1");
    for (int i = 0; i < 30; i++) {
        char name[20];
        snprintf(name, sizeof(name), "w%d", i);
        webhook(name, "crm.lead.created", "127.0.0.1", "/ok");
    }
    refuse(DMS_LIMIT,
           "{\"do\":\"create\",\"entity\":\"notify.webhook\",\"fields\":{\"name\":\"x\","
           "\"event\":\"crm.*\",\"url\":\"https://a.com/\"}}");
    serve();
    lead("一");
    wait_for(deliveries("\"state\":\"sent\"") == 30);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(with_nothing_listed_nothing_leaves),
        TEST(a_listed_name_does_not_open_our_own_network),
        TEST(a_name_that_resolves_beside_the_list_is_refused),
        TEST(a_name_may_resolve_into_a_listed_net),
        TEST(an_address_written_in_another_way_is_the_same_address),
        TEST(the_port_counts_too),
        TEST(a_redirect_is_not_followed),
        TEST(a_proxy_of_the_environment_is_not_asked),
        TEST(a_line_that_is_struck_closes_the_way_at_once),
        TEST(a_certificate_nobody_vouches_for_is_told_nothing),
        TEST(a_line_allows_what_it_says_and_no_more),
        TEST(a_line_that_makes_no_sense_is_refused),
        TEST(a_webhook_that_makes_no_sense_is_refused),
        TEST(a_webhook_to_an_unlisted_address_is_warned_of),
        TEST(no_more_are_active_than_one_event_can_reach),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
