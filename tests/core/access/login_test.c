/* login_test.c - a password becomes a session, and a wrong one tells nobody anything.
 * timeout: 180 */
#include "people.h"

#include <time.h>

#include "access/gate.h"

static void
wrong(struct people *people, const char *user, const char *password)
{
    struct dms_json *answer = NULL;
    people_refused(people, people_login(people, user, password, "10.0.0.9", &answer),
                   DMS_FORBIDDEN, "access.wrong_login");
    assert_null(answer);
}

static void
set(struct people *people, const char *name, const char *value)
{
    char question[256];
    snprintf(question, sizeof(question),
             "{\"do\":\"create\",\"entity\":\"core.setting\",\"fields\":{\"name\":\"%s\","
             "\"value\":\"%s\"}}",
             name, value);
    people_do(people, NULL, question);
}

static void
wrong_names_and_wrong_passwords_get_the_same_answer(void **state)
{
    struct people *people = *state;
    people_do(people, NULL,
              "{\"do\":\"create\",\"entity\":\"core.user\",\"fields\":{\"name\":\"new\"}}");
    people_do(people, NULL,
              "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"wang\","
              "\"fields\":{\"active\":false}}");
    wrong(people, "li", "guess");
    wrong(people, "nobody", "guess");
    wrong(people, "new", "");           /* has no password */
    wrong(people, "wang", "right wang"); /* is switched off */
    wrong(people, "LI", "right li");
}

static int64_t
processor_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t
cost(struct people *people, const char *user)
{
    int64_t start = processor_time();
    wrong(people, user, "guess");
    return processor_time() - start;
}

static void
an_unknown_name_takes_the_same_work_as_a_wrong_password(void **state)
{
    struct people *people = *state;
    int64_t known = cost(people, "li"), unknown = cost(people, "nobody");
    if (unknown < known / 2 || unknown > known * 2)
        fail_msg("known %lld ns, unknown %lld ns", (long long)known, (long long)unknown);
}

static void
logins_and_failures_are_audited_without_the_password(void **state)
{
    struct people *people = *state;
    char secret[80];
    wrong(people, "li", "a guess of the password");
    wrong(people, "nobody", "another guess");
    people_session(people, "li", secret);
    struct dms_json *failed = people_audited(people, "login_failed");
    struct dms_json *in = people_audited(people, "login");
    assert_int_equal(dms_json_count(failed), 2);
    assert_int_equal(dms_json_count(in), 1);
    assert_string_equal(dms_json_text_at(dms_json_at(in, 0), "kind"), "access");
    assert_string_equal(dms_json_text_at(dms_json_at(in, 0), "user_name"), "li");
    struct dms_json *all = people_ask(people, NULL, "{\"do\":\"audit_show\",\"limit\":1000}");
    char *text = dms_json_print(all);
    assert_non_null(strstr(text, "10.0.0.9"));
    assert_non_null(strstr(text, "\"nobody\""));
    assert_null(strstr(text, "guess"));
    assert_null(strstr(text, secret));
    free(text);
    dms_json_destroy(all);
    dms_json_destroy(failed);
    dms_json_destroy(in);
}

static void
the_request_id_stands_in_the_audit(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    struct dms_login login = { .size = sizeof(login), .user = "li", .password = "right li",
                               .request_id = "r-4711" };
    people_must(people, dms_house_login(people->house, &login, &answer, &people->error));
    struct dms_json *rows = people_audited(people, "login");
    assert_string_equal(dms_json_text_at(dms_json_at(rows, 0), "request"), "r-4711");
    dms_json_destroy(rows);
    dms_json_destroy(answer);
}

static void
the_answer_says_who_and_until_when(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    int64_t until = 0;
    set(people, "session.hours", "3");
    people_must(people, people_login(people, "li", "right li", NULL, &answer));
    assert_string_equal(dms_json_text_at(answer, "user"), "li");
    assert_int_equal(strncmp(dms_json_text_at(answer, "session"), "dms_s_", 6), 0);
    assert_int_equal(strlen(dms_json_text_at(answer, "session")), 70);
    people_must(people, dms_time_load(dms_json_text_at(answer, "expires_at"), 480, &until,
                                      &people->error));
    assert_int_equal(until, people->now + 3 * DMS_HOUR);
    dms_json_destroy(answer);
}

static void
too_many_tries_wait_and_then_the_right_password_opens(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    set(people, "login.tries", "2");
    set(people, "login.window_minutes", "10");
    wrong(people, "li", "one");
    wrong(people, "li", "two");
    enum dms_status st = people_login(people, "li", "right li", "10.0.0.9", &answer);
    assert_string_equal(dms_error_value(&people->error, "retry_after"), "600");
    people_refused(people, st, DMS_LIMIT, "access.too_many_tries");
    people_must(people, people_login(people, "li", "right li", "10.0.0.8", &answer));
    dms_json_destroy(answer);
    people_later(people, 10 * DMS_MINUTE);
    people_must(people, people_login(people, "li", "right li", "10.0.0.9", &answer));
    dms_json_destroy(answer);
}

static void
a_setting_that_is_no_number_leaves_the_usual_figure(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    set(people, "login.tries", "none");
    for (int i = 0; i < 5; i++)
        wrong(people, "li", "guess");
    people_refused(people, people_login(people, "li", "right li", "10.0.0.9", &answer), DMS_LIMIT,
                   "access.too_many_tries");
}

static void
who_finds_the_gate_closed_is_told_and_has_lost_no_try(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    struct gate *gate = people->house->gate;
    people->house->gate = gate_create(0, 10);
    for (int i = 0; i < 10; i++) {
        enum dms_status st = people_login(people, "li", "right li", "10.0.0.9", &answer);
        assert_string_equal(dms_error_value(&people->error, "retry_after"), "5");
        people_refused(people, st, DMS_LIMIT, "access.login_busy");
    }
    gate_destroy(people->house->gate);
    people->house->gate = gate;
    people_must(people, people_login(people, "li", "right li", "10.0.0.9", &answer));
    dms_json_destroy(answer);
}

static void
a_password_changed_while_it_was_checked_opens_nothing(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    struct login login = { .asked = { .size = sizeof(login.asked), .user = "li" },
                           .request = { .size = sizeof(login.request), .flags = DMS_AS_HOUSE },
                           .hash = "$argon2id$the one before" };
    people_refused(people, login_open(people->house, &login, &answer, &people->error),
                   DMS_FORBIDDEN, "access.wrong_login");
    assert_int_equal(people_count(people, NULL, "core.session"), 0);
}

static void
the_oldest_session_gives_way_to_one_too_many(void **state)
{
    struct people *people = *state;
    char first[80], second[80], third[80];
    set(people, "session.most", "2");
    people_session(people, "li", first);
    people_session(people, "li", second);
    people_is_in(people, first, "li");
    people_session(people, "li", third);
    people_is_out(people, first);
    people_is_in(people, second, "li");
    people_is_in(people, third, "li");
}

static void
what_a_strangers_program_calls_itself_is_tamed(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    char agent[5001], address[301];
    memset(agent, 'a', 5000);
    agent[5000] = '\0';
    memcpy(agent, "\x1b[31m\xff\xc3", 7);
    memcpy(agent + 194, "\xe6\xb1\x89\xe6\xb1\x89\xe6\xb1\x89", 9);
    memset(address, '9', 300);
    address[300] = '\0';
    struct dms_login login = { .size = sizeof(login), .user = "li", .password = "right li",
                               .agent = agent, .address = address };
    people_must(people, dms_house_login(people->house, &login, &answer, &people->error));
    dms_json_destroy(answer);
    answer = people_ask(people, "li", "{\"do\":\"list\",\"entity\":\"core.session\"}");
    const struct dms_json *record = dms_json_at(dms_json_at_key(answer, "records"), 0);
    const char *kept = dms_json_text_at(record, "agent");
    assert_int_equal(strncmp(kept, "?[31m??a", 8), 0);
    assert_string_equal(kept + 194, "\xe6\xb1\x89\xe6\xb1\x89");
    assert_int_equal(strlen(dms_json_text_at(record, "address")), 60);
    dms_json_destroy(answer);
}

static void
a_login_that_is_none_is_invalid(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    const char *names[] = { NULL, "", "\xff\xfe", "l\xc3" };
    for (size_t i = 0; i < 4; i++)
        people_refused(people, people_login(people, names[i], "x", NULL, &answer), DMS_INVALID,
                       "access.login_needs");
    char name[62];
    memset(name, 'a', 61);
    name[61] = '\0';
    people_refused(people, people_login(people, name, "x", NULL, &answer), DMS_INVALID,
                   "access.login_needs");
    people_refused(people, people_login(people, "li", NULL, NULL, &answer), DMS_INVALID,
                   "access.login_needs");
    struct dms_json *rows = people_audited(people, "login_failed");
    assert_int_equal(dms_json_count(rows), 0);
    dms_json_destroy(rows);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, people_setup, people_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(wrong_names_and_wrong_passwords_get_the_same_answer),
        TEST(an_unknown_name_takes_the_same_work_as_a_wrong_password),
        TEST(logins_and_failures_are_audited_without_the_password),
        TEST(the_request_id_stands_in_the_audit),
        TEST(the_answer_says_who_and_until_when),
        TEST(too_many_tries_wait_and_then_the_right_password_opens),
        TEST(a_setting_that_is_no_number_leaves_the_usual_figure),
        TEST(who_finds_the_gate_closed_is_told_and_has_lost_no_try),
        TEST(a_password_changed_while_it_was_checked_opens_nothing),
        TEST(the_oldest_session_gives_way_to_one_too_many),
        TEST(what_a_strangers_program_calls_itself_is_tamed),
        TEST(a_login_that_is_none_is_invalid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
