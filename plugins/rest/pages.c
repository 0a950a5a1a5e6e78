/* pages.c - what an interface shows: only what the asker may open, in the asker's words. */
#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "question.h"

static void
tell(struct exchange *exchange, struct dms_json *question)
{
    struct dms_json *answer = question_read(exchange, question);
    if (answer != NULL)
        answer_json(exchange, 200, answer);
}

void
page_list(struct exchange *exchange)
{
    tell(exchange, question_create(exchange, "pages"));
}

void
page_show(struct exchange *exchange)
{
    struct dms_json *question = question_create(exchange, "page");
    dms_json_set_text(question, "name", exchange_part(exchange, "name"));
    tell(exchange, question);
}
