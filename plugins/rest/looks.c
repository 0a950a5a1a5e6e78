/* looks.c - one record looked at more closely: its past, its figures' reasons, a masked field;
 * what may be done with it; and what a plugin answers when asked by name. */
#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "problem.h"
#include "question.h"

static void
tell(struct exchange *exchange, struct dms_json *question)
{
    struct dms_json *answer = question_read(exchange, question);
    if (answer != NULL)
        answer_json(exchange, 200, answer);
}

static void
told(struct exchange *exchange, struct dms_answer_text *answer)
{
    answer_said(exchange, 200, answer);
}

void
record_history(struct exchange *exchange)
{
    tell(exchange, question_create(exchange, "history"));
}

void
record_explain(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "explain");
    dms_json_set_text(question, "field", exchange_part(exchange, "field"));
    tell(exchange, question);
}

/* The purpose is written down, so this writes. */
void
record_reveal(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "reveal");
    const char *purpose = dms_json_text_at(exchange->json, "purpose");
    dms_json_set_text(question, "field", exchange_part(exchange, "field"));
    dms_json_set_text(question, "purpose", purpose != NULL ? purpose : "");
    question_write(exchange, question, told);
}

void
move_list(struct exchange *exchange)
{
    tell(exchange, question_create(exchange, "transitions"));
}

/* Whether a call writes, only the house knows: it answers a reading one before we sleep. */
void
move_call(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "call");
    dms_json_set_text(question, "name", exchange_part(exchange, "name"));
    question_body(exchange, question, "arguments");
    question_write(exchange, question, told);
}
