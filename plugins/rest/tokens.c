/* tokens.c - keys for programs: made by a person who is logged in, shown once, revoked. */
#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "keys.h"
#include "problem.h"
#include "question.h"

void
token_list(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "list");
    dms_json_set_text(question, "entity", "core.token");
    dms_json_set_integer(question, "limit", 1000);
    struct dms_json *answer = question_read(exchange, question);
    if (answer != NULL)
        answer_json(exchange, 200, answer);
}

/* A token that could make tokens would outlive its own revocation. */
void
token_create(struct exchange *exchange)
{
    struct dms_json *answer = NULL;
    struct dms_request request = question_request(exchange);
    enum dms_status st = keys_refuse(exchange);
    if (st == DMS_OK && exchange->visitor.kind != DMS_VISITOR_SESSION)
        st = dms_fail(exchange->error, DMS_FORBIDDEN, "rest.needs_session", "");
    if (st == DMS_OK)
        st = dms_house_token(exchange->server->house, &request, exchange->json, &answer,
                             exchange->error);
    if (st == DMS_OK)
        answer_json(exchange, 201, answer);
    else
        problem_of(exchange, st);
}

static void
revoked(struct exchange *exchange, struct dms_answer_text *answer)
{
    answer_said(exchange, 200, answer);
}

void
token_revoke(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "remove");
    dms_json_set_text(question, "entity", "core.token");
    question_write(exchange, question, revoked);
}
