/* elements.c - custom elements of plugins: which there are, and the module of one. */
#include <stdlib.h>
#include <string.h>

#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "question.h"

#define MODULE "default-src 'none'; frame-ancestors 'none'"

void
element_list(struct exchange *exchange)
{
    struct dms_json *answer =
        question_read(exchange, question_create(exchange, "elements"));
    if (answer != NULL)
        answer_json(exchange, 200, answer);
}

void
element_show(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "element");
    dms_json_set_text(question, "plugin", exchange_part(exchange, "plugin"));
    dms_json_set_text(question, "name", exchange_part(exchange, "name"));
    struct dms_json *answer = question_read(exchange, question);
    if (answer == NULL)
        return;
    char *module = strdup(dms_json_text_at(answer, "text"));
    dms_json_destroy(answer);
    if (module == NULL)
        abort();
    exchange->answer.policy = MODULE;
    answer_body(exchange, 200, "text/javascript; charset=utf-8", module);
}
