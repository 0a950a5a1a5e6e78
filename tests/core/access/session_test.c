/* session_test.c - a session opens the house until it ends, and then at once no longer.
 * timeout: 120 */
#include "people.h"

static void
a_session_tells_who_holds_it(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    struct dms_visitor visitor;
    people_must(people, people_login(people, "li", "right li", "10.0.0.1", &answer));
    people_must(people, people_enter(people, dms_json_text_at(answer, "session"), &visitor));
    assert_int_equal(visitor.kind, DMS_VISITOR_SESSION);
    assert_string_equal(visitor.name, "li");
    assert_string_equal(visitor.scope, "");
    assert_string_equal(visitor.csrf, dms_json_text_at(answer, "csrf"));
    assert_int_equal(strlen(visitor.csrf), 32);
    assert_int_equal(visitor.expires_at, people->now + 12 * DMS_HOUR);
    dms_json_destroy(answer);
}

static void
what_is_no_secret_of_a_living_session_opens_nothing(void **state)
{
    struct people *people = *state;
    char secret[80], other[80];
    people_session(people, "li", secret);
    const char *wrong[] = { "", "dms_s_", "dms_s_zz", "li", "\xff\xff", "' OR 1=1 --" };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        people_is_out(people, wrong[i]);
    for (size_t i = 0; i < 70; i++) {
        strcpy(other, secret);
        other[i] = other[i] == '0' ? '1' : '0';
        people_is_out(people, other);
    }
    memcpy(secret, "dms_t_", 6);
    people_is_out(people, secret);
    memcpy(secret, "dms_s_", 6);
    strcat(secret, "0");
    people_is_out(people, secret);
}

static void
logging_out_ends_it_at_once_and_twice_is_no_error(void **state)
{
    struct people *people = *state;
    char secret[80], other[80];
    people_session(people, "li", secret);
    people_session(people, "li", other);
    people_is_in(people, secret, "li");
    people_must(people, dms_house_logout(people->house, secret, &people->error));
    people_is_out(people, secret);
    people_is_in(people, other, "li");
    people_must(people, dms_house_logout(people->house, secret, &people->error));
    people_must(people, dms_house_logout(people->house, "anything", &people->error));
    struct dms_json *rows = people_audited(people, "logout");
    assert_int_equal(dms_json_count(rows), 1);
    assert_string_equal(dms_json_text_at(dms_json_at(rows, 0), "user_name"), "li");
    dms_json_destroy(rows);
}

static void
a_session_ends_when_its_time_is_over_and_its_row_goes(void **state)
{
    struct people *people = *state;
    char secret[80];
    int64_t ran = 0;
    people_session(people, "li", secret);
    people_later(people, 12 * DMS_HOUR - 1);
    people_is_in(people, secret, "li");
    people_later(people, 1);
    people_is_out(people, secret);
    people_must(people,
                dms_house_run_timers(people->house, people->now, &ran, &people->error));
    assert_int_equal(ran, 1);
    assert_int_equal(people_count(people, NULL, "core.session"), 0);
    people_is_out(people, secret);
}

static void
a_session_ended_by_hand_leaves_no_timer(void **state)
{
    struct people *people = *state;
    char secret[80];
    int64_t ran = 0;
    people_session(people, "li", secret);
    people_must(people, dms_house_logout(people->house, secret, &people->error));
    people_must(people, dms_house_run_timers(people->house, people->now + 2 * DMS_DAY, &ran,
                                             &people->error));
    assert_int_equal(ran, 0);
}

static void
removing_the_record_through_any_door_ends_it(void **state)
{
    struct people *people = *state;
    char one[80], two[80];
    people_session(people, "li", one);
    people_session(people, "li", two);
    people_remove_session(people, "li", one);
    people_is_out(people, one);
    people_remove_session(people, "admin", two);
    people_is_out(people, two);
}

static void
everybody_sees_and_removes_only_own_sessions(void **state)
{
    struct people *people = *state;
    char mine[80], theirs[80], question[128];
    struct dms_visitor visitor;
    people_session(people, "li", mine);
    people_session(people, "wang", theirs);
    assert_int_equal(people_count(people, "li", "core.session"), 1);
    assert_int_equal(people_count(people, "wang", "core.session"), 1);
    assert_int_equal(people_count(people, "admin", "core.session"), 2);
    people_must(people, people_enter(people, theirs, &visitor));
    snprintf(question, sizeof(question),
             "{\"do\":\"get\",\"entity\":\"core.session\",\"id\":%lld}", (long long)visitor.id);
    people_denied(people, "li", NULL, question, DMS_NOT_FOUND, "storage.no_record");
    snprintf(question, sizeof(question),
             "{\"do\":\"remove\",\"entity\":\"core.session\",\"id\":%lld}",
             (long long)visitor.id);
    people_denied(people, "li", NULL, question, DMS_NOT_FOUND, "storage.no_record");
    people_is_in(people, theirs, "wang");
}

static void
nobody_makes_or_changes_a_session_by_hand(void **state)
{
    struct people *people = *state;
    char secret[80], question[200];
    struct dms_visitor visitor;
    people_session(people, "li", secret);
    people_must(people, people_enter(people, secret, &visitor));
    people_denied(people, "admin", NULL,
                  "{\"do\":\"create\",\"entity\":\"core.session\",\"fields\":{}}", DMS_DENIED,
                  "access.not_by_hand");
    people_denied(people, NULL, NULL,
                  "{\"do\":\"create\",\"entity\":\"core.token\",\"fields\":{}}", DMS_DENIED,
                  "access.not_by_hand");
    people_denied(people, "li", NULL,
                  "{\"do\":\"create\",\"entity\":\"core.session\",\"fields\":{}}", DMS_FORBIDDEN,
                  "access.forbidden");
    snprintf(question, sizeof(question),
             "{\"do\":\"set\",\"entity\":\"core.session\",\"id\":%lld,"
             "\"fields\":{\"owner\":\"admin\"}}",
             (long long)visitor.id);
    people_denied(people, "admin", NULL, question, DMS_DENIED, "access.not_by_hand");
    snprintf(question, sizeof(question),
             "{\"do\":\"set\",\"entity\":\"core.session\",\"id\":%lld,"
             "\"fields\":{\"expires_at\":\"2036-01-01T00:00:00+08:00\"}}",
             (long long)visitor.id);
    people_denied(people, "admin", NULL, question, DMS_INVALID, "unit.read_only_field");
    people_is_in(people, secret, "li");
}

static void
shows_no_secret(struct people *people, const char *user, const char *question,
                const char *secret, const char *digest)
{
    struct dms_json *answer = people_ask(people, user, question);
    char *text = dms_json_print(answer);
    assert_null(strstr(text, secret));
    assert_null(strstr(text, digest));
    free(text);
    dms_json_destroy(answer);
}

static void
no_reading_shows_a_secret_or_its_digest(void **state)
{
    struct people *people = *state;
    char secret[80], digest[DIGEST_TEXT_SIZE];
    people_session(people, "li", secret);
    dms_digest(secret, strlen(secret), digest);
    const char *users[] = { NULL, "admin", "li" };
    for (size_t i = 0; i < 3; i++) {
        shows_no_secret(people, users[i], "{\"do\":\"list\",\"entity\":\"core.session\"}",
                        secret, digest);
        shows_no_secret(people, users[i],
                        "{\"do\":\"list\",\"entity\":\"core.session\",\"fields\":\"digest\"}",
                        secret, digest);
        shows_no_secret(people, users[i],
                        "{\"do\":\"history\",\"entity\":\"core.session\",\"id\":1}", secret,
                        digest);
        people_denied(people, users[i], NULL,
                      "{\"do\":\"list\",\"entity\":\"core.session\",\"sort\":\"digest\"}",
                      DMS_FORBIDDEN, "unit.hidden_field");
        people_denied(people, users[i], NULL,
                      "{\"do\":\"reveal\",\"entity\":\"core.session\",\"id\":1,"
                      "\"field\":\"digest\",\"purpose\":\"curiosity\"}",
                      DMS_FORBIDDEN, "unit.hidden_field");
    }
}

static bool
file_holds(const char *path, const char *text)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    char *data = calloc(1, 64 << 20);
    size_t size = fread(data, 1, 64 << 20, file);
    fclose(file);
    bool found = memmem(data, size, text, strlen(text)) != NULL;
    free(data);
    return found;
}

static void
the_store_keeps_only_the_digest(void **state)
{
    struct people *people = *state;
    char secret[80], digest[DIGEST_TEXT_SIZE], path[128];
    const char *files[] = { "dms.db", "dms.db-wal" };
    bool digest_there = false;
    people_session(people, "li", secret);
    dms_digest(secret, strlen(secret), digest);
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof(path), "%s/%s", people->dir, files[i]);
        assert_false(file_holds(path, secret));
        assert_false(file_holds(path, secret + 6));
        digest_there |= file_holds(path, digest);
    }
    assert_true(digest_there);
}

static void
a_session_outlives_the_house(void **state)
{
    struct people *people = *state;
    char secret[80];
    people_session(people, "li", secret);
    house_close(people->house);
    people_open(people);
    people_is_in(people, secret, "li");
    people_must(people, dms_house_logout(people->house, secret, &people->error));
    people_is_out(people, secret);
}

static void
switching_a_user_off_ends_the_sessions_for_good(void **state)
{
    struct people *people = *state;
    char mine[80], theirs[80];
    people_session(people, "li", mine);
    people_session(people, "wang", theirs);
    people_is_in(people, mine, "li");
    people_do(people, "admin",
              "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"li\","
              "\"fields\":{\"active\":false}}");
    people_is_out(people, mine);
    people_do(people, "admin",
              "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"li\","
              "\"fields\":{\"active\":true}}");
    people_is_out(people, mine);
    people_is_in(people, theirs, "wang");
}

static void
a_new_password_ends_the_sessions_and_another_change_does_not(void **state)
{
    struct people *people = *state;
    char first[80], second[80];
    people_session(people, "li", first);
    people_session(people, "li", second);
    people_is_in(people, first, "li");
    people_do(people, "admin",
              "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"li\","
              "\"fields\":{\"full_name\":\"Li\"}}");
    people_is_in(people, first, "li");
    people_do(people, "admin", "{\"do\":\"password\",\"user\":\"li\",\"password\":\"new\"}");
    people_is_out(people, first);
    people_is_out(people, second);
    assert_int_equal(people_count(people, NULL, "core.session"), 0);
}

static void
a_user_goes_with_what_was_open(void **state)
{
    struct people *people = *state;
    char secret[80];
    people_session(people, "li", secret);
    people_is_in(people, secret, "li");
    people_do(people, "admin", "{\"do\":\"remove\",\"entity\":\"core.user\",\"id\":\"li\"}");
    people_is_out(people, secret);
    assert_int_equal(people_count(people, NULL, "core.session"), 0);
}

static void
a_renamed_user_is_met_under_the_new_name(void **state)
{
    struct people *people = *state;
    char secret[80];
    people_session(people, "li", secret);
    people_is_in(people, secret, "li");
    people_do(people, "admin",
              "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"li\","
              "\"fields\":{\"name\":\"li.na\"}}");
    people_is_in(people, secret, "li.na");
}

/* More sessions than one request may take steps. */
static void
many_sessions_end_together(void **state)
{
    struct people *people = *state;
    char secret[80];
    struct dms_json *answer;
    people_do(people, NULL,
              "{\"do\":\"create\",\"entity\":\"core.setting\",\"fields\":"
              "{\"name\":\"session.most\",\"value\":\"100\"}}");
    for (int i = 0; i < 40; i++)
        people_session(people, "li", secret);
    assert_int_equal(people_count(people, "li", "core.session"), 40);
    answer = people_ask(people, "admin",
                        "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"li\","
                        "\"fields\":{\"active\":false}}");
    dms_json_destroy(answer);
    assert_int_equal(people_count(people, NULL, "core.session"), 0);
}

static void
sessions_make_no_noise_among_the_events(void **state)
{
    struct people *people = *state;
    char secret[80];
    int64_t before = dms_house_last_event(people->house);
    people_session(people, "li", secret);
    assert_int_equal(dms_house_last_event(people->house), before);
}

static void
a_visitor_of_an_older_size_is_not_overrun(void **state)
{
    struct people *people = *state;
    char secret[80];
    struct dms_visitor visitor;
    people_session(people, "li", secret);
    memset(&visitor, 'x', sizeof(visitor));
    visitor.size = offsetof(struct dms_visitor, csrf);
    people_must(people, dms_house_enter(people->house, secret, &visitor, &people->error));
    assert_string_equal(visitor.name, "li");
    assert_int_equal(visitor.csrf[0], 'x');
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, people_setup, people_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_session_tells_who_holds_it),
        TEST(what_is_no_secret_of_a_living_session_opens_nothing),
        TEST(logging_out_ends_it_at_once_and_twice_is_no_error),
        TEST(a_session_ends_when_its_time_is_over_and_its_row_goes),
        TEST(a_session_ended_by_hand_leaves_no_timer),
        TEST(removing_the_record_through_any_door_ends_it),
        TEST(everybody_sees_and_removes_only_own_sessions),
        TEST(nobody_makes_or_changes_a_session_by_hand),
        TEST(no_reading_shows_a_secret_or_its_digest),
        TEST(the_store_keeps_only_the_digest),
        TEST(a_session_outlives_the_house),
        TEST(switching_a_user_off_ends_the_sessions_for_good),
        TEST(a_new_password_ends_the_sessions_and_another_change_does_not),
        TEST(a_user_goes_with_what_was_open),
        TEST(a_renamed_user_is_met_under_the_new_name),
        TEST(many_sessions_end_together),
        TEST(sessions_make_no_noise_among_the_events),
        TEST(a_visitor_of_an_older_size_is_not_overrun),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
