/* prints.c - a document is printed: kept as a print, and shown as a page of its own. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "keys.h"
#include "problem.h"
#include "question.h"

/* Its style is its own; it runs and loads nothing, and only our own page may frame it. */
#define PAPER                                                                            \
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "              \
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

void
print_make(struct exchange *exchange)
{
    char hash[65];
    struct dms_json *answer = NULL;
    struct dms_request request = question_request(exchange);
    if (keys_take(exchange, &request, hash) != DMS_OK)
        return;
    struct dms_json *question = question_create(exchange, "print");
    const char *name = dms_json_text_at(exchange->json, "template");
    if (name != NULL)
        dms_json_set_text(question, "template", name);
    enum dms_status st = dms_house_ask(exchange->server->house, &request, question,
                                       &answer, exchange->error);
    dms_json_destroy(question);
    if (st != DMS_OK) {
        problem_of(exchange, st);
        return;
    }
    answer_header(exchange, "Location", "%s", dms_json_text_at(answer, "url"));
    answer_json(exchange, 201, answer);
}

void
print_show(struct exchange *exchange)
{
    struct dms_json *answer =
        question_read(exchange, question_create(exchange, "print_show"));
    if (answer == NULL)
        return;
    char *page = strdup(dms_json_text_at(answer, "html"));
    dms_json_destroy(answer);
    if (page == NULL)
        abort();
    exchange->answer.policy = PAPER;
    answer_body(exchange, 200, "text/html; charset=utf-8", page);
}
