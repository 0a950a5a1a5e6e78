/* records.c - one record: made, shown, changed, removed; and many at once. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "answer.h"
#include "condition.h"
#include "exchange.h"
#include "handlers.h"
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

void
record_batch(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "batch");
    const struct dms_json *items = dms_json_at_key(exchange->json, "items");
    if (items != NULL)
        dms_json_take_key(question, "items", dms_json_copy(items));
    question_body(exchange, question, "body");
    question_write(exchange, question, done);
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
