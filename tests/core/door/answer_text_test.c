/* tests/core/door/answer_text_test.c  proves  core/door/printing.c, core/unit/show_text.c: the
 * printed answer is the tree's, byte for byte, for everybody. */
#include "core/unit/dealer.h"

#include <dms/front.h>
#include <semaphore.h>

static const char *const people[] = { "anna", "cleo", "boss", "root", "lena" };

static void
print(struct dealer *dealer, const char *user, const char *question,
      struct dms_answer_text *answer)
{
    const struct dms_request request = { .size = sizeof(request), .user = user };
    struct dms_json *json = NULL;
    dms_error_clear(dealer->error);
    dealer_need(dealer, dms_json_load(question, strlen(question), &json, dealer->error));
    *answer = (struct dms_answer_text){ .size = sizeof(*answer) };
    dealer_need(dealer,
                dms_house_ask_text(dealer->house, &request, json, answer, dealer->error));
    dms_json_destroy(json);
}

static void
fill(struct dealer *dealer)
{
    dealer_create(
        dealer, "anna", "S1", "lot.customer",
        "{\"name\":\"张三 \\\"丰\\\"\\n\",\"phone\":\"13812345678\",\"grade\":\"a\","
        "\"id_card\":\"310101199001011234\",\"limit\":\"-500.05\"}");
    dealer_create(dealer, "anna", "S1", "lot.customer", "{\"name\":\"李四\"}");
    dealer_create(dealer, "bert", "S1", "lot.customer",
                  "{\"name\":\"王五\",\"note\":\"\\\\\"}");
}

static void
what_is_printed_is_what_the_tree_says(void **state)
{
    static const char *const questions[] = {
        "{\"do\":\"list\",\"entity\":\"lot.customer\"}",
        "{\"do\":\"list\",\"entity\":\"lot.customer\",\"limit\":1,\"sort\":\"-id\"}",
        "{\"do\":\"list\",\"entity\":\"lot.customer\",\"fields\":\"phone,created_at\"}",
        "{\"do\":\"list\",\"entity\":\"lot.customer\",\"text\":\"张\"}",
        "{\"do\":\"list\",\"entity\":\"lot.customer\",\"titles\":true}",
        "{\"do\":\"list\",\"entity\":\"core.user\"}",
        "{\"do\":\"count\",\"entity\":\"lot.customer\"}",
    };
    struct dealer *dealer = *state;
    struct dms_answer_text answer;
    fill(dealer);
    for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++)
        for (size_t j = 0; j < sizeof(questions) / sizeof(questions[0]); j++) {
            if (dealer_ask(dealer, people[i], NULL, "%s", questions[j]) != DMS_OK)
                continue;
            print(dealer, people[i], questions[j], &answer);
            assert_string_equal(answer.text, dealer->said);
            assert_int_equal(answer.length, strlen(answer.text));
            const char *next = dms_json_text_at(dealer->answer, "next");
            assert_true((next == NULL) == (answer.next == NULL));
            free(answer.text);
            free(answer.next);
        }
}

static void
a_record_tells_its_revision_beside(void **state)
{
    static const char question[] =
        "{\"do\":\"get\",\"entity\":\"lot.customer\",\"id\":1}";
    struct dealer *dealer = *state;
    struct dms_answer_text answer;
    fill(dealer);
    dealer_must(dealer, "anna", NULL,
                "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,"
                "\"fields\":{\"note\":\"x\"}}");
    dealer_must(dealer, "anna", NULL, "%s", question);
    print(dealer, "anna", question, &answer);
    assert_string_equal(answer.text, dealer->said);
    assert_int_equal(answer.rev, 2);
    free(answer.text);
}

static void
a_refusal_prints_nothing(void **state)
{
    struct dealer *dealer = *state;
    const struct dms_request request = { .size = sizeof(request), .user = "none" };
    struct dms_json *question = dms_json_create_object();
    struct dms_answer_text answer = { .size = sizeof(answer) };
    dms_json_set_text(question, "do", "list");
    dms_json_set_text(question, "entity", "lot.customer");
    assert_int_equal(
        dms_house_ask_text(dealer->house, &request, question, &answer, dealer->error),
        DMS_FORBIDDEN);
    assert_null(answer.text);
    dms_json_destroy(question);
}

struct heard {
    sem_t woken;
    char *text;
    int64_t rev, record;
};

static void
hear(void *context, enum dms_status status, struct dms_answer_text *answer,
     const struct dms_error *error)
{
    struct heard *heard = context;
    (void)error;
    assert_int_equal(status, DMS_OK);
    heard->text = answer->text;
    heard->rev = answer->rev;
    heard->record = answer->record;
    answer->text = NULL;
    sem_post(&heard->woken);
}

static struct heard
ask_later(struct dealer *dealer, const char *key, const char *question)
{
    const struct dms_request request = {
        .size = sizeof(request), .user = "anna", .store = "S1", .key = key
    };
    struct heard heard = { .text = NULL };
    struct dms_json *json = NULL;
    sem_init(&heard.woken, 0, 0);
    dealer_need(dealer, dms_json_load(question, strlen(question), &json, dealer->error));
    dms_house_ask_later(dealer->house, &request, json, hear, &heard);
    dms_json_destroy(json);
    sem_wait(&heard.woken);
    sem_destroy(&heard.woken);
    return heard;
}

/* The tree of a record, to compare what was printed of it. */
static const char *
record_now(struct dealer *dealer, int64_t id)
{
    dealer_must(dealer, "anna", "S1",
                "{\"do\":\"get\",\"entity\":\"lot.customer\",\"id\":%" PRId64 "}", id);
    return dealer->said;
}

static void
what_is_written_later_is_printed_as_the_tree_says(void **state)
{
    static const char *const questions[] = {
        "{\"do\":\"create\",\"entity\":\"lot.customer\",\"fields\":{\"name\":\"李四\"}}",
        "{\"do\":\"set\",\"entity\":\"lot.customer\",\"id\":1,"
        "\"fields\":{\"note\":\"\\n\"}}",
    };
    static const char *const keys[] = { NULL, "k1", "k2" };
    struct dealer *dealer = *state;
    fill(dealer);
    for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
        for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
            char key[16] = "";
            if (keys[k] != NULL)
                snprintf(key, sizeof(key), "%s-%zu", keys[k], i);
            struct heard heard =
                ask_later(dealer, key[0] != '\0' ? key : NULL, questions[i]);
            assert_string_equal(heard.text, record_now(dealer, heard.record));
            assert_true(heard.rev > 0);
            free(heard.text);
        }
}

static void
a_key_is_answered_twice_with_the_same_text(void **state)
{
    static const char question[] = "{\"do\":\"create\",\"entity\":\"lot.customer\","
                                   "\"fields\":{\"name\":\"李四\"}}";
    struct dealer *dealer = *state;
    struct heard first = ask_later(dealer, "once", question);
    struct heard again = ask_later(dealer, "once", question);
    assert_string_equal(first.text, again.text);
    assert_int_equal(first.record, again.record);
    free(first.text);
    free(again.text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        DEALER_TEST(what_is_printed_is_what_the_tree_says),
        DEALER_TEST(a_record_tells_its_revision_beside),
        DEALER_TEST(a_refusal_prints_nothing),
        DEALER_TEST(what_is_written_later_is_printed_as_the_tree_says),
        DEALER_TEST(a_key_is_answered_twice_with_the_same_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
