/* question.c - from an exchange to a question of the house, and back. */
#include "question.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "keys.h"
#include "problem.h"

/* Digits are an id; anything else is the code people use. */
static void
set_id(struct dms_json *question, const char *text)
{
    errno = 0;
    bool digits = text[strspn(text, "0123456789")] == '\0';
    int64_t id = strtoll(text, NULL, 10);
    if (digits && errno == 0)
        dms_json_set_integer(question, "id", id);
    else
        dms_json_set_text(question, "id", text);
}

struct dms_json *
question_create(const struct exchange *exchange, const char *name)
{
    struct dms_json *question = dms_json_create_object();
    const char *entity = exchange_part(exchange, "entity"),
               *id = exchange_part(exchange, "id");
    dms_json_set_text(question, "do", name);
    if (entity[0] != '\0')
        dms_json_set_text(question, "entity", entity);
    if (id[0] != '\0')
        set_id(question, id);
    return question;
}

void
question_body(struct exchange *exchange, struct dms_json *question, const char *name)
{
    if (exchange->json != NULL)
        dms_json_take_key(question, name, exchange->json);
    exchange->json = NULL;
}

struct dms_request
question_request(const struct exchange *exchange)
{
    return (struct dms_request){ .size = sizeof(struct dms_request),
                                 .user = exchange->visitor.name,
                                 .store = exchange_header(exchange, "DMS-Store"),
                                 .language = exchange->language,
                                 .request_id = exchange->request_id,
                                 .scope = exchange->visitor.scope };
}

struct dms_json *
question_read(struct exchange *exchange, struct dms_json *question)
{
    struct dms_json *answer = NULL;
    struct dms_request request = question_request(exchange);
    enum dms_status st = dms_house_ask(exchange->server->house, &request, question,
                                       &answer, exchange->error);
    dms_json_destroy(question);
    if (st != DMS_OK)
        problem_of(exchange, st);
    return st == DMS_OK ? answer : NULL;
}

bool
question_print(struct exchange *exchange, struct dms_json *question,
               struct dms_answer_text *answer)
{
    struct dms_request request = question_request(exchange);
    *answer = (struct dms_answer_text){ .size = sizeof(*answer) };
    enum dms_status st = dms_house_ask_text(exchange->server->house, &request, question,
                                            answer, exchange->error);
    dms_json_destroy(question);
    if (st != DMS_OK)
        problem_of(exchange, st);
    return st == DMS_OK;
}

/* On the writer's thread: nothing but keeping what it said. */
static void
answered(void *context, enum dms_status status, struct dms_answer_text *answer,
         const struct dms_error *error)
{
    struct exchange *exchange = context;
    pthread_mutex_lock(&exchange->server->lock);
    if (!exchange->abandoned) {
        exchange->answered = true;
        exchange->status = status;
        exchange->said = *answer;
        answer->text = answer->next = NULL;
        if (status != DMS_OK)
            dms_error_copy(exchange->error, error);
    }
    pthread_mutex_unlock(&exchange->server->lock);
    exchange_resume(exchange);
    exchange_release(exchange);
}

void
question_write(struct exchange *exchange, struct dms_json *question,
               exchange_finish finish)
{
    char hash[65];
    struct dms_request request = question_request(exchange);
    if (keys_take(exchange, &request, hash) == DMS_OK) {
        exchange->finish = finish;
        exchange_hold(exchange);
        exchange_suspend(exchange);
        dms_house_ask_later(exchange->server->house, &request, question, answered,
                            exchange);
    }
    dms_json_destroy(question);
}

enum dms_status
question_text(struct exchange *exchange, struct dms_json *question, const char *name,
              const char *member)
{
    const char *value = exchange_parameter(exchange, name);
    if (value != NULL && value[0] != '\0')
        dms_json_set_text(question, member, value);
    return DMS_OK;
}

static enum dms_status
bad(struct exchange *exchange, const char *name, const char *value)
{
    return problem(exchange, 400,
                   dms_fail_field(exchange->error, DMS_INVALID, name,
                                  "rest.bad_parameter", "name=%s|value=%s", name, value));
}

enum dms_status
question_number(struct exchange *exchange, struct dms_json *question, const char *name)
{
    const char *value = exchange_parameter(exchange, name);
    if (value == NULL)
        return DMS_OK;
    if (value[0] == '\0' || strlen(value) > 9 ||
        value[strspn(value, "0123456789")] != '\0')
        return bad(exchange, name, value);
    dms_json_set_integer(question, name, strtoll(value, NULL, 10));
    return DMS_OK;
}

enum dms_status
question_flag(struct exchange *exchange, struct dms_json *question, const char *name)
{
    const char *value = exchange_parameter(exchange, name);
    if (value == NULL)
        return DMS_OK;
    bool yes = strcmp(value, "true") == 0 || strcmp(value, "1") == 0;
    if (!yes && strcmp(value, "false") != 0 && strcmp(value, "0") != 0)
        return bad(exchange, name, value);
    dms_json_set_boolean(question, name, yes);
    return DMS_OK;
}

enum dms_status
question_json(struct exchange *exchange, struct dms_json *question, const char *name)
{
    struct dms_json *json = NULL;
    const char *value = exchange_parameter(exchange, name);
    if (value == NULL)
        return DMS_OK;
    if (dms_json_load(value, strlen(value), &json, NULL) != DMS_OK)
        return bad(exchange, name, value);
    dms_json_take_key(question, name, json);
    return DMS_OK;
}
