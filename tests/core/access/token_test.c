/* token_test.c - a token is shown once, may less than its user, and ends.
 * timeout: 60 */
#include "people.h"

static enum dms_status
wish(struct people *people, const struct dms_request *request, const char *text,
     struct dms_json **answer)
{
    struct dms_json *wish = NULL;
    dms_error_clear(&people->error);
    people_must(people, dms_json_load(text, strlen(text), &wish, &people->error));
    enum dms_status st =
        dms_house_token(people->house, request, wish, answer, &people->error);
    dms_json_destroy(wish);
    return st;
}

/* A token of li's; its record's id. */
static int64_t
token(struct people *people, const char *text, char secret[80])
{
    struct dms_json *answer = NULL;
    struct dms_request request = { .size = sizeof(request), .user = "li" };
    people_must(people, wish(people, &request, text, &answer));
    snprintf(secret, 80, "%s", dms_json_text_at(answer, "token"));
    int64_t id = dms_json_integer_at(dms_json_at_key(answer, "record"), "id");
    dms_json_destroy(answer);
    return id;
}

static void
refused(struct people *people, const char *text, enum dms_status status, const char *key,
        const char *field)
{
    struct dms_json *answer = NULL;
    struct dms_request request = { .size = sizeof(request), .user = "li" };
    enum dms_status st = wish(people, &request, text, &answer);
    assert_string_equal(dms_error_field(&people->error), field);
    people_refused(people, st, status, key);
    assert_null(answer);
}

static void
a_token_tells_its_user_and_its_scope(void **state)
{
    struct people *people = *state;
    struct dms_visitor visitor;
    char secret[80];
    int64_t id = token(people,
                       "{\"name\":\"till\",\"scope\":[\"crm.*:read\",\"call:crm.hours\"]}",
                       secret);
    assert_int_equal(strncmp(secret, "dms_t_", 6), 0);
    people_must(people, people_enter(people, secret, &visitor));
    assert_int_equal(visitor.kind, DMS_VISITOR_TOKEN);
    assert_int_equal(visitor.id, id);
    assert_string_equal(visitor.name, "li");
    assert_string_equal(visitor.csrf, "");
    assert_string_equal(visitor.scope, "crm.*:read call:crm.hours");
    assert_int_equal(visitor.expires_at, people->now + 90 * DMS_DAY);
    /* Again, now from memory. */
    people_must(people, people_enter(people, secret, &visitor));
    assert_string_equal(visitor.scope, "crm.*:read call:crm.hours");
}

static void
a_token_without_a_scope_may_what_its_user_may(void **state)
{
    struct people *people = *state;
    struct dms_visitor visitor;
    char secret[80];
    token(people, "{\"name\":\"all\"}", secret);
    people_must(people, people_enter(people, secret, &visitor));
    assert_string_equal(visitor.scope, "");
}

static void
a_scope_that_means_nothing_here_is_refused(void **state)
{
    struct people *people = *state;
    static const struct {
        const char *scope, *key;
    } wrong[] = {
        { "[\"crm.lead:reed\"]", "access.bad_scope" },
        { "[\"crm.lead\"]", "access.bad_scope" },
        { "[\"crm.lead:\"]", "access.bad_scope" },
        { "[\":read\"]", "access.bad_scope" },
        { "[\"crm*:read\"]", "access.bad_scope" },
        { "[\"CRM.lead:read\"]", "access.bad_scope" },
        { "[\"call:\"]", "access.bad_scope" },
        { "[\"crm.lead:read;drop\"]", "access.bad_scope" },
        { "[\"crm.lead:read:update\"]", "access.bad_scope" },
        { "[\"crm.leads:read\"]", "access.idle_scope" },
        { "[\"parts.*:read\"]", "access.idle_scope" },
        { "[\"call:crm.nothing\"]", "access.idle_scope" },
        { "[\"crm.*:read\",\"call:parts.*\"]", "access.idle_scope" },
        { "[]", "access.scope_form" },
        { "\"\"", "access.scope_form" },
        { "\" \"", "access.scope_form" },
        { "[\"\"]", "access.scope_form" },
        { "[1]", "access.scope_form" },
        { "{\"crm.lead\":\"read\"}", "access.scope_form" },
        { "true", "access.scope_form" },
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        char text[200];
        snprintf(text, sizeof(text), "{\"name\":\"x\",\"scope\":%s}", wrong[i].scope);
        refused(people, text, DMS_INVALID, wrong[i].key, "scope");
    }
    assert_int_equal(people_count(people, NULL, "core.token"), 0);
}

static void
a_token_needs_a_name_and_its_scope_has_room(void **state)
{
    struct people *people = *state;
    char text[2000] = "{\"name\":\"x\",\"scope\":[\"*\"";
    refused(people, "{}", DMS_INVALID, "entity.required", "name");
    refused(people, "{\"name\":\"\"}", DMS_INVALID, "entity.required", "name");
    for (int i = 0; i < 90; i++)
        strcat(text, ",\"crm.lead:read\"");
    strcat(text, "]}");
    refused(people, text, DMS_INVALID, "entity.too_long", "scope");
}

static void
a_token_ends_when_asked_and_not_too_late(void **state)
{
    struct people *people = *state;
    char secret[80];
    token(people, "{\"name\":\"week\",\"days\":7}", secret);
    people_later(people, 7 * DMS_DAY - 1);
    people_is_in(people, secret, "li");
    people_later(people, 1);
    people_is_out(people, secret);
    char text[200], time[40];
    dms_time_print(people->now + DMS_HOUR, 480, time, sizeof(time));
    snprintf(text, sizeof(text), "{\"name\":\"hour\",\"expires_at\":\"%s\"}", time);
    token(people, text, secret);
    people_is_in(people, secret, "li");
    people_later(people, DMS_HOUR);
    people_is_out(people, secret);
    refused(people, text, DMS_INVALID, "access.token_expiry", "expires_at");
    refused(people, "{\"name\":\"x\",\"expires_at\":\"tomorrow\"}", DMS_INVALID,
            "amount.time", "expires_at");
    refused(people, "{\"name\":\"x\",\"expires_at\":\"2126-01-01T00:00:00+08:00\"}", DMS_INVALID,
            "access.token_expiry", "expires_at");
    const char *days[] = { "0", "-1", "367", "9223372036854775807", "\"ten\"" };
    for (size_t i = 0; i < 5; i++) {
        snprintf(text, sizeof(text), "{\"name\":\"x\",\"days\":%s}", days[i]);
        refused(people, text, DMS_INVALID, "access.token_expiry", "days");
    }
}

static void
an_expired_token_leaves_the_list(void **state)
{
    struct people *people = *state;
    char secret[80];
    int64_t ran = 0;
    token(people, "{\"name\":\"day\",\"days\":1}", secret);
    people_later(people, DMS_DAY);
    people_must(people,
                dms_house_run_timers(people->house, people->now, &ran, &people->error));
    assert_int_equal(people_count(people, NULL, "core.token"), 0);
}

static void
the_secret_is_shown_once_also_to_who_repeats_the_request(void **state)
{
    struct people *people = *state;
    struct dms_request request = { .size = sizeof(request), .user = "li", .key = "k1",
                                   .body_hash = "h" };
    struct dms_json *first = NULL, *second = NULL;
    people_must(people, wish(people, &request, "{\"name\":\"x\"}", &first));
    people_must(people, wish(people, &request, "{\"name\":\"x\"}", &second));
    assert_non_null(dms_json_text_at(first, "token"));
    assert_null(dms_json_at_key(second, "token"));
    assert_int_equal(dms_json_integer_at(dms_json_at_key(second, "record"), "id"),
                     dms_json_integer_at(dms_json_at_key(first, "record"), "id"));
    assert_int_equal(people_count(people, "li", "core.token"), 1);
    char *text = dms_json_print(second);
    assert_null(strstr(text, "digest"));
    free(text);
    dms_json_destroy(first);
    dms_json_destroy(second);
}

static void
tokens_are_listed_and_revoked_by_their_user_and_the_admin(void **state)
{
    struct people *people = *state;
    char one[80], two[80], question[128];
    int64_t first = token(people, "{\"name\":\"one\"}", one);
    int64_t second = token(people, "{\"name\":\"two\"}", two);
    assert_int_equal(people_count(people, "wang", "core.token"), 0);
    assert_int_equal(people_count(people, "li", "core.token"), 2);
    people_is_in(people, one, "li");
    people_is_in(people, two, "li");
    snprintf(question, sizeof(question),
             "{\"do\":\"remove\",\"entity\":\"core.token\",\"id\":%lld}", (long long)first);
    people_denied(people, "wang", NULL, question, DMS_NOT_FOUND, "storage.no_record");
    people_do(people, "li", question);
    people_is_out(people, one);
    people_is_in(people, two, "li");
    snprintf(question, sizeof(question),
             "{\"do\":\"remove\",\"entity\":\"core.token\",\"id\":%lld}", (long long)second);
    people_do(people, "admin", question);
    people_is_out(people, two);
    struct dms_json *rows = people_audited(people, "remove");
    assert_int_equal(dms_json_count(rows), 2);
    assert_string_equal(dms_json_text_at(dms_json_at(rows, 0), "kind"), "access");
    dms_json_destroy(rows);
}

/* A program does not know that somebody chose a new password; but of who is gone nothing works. */
static void
a_token_rests_while_its_user_is_off_and_does_not_mind_a_new_password(void **state)
{
    struct people *people = *state;
    char secret[80];
    token(people, "{\"name\":\"x\"}", secret);
    people_do(people, "admin", "{\"do\":\"password\",\"user\":\"li\",\"password\":\"new\"}");
    people_is_in(people, secret, "li");
    people_do(people, "admin",
              "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"li\","
              "\"fields\":{\"active\":false}}");
    people_is_out(people, secret);
    people_do(people, "admin",
              "{\"do\":\"set\",\"entity\":\"core.user\",\"id\":\"li\","
              "\"fields\":{\"active\":true}}");
    people_is_in(people, secret, "li");
    people_do(people, "admin", "{\"do\":\"remove\",\"entity\":\"core.user\",\"id\":\"li\"}");
    people_is_out(people, secret);
}

static void
logging_out_with_a_token_does_not_end_it(void **state)
{
    struct people *people = *state;
    char secret[80];
    token(people, "{\"name\":\"x\"}", secret);
    people_must(people, dms_house_logout(people->house, secret, &people->error));
    people_is_in(people, secret, "li");
}

static void
no_token_is_of_the_house_nor_of_a_narrowed_request(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    struct dms_request house = { .size = sizeof(house), .flags = DMS_AS_HOUSE };
    struct dms_request narrow = { .size = sizeof(narrow), .user = "li", .scope = "*" };
    struct dms_request nobody = { .size = sizeof(nobody), .user = "nobody" };
    people_refused(people, wish(people, &house, "{\"name\":\"x\"}", &answer), DMS_FORBIDDEN,
                   "access.token_of_nobody");
    people_refused(people, wish(people, &narrow, "{\"name\":\"x\"}", &answer), DMS_FORBIDDEN,
                   "access.token_by_token");
    people_refused(people, wish(people, &nobody, "{\"name\":\"x\"}", &answer), DMS_FORBIDDEN,
                   "access.unknown_user");
}

static void
a_user_has_only_so_many_tokens(void **state)
{
    struct people *people = *state;
    char secret[80];
    people_do(people, NULL,
              "{\"do\":\"create\",\"entity\":\"core.setting\",\"fields\":"
              "{\"name\":\"token.most\",\"value\":\"2\"}}");
    int64_t first = token(people, "{\"name\":\"one\"}", secret);
    token(people, "{\"name\":\"two\"}", secret);
    refused(people, "{\"name\":\"three\"}", DMS_LIMIT, "access.too_many_tokens", "");
    char question[128];
    snprintf(question, sizeof(question),
             "{\"do\":\"remove\",\"entity\":\"core.token\",\"id\":%lld}", (long long)first);
    people_do(people, "li", question);
    token(people, "{\"name\":\"three\"}", secret);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, people_setup, people_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_token_tells_its_user_and_its_scope),
        TEST(a_token_without_a_scope_may_what_its_user_may),
        TEST(a_scope_that_means_nothing_here_is_refused),
        TEST(a_token_needs_a_name_and_its_scope_has_room),
        TEST(a_token_ends_when_asked_and_not_too_late),
        TEST(an_expired_token_leaves_the_list),
        TEST(the_secret_is_shown_once_also_to_who_repeats_the_request),
        TEST(tokens_are_listed_and_revoked_by_their_user_and_the_admin),
        TEST(a_token_rests_while_its_user_is_off_and_does_not_mind_a_new_password),
        TEST(logging_out_with_a_token_does_not_end_it),
        TEST(no_token_is_of_the_house_nor_of_a_narrowed_request),
        TEST(a_user_has_only_so_many_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
