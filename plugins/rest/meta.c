/* meta.c - what there is, in the asker's words: only what the asker may see. */
#include "answer.h"
#include "exchange.h"
#include "handlers.h"
#include "question.h"

static void
tell(struct exchange *exchange)
{
    struct dms_json *answer = question_read(exchange, question_create(exchange, "meta"));
    if (answer != NULL)
        answer_json(exchange, 200, answer);
}

void
meta_all(struct exchange *exchange)
{
    tell(exchange);
}

void
meta_entity(struct exchange *exchange)
{
    tell(exchange);
}
