/* records.c - one record: made, shown, changed, removed; and many at once. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "answer.h"
#include "condition.h"
#include "exchange.h"
#include "handlers.h"
#include "keys.h"
#include "problem.h"
#include "question.h"

static void
changed(struct exchange *exchange, struct dms_answer_text *answer)
{
    exchange->answer.rev = answer->rev;
    answer_said(exchange, 200, answer);
}

static void
created(struct exchange *exchange, struct dms_answer_text *answer)
{
    answer_header(exchange, "Location", "/api/v1/%s/%" PRId64,
                  exchange_part(exchange, "entity"), answer->record);
    exchange->answer.rev = answer->rev;
    answer_said(exchange, 201, answer);
}

static void
done(struct exchange *exchange, struct dms_answer_text *answer)
{
    answer_said(exchange, 200, answer);
}

/* NAME with the body as its fields. NULL: a problem is the answer. */
static struct dms_json *
with_fields(struct exchange *exchange, const char *name)
{
    struct dms_json *question = question_create(exchange, name);
    question_body(exchange, question, "fields");
    if (question_flag(exchange, question, "titles") == DMS_OK &&
        condition_rev(exchange, question) == DMS_OK)
        return question;
    dms_json_destroy(question);
    return NULL;
}

void
record_create(struct exchange *exchange)
{
    struct dms_json *question = with_fields(exchange, "create");
    if (question != NULL)
        question_write(exchange, question, created);
}

void
record_set(struct exchange *exchange)
{
    struct dms_json *question = with_fields(exchange, "set");
    if (question != NULL)
        question_write(exchange, question, changed);
}

void
move_do(struct exchange *exchange)
{
    struct dms_json *question = with_fields(exchange, "transition");
    if (question == NULL)
        return;
    dms_json_set_text(question, "transition", exchange_part(exchange, "name"));
    question_write(exchange, question, changed);
}

void
record_remove(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "remove");
    if (condition_rev(exchange, question) == DMS_OK)
        question_write(exchange, question, done);
    else
        dms_json_destroy(question);
}

/* On a worker: each item for itself is not one answer of the writer's. */
void
record_batch(struct exchange *exchange)
{
    char hash[65];
    struct dms_json *answer = NULL;
    struct dms_request request = question_request(exchange);
    const struct dms_json *items = dms_json_at_key(exchange->json, "items");
    bool each = dms_json_boolean_at(exchange->json, "each");
    if (keys_take(exchange, &request, hash) != DMS_OK)
        return;
    struct dms_json *question = question_create(exchange, each ? "batch_each" : "batch");
    if (items != NULL)
        dms_json_take_key(question, "items", dms_json_copy(items));
    enum dms_status st = dms_house_ask(exchange->server->house, &request, question,
                                       &answer, exchange->error);
    dms_json_destroy(question);
    if (st == DMS_OK)
        answer_json(exchange, 200, answer);
    else
        problem_of(exchange, st);
}

void
record_get(struct exchange *exchange)
{
    char *fields = NULL;
    const char *given = exchange_parameter(exchange, "fields");
    struct dms_json *question = question_create(exchange, "get");
    if (question_flag(exchange, question, "titles") != DMS_OK) {
        dms_json_destroy(question);
        return;
    }
    if (given != NULL && asprintf(&fields, "%s,rev", given) >= 0)
        dms_json_set_text(question, "fields", fields);
    free(fields);
    struct dms_answer_text answer;
    if (!question_print(exchange, question, &answer))
        return;
    changed(exchange, &answer);
}
