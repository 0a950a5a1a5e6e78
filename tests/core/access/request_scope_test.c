/* request_scope_test.c - a scope takes away and never gives, at every door and in everything that is
 * read on the way. */
#include "people.h"

#include <semaphore.h>

#include "access/scope.h"

#define LEAD "{\"do\":\"create\",\"entity\":\"crm.lead\",\"fields\":{\"name\":\"Ms Ito\",\"phone\":\"13812345678\"}}"

static void
may(struct people *people, const char *user, const char *scope, const char *question)
{
    struct dms_json *answer = NULL;
    people_must(people, people_try(people, user, scope, question, &answer));
    dms_json_destroy(answer);
}

static void
may_not(struct people *people, const char *scope, const char *question)
{
    people_denied(people, "li", scope, question, DMS_FORBIDDEN, "access.forbidden");
}

static void
only_the_named_actions_are_open(void **state)
{
    struct people *people = *state;
    people_do(people, "li", LEAD);
    may(people, "li", "crm.lead:read", "{\"do\":\"list\",\"entity\":\"crm.lead\"}");
    may(people, "li", "crm.lead:read", "{\"do\":\"get\",\"entity\":\"crm.lead\",\"id\":1}");
    may(people, "li", "crm.*:read", "{\"do\":\"count\",\"entity\":\"crm.lead\"}");
    may(people, "li", "*:read", "{\"do\":\"history\",\"entity\":\"crm.lead\",\"id\":1}");
    may_not(people, "crm.lead:read", LEAD);
    may_not(people, "crm.lead:read",
            "{\"do\":\"set\",\"entity\":\"crm.lead\",\"id\":1,\"fields\":{\"name\":\"x\"}}");
    may_not(people, "crm.lead:read", "{\"do\":\"remove\",\"entity\":\"crm.lead\",\"id\":1}");
    may_not(people, "crm.lead:create,update",
            "{\"do\":\"get\",\"entity\":\"crm.lead\",\"id\":1}");
    may(people, "li", "crm.lead:create,read", LEAD);
    may(people, "li", "crm.lead:read crm.lead:update",
        "{\"do\":\"set\",\"entity\":\"crm.lead\",\"id\":1,\"fields\":{\"name\":\"x\"}}");
}

static void
only_the_named_entities_are_open(void **state)
{
    struct people *people = *state;
    people_do(people, "li", LEAD);
    may(people, "li", "crm.note:read", "{\"do\":\"list\",\"entity\":\"crm.note\"}");
    may_not(people, "crm.note:*", "{\"do\":\"list\",\"entity\":\"crm.lead\"}");
    may_not(people, "crm.lea:read", "{\"do\":\"list\",\"entity\":\"crm.lead\"}");
    may_not(people, "cr.*:read", "{\"do\":\"list\",\"entity\":\"crm.lead\"}");
    may_not(people, "core.*:*", "{\"do\":\"list\",\"entity\":\"crm.lead\"}");
    may_not(people, "call:*", "{\"do\":\"list\",\"entity\":\"crm.lead\"}");
    may_not(people, "call:crm.lead", "{\"do\":\"list\",\"entity\":\"crm.lead\"}");
}

static void
it_never_gives_what_the_user_may_not(void **state)
{
    struct people *people = *state;
    people_do(people, "li", LEAD);
    const char *wide[] = { "*", "*:*", "crm.*:*", "crm.lead:remove,read,update" };
    for (size_t i = 0; i < 4; i++) {
        may_not(people, wide[i], "{\"do\":\"remove\",\"entity\":\"crm.lead\",\"id\":1}");
        people_denied(people, "li", wide[i],
                      "{\"do\":\"create\",\"entity\":\"core.grant\",\"fields\":{}}",
                      DMS_FORBIDDEN, "access.forbidden");
    }
    may(people, "li", "*", "{\"do\":\"get\",\"entity\":\"crm.lead\",\"id\":1}");
    may(people, "li", "*", LEAD);
}

static void
shown_phone(struct people *people, const char *scope, const char *phone)
{
    struct dms_json *answer = NULL;
    people_must(people, people_try(people, "li", scope,
                                   "{\"do\":\"get\",\"entity\":\"crm.lead\",\"id\":1}", &answer));
    assert_string_equal(dms_json_text_at(dms_json_at_key(answer, "record"), "phone"), phone);
    dms_json_destroy(answer);
}

static void
personal_data_stays_masked_unless_the_scope_names_it(void **state)
{
    struct people *people = *state;
    people_do(people, "li", LEAD);
    shown_phone(people, NULL, "13812345678");
    shown_phone(people, "crm.*:read,see_personal", "13812345678");
    shown_phone(people, "crm.*:read", "138****5678");
    shown_phone(people, "crm.*:read core.*:see_personal", "138****5678");
    people_denied(people, "li", "crm.*:read",
                  "{\"do\":\"list\",\"entity\":\"crm.lead\","
                  "\"where\":{\"phone\":{\"gte\":\"138\"}}}",
                  DMS_FORBIDDEN, "unit.hidden_field");
    people_denied(people, "li", "crm.*:read",
                  "{\"do\":\"reveal\",\"entity\":\"crm.lead\",\"id\":1,\"field\":\"phone\","
                  "\"purpose\":\"call\"}",
                  DMS_FORBIDDEN, "access.forbidden");
}

static void
what_is_read_on_the_way_is_narrowed_too(void **state)
{
    struct people *people = *state;
    people_do(people, "li", LEAD);
    people_do(people, "li",
              "{\"do\":\"create\",\"entity\":\"crm.note\",\"fields\":{\"text\":\"x\",\"lead\":1}}");
    const char *through = "{\"do\":\"list\",\"entity\":\"crm.note\","
                          "\"where\":{\"lead.name\":\"Ms Ito\"}}";
    may(people, "li", "crm.*:read", through);
    people_denied(people, "li", "crm.note:read", through, DMS_FORBIDDEN, "unit.hidden_field");
    struct dms_json *answer = NULL;
    people_must(people,
                people_try(people, "li", "crm.note:read",
                           "{\"do\":\"get\",\"entity\":\"crm.note\",\"id\":1,\"titles\":true}",
                           &answer));
    const struct dms_json *record = dms_json_at_key(answer, "record");
    assert_null(dms_json_at_key(dms_json_at_key(record, "titles"), "lead"));
    dms_json_destroy(answer);
}

static void
each_step_of_a_batch_is_narrowed(void **state)
{
    struct people *people = *state;
    struct dms_json *answer = NULL;
    enum dms_status st = people_try(people, "li", "crm.note:*",
                                    "{\"do\":\"batch\",\"entity\":\"crm.lead\",\"items\":["
                                    "{\"fields\":{\"name\":\"Ms Ito\"}}]}",
                                    &answer);
    assert_int_equal(st, DMS_FORBIDDEN);
    dms_error_clear(&people->error);
    assert_int_equal(people_count(people, NULL, "crm.lead"), 0);
}

static void
a_call_without_a_permission_needs_its_name(void **state)
{
    struct people *people = *state;
    const char *hours = "{\"do\":\"call\",\"name\":\"crm.hours\"}";
    const char *open[] = { NULL, "", "*", "call:crm.hours", "call:crm.*", "call:*",
                           "crm.note:read call:crm.hours" };
    const char *closed[] = { "crm.*:*", "*:*", "call:crm.stock", "call:parts.*", "call:crm.hour" };
    for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
        may(people, "li", open[i], hours);
    for (size_t i = 0; i < sizeof(closed) / sizeof(closed[0]); i++)
        people_denied(people, "li", closed[i], hours, DMS_FORBIDDEN,
                      "access.call_out_of_scope");
}

static void
a_call_with_a_permission_needs_that(void **state)
{
    struct people *people = *state;
    const char *stock = "{\"do\":\"call\",\"name\":\"crm.stock\"}";
    may(people, "li", "crm.lead:read", stock);
    may(people, "li", "*", stock);
    may_not(people, "call:crm.stock", stock);
    may_not(people, "crm.lead:update", stock);
}

static void
an_admins_token_is_no_admin_unless_it_says_so(void **state)
{
    struct people *people = *state;
    const char *errands[] = { "{\"do\":\"password\",\"user\":\"li\",\"password\":\"mine\"}",
                              "{\"do\":\"audit_show\"}", "{\"do\":\"check\"}",
                              "{\"do\":\"backup\",\"file\":\"/nowhere\"}",
                              "{\"do\":\"run_timers\",\"until\":\"2036-01-01\"}" };
    for (size_t i = 0; i < sizeof(errands) / sizeof(errands[0]); i++)
        people_denied(people, "admin", "crm.*:* core.user:*", errands[i], DMS_FORBIDDEN,
                      "access.forbidden");
    may(people, "admin", "core.setting:update", "{\"do\":\"audit_show\"}");
    people_denied(people, "admin", "core.setting:update", errands[0], DMS_FORBIDDEN,
                  "access.forbidden");
}

static void
sessions_and_tokens_are_closed_to_a_token_unless_named(void **state)
{
    struct people *people = *state;
    char secret[80];
    people_session(people, "li", secret);
    may_not(people, "crm.*:*", "{\"do\":\"list\",\"entity\":\"core.session\"}");
    may_not(people, "core.session:read",
            "{\"do\":\"remove\",\"entity\":\"core.session\",\"id\":1}");
    may(people, "li", "core.session:read,remove",
        "{\"do\":\"remove\",\"entity\":\"core.session\",\"id\":1}");
}

static void
a_scope_that_is_none_opens_nothing(void **state)
{
    struct people *people = *state;
    const char *wrong[] = { "crm.lead", "crm.lead:reed", ":", "*:", "read", "crm.lead:read,,x",
                            "crm.lead:read\tcrm.note:read", "\xff" };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct dms_json *answer = NULL;
        enum dms_status st = people_try(people, "li", wrong[i],
                                        "{\"do\":\"list\",\"entity\":\"crm.lead\"}", &answer);
        people_refused(people, st, DMS_INVALID, "access.bad_scope");
    }
    people_denied(people, "li", "   ", "{\"do\":\"list\",\"entity\":\"crm.lead\"}",
                  DMS_FORBIDDEN, "access.forbidden");
}

/* Whoever was compiled before scopes has other memory where one would be. */
static void
a_request_of_the_size_of_1_0_has_no_scope(void **state)
{
    struct people *people = *state;
    struct dms_request request = { .size = offsetof(struct dms_request, scope), .user = "li",
                                   .store = "S1",
                                   .scope = (const char *)(uintptr_t)16 };
    struct dms_json *question = NULL, *answer = NULL;
    people_must(people, dms_json_load(LEAD, strlen(LEAD), &question, &people->error));
    people_must(people,
                dms_house_ask(people->house, &request, question, &answer, &people->error));
    dms_json_destroy(question);
    dms_json_destroy(answer);
}

struct told {
    sem_t done;
    enum dms_status status;
    char key[64];
};

static void
tell(void *context, enum dms_status status, struct dms_answer_text *answer,
     const struct dms_error *error)
{
    struct told *told = context;
    (void)answer;
    told->status = status;
    snprintf(told->key, sizeof(told->key), "%s", dms_error_key(error));
    sem_post(&told->done);
}

/* The text of the request is gone before the writer comes to it. */
static void
a_question_answered_later_is_narrowed_by_a_scope_of_its_own(void **state)
{
    struct people *people = *state;
    struct told told = { .status = DMS_OK };
    struct dms_json *question = NULL;
    char *scope = strdup("crm.lead:read");
    struct dms_request request = { .size = sizeof(request), .user = "li", .store = "S1",
                                   .scope = scope };
    sem_init(&told.done, 0, 0);
    people_must(people, dms_json_load(LEAD, strlen(LEAD), &question, &people->error));
    dms_house_ask_later(people->house, &request, question, tell, &told);
    memset(scope, '*', strlen(scope));
    free(scope);
    dms_json_destroy(question);
    sem_wait(&told.done);
    assert_int_equal(told.status, DMS_FORBIDDEN);
    assert_string_equal(told.key, "access.forbidden");
    sem_destroy(&told.done);
}

static void
the_house_itself_is_not_narrowed(void **state)
{
    struct people *people = *state;
    may(people, NULL, "crm.note:read", "{\"do\":\"list\",\"entity\":\"crm.lead\"}");
    may(people, NULL, "crm.note:read", "{\"do\":\"call\",\"name\":\"crm.hours\"}");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, people_setup, people_teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(only_the_named_actions_are_open),
        TEST(only_the_named_entities_are_open),
        TEST(it_never_gives_what_the_user_may_not),
        TEST(personal_data_stays_masked_unless_the_scope_names_it),
        TEST(what_is_read_on_the_way_is_narrowed_too),
        TEST(each_step_of_a_batch_is_narrowed),
        TEST(a_call_without_a_permission_needs_its_name),
        TEST(a_call_with_a_permission_needs_that),
        TEST(an_admins_token_is_no_admin_unless_it_says_so),
        TEST(sessions_and_tokens_are_closed_to_a_token_unless_named),
        TEST(a_scope_that_is_none_opens_nothing),
        TEST(a_request_of_the_size_of_1_0_has_no_scope),
        TEST(a_question_answered_later_is_narrowed_by_a_scope_of_its_own),
        TEST(the_house_itself_is_not_narrowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
