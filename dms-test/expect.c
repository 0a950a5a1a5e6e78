/* expect.c - what must hold: fields, tasks, events, refusals. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

#define PAGE 1000

void
dms_test_brace(struct dms_test *test)
{
    test_forget(test);
    test->braced = 1;
}

void
dms_test_refused(struct dms_test *test, const char *key, const char *field)
{
    const char *found = dms_error_key(test->error);
    test->braced = 0;
    if (key == NULL)
        test_fail(test, "which sentence refuses? Its key is the second argument");
    if (dms_error_status(test->error) == DMS_OK)
        test_fail(test, "nobody refused; %s was expected", key);
    if (strcmp(found, key) != 0)
        test_fail(test, "refused with %s, not with %s", found, key);
    if (field != NULL && strcmp(dms_error_field(test->error), field) != 0)
        test_fail(test, "%s was told of the field \"%s\", not of %s", key,
                  dms_error_field(test->error), field);
    dms_error_clear(test->error);
}

/* Asks as the house, whoever the test acts as. */
static const struct dms_json *
look(struct dms_test *test, struct dms_json *question)
{
    char user[sizeof(test->user)];
    memcpy(user, test->user, sizeof(user));
    test->user[0] = '\0';
    test_ask(test, question);
    memcpy(test->user, user, sizeof(user));
    return test->answer;
}

static void
settle(struct dms_test *test)
{
    dms_error_clear(test->error);
    if (dms_house_settle(test->house, test->error) != DMS_OK)
        test_refuse(test);
}

const struct dms_json *
test_find_tasks(struct dms_test *test, const char *kind, const char *entity, int64_t id)
{
    struct dms_json *question = test_question("list"), *where = dms_json_create_object();
    settle(test);
    dms_json_set_text(where, "kind", kind);
    dms_json_set_text(where, "subject_entity", entity);
    dms_json_set_integer(where, "subject", id);
    dms_json_set_text(where, "state", "open");
    dms_json_set_text(question, "entity", "core.task");
    dms_json_set_text(question, "sort", "due_at,id");
    dms_json_take_key(question, "where", where);
    return dms_json_at_key(look(test, question), "records");
}

/* Of what is written wrong there is never any, and that proves nothing. */
static void
need_entity(struct dms_test *test, const char *entity)
{
    if (dms_house_field(test->house, entity, "id") == NULL)
        test_fail(test, "there is no entity \"%s\"", entity);
}

int64_t
dms_test_tasks(struct dms_test *test, const char *kind, const char *entity, int64_t id)
{
    need_entity(test, entity);
    return (int64_t)dms_json_count(test_find_tasks(test, kind, entity, id));
}

void(dms_test_task_done)(struct dms_test *test, const char *kind, const char *entity,
                         int64_t id, const char *outcome)
{
    struct dms_json *question = test_question("task_done");
    const struct dms_json *task = dms_json_at(test_find_tasks(test, kind, entity, id), 0);
    if (task == NULL)
        test_fail(test, "there is no open task %s of %s %" PRId64, kind, entity, id);
    dms_json_set_integer(question, "id", dms_json_integer_at(task, "id"));
    dms_json_set_text(question, "outcome", outcome);
    test_ask(test, question);
}

static int64_t
count_in(const struct dms_json *events, const char *name, int64_t id)
{
    int64_t count = 0;
    for (size_t i = 0; i < dms_json_count(events); i++) {
        const struct dms_json *event = dms_json_at(events, i);
        count += strcmp(dms_json_text_at(event, "name"), name) == 0 &&
                 (id == 0 || dms_json_integer_at(event, "record") == id);
    }
    return count;
}

int64_t
dms_test_events(struct dms_test *test, const char *name, int64_t id)
{
    struct dms_request request = { .size = sizeof(request), .flags = DMS_AS_HOUSE };
    int64_t count = 0, after = 0;
    bool more = true;
    settle(test);
    while (more) {
        struct dms_json *answer = NULL;
        if (dms_house_events(test->house, &request, after, PAGE, &answer, test->error) !=
            DMS_OK)
            test_refuse(test);
        count += count_in(dms_json_at_key(answer, "events"), name, id);
        after = dms_json_integer_at(answer, "last");
        more = dms_json_boolean_at(answer, "more");
        dms_json_destroy(answer);
    }
    return count;
}

const char *
dms_test_field(struct dms_test *test, const char *entity, int64_t id, const char *field)
{
    const struct dms_json *answer = look(test, test_question_of("get", entity, id));
    const struct dms_json *value =
        dms_json_at_key(dms_json_at_key(answer, "record"), field);
    const char *text = dms_json_text(value);
    if (value == NULL && dms_house_field(test->house, entity, field) == NULL)
        test_fail(test, "%s has no field \"%s\"", entity, field);
    if (text != NULL)
        return text;
    if (value == NULL || dms_json_kind(value) == DMS_JSON_NULL)
        return "";
    test->text = dms_json_print(value);
    return test->text;
}

void
dms_test_expect(struct dms_test *test, int truth, const char *what)
{
    if (!truth)
        test_fail(test, "this does not hold: %s", what);
}

void
dms_test_expect_text(struct dms_test *test, const char *found, const char *expected)
{
    if (strcmp(found == NULL ? "" : found, expected) != 0)
        test_fail(test, "found \"%s\", expected \"%s\"", found == NULL ? "" : found,
                  expected);
}

void
dms_test_expect_number(struct dms_test *test, int64_t found, int64_t expected,
                       const char *what)
{
    if (found != expected)
        test_fail(test, "%s: found %" PRId64 ", expected %" PRId64, what, found,
                  expected);
}
