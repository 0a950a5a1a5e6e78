/* steps.c - what a test does: asks the house as somebody, and stops where it is refused. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "inside.h"

void
test_forget(struct dms_test *test)
{
    dms_json_destroy(test->answer);
    free(test->text);
    test->answer = NULL;
    test->text = NULL;
    dms_error_clear(test->error);
}

int
test_ask(struct dms_test *test, struct dms_json *question)
{
    struct dms_request request = { .size = sizeof(request) };
    struct dms_json *answer = NULL;
    request.user = test->user[0] != '\0' ? test->user : NULL;
    request.flags = request.user == NULL ? DMS_AS_HOUSE : 0;
    request.store = test->shop ? "T01" : NULL;
    test_forget(test);
    enum dms_status st =
        dms_house_ask(test->house, &request, question, &answer, test->error);
    dms_json_destroy(question);
    test->answer = answer;
    if (st != DMS_OK)
        test_refuse(test);
    return st == DMS_OK;
}

struct dms_json *
test_question(const char *what)
{
    struct dms_json *question = dms_json_create_object();
    dms_json_set_text(question, "do", what);
    return question;
}

struct dms_json *
test_question_of(const char *what, const char *entity, int64_t id)
{
    struct dms_json *question = test_question(what);
    dms_json_set_text(question, "entity", entity);
    dms_json_set_integer(question, "id", id);
    return question;
}

/* The user is called as its roles are: "clerk,caller" has both. */
static void
add_user(struct dms_test *test, const char *roles)
{
    struct dms_json *question = test_question("create"), *list = dms_json_create_array(),
                    *stores = dms_json_create_array(), *fields = dms_json_create_object();
    char *words = strdup(roles), *rest = NULL;
    for (char *word = strtok_r(words, ", ", &rest); word != NULL;
         word = strtok_r(NULL, ", ", &rest))
        dms_json_take(list, dms_json_create_text(word));
    free(words);
    dms_json_take(stores, dms_json_create_text("T01"));
    dms_json_set_text(fields, "name", roles);
    dms_json_take_key(fields, "roles", list);
    dms_json_take_key(fields, "stores", stores);
    dms_json_set_text(question, "entity", "core.user");
    dms_json_take_key(question, "fields", fields);
    test_ask(test, question);
}

static int
is_known(struct dms_test *test, const char *user)
{
    struct dms_json *question = test_question("count"), *where = dms_json_create_object();
    dms_json_set_text(where, "name", user);
    dms_json_set_text(question, "entity", "core.user");
    dms_json_take_key(question, "where", where);
    return test_ask(test, question) && dms_json_integer_at(test->answer, "count") > 0;
}

void(dms_test_as)(struct dms_test *test, const char *roles)
{
    test->user[0] = '\0';
    if (roles == NULL)
        return;
    if (!is_known(test, roles))
        add_user(test, roles);
    snprintf(test->user, sizeof(test->user), "%s", roles);
}

int64_t(dms_test_create)(struct dms_test *test, const char *entity, const char *fields,
                         ...)
{
    struct dms_json *question = test_question("create");
    va_list arguments;
    va_start(arguments, fields);
    dms_json_set_text(question, "entity", entity);
    dms_json_take_key(question, "fields", test_fields(fields, arguments));
    va_end(arguments);
    if (!test_ask(test, question))
        return 0;
    return dms_json_integer_at(dms_json_at_key(test->answer, "record"), "id");
}

void(dms_test_set)(struct dms_test *test, const char *entity, int64_t id,
                   const char *fields, ...)
{
    struct dms_json *question = test_question_of("set", entity, id);
    va_list arguments;
    va_start(arguments, fields);
    dms_json_take_key(question, "fields", test_fields(fields, arguments));
    va_end(arguments);
    test_ask(test, question);
}

void(dms_test_remove)(struct dms_test *test, const char *entity, int64_t id)
{
    test_ask(test, test_question_of("remove", entity, id));
}

void(dms_test_do)(struct dms_test *test, const char *entity, int64_t id,
                  const char *transition)
{
    struct dms_json *question = test_question_of("transition", entity, id);
    dms_json_set_text(question, "transition", transition);
    test_ask(test, question);
}

void(dms_test_do_with)(struct dms_test *test, const char *entity, int64_t id,
                       const char *transition, const char *fields, ...)
{
    struct dms_json *question = test_question_of("transition", entity, id);
    va_list arguments;
    va_start(arguments, fields);
    dms_json_set_text(question, "transition", transition);
    dms_json_take_key(question, "fields", test_fields(fields, arguments));
    va_end(arguments);
    test_ask(test, question);
}

const struct dms_json *(dms_test_call)(struct dms_test *test, const char *name,
                                       const char *arguments, ...)
{
    struct dms_json *question = test_question("call");
    va_list list;
    va_start(list, arguments);
    dms_json_set_text(question, "name", name);
    dms_json_take_key(question, "arguments", test_fields(arguments, list));
    va_end(list);
    return test_ask(test, question) ? dms_json_at_key(test->answer, "answer") : NULL;
}

const struct dms_json *(dms_test_ask)(struct dms_test *test, const char *question)
{
    struct dms_json *json = NULL;
    test_forget(test);
    if (dms_json_load(question, strlen(question), &json, test->error) != DMS_OK)
        test_fail(test, "the question is no JSON");
    return test_ask(test, json) ? test->answer : NULL;
}
